"""One JSON object per line, with the values as they are in the table."""

from collections.abc import Iterator

import msgspec

from shared.exports.formats.tables import Head, Rows


def pieces(head: Head, rows: Rows) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder()
    for some in rows:
        yield encoder.encode_lines([dict(zip(head.columns, row, strict=True)) for row in some])
