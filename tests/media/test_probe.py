"""First bytes decide what a file is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import corpus
from ugc_studio.domain.assets import AssetKind
from ugc_studio.domain.media import FileKind
from ugc_studio.media.probe import sniff


def ftyp(major: bytes, *brands: bytes) -> bytes:
    return (16 + 4 * len(brands)).to_bytes(4) + b"ftyp" + major + b"\0\0\0\0" + b"".join(brands) + b"\0\0\0\x08mdat"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (ftyp(b"heic", b"mif1", b"heic"), FileKind.HEIC),
        (ftyp(b"mif1", b"mif1", b"heic"), FileKind.HEIC),
        (ftyp(b"mif1", b"mif1", b"avif"), FileKind.AVIF),
        (ftyp(b"avif", b"avif"), FileKind.AVIF),
        (ftyp(b"isom", b"iso2", b"avc1", b"mp41"), FileKind.MP4),
        (ftyp(b"qt  ", b"qt  "), FileKind.MOV),
        (ftyp(b"M4A ", b"mp42"), FileKind.AUDIO),
        (ftyp(b"crx ", b"isom"), FileKind.OTHER_PICTURE),
        (b"\0\0\0\x08wide\0\0\0\0mdat", FileKind.MOV),
        (b"\x1a\x45\xdf\xa3\x01", FileKind.WEBM),
        (b"RIFF\0\0\0\0WAVEfmt ", FileKind.AUDIO),
        (b"RIFF\0\0\0\0AVI LIST", FileKind.OTHER_PICTURE),
        (b"  \n<!doctype HTML><p>", FileKind.HTML),
        (b"<?xml version='1.0'?>\n<!-- x --><svg width='1'>", FileKind.SVG),
        (b"<?xml version='1.0'?><feed/>", FileKind.TEXT),
        ("\ufeff<html>".encode(), FileKind.HTML),
        ("<html>é".encode("utf-16"), FileKind.HTML),
        (b"BM, a famous brand of pencils, and then some more words", FileKind.TEXT),
        (b"SQLite format 3\0", FileKind.DATABASE),
        (b"PK\x03\x04\x14\0", FileKind.ZIP),
        (b"%PDF-1.4\n", FileKind.PDF),
        (b"MZ\x90\0", FileKind.PROGRAM),
        (b"\x89PN", None),
        (b"", None),
        (b"\xff\xd8", None),
        (b"\xff", None),
        ("Nîmes : très belle journée".encode("cp1252"), FileKind.TEXT),
        ("Voilà l’été 🌞".encode()[:-1], FileKind.TEXT),
    ],
)
def test_kinds(head: bytes, kind: FileKind | None) -> None:
    assert sniff(head) is kind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP"])
def test_what_other_programs_write_is_known(kind: str) -> None:
    found = sniff(corpus.encoded(corpus.scene(64, 48), kind)[:100])
    assert found is FileKind(kind.lower())
    assert found.asset_kind is AssetKind.PHOTO


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(head: bytes) -> None:
    found = sniff(head)
    assert found is None or found in FileKind
