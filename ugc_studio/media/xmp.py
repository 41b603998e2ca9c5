"""Reads the few XMP properties we use; document types and entities are refused, sizes are capped.

Source: XMP part 1 (RDF serialisation), IPTC Photo Metadata Standard 2023.2, PLUS LDF.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element  # the type only; parsing is defusedxml's

MAX_XMP_BYTES = 1_000_000
_MAX_ELEMENTS = 5000

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
RIGHTS = "{http://ns.adobe.com/xap/1.0/rights/}"
XMP_BASIC = "{http://ns.adobe.com/xap/1.0/}"
EXIF = "{http://ns.adobe.com/exif/1.0/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
IPTC_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}"
CAMERA = "{http://ns.google.com/photos/1.0/camera/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

Xmp = dict[str, list[str]]
"""Property (``{namespace}name``) to its values; language alternatives with ``x-default`` first."""


def read_xmp(packet: bytes) -> Xmp:
    """The simple, array and language-alternative properties of a packet; empty when it is malformed or hostile."""
    if not packet or len(packet) > MAX_XMP_BYTES:
        return {}
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root = fromstring(packet.strip(b"\0 \r\n\t"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return {}
    found: Xmp = {}
    elements = root.iter(RDF + "Description")
    for count, description in enumerate(elements):
        if count >= _MAX_ELEMENTS:
            break
        for name, value in description.attrib.items():
            found.setdefault(name, []).append(value)
        for child in description:
            values = _values(child)
            if values:
                found.setdefault(child.tag, []).extend(values)
    return found


def _values(element: Element) -> list[str]:
    """A property's own text, or the items of its array or structure in their order."""
    items = list(element.iter(RDF + "li"))[:_MAX_ELEMENTS]
    if items:
        items.sort(key=lambda item: item.get(_LANG, "x-default") != "x-default")
        return [text for item in items if (text := _own_text(item))]
    text = _own_text(element)
    return [text] if text else []


def _own_text(element: Element) -> str:
    return (element.text or element.get(RDF + "resource") or "").strip()
