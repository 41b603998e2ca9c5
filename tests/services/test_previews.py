"""Previews on demand: from real originals, in other processes, whatever happens to those."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests import corpus
from tests.library.builders import add_asset, new_library
from ugc_studio.domain.assets import AssetKind
from ugc_studio.domain.framing import Box
from ugc_studio.domain.imports import PROXY_RECIPE, PROXY_SIZE
from ugc_studio.domain.media import Decoded
from ugc_studio.library.library import Library
from ugc_studio.media.lightbox import Lightbox
from ugc_studio.media.workers import DecodePool, DecodeRequest
from ugc_studio.services.previews import LARGE_RECIPE, NoPreview, PreviewService


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with new_library(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def lightbox() -> Iterator[Lightbox]:
    """One set of processes for the tests that do not end them."""
    with Lightbox(1) as opened:
        yield opened


class Lent:
    """The shared processes, which a service may close without ending them."""

    def __init__(self, lightbox: Lightbox) -> None:
        self.look = lightbox.look

    def close(self) -> None:
        """Nothing: they belong to the module."""


@pytest.fixture
def previews(library: Library, lightbox: Lightbox) -> PreviewService:
    return PreviewService(library, viewer=lambda: Lent(lightbox))


def store(library: Library, data: bytes, *, width: int, height: int, kind: str = "jpeg") -> int:
    """An asset with its original in place."""
    sha = hashlib.sha256(data).hexdigest()
    path = library.originals.path(sha, kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    video = AssetKind.VIDEO if kind == "mp4" else AssetKind.PHOTO
    return library.write(
        lambda session: int(
            add_asset(session, sha[:8], sha256=sha, width=width, height=height, format=kind, kind=video)
        )
    )


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


class TestLarge:
    def test_is_made_once_and_as_large_as_wanted(self, library: Library, previews: PreviewService) -> None:
        photo = store(library, corpus.jpeg(2400, 1600), width=2400, height=1600)
        path = previews.large(photo, 1000)
        assert size_of(path) == (1080, 720)
        made = path.stat().st_ino
        assert previews.large(photo, 1080) == path
        assert path.stat().st_ino == made
        assert size_of(previews.large(photo, 9999)) == (2400, 1600)

    def test_is_upright(self, library: Library, previews: PreviewService) -> None:
        photo = store(library, corpus.oriented(6, width=1400, height=900), width=900, height=1400)
        width, height = size_of(previews.large(photo, 1080))
        assert (height > width) == (size_of(previews.proxy(photo))[1] > size_of(previews.proxy(photo))[0])

    def test_a_film_shows_a_frame(self, library: Library, previews: PreviewService, tmp_path: Path) -> None:
        film = store(library, corpus.film(tmp_path / "film.mp4"), width=320, height=240, kind="mp4")
        assert size_of(previews.large(film, 1080)) == (320, 240)

    def test_many_threads_make_it_once(self, library: Library, previews: PreviewService) -> None:
        photo = store(library, corpus.jpeg(1500, 1000), width=1500, height=1000)
        made: list[tuple[Path, int]] = []

        def ask() -> None:
            path = previews.large(photo, 1080)
            made.append((path, path.stat().st_ino))

        threads = [threading.Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 6
        assert len(set(made)) == 1

    def test_the_oldest_go_when_there_are_too_many(self, library: Library, lightbox: Lightbox) -> None:
        service = PreviewService(library, viewer=lambda: Lent(lightbox), most_bytes=1)
        photo = store(library, corpus.jpeg(1500, 1000), width=1500, height=1000)
        service.proxy(photo)
        service.large(photo, 1080)
        kept = [path.name for path in library.folder.previews.rglob("*.jpg")]
        assert len(kept) == 1
        assert f"-{PROXY_RECIPE}-" in kept[0]

    def test_what_was_used_last_stays(self, library: Library) -> None:
        shas = [hashlib.sha256(name).hexdigest() for name in (b"a", b"b", b"c")]
        for at, sha in enumerate(shas):
            place = library.previews.put(sha, recipe=LARGE_RECIPE, size=1080, data=b"12345")
            os.utime(place, (at, at))
        library.previews.used(library.folder.preview(shas[0], LARGE_RECIPE, 1080))
        assert library.previews.trim(LARGE_RECIPE, most_bytes=10) == 1
        assert library.previews.get(shas[0], recipe=LARGE_RECIPE, size=1080) is not None
        assert library.previews.get(shas[1], recipe=LARGE_RECIPE, size=1080) is None


class TestProxy:
    def test_a_missing_one_is_made_as_the_import_makes_it(
        self, library: Library, previews: PreviewService, tmp_path: Path
    ) -> None:
        source = tmp_path / "photo.jpg"
        source.write_bytes(corpus.jpeg(3000, 2000))
        with DecodePool(1) as pool:
            (result,) = list(pool.run([DecodeRequest(0, source, library.folder.incoming)]))
        assert isinstance(result.outcome, Decoded)
        photo = store(library, source.read_bytes(), width=3000, height=2000)
        previews.region(photo, Box(0, 0, 10, 10))  # the whole original is at hand, and yet not used
        assert previews.proxy(photo).read_bytes() == result.outcome.proxy

    def test_a_broken_one_is_made_again(self, library: Library, previews: PreviewService) -> None:
        data = corpus.jpeg(900, 600)
        photo = store(library, data, width=900, height=600)
        good = previews.proxy(photo).read_bytes()
        sha = hashlib.sha256(data).hexdigest()
        library.previews.put(sha, recipe=PROXY_RECIPE, size=PROXY_SIZE, data=good[: len(good) // 2])
        assert previews.proxy(photo).read_bytes() == good


class TestRegion:
    def test_is_cut_at_full_size(self, library: Library, previews: PreviewService) -> None:
        pixels = np.zeros((800, 1200, 3), dtype=np.uint8)
        pixels[:, 600:] = (250, 20, 20)
        stream = io.BytesIO()
        Image.fromarray(pixels).save(stream, "JPEG", quality=95)
        photo = store(library, stream.getvalue(), width=1200, height=800)
        with Image.open(io.BytesIO(previews.region(photo, Box(500, 100, 200, 100)))) as part:
            assert part.size == (200, 100)
            assert part.getpixel((10, 50))[0] < 20  # type: ignore[index]  # an RGB pixel
            assert part.getpixel((190, 50))[0] > 230  # type: ignore[index]  # an RGB pixel
        with Image.open(io.BytesIO(previews.region(photo, Box(0, 0, 1200, 800), 0.25))) as part:
            assert part.size == (300, 200)
        with Image.open(io.BytesIO(previews.region(photo, Box(1100, 700, 400, 400)))) as part:
            assert part.size == (100, 100)


class TestFailures:
    def test_a_missing_original_is_a_problem_of_one_file(self, library: Library, previews: PreviewService) -> None:
        photo = store(library, corpus.jpeg(), width=640, height=480)
        library.originals.find(hashlib.sha256(corpus.jpeg()).hexdigest()).unlink()  # type: ignore[union-attr]  # it is there
        with pytest.raises(NoPreview) as caught:
            previews.large(photo, 1080)
        assert caught.value.problem.code == "vanished"
        assert caught.value.problem.path.endswith(".jpg")

    def test_a_damaged_original_is_a_problem_of_one_file(self, library: Library, previews: PreviewService) -> None:
        photo = store(library, corpus.jpeg()[:200], width=640, height=480)
        with pytest.raises(NoPreview):
            previews.proxy(photo)

    @pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows ends processes otherwise")
    def test_a_killed_process_costs_one_look_at_most(self, library: Library) -> None:
        photo = store(library, corpus.jpeg(1500, 1000), width=1500, height=1000)
        service = PreviewService(library, viewer=lambda: box)
        with Lightbox(1) as box:
            service.region(photo, Box(0, 0, 100, 100))
            (process,) = box.process_ids
            os.kill(process, signal.SIGKILL)
            with pytest.raises(NoPreview) as caught:
                service.region(photo, Box(0, 0, 100, 100))
            assert caught.value.problem.code == "worker_died"
            assert service.region(photo, Box(0, 0, 100, 100))
            assert box.process_ids != (process,)
        assert box.process_ids == ()
