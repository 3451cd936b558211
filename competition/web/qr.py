"""A QR code as one SVG path: sharp at any size, a few kilobytes, no picture library."""

from __future__ import annotations

from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def svg(text: str, *, quiet: int = 4) -> str:
    """The QR code of `text` (error correction M) as an SVG document, dark on nothing, `quiet` modules of margin around.

    One unit of the view box is one module, so the caller gives the size; the background is the page's. Raises
    qrcode.exceptions.DataOverflowError when the text does not fit a QR code (2,331 bytes).
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    side = len(matrix) + 2 * quiet
    path = "".join(_runs(row, quiet, quiet + line) for line, row in enumerate(matrix))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#16202e" d="{path}"/></svg>'
    )


def _runs(row: list[bool], left: int, top: int) -> str:
    """The dark runs of one line of modules as path commands, each a rectangle one module high."""
    commands: list[str] = []
    column = left
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            commands.append(f"M{column} {top}h{width}v1h-{width}z")
        column += width
    return "".join(commands)
