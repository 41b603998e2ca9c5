"""What one reads about a person who comes of age, or about a freeze: facts in words, and the photos concerned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, card, clear, column, panel, row
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.review.freezes import Stopped
from ugc_studio.services.consent.review.matters import KIND_WORDS, Matter

MOST_LISTED = 500
"""Photos that a search by numbers shows at once."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What stands behind a matter that is about no single photo."""

    photos: tuple[AssetId, ...]
    stopped: Stopped | None


class MatterCard(QWidget):
    """A card with what is known, and the way to the photos."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        self._lines.setContentsMargins(18, 16, 18, 18)
        self.area = scrolling(panel(self._lines))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.setProperty("canvas", True)

    def show_subject(self, matter: Matter, subject: Subject) -> None:
        """Show another one."""
        clear(self._lines)
        theme, show, desk = self._desk.theme, self._desk.show, self._desk
        title = show(matter.title) if isinstance(matter.title, Text) else matter.title
        box = card()
        words = [Label(theme, show(KIND_WORDS[matter.kind]), "caps"), Words(theme, title, "page")]
        words += [Words(theme, show(text)) for text in matter.reasons]
        words += [Words(theme, show(text), "quiet") for text in _facts(subject)]
        lines = column(*words, gap=8, margins=(18, 16, 18, 16))
        if subject.photos:
            ids = [int(one) for one in subject.photos[:MOST_LISTED]]
            look = Button(theme, show(_("Show these photos")), icon="library")
            lines.addLayout(row(look.on(lambda: desk.go("library", {"query": "", "selected": ids})), None))
        box.setLayout(lines)
        self._lines.addWidget(box)
        self._lines.addStretch(1)


def read_subject(studio: Studio, matter: Matter) -> Subject:
    """Look up the photos of a person, or what a freeze stops; runs on a thread."""
    if matter.target is not None:
        return Subject((), studio.review.would_stop(matter.target))
    if matter.party is None:
        return Subject((), None)
    with studio.library.read() as session:
        party = session.parties.by_uuid(matter.party)
        return Subject(tuple(map(AssetId, session.authors.assets_of(int(party.id)))), None)


def _facts(subject: Subject) -> Iterator[Text]:
    stopped = subject.stopped
    if stopped is None:
        n = len(subject.photos)
        yield ngettext("They are recorded in {n} photo.", "They are recorded in {n} photos.", n, n=n)
    else:
        yield from stopped_words(stopped)


def stopped_words(stopped: Stopped) -> Iterator[Text]:
    """What a freeze holds back, and what of it is out already."""
    yield ngettext("It holds back {n} photo.", "It holds back {n} photos.", stopped.photos, n=stopped.photos)
    if stopped.planned:
        n = stopped.planned
        yield ngettext("{n} planned post stays in.", "{n} planned posts stay in.", n, n=n)
    if stopped.scheduled:
        n = stopped.scheduled
        yield ngettext(
            "{n} row waits in a scheduling tool: remove it there.",
            "{n} rows wait in scheduling tools: remove them there.", n, n=n,
        )  # fmt: skip
    if stopped.online:
        n = stopped.online
        yield ngettext(
            "{n} publication is online and on the takedown list.",
            "{n} publications are online and on the takedown list.", n, n=n,
        )  # fmt: skip
