"""Reading a plan document from a file."""

import pytest

from competition.schemes.reading import NotADocument, read_document


def test_read_document_takes_utf8_with_and_without_a_mark() -> None:
    raw = '{"title": "焊工"}'

    assert [read_document(raw.encode(encoding)) for encoding in ("utf-8", "utf-8-sig")] == [{"title": "焊工"}] * 2


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b'{\n"a": 1,\n}', 3),
        (b"", 1),
        (b"[]", 0),
        (b'{"a": 1, "a": 2}', 0),
        (b'{"a": NaN}', 0),
        (b"\xff\xfe", 0),
        (b"[" * 100_000, 0),
    ],
)
def test_read_document_says_where_it_stops(raw: bytes, line: int) -> None:
    with pytest.raises(NotADocument) as why:
        read_document(raw)

    assert why.value.line == line
