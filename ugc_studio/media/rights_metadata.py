"""Writes rights into pictures: XMP for all kinds, IPTC-IIM too for JPEG, from an allow-list and nothing else.

Sources: IPTC Photo Metadata Standard 2023.2, PLUS LDF, XMP parts 1 and 3, IPTC-NAA IIM 4.2, Adobe image resources.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from ugc_studio.domain.rights import RightsStatement

PLUS_VOCABULARY = "http://ns.useplus.org/ldf/vocab/"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
}
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAX_TEXT = 4000
_XMP_HEADER = b"http://ns.adobe.com/xap/1.0/\0"
_EXTENSION_HEADER = b"http://ns.adobe.com/xmp/extension/\0"
_SEGMENT = 65533
_EXTENSION_CHUNK = 65000
_IIM_UTF8 = b"\x1b%G"
_IIM_LIMITS = {80: 32, 110: 32, 116: 128, 40: 256}
"""Octets that IIM 4.2 allows: by-line, credit, copyright notice, special instructions."""


def xmp_packet(rights: RightsStatement, *, alt_text: str | None = None, policy: bool = False) -> bytes:
    """An XMP packet with the rights; ``policy`` embeds the ODRL policy as well."""
    return _packet([*_properties(rights, alt_text), *(_policy(rights) if policy else ())])


def _packet(properties: Iterable[str]) -> bytes:
    spaces = "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in _NAMESPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about=""{spaces}>{"".join(properties)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def _properties(rights: RightsStatement, alt_text: str | None) -> Iterator[str]:
    if rights.creator:
        yield _tag("dc:creator", f"<rdf:Seq><rdf:li>{_clean(rights.creator)}</rdf:li></rdf:Seq>")
    yield from _language_texts(
        ("dc:rights", rights.copyright_notice),
        ("xmpRights:UsageTerms", rights.usage_terms),
        ("Iptc4xmpCore:AltTextAccessibility", alt_text),
        ("plus:OtherConstraints", " ".join(rights.constraints) or None),
        ("plus:MediaConstraints", rights.media_constraints),
        ("plus:RegionConstraints", rights.region_constraints),
    )
    yield from _plain_texts(
        ("photoshop:Credit", rights.credit_line),
        ("xmpRights:Marked", "True"),
        ("xmpRights:WebStatement", rights.web_statement),
        ("plus:Version", "2.0.1"),
        ("plus:LicenseStartDate", rights.licence_from.isoformat() if rights.licence_from else None),
        ("plus:LicenseEndDate", rights.licence_until.isoformat() if rights.licence_until else None),
        ("plus:ModelReleaseStatus", PLUS_VOCABULARY + rights.model_release),
        ("plus:PropertyReleaseStatus", PLUS_VOCABULARY + rights.property_release),
        ("plus:DataMining", PLUS_VOCABULARY + rights.data_mining),
        ("plus:CreditLineRequired", PLUS_VOCABULARY + ("CR-CAI" if rights.credit_required else "CR-NRQ")),
    )
    if rights.licensee:
        licensee = _tag("plus:LicenseeName", _clean(rights.licensee))
        yield _tag("plus:Licensee", f'<rdf:Seq><rdf:li rdf:parseType="Resource">{licensee}</rdf:li></rdf:Seq>')
    if rights.licensor or rights.licensor_url:
        licensor = "".join(
            _plain_texts(("plus:LicensorName", rights.licensor), ("plus:LicensorURL", rights.licensor_url))
        )
        yield _tag("plus:Licensor", f'<rdf:Seq><rdf:li rdf:parseType="Resource">{licensor}</rdf:li></rdf:Seq>')


def _policy(rights: RightsStatement) -> Iterator[str]:
    if rights.odrl is None:
        return
    encoded = json.dumps(rights.odrl, ensure_ascii=False, separators=(",", ":"))
    policy = (
        _tag("Iptc4xmpExt:EncRightsExpr", _printable(encoded))
        + _tag("Iptc4xmpExt:RightsExprEncType", "application/ld+json")
        + _tag("Iptc4xmpExt:RightsExprLangId", "http://www.w3.org/ns/odrl/2/")
    )
    yield _tag(
        "Iptc4xmpExt:EmbdEncRightsExpr", f'<rdf:Bag><rdf:li rdf:parseType="Resource">{policy}</rdf:li></rdf:Bag>'
    )


def _language_texts(*pairs: tuple[str, str | None]) -> Iterator[str]:
    for name, text in pairs:
        if text:
            yield _tag(name, f'<rdf:Alt><rdf:li xml:lang="x-default">{_clean(text)}</rdf:li></rdf:Alt>')


def _plain_texts(*pairs: tuple[str, str | None]) -> Iterator[str]:
    for name, text in pairs:
        if text:
            yield _tag(name, _clean(text))


def _tag(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


def _clean(text: str) -> str:
    return _printable(text[:_MAX_TEXT])


def _printable(text: str) -> str:
    return escape(_UNPRINTABLE.sub("", text))


def iim_block(rights: RightsStatement) -> bytes:
    """IPTC-IIM with its UTF-8 marker; values are shortened to what IIM allows, XMP holds them whole."""
    block = _dataset(1, 90, _IIM_UTF8) + _dataset(2, 0, b"\x00\x04")
    for number, text in (
        (40, rights.usage_terms),
        (80, rights.creator),
        (110, rights.credit_line),
        (116, rights.copyright_notice),
    ):
        if text:
            octets = _UNPRINTABLE.sub("", text).encode("utf-8")[: _IIM_LIMITS[number]]
            block += _dataset(2, number, octets.decode("utf-8", "ignore").encode("utf-8"))
    return block


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(value).to_bytes(2) + value


def photoshop_block(iim: bytes) -> bytes:
    """The content of an APP13 segment: image resource 0x0404 with the IIM block."""
    padding = b"\0" * (len(iim) % 2)
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(iim).to_bytes(4) + iim + padding


def with_jpeg_metadata(data: bytes, *, xmp: bytes, iim: bytes) -> bytes:
    """Our own JPEG with APP1 and APP13 behind its JFIF header; XMP that is too long goes on in extension segments.

    ``data`` must be a JPEG that was just encoded here: no other metadata is looked for or removed.
    """
    if data[:4] != b"\xff\xd8\xff\xe0":
        raise ValueError("not a JPEG with a JFIF header")
    behind = 4 + int.from_bytes(data[4:6])
    segments = b"".join(_xmp_segments(xmp)) + _segment(0xED, photoshop_block(iim))
    return data[:behind] + segments + data[behind:]


def _xmp_segments(xmp: bytes) -> Iterator[bytes]:
    """One APP1, or (XMP part 3, 1.1.3.1) a small one that names a longer packet in extension segments."""
    if len(_XMP_HEADER) + len(xmp) <= _SEGMENT:
        yield _segment(0xE1, _XMP_HEADER + xmp)
        return
    digest = hashlib.md5(xmp, usedforsecurity=False).hexdigest().upper().encode()
    yield _segment(0xE1, _XMP_HEADER + _packet([_tag("xmpNote:HasExtendedXMP", digest.decode())]))
    for start in range(0, len(xmp), _EXTENSION_CHUNK):
        head = _EXTENSION_HEADER + digest + len(xmp).to_bytes(4) + start.to_bytes(4)
        yield _segment(0xE1, head + xmp[start : start + _EXTENSION_CHUNK])


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2) + content
