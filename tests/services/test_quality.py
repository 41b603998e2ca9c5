"""Facts about pictures: measured on real ones, said in words, found by searches."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ImageFilter

from tests import corpus
from tests.library.builders import new_asset, new_library
from tests.services.test_previews import store
from ugc_studio.channels.registry import Channels
from ugc_studio.domain.assets import Asset, AssetId, AssetKind, Sha256
from ugc_studio.domain.quality import QualityFact, findings_of
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.library import Library
from ugc_studio.media.lightbox import Lightbox
from ugc_studio.services.browsing import BrowsingService
from ugc_studio.services.previews import PreviewService
from ugc_studio.services.quality import QualityService


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with new_library(tmp_path) as opened:
        yield opened


def asset(width: int = 2000, height: int = 1500) -> Asset:
    return Asset(AssetId(1), Sha256(new_asset("a").sha256), AssetKind.PHOTO, "jpeg", width, height, 1)


@pytest.mark.parametrize(
    ("features", "facts"),
    [
        ({}, []),
        ({"brightness": 0.5, "contrast": 0.3, "clipped_high": 0.0, "sharpness": 90.0}, []),
        ({"brightness": 0.1}, [QualityFact.DARK]),
        ({"clipped_high": 0.4}, [QualityFact.BRIGHT]),
        ({"contrast": 0.02}, [QualityFact.FLAT]),
        ({"sharpness": 3.0, "brightness": 0.1}, [QualityFact.BLURRED, QualityFact.DARK]),
    ],
)
def test_what_stands_out_is_said(features: dict[str, float], facts: list[QualityFact]) -> None:
    assert [finding.fact for finding in findings_of(asset(), features)] == facts


def test_words_hold_the_number() -> None:
    (dark,) = findings_of(asset(), {"brightness": 0.124})
    assert str(dark.text) == "Dark: 12 % of white on average."
    (small,) = findings_of(asset(640, 480), {})
    assert str(small.text) == "Small: 640 × 480 pixels."


def test_small_depends_on_the_channel() -> None:
    channels = Channels.load()
    for channel in channels:
        assert findings_of(asset(9000, 9000), {}, channel) == ()
    needed = next(channel for channel in channels if channel.image.min_width and channel.image.min_height)
    (finding,) = findings_of(asset(100, 100), {}, needed)
    assert finding.fact is QualityFact.SMALL
    assert needed.name in str(finding.text)
    shown = next(one for one in channels if one.default_preset and one.default_preset.width == 1080)
    (finding,) = findings_of(asset(700, 500), {}, shown)
    assert "1080" in str(finding.text)


def test_blurred_photos_are_found_once_they_were_measured(library: Library) -> None:
    scene = corpus.scene(1600, 1200)
    stream = io.BytesIO()
    scene.filter(ImageFilter.GaussianBlur(12)).save(stream, "JPEG", quality=92)
    sharp = store(library, corpus.encoded(scene), width=1600, height=1200)
    blurred = store(library, stream.getvalue(), width=1600, height=1200)
    gone = store(library, corpus.jpeg(seed=9), width=640, height=480)
    library.originals.remove(new_asset("x", sha256=_sha(library, gone)).sha256, "jpeg")
    browsing = BrowsingService(library)
    assert len(browsing.find("quality:blurred")) == len(browsing.find("quality:sharp")) == 0
    context = RecordingContext()
    with Lightbox(1) as lightbox:
        previews = PreviewService(library, viewer=lambda: lightbox)
        service = QualityService(library, previews=previews, channels=Channels.load())
        assert service.measure(context) == 2
        assert service.measure(RecordingContext()) == 0
    assert [problem.code for problem in context.problems] == ["vanished"]
    assert list(browsing.find("quality:blurred")) == [blurred]
    assert list(browsing.find("quality:sharp")) == [sharp]
    assert [one.fact for one in browsing.detail(str(blurred)).quality] == [QualityFact.BLURRED]
    assert service.findings([AssetId(sharp)]) == {sharp: ()}


def _sha(library: Library, photo: int) -> str:
    with library.read() as session:
        return session.assets.get(photo).sha256
