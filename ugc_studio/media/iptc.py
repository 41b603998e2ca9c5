"""Reads IPTC captions (IIM) from Photoshop image resources: bounded, never an exception.

Source: IPTC-NAA Information Interchange Model 4.2 and Adobe's image resource blocks (``8BIM``, id 0x0404).
"""

from __future__ import annotations

RESOURCE_IPTC = 0x0404
_MAX_RESOURCES = 500
_MAX_DATASETS = 2000
_UTF8_ESCAPE = b"\x1b%G"

TITLE, KEYWORD, DATE, TIME, CREATOR, CITY, SUBLOCATION, STATE, COUNTRY, CREDIT, COPYRIGHT, CAPTION = (
    (2, 5),
    (2, 25),
    (2, 55),
    (2, 60),
    (2, 80),
    (2, 90),
    (2, 92),
    (2, 95),
    (2, 101),
    (2, 110),
    (2, 116),
    (2, 120),
)

Iptc = dict[tuple[int, int], list[str]]


def find_iim(resources: bytes) -> bytes:
    """The IIM block among Photoshop's image resources, or nothing."""
    at = 0
    for _count in range(_MAX_RESOURCES):
        if resources[at : at + 4] != b"8BIM" or at + 12 > len(resources):
            return b""
        kind = int.from_bytes(resources[at + 4 : at + 6])
        name = resources[at + 6] + 1
        at += 6 + name + name % 2
        size = int.from_bytes(resources[at : at + 4])
        at += 4
        if kind == RESOURCE_IPTC:
            return resources[at : at + size]
        at += size + size % 2
    return b""


def read_iptc(iim: bytes) -> Iptc:
    """The text fields by (record, dataset); repeated ones in their order."""
    raw: dict[tuple[int, int], list[bytes]] = {}
    at = 0
    for _count in range(_MAX_DATASETS):
        if at + 5 > len(iim) or iim[at] != 0x1C:
            break
        key = (iim[at + 1], iim[at + 2])
        size = int.from_bytes(iim[at + 3 : at + 5])
        at += 5
        if size & 0x8000:  # an extended length: so many bytes of length follow
            width = size & 0x7FFF
            if width > 4:
                break
            size = int.from_bytes(iim[at : at + width])
            at += width
        raw.setdefault(key, []).append(iim[at : at + size])
        at += size
    declared_utf8 = raw.get((1, 90), [b""])[0].startswith(_UTF8_ESCAPE)
    texts = {key: values for key, values in raw.items() if key[0] == 2}
    return {key: [_text(value, declared_utf8=declared_utf8) for value in values] for key, values in texts.items()}


def _text(value: bytes, *, declared_utf8: bool) -> str:
    if declared_utf8:
        return value.decode("utf-8", "replace")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", "replace")
