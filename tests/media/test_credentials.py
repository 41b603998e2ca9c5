"""Content credentials: one really signed file, the same store in every container, and whatever else strangers send."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import corpus
from ugc_studio.domain.credentials import ContentCredentials, CredentialAction
from ugc_studio.media import cbor
from ugc_studio.media.certificates import CertificateName, names_in
from ugc_studio.media.credentials import credentials_in
from ugc_studio.media.glimpses import Look
from ugc_studio.media.jumbf import BMFF_UUID, TIFF_TAG, JumbfError, boxes_of, store_in
from ugc_studio.media.lightbox import Lightbox
from ugc_studio.media.limits import DEFAULT_LIMITS
from ugc_studio.media.seeking import LIMITS, BadFinding, Seek, read_credentials, seek

SIGNED = Path(__file__).parents[1] / "data" / "media" / "credentials.avif"
SAID = ContentCredentials(
    manifests=1,
    generator="Étoile Cam 1.2",
    title="Plage",
    signer="C2PA Test Signing Cert",
    issuer="C2PA Test Intermediate Root CA",
    actions=(CredentialAction("c2pa.created", "PicMaker", "", "trainedAlgorithmicMedia"),),
    by_machine=True,
)


@pytest.fixture(scope="module")
def store() -> bytes:
    found = store_in(SIGNED)
    assert found is not None
    return found


def in_jpeg(store: bytes, *, piece: int = 1500) -> bytes:
    """The store in segments APP11, each with the header of the box before its piece."""
    header, rest = store[:8], store[8:]
    segments = b""
    for place, at in enumerate(range(0, len(rest), piece), start=1):
        body = b"JP" + struct.pack(">HI", 5, place) + header + rest[at : at + piece]
        segments += b"\xff\xeb" + struct.pack(">H", len(body) + 2) + body
    picture = corpus.jpeg(64, 48)
    return picture[:2] + segments + picture[2:]


def in_png(store: bytes) -> bytes:
    picture = corpus.encoded(corpus.scene(64, 48), "PNG")
    chunk = b"caBX" + store
    return picture[:33] + struct.pack(">I", len(store)) + chunk + struct.pack(">I", zlib.crc32(chunk)) + picture[33:]


def in_webp(store: bytes) -> bytes:
    picture = corpus.encoded(corpus.scene(64, 48), "WEBP")
    body = picture[12:] + b"C2PA" + struct.pack("<I", len(store)) + store + b"\0" * (len(store) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def in_mp4(store: bytes) -> bytes:
    payload = BMFF_UUID + b"\0\0\0\0" + b"manifest\0" + b"\0" * 8 + store
    brand = struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 0, b"isom")
    other = struct.pack(">I4s", 32, b"uuid") + b"\7" * 24
    return brand + other + struct.pack(">I4sQ", 1, b"uuid", len(payload) + 16) + payload


def in_tiff(store: bytes) -> bytes:
    head = b"MM" + struct.pack(">HI", 42, 8) + struct.pack(">H", 1)
    return head + struct.pack(">HHII", TIFF_TAG, 7, len(store), 26) + b"\0" * 4 + store


CONTAINERS = {"jpg": in_jpeg, "png": in_png, "webp": in_webp, "mp4": in_mp4, "tif": in_tiff}


class TestReading:
    def test_a_signed_file_is_reported_and_never_called_proven(self) -> None:
        found = credentials_in(SIGNED)
        assert found == SAID
        assert found is not None
        assert "was not checked" in str(found.text)
        assert found.as_json()["signature_verified"] is False
        assert str(found.actions[0].text) == "created, with PicMaker"

    @pytest.mark.parametrize("kind", CONTAINERS)
    def test_every_container_carries_it(self, kind: str, store: bytes, tmp_path: Path) -> None:
        file = tmp_path / f"file.{kind}"
        file.write_bytes(CONTAINERS[kind](store))
        assert credentials_in(file) == SAID

    def test_ordinary_pictures_carry_none(self, tmp_path: Path) -> None:
        for kind in ("JPEG", "PNG", "WEBP", "TIFF", "GIF"):
            (tmp_path / "plain").write_bytes(corpus.encoded(corpus.scene(64, 48), kind))
            assert credentials_in(tmp_path / "plain") is None
        corpus.film(tmp_path / "film.mp4")
        assert credentials_in(tmp_path / "film.mp4") is None
        assert credentials_in(corpus.HEIC) is None

    def test_an_address_elsewhere_is_named_and_not_followed(self, tmp_path: Path) -> None:
        packet = b'<rdf:Description dcterms:provenance="https://example.com/m/1"/>'
        (tmp_path / "a.jpg").write_bytes(corpus.jpeg(64, 48, xmp=packet))
        found = credentials_in(tmp_path / "a.jpg")
        assert found == ContentCredentials(elsewhere="https://example.com/m/1")
        assert found is not None
        assert "not fetched" in str(found.text)

    def test_a_store_that_is_cut_off_is_there_but_cannot_be_read(self, store: bytes, tmp_path: Path) -> None:
        for bad in (store[:200], store[:8] + b"\0" * 100, b"\0\0\0\x10jumb" + b"\0" * 8):
            (tmp_path / "a.png").write_bytes(in_png(bad))
            found = credentials_in(tmp_path / "a.png")
            assert found is not None
            assert not found.readable
            assert "cannot be read" in str(found.text)

    def test_a_process_of_its_own_reads_it(self) -> None:
        with Lightbox(1, limits=LIMITS) as lightbox:
            answer = lightbox.look(Look(str(SIGNED), seek=Seek.CREDENTIALS))
        assert read_credentials(answer.data) == SAID  # type: ignore[union-attr]  # no rejection


class TestHostile:
    @settings(max_examples=150, deadline=None)
    @given(seed=st.integers(0, 2**32))
    def test_damage_is_reported_and_never_raised(self, seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
        chance = random.Random(seed)
        data = bytearray(SIGNED.read_bytes())
        for _hit in range(chance.randint(1, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file = tmp_path_factory.getbasetemp() / "damaged.avif"
        file.write_bytes(data[: chance.randint(0, len(data))] if chance.random() < 0.3 else data)
        found = seek(Seek.CREDENTIALS, file, DEFAULT_LIMITS)
        read_credentials(found)

    def test_boxes_within_boxes_have_an_end(self) -> None:
        nested = b""
        for _level in range(40):
            nested = struct.pack(">I4s", len(nested) + 8, b"jumb") + nested
        with pytest.raises(JumbfError):
            boxes_of(nested)
        with pytest.raises(JumbfError):
            boxes_of(struct.pack(">I4s", 8, b"free") * 5000)

    def test_a_store_of_any_size_is_not_read(self, tmp_path: Path) -> None:
        picture = in_png(b"")
        huge = picture.replace(b"\0\0\0\0caBX", b"\x7f\xff\xff\xffcaBX")
        (tmp_path / "a.png").write_bytes(huge)
        with pytest.raises(JumbfError):
            store_in(tmp_path / "a.png")

    @pytest.mark.parametrize(
        "said",
        [
            b"", b"1", b"[]", b"{}", b'{"readable": true}', b"\xff",
            b'{"readable":true,"manifests":"x","authors":[],"actions":[],"ingredients":[],"generator":"","title":"",'
            b'"signer":"","issuer":"","elsewhere":"","by_machine":false}',
            b'{"readable":true,"manifests":1,"authors":[7],"actions":[],"ingredients":[],"generator":"","title":"",'
            b'"signer":"","issuer":"","elsewhere":"","by_machine":false}',
        ],
    )  # fmt: skip
    def test_nothing_the_process_says_is_believed_unseen(self, said: bytes) -> None:
        with pytest.raises(BadFinding):
            read_credentials(said)


class TestCbor:
    """Examples of RFC 8949, appendix A."""

    @pytest.mark.parametrize(
        ("data", "value"),
        [
            ("1bffffffffffffffff", 18446744073709551615), ("3903e7", -1000), ("f93c00", 1.0), ("fa47c35000", 100000.0),
            ("fb3ff199999999999a", 1.1), ("f5", True), ("f6", None), ("c074323031332d30332d32315432303a30343a30305a",
             "2013-03-21T20:04:00Z"), ("4401020304", b"\1\2\3\4"), ("62c3bc", "ü"), ("8301820203820405", [1, [2, 3],
             [4, 5]]), ("a26161016162820203", {"a": 1, "b": [2, 3]}), ("5f42010243030405ff", b"\1\2\3\4\5"),
            ("7f657374726561646d696e67ff", "streaming"), ("9f018202039f0405ffff", [1, [2, 3], [4, 5]]),
            ("bf61610161629f0203ffff", {"a": 1, "b": [2, 3]}), ("a182010203", {"[1, 2]": 3}),
        ],
    )  # fmt: skip
    def test_values(self, data: str, value: Any) -> None:
        assert cbor.loads(bytes.fromhex(data)) == value

    @pytest.mark.parametrize(
        "data", ["", "18", "62c3", "9bffffffffffffffff", "bbffffffffffffffff", "1c", "ff", "5f01", "81" * 40, "9f" * 40]
    )
    def test_malformed(self, data: str) -> None:
        with pytest.raises(cbor.CborError):
            cbor.loads(bytes.fromhex(data))

    @settings(max_examples=200, deadline=None)
    @given(st.binary(max_size=200))
    def test_anything(self, data: bytes) -> None:
        try:
            cbor.loads(data)
        except cbor.CborError:
            return


def _certificate(name: Callable[[], bytes]) -> bytes:
    def element(kind: int, content: bytes) -> bytes:
        return bytes([kind, len(content)]) + content

    empty = element(0x30, b"")
    body = element(0xA0, b"\2\1\2") + b"\2\1\1" + empty + element(0x30, name()) + empty + element(0x30, name())
    return element(0x30, element(0x30, body))


def _named(kind: int, text: bytes) -> bytes:
    pair = bytes([6, 3]) + bytes.fromhex("550403") + bytes([kind, len(text)]) + text
    pair = bytes([0x30, len(pair)]) + pair
    return bytes([0x31, len(pair)]) + pair


@pytest.mark.parametrize(("kind", "text"), [(0x0C, "Zoë".encode()), (0x1E, "Zoë".encode("utf-16-be"))])
def test_names_in_certificates(kind: int, text: bytes) -> None:
    assert names_in(_certificate(lambda: _named(kind, text))) == CertificateName("Zoë", "Zoë")
    assert names_in(_certificate(lambda: b"")) == CertificateName()


@given(st.binary(max_size=300))
def test_no_bytes_make_names_fail(data: bytes) -> None:
    names_in(data)
