"""Reads two names out of a certificate (X.509, DER): whom it is for and who issued it. It checks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_ORGANISATION, _COMMON_NAME = bytes.fromhex("55040a"), bytes.fromhex("550403")
_SEQUENCE, _SET, _OID, _VERSION = 0x30, 0x31, 0x06, 0xA0
_ENCODINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1E: "utf-16-be"}
LONGEST = 120

Element = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class CertificateName:
    """Names as the certificate says them; empty where it says none that can be read."""

    subject: str = ""
    issuer: str = ""


def names_in(certificate: bytes) -> CertificateName:
    """The names in a certificate: the organisation, else the common name."""
    try:
        body = next(_elements(next(_elements(certificate))[1]))[1]
        fields = [one for one in _elements(body) if one[0] != _VERSION]
        return CertificateName(_name(fields[4][1]), _name(fields[2][1]))  # serial, algorithm, issuer, validity, subject
    except (ValueError, IndexError, StopIteration, RuntimeError):
        return CertificateName()


def _name(data: bytes) -> str:
    found: dict[bytes, str] = {}
    for kind, pairs in _elements(data):
        if kind != _SET:
            continue
        for _kind, pair in _elements(pairs):
            parts = list(_elements(pair))
            if len(parts) == 2 and parts[0][0] == _OID:
                found.setdefault(parts[0][1], _string(*parts[1]))
    return found.get(_ORGANISATION) or found.get(_COMMON_NAME) or ""


def _string(kind: int, data: bytes) -> str:
    text = data.decode(_ENCODINGS.get(kind, "ascii"), "replace")
    return "".join(sign for sign in text if sign.isprintable())[:LONGEST].strip()


def _elements(data: bytes) -> Iterator[Element]:
    """Kind and bytes of each element in a row."""
    at = 0
    while at + 2 <= len(data):
        kind, size = data[at], data[at + 1]
        at += 2
        if size & 0x80:
            digits = size & 0x7F
            if not 1 <= digits <= 4:
                raise ValueError("malformed")
            size = int.from_bytes(data[at : at + digits], "big")
            at += digits
        if at + size > len(data):
            raise ValueError("cut off")
        yield kind, data[at : at + size]
        at += size
