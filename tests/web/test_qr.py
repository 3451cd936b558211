"""A QR code as an SVG path: every dark module once, nothing else."""

from __future__ import annotations

import re

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from competition.web.qr import svg

ADDRESS = "http://192.168.1.10:8000/standings/0198c5f2-6b1e-7a34-9d1c-2f0c6f1f7a10"


def matrix_of(text: str) -> list[list[bool]]:
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return code.get_matrix()


def drawn(document: str, quiet: int) -> set[tuple[int, int]]:
    """The (column, line) of every module the path covers, counted from the first module of the code."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", document)
    assert all(there == back for _, _, there, back in runs)
    return {(int(x) - quiet + step, int(y) - quiet) for x, y, width, _ in runs for step in range(int(width))}


def test_svg_draws_exactly_the_dark_modules():
    matrix = matrix_of(ADDRESS)
    dark = {(column, line) for line, row in enumerate(matrix) for column, cell in enumerate(row) if cell}
    assert drawn(svg(ADDRESS), 4) == dark


def test_svg_keeps_the_quiet_zone_it_was_asked_for():
    side = len(matrix_of("A"))
    boxes = [re.search(r'viewBox="([^"]+)"', svg("A", quiet=quiet)) for quiet in (0, 4)]
    assert [box.group(1) for box in boxes if box] == [f"0 0 {side} {side}", f"0 0 {side + 8} {side + 8}"]


def test_svg_is_one_path_without_style_or_script():
    document = svg(ADDRESS)
    assert re.sub(r' d="[^"]+"', "", re.sub(r'viewBox="[^"]+"', "viewBox", document)) == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox shape-rendering="crispEdges"><path fill="#16202e"/></svg>'
    )
