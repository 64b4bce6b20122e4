"""A label as XMP, as pictures bear it: TC260's property, and IPTC's of where a picture comes from.

Sources: TC260-PG-20258A, 2025 (namespace and property); IPTC Photo Metadata Standard 2025.1,
"Digital Source Type"; ISO 16684-1 (the packet).
"""

from html import escape

from shared.labels import aigc
from shared.labels.found import Found

_TC260 = "http://www.tc260.org.cn/ns/AIGC/1.0/"
_IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description rdf:about="" xmlns:TC260="{_TC260}" xmlns:Iptc4xmpExt="{_IPTC}">'
    "%s</rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
)


def packet(found: Found) -> bytes:
    told = ""
    if found.aigc:
        told += f"<TC260:AIGC>{escape(aigc.text(found.aigc), quote=False)}</TC260:AIGC>"
    if found.source:
        source = _SOURCE + found.source
        told += f"<Iptc4xmpExt:DigitalSourceType>{source}</Iptc4xmpExt:DigitalSourceType>"
    return (_PACKET % told).encode()
