"""A real library with the sample's photos, people, copies, answers and gallery, made by the services themselves."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import shutil
import tempfile
from pathlib import Path

from ugc_studio import resources
from ugc_studio.app.demo.sample import make_sample
from ugc_studio.domain.messages import Translator
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.migrations import SCHEMA_VERSION


def kept_sample_library(shelf: Path) -> Path:
    """The sample library of this day and schema: kept between sessions, because playing the story takes a while."""
    story = hashlib.sha256(resources.path("sample", "story.toml").read_bytes()).hexdigest()[:8]
    kept = shelf / f"{dt.datetime.now(dt.UTC):%Y-%m-%d}-{SCHEMA_VERSION}-{story}"
    if not kept.is_dir():
        for old in shelf.iterdir():
            shutil.rmtree(old, ignore_errors=True)
        with tempfile.TemporaryDirectory() as scratch:
            made = make_sample(Path(scratch) / "demo", RecordingContext(), translator=Translator.source_language())
            half = Path(tempfile.mkdtemp(dir=shelf)) / "library"
            shutil.copytree(made, half)
        with contextlib.suppress(OSError):  # another session was quicker
            half.rename(kept)
        shutil.rmtree(half.parent, ignore_errors=True)
    return kept
