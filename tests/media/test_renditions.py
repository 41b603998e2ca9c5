"""Pictures that leave: upright, sRGB, inside the limits, and carrying their rights and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from ugc_studio.domain.channels import ImageRules, Preset
from ugc_studio.domain.framing import Bounds, Box, cover_box, crop_box, fitted, preset_size, size_faults
from ugc_studio.domain.galleries import Crop
from ugc_studio.domain.media import RejectCode, Rejected
from ugc_studio.domain.rights import RightsStatement
from ugc_studio.media.darkroom import Darkroom
from ugc_studio.media.renditions import Rendition, RenditionJob, Size, render

RIGHTS = RightsStatement(
    creator="Léa Müller",
    credit_line="Photo: Léa Müller (@lea)",
    copyright_notice="© 2026 Léa Müller",
    usage_terms='Organic social media in France until 30 June 2027. <No> "advertising" & no resale.',
    licence_from=dt.date(2026, 6, 1),
    licence_until=dt.date(2027, 6, 30),
    constraints=("Not beside alcohol.",),
    media_constraints="organic_social",
    region_constraints="FR",
    credit_required=True,
    model_release="MR-UMR",
    property_release="PR-NAP",
    licensor="Maison Exemple",
    licensor_url="https://example.com/rights",
    web_statement="https://example.com/rights/1",
    odrl={"@type": "Agreement", "permission": [{"target": "urn:sha256:" + "0" * 64, "action": ["display"]}]},
)


def picture(width: int = 600, height: int = 400) -> Image.Image:
    """A picture whose quarters are red, green, blue and yellow."""
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[: height // 2, : width // 2] = (220, 30, 30)
    pixels[: height // 2, width // 2 :] = (30, 200, 30)
    pixels[height // 2 :, : width // 2] = (30, 30, 220)
    pixels[height // 2 :, width // 2 :] = (220, 220, 30)
    return Image.fromarray(pixels)


def private_jpeg(path: Path, *, orientation: int = 1, size: tuple[int, int] = (600, 400)) -> Path:
    """A JPEG as a telephone writes it: place, serial number, comment, a name in XMP."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x0110] = "Phone Maker", "Phone 7"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-12345"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>Zoe Dupont</secret></x:xmpmeta>'
    picture(*size).save(path, quality=95, exif=exif, comment=b"secret comment", xmp=xmp)
    return path


def job(source: Path, *sizes: Size, box: Box | None = None, **more: Any) -> RenditionJob:
    width, height = more.pop("full", (600, 400))
    return RenditionJob(source, box or Box(0, 0, width, height), width, height, sizes, RIGHTS, **more)


def made(outcome: tuple[Rendition, ...] | Rejected) -> tuple[Rendition, ...]:
    assert not isinstance(outcome, Rejected), outcome
    return outcome


def exiftool(data: bytes, path: Path) -> dict[str, Any]:
    path.write_bytes(data)
    out = subprocess.run(["exiftool", "-j", "-G1", "-struct", "-a", str(path)], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(out.stdout)[0]
    return found


@pytest.mark.needs("exiftool")
@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "avif"])
def test_a_rendition_carries_its_rights_and_nothing_private(tmp_path: Path, kind: str) -> None:
    source = private_jpeg(tmp_path / "in.jpg")
    (one,) = made(render(job(source, Size(300, 200, kind), policy=True, alt_text="Four colours")))
    assert not any(word in one.data for word in (b"SERIAL", b"secret", b"Dupont", b"Phone"))
    found = exiftool(one.data, tmp_path / f"out.{one.extension}")
    assert not [
        name for name in found if "GPS" in name or "Serial" in name or "Comment" in name or "MakerNotes" in name
    ]
    assert found["XMP-dc:Creator"] == ["Léa Müller"]
    assert found["XMP-photoshop:Credit"] == RIGHTS.credit_line
    assert found["XMP-dc:Rights"] == RIGHTS.copyright_notice
    assert found["XMP-xmpRights:UsageTerms"] == RIGHTS.usage_terms
    assert found["XMP-xmpRights:WebStatement"] == RIGHTS.web_statement
    assert found["XMP-plus:LicenseEndDate"].startswith("2027:06:30")
    assert found["XMP-plus:ModelReleaseStatus"] == "Unlimited Model Releases" or "MR-UMR" in str(found)
    assert found["XMP-plus:Licensor"][0]["LicensorURL"] == RIGHTS.licensor_url
    assert found["XMP-iptcCore:AltTextAccessibility"] == "Four colours"
    policy = found["XMP-iptcExt:EmbdEncRightsExpr"][0]
    assert json.loads(policy["EncRightsExpr"]) == RIGHTS.odrl
    if kind == "jpeg":
        assert found["IPTC:By-line"] == "Léa Müller"
        assert found["IPTC:Credit"] == RIGHTS.credit_line
        assert found["IPTC:CopyrightNotice"] == RIGHTS.copyright_notice


