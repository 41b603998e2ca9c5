"""What came back from a reader: every answer with what it is worth now, before anything is taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.reading import small_picture
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, card, clear, column, panel, row, sentence
from ugc_studio.desktop.widgets.pieces import CheckBox, Pill
from ugc_studio.domain.handover import AT_ONCE, CHOOSABLE, KIND_NAMES, Outcome, ReviewKind
from ugc_studio.domain.handover_answers import AnswerSheet
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.handover.answering import Returned, Taken
from ugc_studio.services.handover.judging import ReturnedLine
from ugc_studio.services.handover.listing import OUTCOME_NAMES
from ugc_studio.services.handover.reading import ReviewFile, read_returned, read_text

SIDE = 48
LOOKS: Mapping[Outcome, tuple[str, str, str]] = {
    Outcome.READY: ("ok", "ok", "ok_bg"),
    Outcome.WAITS: ("law", "info", "info_bg"),
    Outcome.DIFFERS: ("warning", "warn", "warn_bg"),
    Outcome.MOVED: ("warning", "warn", "warn_bg"),
    Outcome.CHANGED: ("error", "danger", "danger_bg"),
}
"""Icon, ink and ground of a pill; anything else is quiet."""
READY_WORDS: Mapping[Outcome, Text] = {
    Outcome.READY: _("ready"), Outcome.WAITS: _("for legal"), Outcome.CHANGED: _("changed since"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Looked:
    """An answer that was read, with small pictures by hash; or a review file, with its number if it is ours."""

    returned: Returned | None
    images: Mapping[str, QImage | None]
    file: ReviewFile | None = None
    ours: bool = False


class ReturnedDialog(Dialog):
    """Lists the answers; what can be taken over at once is ticked."""

    def __init__(self, desk: Desk, window: QWidget, source: Path | str) -> None:
        super().__init__(desk, window, _("What came back"), width=720)
        self.returned: Returned | None = None
        self.boxes: dict[str, CheckBox] = {}
        show, theme = desk.show, desk.theme
        self.heading = Words(theme, show(_("Reading…")), "quiet")
        self.note = Words(theme, "", "hint")
        self.note.hide()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.close_button = Button(theme, show(_("Close"))).on(self.reject)
        self.take = Button(theme, show(_("Take over")), "primary", icon="check").on(self._take)
        self.take.setDefault(True)
        self.take.setEnabled(False)
        self.fill(column(self.heading, self.note, panel(self._lines), gap=10), (None, self.close_button, self.take))
        self.close_button.setFocus()
        desk.ask(lambda studio: _looked(studio, source), self._show_found, owner=self, failed=self._failed)

    # ------------------------------------------------------------------ showing

    def _show_found(self, found: _Looked) -> None:
        if found.returned is not None:
            self._show(found.returned, found.images)
        elif found.file is not None:
            self._show_file(found.file, ours=found.ours)

    def _show_file(self, file: ReviewFile, *, ours: bool) -> None:
        """Somebody opened the review file itself instead of its answers."""
        n = file.photos
        text = ngettext(
            "This is the review file “{title}” for {name}, with {n} photo.",
            "This is the review file “{title}” for {name}, with {n} photos.", n,
            title=file.title, name=file.recipient, n=n,
        )  # fmt: skip
        self.heading.set_text(self.desk.show(text))
        words = _("It opens in any browser. The answers come back in another file, which ends with .ugcanswer.")
        if not ours:
            words = _("It was made in another library. To answer it, open it in a browser.")
        self._say(words)
        self._only_shows()

    def _only_shows(self) -> None:
        """There is nothing to take over."""
        self.take.hide()
        self.close_button.set_text(self.desk.show(_("Done")))

    def _show(self, returned: Returned, images: Mapping[str, QImage | None]) -> None:
        self.returned = returned
        review, show = returned.review, self.desk.show
        kind = KIND_NAMES[review.kind]
        self.heading.set_text(
            show(_("{name} ({kind}) answered about “{title}”.", name=returned.sheet.reader, kind=kind,
                   title=review.title))
        )  # fmt: skip
        if any(line.outcome is Outcome.WAITS for line in returned.lines):
            self._say(_("Decisions wait until the legal role confirms them; then they stand under this reader’s name."))
        clear(self._lines)
        self.boxes = {}
        for line in returned.lines:
            self._lines.addWidget(self._entry(line, images.get(line.given.sha256)))
        self._check()
        first = next((box for box in self.boxes.values() if box.isEnabled()), None)
        (first or self.close_button).setFocus()
        self.settle()

    def _say(self, text: Text) -> None:
        self.note.set_text(self.desk.show(text))
        self.note.show()
        self.settle()

    def _entry(self, line: ReturnedLine, image: QImage | None) -> QFrame:
        show, theme = self.desk.show, self.theme
        box = card()
        number = _("Photo {n}: {answer}", n=str(line.number) if line.number else "?", answer=line.decision)
        tick = CheckBox(theme, show(number), checked=line.outcome in AT_ONCE, wrap=True)
        tick.setEnabled(line.outcome in CHOOSABLE and not self.desk.read_only)
        tick.toggled.connect(lambda _on: self._check())
        self.boxes[line.given.sha256] = tick
        icon, ink, ground = LOOKS.get(line.outcome, ("info", "text2", "raised"))
        state = show(READY_WORDS.get(line.outcome, OUTCOME_NAMES[line.outcome]))
        top = row(tick, Pill(theme, sentence(state), icon=icon, ink=ink, ground=ground), gap=8)
        top.setStretch(0, 1)
        words = column(top, gap=2)
        for text in (line.given.comment, line.given.caption, line.given.alt_text):
            if text:
                words.addWidget(Words(theme, f"“{text}”"))
        words.addWidget(Words(theme, show(line.text), "hint"))
        layout = row(thumbnail(image), panel(words), gap=12, margins=(14, 10, 14, 10))
        layout.setStretch(1, 1)
        box.setLayout(layout)
        box.setAccessibleName(". ".join([show(number), state, show(line.text)]))
        return box

    def _check(self) -> None:
        n = len(self._chosen())
        text = ngettext("Take over {n} answer", "Take over {n} answers", n, n=n) if n else _("Take over")
        self.take.set_text(self.desk.show(text))
        self.take.setEnabled(bool(n) and not self.desk.read_only)

    def _chosen(self) -> list[str]:
        return [sha for sha, box in self.boxes.items() if box.isEnabled() and box.isChecked()]

    # ------------------------------------------------------------------ taking over

    def _take(self) -> None:
        returned, chosen = self.returned, self._chosen()
        if returned is None or not chosen:
            return
        self.take.setEnabled(False)
        sheet = returned.sheet
        ids = tuple(int(line.asset.id) for line in returned.lines if line.asset is not None)
        self.desk.act(
            lambda studio: studio.answers.take(sheet, chosen), kinds=kinds_of(returned.review.kind), ids=ids,
            toast=told, done=lambda _taken: self.accept(), failed=self._failed_taking, owner=self,
        )  # fmt: skip

    def _failed_taking(self, error: BaseException) -> None:
        self._check()
        self.desk.tell(error)

    def _failed(self, error: BaseException) -> None:
        """The file could not be read: say so where the answers would stand."""
        from ugc_studio.domain.errors import StudioError

        self._only_shows()
        if isinstance(error, StudioError):
            self.heading.set_text(self.desk.show(error.text))
            self.settle()
        else:
            self.heading.set_text("")
            self.desk.tell(error)


def kinds_of(kind: ReviewKind) -> Changed:
    """What the answers of a reader change."""
    return {
        ReviewKind.LAWYER: Changed.CONSENT | Changed.USES,
        ReviewKind.TRANSLATOR: Changed.GALLERIES | Changed.USES,
    }.get(kind, Changed.MARKS | Changed.USES)


def told(taken: Taken) -> Toast:
    """What was done with the answers."""
    if taken.gallery:
        return Toast(_("The translations are in the gallery {name}.", name=taken.gallery), icon="ok", undo=True)
    counts = {outcome: sum(line.outcome is outcome for line in taken.lines) for outcome in Outcome}
    if counts[Outcome.WAITS]:
        n = counts[Outcome.WAITS]
        return Toast(ngettext("{n} decision waits for legal.", "{n} decisions wait for legal.", n, n=n), icon="law")
    if taken.events:
        n = counts[Outcome.APPLIED]
        return Toast(
            ngettext("{n} decision was recorded.", "{n} decisions were recorded.", n, n=n), icon="ok", tone="ok"
        )
    n = counts[Outcome.APPLIED] + counts[Outcome.NOTED]
    undo = bool(counts[Outcome.APPLIED])
    return Toast(ngettext("{n} answer was taken over.", "{n} answers were taken over.", n, n=n), icon="ok", undo=undo)


def thumbnail(image: QImage | None) -> QLabel:
    """A small picture, or the room for it."""
    picture = QLabel()
    picture.setFixedSize(SIDE, SIDE)
    if image is not None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(2.0)
        picture.setPixmap(pixmap)
    return picture


def _looked(studio: Studio, source: Path | str) -> _Looked:
    found = read_returned(source) if isinstance(source, Path) else read_text(source)
    if not isinstance(found, AnswerSheet):
        with studio.library.read() as session:
            return _Looked(None, {}, found, session.handovers.find(found.review) is not None)
    returned = studio.answers.look(found)
    return _Looked(returned, images_of(studio, [line.asset.id for line in returned.lines if line.asset is not None]))


def images_of(studio: Studio, ids: Sequence[int]) -> dict[str, QImage | None]:
    """Small pictures by hash; sensitive ones blurred, of illegal ones nothing."""
    return {
        str(one.asset.sha256): small_picture(studio, str(one.asset.sha256), sensitive=one.sensitive, side=SIDE)
        for one in studio.browsing.rows(list(ids))
    }


def open_returned(desk: Desk, window: QWidget, source: Path | str) -> ReturnedDialog:
    """Show what came back in a file, or in a text that was copied from a message."""
    dialog = ReturnedDialog(desk, window, source)
    dialog.appear()
    return dialog


def open_each(desk: Desk, window: QWidget, paths: Sequence[Path]) -> None:
    """Show several files, one after the other."""
    dialog, rest = open_returned(desk, window, paths[0]), list(paths[1:])
    if rest:
        dialog.finished.connect(lambda _result: open_each(desk, window, rest))


def choose_returned(desk: Desk, window: QWidget) -> None:
    """Ask for the file."""

    def chosen(paths: list[Path]) -> None:
        open_each(desk, window, paths)

    desk.prompts.files(window, desk.show(_("Choose the file that came back")), chosen)
