"""Pictures of texts that a phone reads (QR codes, ISO/IEC 18004)."""

import segno


def picture(text: str) -> str:
    """A `data:` URL of SVG, black on white with the quiet zone that readers need."""
    return segno.make(text, error="m", micro=False).svg_data_uri(
        scale=4, border=4, dark="#000", light="#fff", xmldecl=False
    )
