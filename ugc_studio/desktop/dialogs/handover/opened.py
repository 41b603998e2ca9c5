"""One hand-over: who has the file, what was answered and what became of it, and what legal still has to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.dialogs.handover.returning import (
    LOOKS,
    choose_returned,
    images_of,
    kinds_of,
    thumbnail,
    told,
)
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, card, clear, column, panel, row, sentence
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.consent import Role
from ugc_studio.domain.handover import DECISION_NAMES, KIND_NAMES, Outcome
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.handover.listing import OUTCOME_NAMES, STATE_NAMES, AnswerLine, PhotoLine, ReviewView

Found = tuple[ReviewView, Mapping[str, QImage | None]]
LATER: Mapping[Outcome, tuple[str, str, str]] = {
    **LOOKS,
    Outcome.READY: ("undo", "text2", "raised"),
    Outcome.APPLIED: ("ok", "ok", "ok_bg"),
    Outcome.NOTED: ("question", "info", "info_bg"),
}


class ReviewDialog(Dialog):
    """Shows one hand-over; it is read anew after every act."""

    def __init__(self, desk: Desk, window: QWidget, review: str) -> None:
        super().__init__(desk, window, _("Review"), width=720)
        self._review = review
        self.view: ReviewView | None = None
        show, theme = desk.show, desk.theme
        self.facts = Words(theme, "", "quiet")
        self.tell = Words(theme, "", "medium", colour="warn")
        self.tell.hide()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.folder = Button(theme, show(_("Show the folder")), icon="folder_open").on(self._show_folder)
        self.wait = Button(theme, show(_("Wait no longer")), icon="clock").on(self._close_review)
        self.came = Button(theme, show(_("Open an answer…")), icon="attach").on(self._open_answer)
        self.confirm = Button(theme, show(_("Confirm")), "primary", icon="law").on(self._confirm)
        self.confirm.hide()
        tools = QWidget()
        flow = FlowLayout(tools)
        for button in (self.folder, self.wait, self.came):
            flow.addWidget(button)
            button.setEnabled(False)
        close = Button(theme, show(_("Done"))).on(self.reject)
        self.fill(column(self.facts, self.tell, tools, panel(self._lines), gap=10), (None, close, self.confirm))
        close.setFocus()
        desk.changed.connect(self._reload)
        self._reload()

    def _reload(self, _changed: object = None) -> None:
        review = self._review
        self.desk.ask(lambda studio: _read(studio, review), self._show, owner=self, key="review")

    def _show(self, found: Found) -> None:
        view, images = found
        first, self.view = self.view is None, view
        review, tally, show = view.row.review, view.row.tally, self.desk.show
        lines: list[Text] = [
            _("{title}, for {name} ({kind})", title=review.title, name=review.recipient,
              kind=KIND_NAMES[review.kind]),
            _("{state}. {n} of {count} answered.", state=STATE_NAMES[view.row.state], n=tally.answered,
              count=tally.photos),
            _("File with the SHA-256 {hash}, made by {name}", hash=review.file_sha256[:16], name=view.row.by),
            _("Ledger as it stood: {head}", head=f"{review.head_seq}:{review.head_hash[:16]}"),
        ]  # fmt: skip
        if review.message:
            lines.append(_("Asked: “{text}”", text=review.message))
        self.facts.set_text("\n".join(show(line) for line in lines))
        n = tally.to_delete
        self.tell.set_text(
            show(ngettext("Ask {name} to delete {n} photo: see Consent, takedowns.",
                          "Ask {name} to delete {n} photos: see Consent, takedowns.", n, name=review.recipient, n=n))
        )  # fmt: skip
        self.tell.setVisible(bool(n))
        clear(self._lines)
        for photo in view.photos:
            self._lines.addWidget(self._entry(photo, images.get(photo.item.sha256)))
        self._enable(view)
        if first:
            ready = self.confirm.isVisible() and self.confirm.isEnabled()
            (self.confirm if ready else self.came).setFocus()
        self.settle()

    def _enable(self, view: ReviewView) -> None:
        writable, show = not self.desk.read_only, self.desk.show
        closed = view.row.review.closed_at is not None
        self.folder.setEnabled(bool(view.row.review.path))
        self.wait.setEnabled(writable)
        self.wait.set_text(show(_("Wait again") if closed else _("Wait no longer")))
        self.came.setEnabled(True)
        n = view.row.tally.waiting
        self.confirm.setVisible(bool(n))
        self.confirm.set_text(show(ngettext("Confirm {n} decision", "Confirm {n} decisions", n, n=n)))
        legal = self.desk.studio.actor.role is Role.LEGAL
        self.confirm.setEnabled(writable and legal)
        self.confirm.setToolTip("" if legal else show(_("Waits for the legal role")))

    def _entry(self, photo: PhotoLine, image: QImage | None) -> QFrame:
        show, theme = self.desk.show, self.theme
        box = card()
        name = show(_("Photo {n}: {answer}", n=str(photo.item.number), answer=photo.name or _("erased")))
        words = column(Words(theme, name, "strong"), gap=4)
        for answer in photo.answers:
            words.addWidget(self._answer(answer))
        if not photo.answers:
            words.addWidget(Words(theme, show(_("No answer yet")), "hint"))
        layout = row(thumbnail(image), panel(words), gap=12, margins=(14, 10, 14, 10))
        layout.setStretch(1, 1)
        box.setLayout(layout)
        return box

    def _answer(self, answer: AnswerLine) -> QWidget:
        show, theme, kept = self.desk.show, self.theme, answer.kept
        icon, ink, ground = LATER.get(kept.outcome, ("info", "text2", "raised"))
        pill = Pill(theme, sentence(show(OUTCOME_NAMES[kept.outcome])), icon=icon, ink=ink, ground=ground)
        said = Words(theme, show(_("{name}: {answer}", name=kept.reader, answer=DECISION_NAMES[kept.given.decision])))
        lines = column(gap=1)
        top = row(said, pill, gap=8)
        top.setStretch(0, 1)
        lines.addLayout(top)
        for text in (kept.given.comment, kept.given.caption, kept.given.alt_text):
            if text:
                lines.addWidget(Words(theme, f"“{text}”", "quiet"))
        if answer.because is not None:
            lines.addWidget(Words(theme, show(answer.because), "hint"))
        return panel(lines)

    # ------------------------------------------------------------------ acting

    def _show_folder(self) -> None:
        if self.view is not None:
            self.desk.prompts.show_folder(Path(self.view.row.review.path).parent)

    def _open_answer(self) -> None:
        choose_returned(self.desk, self.window())

    def _close_review(self) -> None:
        if self.view is None:
            return
        review, again = self._review, self.view.row.review.closed_at is not None
        self.desk.act(
            lambda studio: studio.handovers.close(review, again=again), kinds=Changed.USES, owner=self
        )

    def _confirm(self) -> None:
        if self.view is None:
            return
        review = self._review
        self.confirm.setEnabled(False)
        self.desk.act(
            lambda studio: studio.answers.confirm(review), kinds=kinds_of(self.view.row.review.kind), toast=told,
            failed=self._failed, owner=self,
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self._reload()
        self.desk.tell(error)


def _read(studio: Studio, review: str) -> Found:
    view = studio.reviews.open(review)
    return view, images_of(studio, [photo.asset_id for photo in view.photos if photo.asset_id is not None])


def open_review(desk: Desk, window: QWidget, review: str) -> ReviewDialog:
    """Open one hand-over."""
    dialog = ReviewDialog(desk, window, review)
    dialog.appear()
    return dialog
