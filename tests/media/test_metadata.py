"""What files say about themselves: read in the right order, cleaned, and never a reason to lose a picture."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from tests import corpus
from ugc_studio.domain.media import DateSource, EmbeddedMetadata
from ugc_studio.media import iptc, jpeg, xmp
from ugc_studio.media.exif import read_exif
from ugc_studio.media.metadata import Blocks, clean, is_motion_photo, parse_iso, parse_offset, read_metadata

NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    'xmlns:GCamera="http://ns.google.com/photos/1.0/camera/"'
)


def packet(body: str, attributes: str = "") -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f"<rdf:RDF {NAMESPACES}><rdf:Description {attributes}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def exif_block(
    image: dict[int, Any] | None = None, photo: dict[int, Any] | None = None, gps: dict[int, Any] | None = None
) -> bytes:
    exif = Image.Exif()
    exif.update(image or {})
    exif.get_ifd(0x8769).update(photo or {})
    exif.get_ifd(0x8825).update(gps or {})
    return exif.tobytes()


def of_exif(**parts: dict[int, Any]) -> EmbeddedMetadata:
    return read_metadata(Blocks(exif=exif_block(**parts)))


class TestDates:
    def test_original_with_offset_and_fraction(self) -> None:
        found = of_exif(photo={0x9003: "2026:07:04 12:13:14", 0x9011: "+02:00", 0x9291: "120"})
        assert (found.taken_at, found.taken_offset, found.tz_known) == ("2026-07-04T12:13:14.120", 120, True)
        assert found.taken_source is DateSource.EXIF_ORIGINAL

    def test_digitized_then_gps_then_xmp(self) -> None:
        gps = {0x1D: "2026:07:04", 7: (IFDRational(10), IFDRational(13), IFDRational(14))}
        iso = packet("<photoshop:DateCreated>2026-07-03T08:00:00-04:00</photoshop:DateCreated>")
        photo = {0x9003: "0000:00:00 00:00:00", 0x9004: "2026:07:05 01:02:03"}
        assert of_exif(photo=photo, gps=gps).taken_source is DateSource.EXIF_DIGITIZED
        found = of_exif(gps=gps)
        assert (found.taken_at, found.taken_offset) == ("2026-07-04T10:13:14", 0)
        found = read_metadata(Blocks(exif=exif_block(), xmp=iso))
        assert (found.taken_at, found.taken_offset, found.taken_source) == ("2026-07-03T08:00:00", -240, DateSource.XMP)

    def test_iptc_date(self) -> None:
        stream = jpeg.walk(corpus.with_iptc(corpus.jpeg(), (2, 55, b"20260701"), (2, 60, b"101112+0200")))
        found = read_metadata(Blocks(photoshop=stream.photoshop))
        assert (found.taken_at, found.taken_offset) == ("2026-07-01T10:11:12", 120)

    @pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "    :  :     :  :  ", "2026:13:40 10:00:00", "", "soon"])
    def test_no_date(self, text: str) -> None:
        assert of_exif(photo={0x9003: text}).taken_at is None

    @pytest.mark.parametrize("text", ["2000:01:01 00:00:12", "1970:01:01 00:00:00", "1980:01:01 00:04:00"])
    def test_clocks_that_were_never_set(self, text: str) -> None:
        assert of_exif(photo={0x9003: text}).taken_suspect

    def test_a_date_without_a_zone_says_so(self) -> None:
        assert not of_exif(photo={0x9003: "2026:07:04 12:13:14"}).tz_known

    def test_iso_texts(self) -> None:
        assert parse_iso("2026-07-04T12:13:14+0200") == ("2026-07-04T12:13:14", 120)
        assert parse_iso("2026-07-04T12:13Z") == ("2026-07-04T12:13:00", 0)
        assert parse_iso("2026-07-04") == ("2026-07-04T12:00:00", None)
        assert parse_iso("2026-02-30") is None
        assert parse_offset("-03:30") == -210
        assert parse_offset("+99:00") is None


class TestPlaces:
    def test_degrees(self) -> None:
        latitude, longitude = (tuple(map(IFDRational, parts)) for parts in ((48, 51, 30), (2, 21, 0)))
        found = of_exif(gps={1: "N", 2: latitude, 3: "W", 4: longitude})
        assert found.latitude == pytest.approx(48.858333)
        assert found.longitude == pytest.approx(-2.35)

    @pytest.mark.parametrize("degrees", [(0, 0, 0), (200, 0, 0), (179, 90, 0)])
    def test_no_position(self, degrees: tuple[int, int, int]) -> None:
        value = tuple(map(IFDRational, degrees))
        assert of_exif(gps={1: "N", 2: value, 3: "E", 4: value}).latitude is None

    def test_empty_rationals(self) -> None:
        nothing = tuple(IFDRational(0, 0) for _ in range(3))
        assert of_exif(gps={1: "N", 2: nothing, 3: "E", 4: nothing}).latitude is None

    def test_named_places(self) -> None:
        body = "<photoshop:City>Royan</photoshop:City><photoshop:Country>France</photoshop:Country>"
        found = read_metadata(Blocks(xmp=packet(body)))
        assert (found.place, found.country) == ("Royan", "France")


class TestTexts:
    def test_xmp_before_iptc_before_exif(self) -> None:
        exif = exif_block({0x010E: "from exif", 0x013B: "Exif Emma", 0x8298: "(c) exif"})
        iptc_data = corpus.with_iptc(
            corpus.jpeg(), (1, 90, b"\x1b%G"), (2, 120, "à la plage".encode()), (2, 80, b"Iptc Emma"), (2, 25, b"sun")
        )
        photoshop = jpeg.walk(iptc_data).photoshop
        body = (
            "<dc:description><rdf:Alt><rdf:li xml:lang='fr'>bonjour</rdf:li>"
            "<rdf:li xml:lang='x-default'>hello</rdf:li></rdf:Alt></dc:description>"
            "<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>sea</rdf:li><rdf:li>sand</rdf:li></rdf:Bag></dc:subject>"
            "<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang='x-default'>Ask first</rdf:li></rdf:Alt>"
            "</xmpRights:UsageTerms>"
        )
        everything = read_metadata(Blocks(exif=exif, photoshop=photoshop, xmp=packet(body, 'xmpRights:Marked="True"')))
        assert everything.caption == "hello"
        assert everything.keywords == ("sea", "sand")
        assert everything.creator == "Iptc Emma"
        assert everything.copyright == "(c) exif"
        assert everything.usage_terms == "Ask first"
        assert everything.rights_marked is True
        assert read_metadata(Blocks(exif=exif, photoshop=photoshop)).caption == "à la plage"
        assert read_metadata(Blocks(exif=exif)).caption == "from exif"

    def test_iptc_in_an_old_code_page(self) -> None:
        stream = jpeg.walk(corpus.with_iptc(corpus.jpeg(), (2, 120, "Été à Nîmes".encode("cp1252"))))
        assert read_metadata(Blocks(photoshop=stream.photoshop)).caption == "Été à Nîmes"

    @pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", "DCIM\\100MEDIA", "IMG_0001", "SONY DSC", "0"])
    def test_what_cameras_write_is_no_caption(self, text: str) -> None:
        assert of_exif(image={0x010E: text}).caption is None

    def test_camera_names_the_brand_once(self) -> None:
        assert of_exif(image={0x010F: "Canon", 0x0110: "Canon EOS R5"}).camera == "Canon EOS R5"
        assert of_exif(image={0x010F: "Apple", 0x0110: "iPhone 15"}).camera == "Apple iPhone 15"

    def test_made_by_a_machine(self) -> None:
        source = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
        found = read_metadata(Blocks(xmp=packet("", f'Iptc4xmpExt:DigitalSourceType="{source}"')))
        assert found.digital_source_type == source

    def test_motion_photo(self) -> None:
        assert is_motion_photo(packet("", 'GCamera:MotionPhoto="1"'))
        assert not is_motion_photo(packet("", 'GCamera:MotionPhoto="0"'))

    def test_cleaning(self) -> None:
        assert clean("a\0b\x07c\ud800d\r\n e ") == "abcd\n e"
        assert clean("e\u0301") == "é"
        assert clean("x" * 9000, 100) == "x" * 100
        assert clean(" \0 ") is None


class TestHostile:
    def test_entities_are_refused(self) -> None:
        assert xmp.read_xmp(corpus.ENTITY_BOMB) == {}
        external = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
        assert xmp.read_xmp(external) == {}

    def test_size_and_depth_are_bounded(self) -> None:
        assert xmp.read_xmp(packet("<dc:title>" + "x" * 2_000_000 + "</dc:title>")) == {}
        assert xmp.read_xmp(b"<a>" * 20_000) == {}

    def test_an_exif_directory_that_points_at_itself(self) -> None:
        block = b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\0\0\0\0"
        assert read_exif(block).photo == read_exif(block).image

    @given(st.binary(max_size=400))
    def test_any_bytes_are_survived(self, data: bytes) -> None:
        blocks = Blocks(
            exif=b"MM\0*\0\0\0\x08" + data, xmp=data, photoshop=b"8BIM\x04\x04\0\0" + data, iim=b"\x1c\x02" + data
        )
        assert isinstance(read_metadata(blocks), EmbeddedMetadata)
        assert isinstance(iptc.find_iim(data), bytes)

    @given(st.data())
    def test_damaged_exif_is_survived(self, data: st.DataObject) -> None:
        block = bytearray(exif_block({0x010E: "beach"}, {0x9003: "2026:07:04 12:13:14"}, {1: "N", 2: (1.0, 2.0, 3.0)}))
        for _ in range(data.draw(st.integers(1, 6))):
            block[data.draw(st.integers(0, len(block) - 1))] = data.draw(st.integers(0, 255))
        assert isinstance(read_metadata(Blocks(exif=bytes(block))), EmbeddedMetadata)
