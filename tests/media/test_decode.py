"""One file, one read, one decode: what comes out of good files and why bad ones stay out."""

from __future__ import annotations

import hashlib
import io
import os
import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from tests import corpus
from ugc_studio.domain.assets import AssetKind
from ugc_studio.domain.fingerprints import Pose, distance, nearest_pose
from ugc_studio.domain.media import Decoded, FileKind, RejectCode, Rejected
from ugc_studio.media.decode import FileDecoder
from ugc_studio.media.limits import Limits


@pytest.fixture(scope="module")
def decoder() -> Iterator[FileDecoder]:
    with FileDecoder() as decoder:
        yield decoder


@pytest.fixture
def look(decoder: FileDecoder, tmp_path: Path) -> Look:
    return Look(decoder, tmp_path)


class Look:
    """Decodes bytes as a file of the given name."""

    def __init__(self, decoder: FileDecoder, folder: Path) -> None:
        self.decoder = decoder
        self.folder = folder
        self.count = 0

    def at(self, path: Path) -> Decoded | Rejected:
        self.count += 1
        return self.decoder.decode(str(path), str(self.folder / f"staged-{self.count}"))

    def file(self, data: bytes, name: str = "file") -> Decoded | Rejected:
        path = self.folder / name
        path.write_bytes(data)
        return self.at(path)

    def good(self, data: bytes, name: str = "file") -> Decoded:
        outcome = self.file(data, name)
        assert isinstance(outcome, Decoded), outcome
        return outcome

    def bad(self, data: bytes, name: str = "file") -> Rejected:
        outcome = self.file(data, name)
        assert isinstance(outcome, Rejected), outcome
        assert not list(self.folder.glob("staged-*"))
        return outcome


def proxy_of(decoded: Decoded) -> Image.Image:
    assert decoded.proxy is not None
    return Image.open(io.BytesIO(decoded.proxy))


def alike(first: Decoded, second: Decoded) -> int:
    assert first.fingerprint is not None
    assert second.fingerprint is not None
    return distance(first.fingerprint.upright, second.fingerprint.upright)


FORMATS = {
    "JPEG": FileKind.JPEG,
    "PNG": FileKind.PNG,
    "WEBP": FileKind.WEBP,
    "GIF": FileKind.GIF,
    "TIFF": FileKind.TIFF,
    "AVIF": FileKind.AVIF,
    "BMP": FileKind.BMP,
}