@pytest.mark.needs("exiftool")
def test_a_policy_too_long_for_one_segment_is_still_read(tmp_path: Path) -> None:
    source = private_jpeg(tmp_path / "in.jpg")
    long = RightsStatement(creator="Léa", odrl={"permission": [f"urn:party:{n}" for n in range(8000)]})
    work = RenditionJob(source, Box(0, 0, 600, 400), 600, 400, (Size(300, 200),), long, policy=True)
    (one,) = made(render(work))
    found = exiftool(one.data, tmp_path / "out.jpg")
    assert json.loads(found["XMP-iptcExt:EmbdEncRightsExpr"][0]["EncRightsExpr"]) == long.odrl
    assert found["XMP-dc:Creator"] == ["Léa"]
    assert Image.open(io.BytesIO(one.data)).size == (300, 200)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_renditions_are_upright(tmp_path: Path, orientation: int) -> None:
    source = private_jpeg(tmp_path / "in.jpg", orientation=orientation)
    full = (400, 600) if orientation >= 5 else (600, 400)
    (one,) = made(render(job(source, Size(full[0] // 2, full[1] // 2), full=full)))
    shown = Image.open(io.BytesIO(one.data))
    assert shown.getexif().get(0x0112, 1) == 1
    upright = (
        picture().transpose(
            {
                2: Image.Transpose.FLIP_LEFT_RIGHT,
                3: Image.Transpose.ROTATE_180,
                4: Image.Transpose.FLIP_TOP_BOTTOM,
                5: Image.Transpose.TRANSPOSE,
                6: Image.Transpose.ROTATE_270,
                7: Image.Transpose.TRANSVERSE,
                8: Image.Transpose.ROTATE_90,
            }[orientation]
        )
        if orientation > 1
        else picture()
    )
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75)):
        seen = shown.getpixel((int(x * shown.width), int(y * shown.height)))
        expected = upright.getpixel((int(x * upright.width), int(y * upright.height)))
        assert isinstance(seen, tuple)
        assert isinstance(expected, tuple)
        assert max(abs(a - b) for a, b in zip(seen, expected, strict=True)) < 24


def test_a_wide_gamut_becomes_srgb_and_says_so(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    source = tmp_path / "in.png"
    picture().save(source, icc_profile=lab.tobytes())
    first, second = made(render(job(source, Size(300, 200), Size(150, 100, "webp"))))
    again, _other = made(render(job(source, Size(300, 200), Size(150, 100, "webp"))))
    assert first.sha256 == again.sha256
    for one in (first, second):
        profile = ImageCms.ImageCmsProfile(io.BytesIO(Image.open(io.BytesIO(one.data)).info["icc_profile"]))
        assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_a_cap_in_bytes_is_kept_and_the_ratio_too(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (900, 1600, 3), dtype=np.uint8)
    source = tmp_path / "in.png"
    Image.fromarray(noise).save(source)
    (one,) = made(render(job(source, Size(1600, 900, max_bytes=200_000), full=(1600, 900))))
    assert len(one.data) <= 200_000
    assert one.width / one.height == pytest.approx(16 / 9, abs=0.01)
    assert one.width / one.height <= 16 / 9


def test_a_crop_shows_that_part(tmp_path: Path) -> None:
    source = private_jpeg(tmp_path / "in.jpg")
    box = crop_box(600, 400, Crop(0.5, 0.5, 0.5, 0.5))
    (one,) = made(render(job(source, Size(300, 200), box=box)))
    middle = Image.open(io.BytesIO(one.data)).getpixel((150, 100))
    assert isinstance(middle, tuple)
    assert max(abs(a - b) for a, b in zip(middle, (220, 220, 30), strict=True)) < 24


def test_transparency_becomes_white(tmp_path: Path) -> None:
    source = tmp_path / "in.png"
    Image.new("RGBA", (64, 64), (255, 0, 0, 0)).save(source)
    (one,) = made(render(job(source, Size(64, 64), full=(64, 64))))
    assert Image.open(io.BytesIO(one.data)).convert("L").getextrema()[0] > 250  # type: ignore[operator]  # a number for L


@pytest.fixture(scope="module")
def darkroom() -> Iterator[Darkroom]:
    with Darkroom(2) as room:
        yield room


def test_many_originals_come_back_in_order_and_bad_ones_as_reasons(tmp_path: Path, darkroom: Darkroom) -> None:
    good = private_jpeg(tmp_path / "good.jpg")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(good.read_bytes()[:2000])
    other = private_jpeg(tmp_path / "other.jpg", size=(500, 400))
    jobs = [job(path, Size(90 + n, 60)) for n, path in enumerate([good, broken, tmp_path / "gone.jpg", other, good])]
    outcomes = list(darkroom.render(jobs))
    codes = [outcome.code if isinstance(outcome, Rejected) else outcome[0].width for outcome in outcomes]
    assert codes == [90, RejectCode.TRUNCATED, RejectCode.VANISHED, RejectCode.DECODE_FAILED, 94]


def test_a_dead_process_costs_one_picture(tmp_path: Path) -> None:
    good = private_jpeg(tmp_path / "good.jpg")
    with Darkroom(1) as room:
        stream = room.render(job(good, Size(90, 60)) for _number in range(3))
        assert isinstance(next(stream), tuple)
        for process in list((room._pool._processes if room._pool else {}).values()):
            process.kill()
        assert [isinstance(outcome, tuple) for outcome in stream] == [True, True]


fraction = st.floats(0.05, 1.0)


@given(st.integers(200, 6000), st.integers(200, 6000), st.sampled_from([0.8, 1.0, 1.91]), st.integers(320, 1440))
def test_no_rounding_leaves_the_range_of_a_network(width: int, height: int, ratio: float, bound: int) -> None:
    box = cover_box(Box(0, 0, width, height), ratio)
    across, down = fitted(box.width, box.height, Bounds(width=bound))
    rules = ImageRules(aspect_min=0.8, aspect_max=1.91)
    assert size_faults(box.width, box.height, rules) == []
    assert size_faults(across, down, rules) == []
    assert across <= bound


@given(st.integers(10, 6000), st.integers(10, 6000), fraction, fraction, fraction, fraction)
def test_a_crop_stays_inside_the_picture(
    width: int, height: int, left: float, top: float, wide: float, high: float
) -> None:
    crop = Crop(left * (1 - wide), top * (1 - high), wide, high)
    box = crop_box(width, height, crop)
    assert box.left >= 0
    assert box.top >= 0
    assert box.width >= 1
    assert box.height >= 1
    assert box.left + box.width <= width
    assert box.top + box.height <= height


def test_a_preset_is_filled_or_kept_smaller_never_enlarged() -> None:
    frame = Preset("portrait", width=1080, height=1350)
    assert preset_size(Box(0, 0, 3000, 2000), frame)[1] == (1080, 1350)
    assert preset_size(Box(0, 0, 900, 600), frame)[1] == (480, 600)
