"""Opens a fresh sample library and offers the steps of the road, in order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ugc_studio import resources
from ugc_studio.app.bootstrap import actor_of
from ugc_studio.app.demo import coming_in, going_out
from ugc_studio.app.demo.setting import Setting, Step
from ugc_studio.app.studio import Studio
from ugc_studio.domain.consent import Role
from ugc_studio.domain.messages import Translator
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.clock import Clock, utc_now
from ugc_studio.library.library import Library
from ugc_studio.services.sample.folder import DemoFolder
from ugc_studio.services.sample.story import Story, StoryClock

EDITOR, LEGAL = "Manon Leroy", "Juliette Armand"
"""The people who work for the sample's brand."""
EXPORTERS = ("web", "bundle", "hootsuite", "buffer")

StepBody = Callable[[JobContext], Step]


class Demo:
    """One demo: :meth:`open`, then every one of :meth:`steps`, then :meth:`close`."""

    def __init__(self, out: Path, *, translator: Translator, actor: str | None = None, clock: Clock = utc_now) -> None:
        self.folder = DemoFolder(out)
        self._translator = translator
        self._actor = actor or EDITOR
        self._live = clock
        self._closers: list[Callable[[], None]] = []

    def open(self) -> Setting:
        """Make the folder and an empty library in it, on the evening before the story begins.

        Raises:
            UsageError: the folder holds something that the demo did not make.
        """
        sample = resources.path("sample")
        story = Story.load(sample / "story.toml", today=self._live().date())
        self.folder.begin()
        self._closers.append(self.folder.finish)
        clock = StoryClock(self._live)
        clock.stand_at(story.begins)
        library = Library.create(self.folder.library, clock=clock)
        self._closers += [lambda: library.close(backup=True), clock.run]
        editor, legal = self._studio(library, self._actor, Role.EDITOR), self._studio(library, LEGAL, Role.LEGAL)
        return Setting(
            folder=self.folder,
            library=library,
            studio=editor,
            legal=legal.consent,
            clock=clock,
            story=story,
            sample=sample,
            translator=self._translator,
        )

    def close(self) -> None:
        """Close the library and note the files of the folder; safe to call twice."""
        while self._closers:
            self._closers.pop()()

    @staticmethod
    def steps(setting: Setting) -> list[StepBody]:
        """The road, in order."""
        before: list[Callable[[Setting, JobContext], Step]] = [
            coming_in.register,
            coming_in.import_photos,
            coming_in.import_posts,
            coming_in.find_duplicates,
            coming_in.review,
            coming_in.tell,
            going_out.curate,
        ]
        exports = [partial(going_out.export, setting, exporter=exporter) for exporter in EXPORTERS]
        after = [going_out.withdraw, going_out.check, going_out.verify]
        return [*(partial(step, setting) for step in before), *exports, *(partial(step, setting) for step in after)]

    def _studio(self, library: Library, name: str, role: Role) -> Studio:
        return Studio(library, actor=actor_of(library, name, role), translator=self._translator)
