"""The sample library that newcomers try the window with: the demo's story up to the gallery, before any export."""

from __future__ import annotations

from pathlib import Path

from ugc_studio.app.demo.demo import EXPORTERS, Demo
from ugc_studio.domain.messages import Translator
from ugc_studio.jobs.context import JobContext

AFTER_CURATION = len(EXPORTERS) + 3
"""Steps of the demo that are left to the person: the exports, a withdrawal, the checks."""


def make_sample(folder: Path, context: JobContext, *, translator: Translator, actor: str | None = None) -> Path:
    """Make the sample library in a folder of its own; returns the library's folder."""
    demo = Demo(folder, translator=translator, actor=actor)
    try:
        setting = demo.open()
        for step in demo.steps(setting)[:-AFTER_CURATION]:
            context.check()
            step(context)
        return setting.folder.library
    finally:
        demo.close()
