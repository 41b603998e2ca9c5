"""What nobody may use since long ago: shown photo by photo, erased when a person says why; it cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.photo_list import PhotoList, Tickable
from ugc_studio.desktop.pages.consent.reading import small_picture
from ugc_studio.desktop.widgets.basic import Button, Label, clear, column, panel
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.trash import STAY_TEXTS
from ugc_studio.services.consent.purging import PurgePreview

MOST_SHOWN = 60
"""Photos that are shown one by one; the others of the list go with them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The list as it is shown: what would go, and the first photos with their pictures."""

    preview: PurgePreview
    photos: tuple[Tickable, ...]


class PurgeDialog(Dialog):
    """All of the list is ticked; what is left out stays, and is proposed again another day."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        about = _(
            "Photos that came in long ago and that nobody allowed us to use. Pictures, names and proofs go, also from "
            "safety copies; the ledger keeps that it was done."
        )
        super().__init__(desk, window, _("Purge old photos"), width=620)
        show, theme = desk.show, desk.theme
        self._shown: Shown | None = None
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._lines.addWidget(Label(theme, show(_("Looking…")), "quiet"))
        self.photos = PhotoList(desk)
        self.reason = LineField(
            theme, show(_("Why, in a sentence")), hint=show(_("For instance: nobody answered for a year. Name nobody."))
        )
        self.reason.setMaxLength(300)
        self._why = panel(column(Label(theme, show(_("Why, in a sentence")), "caps"), self.reason, gap=6))
        self._why.hide()
        self.go = Button(theme, show(_("Erase for good")), "danger_fill", icon="trash").on(self._purge)
        self.go.setEnabled(False)
        self.keep = Button(theme, show(_("Cancel"))).on(self.reject)
        told = Label(theme, show(about), "quiet", wrap=True)
        self.fill(column(told, self.photos, self._lines, self._why, gap=12), (None, self.keep, self.go))
        self.photos.changed.connect(self._check)
        self.reason.textChanged.connect(lambda _text: self._check())
        self.keep.setFocus()
        desk.ask(_look, self._show, owner=self, key="purge")

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        preview, show = shown.preview, self.desk.show
        clear(self._lines)
        self.photos.show_photos(shown.photos)
        for text in _texts(preview, len(shown.photos)):
            self._lines.addWidget(Label(self.theme, show(text), "quiet", wrap=True))
        self._why.setVisible(not preview.empty)
        self.go.setVisible(not preview.empty)
        if preview.empty:
            self.keep.set_text(show(_("Done")))
        else:
            self.reason.setFocus()
        self._check()
        self.settle()

    def chosen(self) -> list[int]:
        """The ticked photos, and those that are not shown one by one."""
        if self._shown is None:
            return []
        rest = self._shown.preview.photos[len(self._shown.photos) :]
        return [int(one) for one in self.photos.chosen] + [int(one.id) for one in rest]

    def _check(self) -> None:
        if self._shown is None:
            return
        n, preview = len(self.chosen()), self._shown.preview
        words = ngettext("Erase {n} photo for good", "Erase {n} photos for good", n, n=n) if n else _("Erase for good")
        self.go.set_text(self.desk.show(words))
        ready = bool(n or preview.kept_for_claims or preview.forms) and bool(self.reason.text().strip())
        self.go.setEnabled(ready and not self.desk.read_only)

    def _purge(self) -> None:
        chosen, reason, desk = self.chosen(), self.reason.text(), self.desk

        def done(purged: PurgePreview) -> None:
            desk.thumbnails.forget_all()  # nothing of what was erased stays in memory
            n = len(purged.photos)
            told = any(one.recipients for one in purged.photos)
            desk.toast(
                Toast(
                    ngettext("{n} photo was erased for good", "{n} photos were erased for good", n, n=n), icon="trash",
                    button=_("Who must be told") if told else None,
                    do=(lambda: desk.go("consent", {"queue": "takedowns"})) if told else None,
                )
            )  # fmt: skip

        self.accept()
        desk.run(
            _("Erasing"),
            lambda studio, context: studio.consent.purger.purge(
                studio.consent.purger.preview(chosen), context, reason=reason
            ),
            kinds=Changed.EVERYTHING,
            done=done,
            precious=True,
        )


def _look(studio: Studio) -> Shown:
    preview = studio.consent.purger.preview()
    with studio.library.read() as session:
        veiled = session.summary.veiled()
    photos = tuple(
        Tickable(
            one.id,
            one.name,
            small_picture(studio, one.sha256, sensitive=one.sha256 in veiled, side=40),
            hint=_("imported {day}", day=one.imported)
            if not one.recipients
            else _("imported {day}; on papers of {names}", day=one.imported, names=list(one.recipients)),
            ticked=True,
        )
        for one in preview.photos[:MOST_SHOWN]
    )
    return Shown(preview, photos)


def _texts(preview: PurgePreview, shown: int) -> Sequence[Text]:
    texts: list[Text] = []
    if preview.empty:
        texts.append(_("There is nothing to purge: everything older than {n} months may be used, or has to stay.",
                       n=preview.months))  # fmt: skip
    if more := len(preview.photos) - shown:
        texts.append(ngettext("And {n} more photo of the list.", "And {n} more photos of the list.", more, n=more))
    if preview.people:
        texts.append(_("With them, people whom nothing else concerns: {names}",
                       names=[person.label for person in preview.people]))  # fmt: skip
    if claims := len(preview.kept_for_claims):
        texts.append(ngettext("Kept for a claim until now: {n} person.", "Kept for a claim until now: {n} people.",
                              claims, n=claims))  # fmt: skip
    if n := len(preview.forms):
        texts.append(ngettext("The names typed for {n} form that never came back are cleared.",
                              "The names typed for {n} forms that never came back are cleared.", n, n=n))  # fmt: skip
    for reason, text in STAY_TEXTS.items():
        if staying := sum(one.reason is reason for one in preview.staying):
            texts.append(_("{n} × {reason}", n=staying, reason=text))
    return texts


def open_dialog(desk: Desk, window: QWidget) -> None:
    """Show what would go."""
    PurgeDialog(desk, window).appear()
