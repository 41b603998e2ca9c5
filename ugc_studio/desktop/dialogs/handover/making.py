"""The form for a review file: for whom, what for, by when; it says what leaves and what stays before it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, clear, column
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import Complaint, Form, OptionalDay
from ugc_studio.desktop.widgets.pieces import CheckBox, Segments, Select
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.handover import (
    KIND_NAMES,
    PAGE_ENDING,
    TARGETS,
    Leaver,
    Leaving,
    ReviewKind,
    ReviewPlan,
    ReviewRequest,
)
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.handover.service import MadeReview

SENTENCES = {
    ReviewKind.LAWYER: _("Decides about rights: reads every text and proof, approves, declares invalid or asks."),
    ReviewKind.MANAGER: _("Chooses: small pictures with a mark across them, without names."),
    ReviewKind.AGENCY: _("Chooses, outside your house: only what is cleared, or shows no child."),
    ReviewKind.TRANSLATOR: _("Translates the texts of a gallery, side by side."),
}
DAYS = 7
"""Until when an answer is proposed to be wanted."""
MOST_REASONS = 6


class HandOverDialog(Dialog):
    """Asks for what a review file needs; the file itself is made as a task that can be stopped."""

    def __init__(self, desk: Desk, window: QWidget, ids: Sequence[AssetId], gallery: str | None) -> None:
        sentence = _("One file that opens in any browser. The answers come back as a file, and you see them first.")
        super().__init__(desk, window, _("Hand over for review"), width=640, sentence=sentence)
        self._ids, self._gallery = tuple(ids), gallery
        self.plan: ReviewPlan | None = None
        show, theme = desk.show, desk.theme
        kinds = [kind for kind in ReviewKind if gallery is not None or kind is not ReviewKind.TRANSLATOR]
        self.kind = Segments(theme, show(_("For whom")), [(kind, show(KIND_NAMES[kind]), "") for kind in kinds])
        self.about = Words(theme, show(SENTENCES[kinds[0]]), "hint")
        self.recipient = LineField(theme, show(_("Name")), hint=show(_("Who gets the file, for the record")))
        self.language = Select(theme, show(_("Language of the file")), [("fr", "français"), ("en", "English")])
        self.language.set_value(desk.language)
        self.target = Select(theme, show(_("Translate into")), list(TARGETS.items()))
        self.target.set_value("en" if desk.language == "fr" else "fr")
        self.sheet = CheckBox(theme, show(_("Also a workbook for Excel")), checked=True)
        self.message = QPlainTextEdit()
        self.message.setFixedHeight(theme.px(64))
        self.message.setTabChangesFocus(True)
        self.due = OptionalDay(theme, show(_("Answer by")), start=desk.today() + dt.timedelta(days=DAYS))
        self._complaint = Complaint(theme)
        self.make = Button(theme, show(_("Choose where to save it…")), "primary", icon="folder").on(self._choose_place)
        self.make.setDefault(True)
        self._build()
        self._wire()
        self.recipient.setFocus()
        self._look()

    def _build(self) -> None:
        show, theme = self.desk.show, self.theme
        self.form = Form(theme, gap=10)
        self.form.add(show(_("Name")), self.recipient)
        self.form.add(show(_("Language of the file")), self.language)
        self.translating = Form(theme, gap=10)
        self.translating.add(show(_("Translate into")), self.target)
        self.translating.add(show(_("Workbook")), self.sheet)
        rest = Form(theme, gap=10)
        rest.add(show(_("What you ask")), self.message)
        rest.add(show(_("Deadline")), self.due)
        self.leaving = Label(theme, "", "strong", wrap=True)
        self._reasons = column(gap=2)
        content = column(
            self.kind, self.about, self.form, self.translating, rest, self.leaving, self._reasons, self._complaint,
            gap=10,
        )  # fmt: skip
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        self.fill(content, (None, cancel, self.make))
        self.translating.hide()

    def _wire(self) -> None:
        self.kind.chosen.connect(lambda _kind: self._look())
        self.recipient.textChanged.connect(lambda _text: self._check())
        self.target.picked.connect(lambda _code: self._look())

    # ------------------------------------------------------------------ what would leave

    @property
    def chosen(self) -> ReviewKind:
        """For whom."""
        return ReviewKind(str(self.kind.value()))

    def request(self) -> ReviewRequest:
        """What was asked for so far."""
        translator = self.chosen is ReviewKind.TRANSLATOR
        return ReviewRequest(
            self.chosen, self.recipient.text().strip() or "?", () if self._gallery else self._ids, self._gallery,
            language=str(self.language.value()), target=str(self.target.value()) if translator else None,
            message=self.message.toPlainText(), due=self.due.day(), brand=self.desk.brand,
            sheet=translator and self.sheet.isChecked(),
        )  # fmt: skip

    def _look(self) -> None:
        """Say what the chosen reader would get."""
        self.plan = None
        self.about.set_text(self.desk.show(SENTENCES[self.chosen]))
        self.translating.setVisible(self.chosen is ReviewKind.TRANSLATOR)
        self._check()
        self._ask()

    def _ask(self) -> None:
        request = self.request()
        self.desk.ask(
            lambda studio: studio.handovers.plan(request), self._show_plan, owner=self, key="plan",
            failed=self._refused,
        )  # fmt: skip

    def _show_plan(self, plan: ReviewPlan) -> None:
        self.plan = plan
        show = self.desk.show
        shown = sum(one.leaving is Leaving.PICTURE for one in plan.leavers)
        bare = sum(one.leaving is Leaving.TEXT for one in plan.leavers)
        parts = [ngettext("{n} photo leaves", "{n} photos leave", shown, n=shown)]
        if bare:
            parts.append(ngettext("{n} without its picture", "{n} without their pictures", bare, n=bare))
        if plan.kept:
            n = len(plan.kept)
            parts.append(ngettext("{n} stays here", "{n} stay here", n, n=n))
        self.leaving.set_text(" · ".join(show(part) for part in parts))
        self._show_reasons([one for one in plan.leavers if one.reason is not None])
        self._complaint.say("")
        self._check()

    def _show_reasons(self, told: Sequence[Leaver]) -> None:
        """Why photos stay, or go without their picture; each reason once, with how many it holds."""
        clear(self._reasons)
        counts: dict[str, int] = {}
        for one in told:
            words = self.desk.show(one.reason) if one.reason is not None else ""
            counts[words] = counts.get(words, 0) + 1
        for words, n in list(counts.items())[:MOST_REASONS]:
            text = ngettext("{n} photo: {reason}", "{n} photos: {reason}", n, n=n, reason=words)
            self._reasons.addWidget(Words(self.theme, self.desk.show(text), "hint"))
        if len(counts) > MOST_REASONS:
            rest = len(counts) - MOST_REASONS
            text = ngettext("and {n} other reason", "and {n} other reasons", rest, n=rest)
            self._reasons.addWidget(Words(self.theme, self.desk.show(text), "hint"))
        self.settle()

    def _refused(self, error: BaseException) -> None:
        self.plan = None
        self.leaving.set_text("")
        self._show_reasons(())
        if isinstance(error, StudioError):
            self._complaint.say(self.desk.show(error.text))
        else:
            self.desk.tell(error)
        self._check()
        self.settle()

    def _check(self) -> None:
        ready = self.plan is not None and bool(self.plan.inside) and bool(self.recipient.text().strip())
        self.make.setEnabled(ready and not self.desk.read_only)
        self.make.setToolTip("" if ready else self.desk.show(_("Say who gets the file.")))

    # ------------------------------------------------------------------ making

    def _choose_place(self) -> None:
        title = self.desk.show(_("Choose a folder for the file"))
        self.desk.prompts.folder(self, title, self._start)

    def _start(self, folder: Path) -> None:
        """Make the file as a task; the dialog is done."""
        request, desk = self.request(), self.desk
        place = free_place(folder, f"{self.plan.title if self.plan else ''} {request.recipient}")

        def done(made: MadeReview) -> None:
            n = len(made.plan.inside)
            text = ngettext(
                "The file for {name} is ready: {n} photo.", "The file for {name} is ready: {n} photos.", n,
                name=request.recipient, n=n,
            )  # fmt: skip
            show = _("Show the folder")
            desk.toast(Toast(text, icon="ok", tone="ok", button=show, do=lambda: desk.prompts.show_folder(folder)))

        desk.run(
            title_of(request), lambda studio, context: studio.handovers.make(request, place, context),
            kinds=Changed.USES, done=done, precious=True,
        )  # fmt: skip
        self.accept()


def title_of(request: ReviewRequest) -> Text:
    """What the task card says."""
    return _("Review file for {name}", name=request.recipient)


def free_place(folder: Path, name: str) -> Path:
    """A name in the folder that nothing has yet."""
    from ugc_studio.exporters.base import safe_name

    plain = safe_name(name, fallback="review")
    number = 1
    while (place := folder / f"{plain}{f'-{number}' if number > 1 else ''}{PAGE_ENDING}").exists():
        number += 1
    return place


def open_dialog(
    desk: Desk, window: QWidget, *, ids: Sequence[AssetId] = (), gallery: str | None = None
) -> HandOverDialog | None:
    """Open the form for these photos, or for a gallery; without either say what to do first."""
    if not ids and gallery is None:
        desk.toast(Toast(_("Select the photos to hand over first, or open a gallery."), icon="info"))
        return None
    dialog = HandOverDialog(desk, window, ids, gallery)
    dialog.appear()
    return dialog