class TestGoodFiles:
    @pytest.mark.parametrize("kind", FORMATS)
    def test_every_format_is_known_by_its_bytes_and_kept_untouched(self, look: Look, kind: str) -> None:
        data = corpus.encoded(corpus.scene(800, 600), kind)
        decoded = look.good(data, "wrong-extension.txt")
        assert decoded.format is FORMATS[kind]
        assert decoded.kind is AssetKind.PHOTO
        assert (decoded.width, decoded.height, decoded.byte_size) == (800, 600, len(data))
        assert decoded.sha256 == hashlib.sha256(data).hexdigest()
        assert decoded.staged.read_bytes() == data
        proxy = proxy_of(decoded)
        assert proxy.format == "JPEG"
        assert proxy.size == (decoded.proxy_width, decoded.proxy_height)
        assert 448 <= max(proxy.size) <= 512
        assert alike(decoded, look.good(corpus.jpeg(800, 600))) <= 10

    def test_heic(self, look: Look) -> None:
        decoded = look.good(corpus.HEIC.read_bytes(), "IMG_0001.JPG")
        assert decoded.format is FileKind.HEIC
        assert (decoded.width, decoded.height) == (160, 120)
        assert decoded.metadata.camera == "Apple iPhone 15"
        assert decoded.metadata.taken_at == "2026-07-18T10:20:30"
        assert decoded.metadata.taken_offset == 120

    def test_the_first_picture_of_an_mpo_is_taken(self, look: Look) -> None:
        assert corpus.mpo().startswith(b"\xff\xd8\xff")
        assert alike(look.good(corpus.mpo(seed=3)), look.good(corpus.jpeg(seed=3))) <= 2

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_every_orientation_is_shown_upright(self, look: Look, kind: str, orientation: int) -> None:
        decoded = look.good(corpus.oriented(orientation, kind))
        upright = look.good(corpus.jpeg())
        assert (decoded.width, decoded.height) == (640, 480)
        assert alike(decoded, upright) <= 8
        shown, wanted = (np.asarray(proxy_of(each), dtype=np.int16) for each in (decoded, upright))
        assert np.abs(shown - wanted).mean() < 6

    def test_sixteen_bits(self, look: Look) -> None:
        grey = np.asarray(corpus.scene().convert("L")).astype(np.uint16) * 257
        decoded = look.good(corpus.encoded(Image.fromarray(grey), "PNG"))
        assert alike(decoded, look.good(corpus.encoded(corpus.scene().convert("L"), "PNG"))) <= 2

    def test_palette_with_transparency(self, look: Look) -> None:
        palette = corpus.scene().quantize(64)
        palette.info["transparency"] = 3
        assert look.good(corpus.encoded(palette, "PNG", transparency=3)).format is FileKind.PNG

    def test_transparent_parts_become_white(self, look: Look) -> None:
        decoded = look.good(corpus.encoded(Image.new("RGBA", (200, 100), (0, 0, 0, 0)), "PNG"))
        assert decoded.colour == 0xFFFFFF

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK"])
    def test_modes(self, look: Look, mode: str) -> None:
        kind = "TIFF" if mode == "CMYK" else "PNG"
        assert look.good(corpus.encoded(corpus.scene().convert(mode), kind)).proxy_width == 512

    def test_cmyk_jpeg(self, look: Look) -> None:
        decoded = look.good(corpus.encoded(corpus.scene().convert("CMYK"), "JPEG"))
        assert alike(decoded, look.good(corpus.jpeg())) <= 8

    def test_grey_and_progressive_jpegs(self, look: Look) -> None:
        plain = look.good(corpus.jpeg())
        assert alike(look.good(corpus.encoded(corpus.scene().convert("L"))), plain) <= 4
        assert alike(look.good(corpus.jpeg(progressive=True)), plain) == 0

    def test_a_wide_gamut_profile_is_converted(self, look: Look) -> None:
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        # Red and green primaries exchanged: a profile whose effect cannot be overlooked.
        swapped = profile.replace(b"rXYZ", b"tmp!").replace(b"gXYZ", b"rXYZ").replace(b"tmp!", b"gXYZ")
        swapped = swapped.replace(b"s\0R\0G\0B", b"x\0R\0G\0B").replace(b"sRGB", b"xRGB")
        red = Image.new("RGB", (300, 200), (200, 20, 20))
        for kind in ("JPEG", "PNG"):
            colour = look.good(corpus.encoded(red, kind, icc_profile=swapped)).colour
            assert (colour >> 8) & 0xFF > 150, hex(colour)
            broken = look.good(corpus.encoded(red, kind, icc_profile=swapped[:140]))
            assert broken.colour >> 16 > 150

    @pytest.mark.parametrize("size", [(1, 1), (3, 2), (40, 30), (1, 900), (3000, 8), (17, 4001)])
    def test_odd_sizes(self, look: Look, size: tuple[int, int]) -> None:
        for kind in ("JPEG", "PNG"):
            decoded = look.good(corpus.encoded(corpus.scene(512, 512).resize(size), kind))
            assert (decoded.width, decoded.height) == size
            assert max(decoded.proxy_width, decoded.proxy_height) <= 512

    def test_fractions_of_large_jpegs(self, look: Look) -> None:
        for width in (4000, 3264, 2000, 1100):
            decoded = look.good(corpus.jpeg(width, width * 3 // 4))
            assert 448 <= decoded.proxy_width <= 512
            assert alike(decoded, look.good(corpus.jpeg(512, 384))) <= 40

    def test_the_film_behind_a_motion_photo_is_noticed(self, look: Look, tmp_path: Path) -> None:
        film = corpus.film(tmp_path / "tail.mp4")
        assert look.good(corpus.jpeg() + film).motion_photo
        assert not look.good(corpus.jpeg()).motion_photo


class TestSamePixels:
    def test_metadata_does_not_count_but_the_way_up_does(self, look: Look) -> None:
        plain = corpus.jpeg()
        tagged = corpus.with_xmp(corpus.with_segment(plain, 0xFE, b"a comment"), b"<x/>")
        first, second = look.good(plain), look.good(tagged)
        assert first.sha256 != second.sha256
        assert first.pixels_sha256 == second.pixels_sha256
        exif = Image.Exif()
        exif[0x0112] = 3
        turned = corpus.with_segment(plain, 0xE1, exif.tobytes())
        assert look.good(turned).pixels_sha256 != first.pixels_sha256

    def test_adobe_colour_transform_counts(self, look: Look) -> None:
        plain = look.good(corpus.jpeg())
        adobe = corpus.with_segment(corpus.jpeg(), 0xEE, b"Adobe\0\x64\0\0\0\0\0")
        assert look.good(adobe).pixels_sha256 != plain.pixels_sha256

    def test_another_encoding_of_the_same_photo_is_not_the_same(self, look: Look) -> None:
        assert look.good(corpus.jpeg()).pixels_sha256 != look.good(corpus.jpeg(quality=80)).pixels_sha256

    def test_lossless_containers_agree(self, look: Look) -> None:
        image = corpus.scene()
        digests = {
            look.good(corpus.encoded(picture, kind, **options)).pixels_sha256
            for picture, kind, options in (
                (image, "PNG", {}),
                (image, "BMP", {}),
                (image, "TIFF", {}),
                (image, "WEBP", {"lossless": True}),
                (image.convert("RGBA"), "PNG", {}),
            )
        }
        assert len(digests) == 1


class TestFilms:
    @pytest.mark.parametrize(
        ("name", "codec", "kind"), [("a.mp4", "mp4v", FileKind.MP4), ("a.webm", "VP80", FileKind.WEBM)]
    )
    def test_duration_size_and_poster(self, look: Look, tmp_path: Path, name: str, codec: str, kind: FileKind) -> None:
        decoded = look.good(corpus.film(tmp_path / name, codec=codec), "IMG.jpg")
        assert decoded.kind is AssetKind.VIDEO
        assert decoded.format is kind
        assert (decoded.width, decoded.height) == (320, 240)
        assert decoded.duration_ms == pytest.approx(2000, abs=80)
        assert decoded.fingerprint is not None
        assert decoded.pixels_sha256 == decoded.sha256

    def test_a_film_cut_short_is_turned_away(self, look: Look, tmp_path: Path) -> None:
        film = corpus.film(tmp_path / "whole.mp4")
        assert look.bad(film[: len(film) * 2 // 3]).code is RejectCode.TRUNCATED

    def test_a_film_that_cannot_be_shown_is_kept(self, look: Look, tmp_path: Path) -> None:
        film = corpus.film(tmp_path / "whole.mp4").replace(b"mp4v", b"zzzz").replace(b"esds", b"zzzz")
        decoded = look.good(film)
        assert decoded.kind is AssetKind.VIDEO
        assert decoded.proxy is None
        assert decoded.fingerprint is None
        assert (decoded.width, decoded.height) == (320, 240)
        assert decoded.duration_ms == pytest.approx(2000, abs=80)

    def test_creation_date_of_the_header(self, look: Look, tmp_path: Path) -> None:
        film = bytearray(corpus.film(tmp_path / "dated.mp4"))
        at = film.index(b"mvhd") + 8
        film[at : at + 4] = struct.pack(">I", 2082844800 + 1_784_000_000)
        metadata = look.good(bytes(film)).metadata
        assert metadata.taken_at == "2026-07-14T03:33:20"
        assert metadata.taken_offset == 0


class TestBadFiles:
    @pytest.mark.parametrize("name", corpus.BAD_FILES)
    def test_each_has_its_reason(self, look: Look, name: str) -> None:
        make, codes = corpus.BAD_FILES[name]
        rejected = look.bad(make(), name)
        assert rejected.code.value in codes.split("|")
        problem = rejected.as_problem(name)
        assert str(problem.text).endswith(".")
        assert "{" not in str(problem.text)

    def test_the_reason_names_what_was_found(self, look: Look) -> None:
        assert str(look.bad(b"<html>gone</html>").text) == "This file is a web page, not a picture or a video."

    def test_every_code_has_a_sentence(self) -> None:
        texts = {str(Rejected(code).text) for code in RejectCode}
        assert len(texts) == len(RejectCode)

    def test_links_folders_pipes_and_missing_files(self, look: Look, tmp_path: Path) -> None:
        real = tmp_path / "real.jpg"
        real.write_bytes(corpus.jpeg())
        (tmp_path / "link.jpg").symlink_to(real)
        (tmp_path / "folder.jpg").mkdir()
        os.mkfifo(tmp_path / "pipe.jpg")
        expected = {
            "link.jpg": RejectCode.SYMLINK,
            "folder.jpg": RejectCode.NOT_REGULAR,
            "pipe.jpg": RejectCode.NOT_REGULAR,
            "missing.jpg": RejectCode.VANISHED,
            "real.jpg/below.jpg": RejectCode.VANISHED,
            "nul\0.jpg": RejectCode.UNREADABLE,
        }
        found = {name: look.at(tmp_path / name) for name in expected}
        assert {name: getattr(outcome, "code", None) for name, outcome in found.items()} == expected

    def test_odd_names_are_only_names(self, look: Look) -> None:
        names = ["line\nbreak.jpg", "\u202egpj.exe", "é" * 120, os.fsdecode(b"caf\xe9.jpg"), "-rf", " .jpg"]
        for name in names:
            assert look.good(corpus.jpeg(), name).format is FileKind.JPEG

    def test_a_file_that_is_too_large(self, look: Look, tmp_path: Path) -> None:
        huge = tmp_path / "huge.jpg"
        with huge.open("wb") as file:
            file.write(corpus.jpeg())
            file.truncate(300_000_000)
        outcome = look.at(huge)
        assert isinstance(outcome, Rejected)
        assert outcome.code is RejectCode.TOO_LARGE
        assert outcome.params["limit"] == 200

    def test_the_limits_are_those_that_were_given(self, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(corpus.jpeg())
        (tmp_path / "a.png").write_bytes(corpus.encoded(corpus.scene(), "PNG"))
        with FileDecoder(Limits(jpeg_pixels=1000, other_pixels=2000)) as strict:
            for name in ("a.jpg", "a.png"):
                outcome = strict.decode(str(tmp_path / name), str(tmp_path / "staged"))
                assert isinstance(outcome, Rejected)
                assert outcome.code is RejectCode.TOO_MANY_PIXELS

    def test_the_reason_says_how_large_a_picture_is(self, look: Look) -> None:
        params = [look.bad(corpus.png_claiming(side, side)).params for side in (9_000, 60_000)]
        assert params == [{"megapixels": 81, "limit": 50}, {"megapixels": 3600, "limit": 50}]

    def test_a_full_or_missing_library_disk_is_told_apart(self, decoder: FileDecoder, tmp_path: Path) -> None:
        (tmp_path / "a.jpg").write_bytes(corpus.jpeg())
        outcome = decoder.decode(str(tmp_path / "a.jpg"), str(tmp_path / "no" / "such" / "folder"))
        assert isinstance(outcome, Rejected)
        assert outcome.code is RejectCode.STAGING_FAILED

    def test_flipped_bytes_never_break_the_decoder(self, look: Look) -> None:
        random = np.random.default_rng(7)
        for kind in FORMATS:
            good = corpus.encoded(corpus.scene(96, 64), kind)
            for _round in range(25):
                data = bytearray(good)
                for at in random.integers(0, len(data), 4):
                    data[at] = int(random.integers(0, 256))
                assert isinstance(look.file(bytes(data)), Decoded | Rejected)


class TestFingerprint:
    def test_mirrored_and_turned_copies_are_found_by_their_pose(self, look: Look) -> None:
        image = corpus.scene(seed=9)
        turns = {
            Pose.ROTATED_90: Image.Transpose.ROTATE_270,
            Pose.ROTATED_180: Image.Transpose.ROTATE_180,
            Pose.ROTATED_270: Image.Transpose.ROTATE_90,
            Pose.MIRRORED: Image.Transpose.FLIP_LEFT_RIGHT,
            Pose.FLIPPED: Image.Transpose.FLIP_TOP_BOTTOM,
            Pose.TRANSPOSED: Image.Transpose.TRANSPOSE,
            Pose.TRANSVERSED: Image.Transpose.TRANSVERSE,
        }
        original = look.good(corpus.encoded(image)).fingerprint
        assert original is not None
        for pose, turn in turns.items():
            copy = look.good(corpus.encoded(image.transpose(turn))).fingerprint
            assert copy is not None
            bits, found = nearest_pose(copy, original)
            assert found is pose
            assert bits <= 12

    def test_plain_pictures_have_no_quality(self, look: Look) -> None:
        plain = look.good(corpus.encoded(Image.new("RGB", (800, 600), (90, 120, 200)))).fingerprint
        assert plain is not None
        assert plain.quality == 0
        assert not plain.usable
        rich = look.good(corpus.jpeg()).fingerprint
        assert rich is not None
        assert rich.usable

    def test_features_follow_the_picture(self, look: Look) -> None:
        white, black = (look.good(corpus.encoded(Image.new("RGB", (600, 400), c))).features for c in ("white", "black"))
        vivid, grey = (look.good(corpus.encoded(p)).features for p in (corpus.scene(), corpus.scene().convert("L")))
        assert white["brightness"] == white["clipped_high"] == black["clipped_low"] == 1
        assert black["brightness"] == 0
        assert vivid["colourfulness"] > 20 > grey["colourfulness"]
        assert vivid["contrast"] > 0.1
