"""A question about any use: where, in which countries, when, paid or not, changed or not; and the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtWidgets import QFrame

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details.blocks import Block, bullet, remark_parts, verdict_parts
from ugc_studio.desktop.pages.library.details.table import breakable
from ugc_studio.desktop.targets import Target, Targets, targets_of
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.widgets.basic import Item, Label, column, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import DayField, OptionalDay, soon
from ugc_studio.desktop.widgets.pieces import CheckBox, Pill, Select
from ugc_studio.domain.consent import Right
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.describing import RIGHTS
from ugc_studio.services.consent.desk.opened import VerdictView

CHANGES = [right for right in Right if right.value.startswith("adaptation.")]
STANDARD_DAYS = 30


class UseForm(QFrame):
    """Asks the gate while the person describes a use; nothing is stored."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("card", "quiet")
        self._desk, theme, show = desk, desk.theme, desk.show
        self._asset_id = 0
        self._ready = False
        self._soon = soon(self)
        self._soon.timeout.connect(self._ask)
        self.where = Select(theme, show(_("Where it is published")))
        self.where.picked.connect(self._soon.start)
        self.countries = LineField(theme, show(_("Countries")), hint=show(_("FR, BE, or worldwide")))
        self.countries.textEdited.connect(self._soon.start)
        today = desk.today()
        self.first = DayField(theme, show(_("First day")), today)
        self.first.dateChanged.connect(self._soon.start)
        last = today + dt.timedelta(days=STANDARD_DAYS)
        self.last = OptionalDay(theme, show(_("Until")), day=last, start=last)
        self.last.changed.connect(self._soon.start)
        self.paid = CheckBox(theme, show(_("With paid reach (advertising)")))
        self.paid.toggled.connect(self._soon.start)
        self.changes: dict[Right, CheckBox] = {right: self._change(right) for right in CHANGES}
        self.pill = Pill(theme, "")
        self.answer = Block()
        self.setLayout(column(*self._parts(), gap=8, margins=(12, 12, 12, 12)))

    def _change(self, right: Right) -> CheckBox:
        box = CheckBox(self._desk.theme, self._desk.show(_("{change}", change=RIGHTS[right.value])))
        box.toggled.connect(self._soon.start)
        return box

    def _parts(self) -> Sequence[Item]:
        theme, show = self._desk.theme, self._desk.show
        return (
            Label(theme, show(_("Where")), "hint"), self.where,
            Label(theme, show(_("Countries")), "hint"), self.countries,
            Label(theme, show(_("From")), "hint"), self.first, self.last, self.paid,
            Label(theme, show(_("The picture is changed by")), "hint"), *self.changes.values(),
            row(Label(theme, show(_("Answer")), "strong"), None, self.pill), self.answer,
        )  # fmt: skip

    # ------------------------------------------------------------------ for the section

    def enter(self) -> None:
        """The form was opened: offer what there is, and ask."""
        self.where.setFocus()
        if self._ready:
            self._soon.start()
        else:
            brand = self._desk.brand
            self._desk.ask(
                lambda studio: targets_of(studio, brand, everyone=True), self._offer, owner=self, key="targets"
            )

    def show_photo(self, asset_id: int) -> None:
        """Ask about another photo from now on."""
        self._asset_id = asset_id
        if not self.isHidden():
            self._soon.start()

    # ------------------------------------------------------------------ asking

    def _offer(self, found: Targets) -> None:
        self.where.set_choices([(target, self._desk.show(words)) for target, words in found.choices])
        self.countries.setText(", ".join(sorted(found.countries)))
        self._ready = True
        self._ask()

    def parts(self) -> UseParts:
        """The use as it is described now."""
        target = self.where.value()
        account, channel = (target.account, target.channel) if isinstance(target, Target) else (None, None)
        words = [word for word in self.countries.text().replace(",", " ").split() if word]
        return UseParts(
            account=account,
            channel=None if account else channel,
            territories=tuple(words) or None,
            paid=self.paid.isChecked() or None,
            alterations=tuple(right.value for right, box in self.changes.items() if box.isChecked()) or None,
            publish_from=self.first.day(),
            live_until=self.last.day(),
        )

    def _ask(self) -> None:
        if not self._ready or not self._asset_id or self.isHidden():
            return
        asset_id, parts, brand = self._asset_id, self.parts(), self._desk.brand
        self._desk.ask(
            lambda studio: studio.consent_desk.verdict(asset_id, parts, brand=brand),
            self._show, owner=self, key="verdict", failed=self._refuse,
        )  # fmt: skip

    def _show(self, verdict: VerdictView) -> None:
        look, show = LOOKS[verdict.state], self._desk.show
        self.pill.show()
        self.pill.set_look(show(look.words), icon=look.icon, ink=look.ink, ground=look.ground)
        parts = verdict_parts(self._desk, verdict)
        if verdict.cleared:
            parts = [
                bullet(self._desk.theme, "cleared", "ok", show(_("This use is covered."))),
                *remark_parts(self._desk, verdict),
            ]
        self.answer.fill(parts)

    def _refuse(self, error: BaseException) -> None:
        if not isinstance(error, StudioError):
            self._desk.tell(error)
            return
        self.pill.hide()
        self.answer.fill([breakable(Label(self._desk.theme, self._desk.show(error.text), "hint", wrap=True))])

