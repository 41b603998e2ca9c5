"""What is said about a gallery as a whole: name, goal and deadline, and the use that rights are checked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.dialogs.fields import codes
from ugc_studio.desktop.targets import Target, Targets, targets_of
from ugc_studio.desktop.widgets.basic import Button, column
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import Complaint, Form, Number, OptionalDay
from ugc_studio.desktop.widgets.pieces import CheckBox, Select
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.galleries import Gallery, UseParts
from ugc_studio.domain.messages import Text, _


class NameDialog(Dialog):
    """Asks for a name."""

    def __init__(
        self, desk: Desk, window: QWidget, title: Text, name: str, *, yes: Text, done: Callable[[str], None]
    ) -> None:  # fmt: skip
        super().__init__(desk, window, title, width=480)
        self._done = done
        self.name = LineField(self.theme, desk.show(_("Name")), name)
        form = Form(self.theme)
        form.add(desk.show(_("Name")), self.name)
        self.yes = Button(self.theme, desk.show(yes), "primary").on(self.save)
        self.yes.setDefault(True)
        self.name.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.fill(form, (None, Button(self.theme, desk.show(_("Cancel"))).on(self.reject), self.yes))
        self.name.selectAll()
        self.name.setFocus()

    def save(self) -> None:
        """Take the name."""
        self.accept()
        self._done(self.name.text().strip())


class GoalDialog(Dialog):
    """Asks how many photos are needed, and by when."""

    def __init__(
        self, desk: Desk, window: QWidget, gallery: Gallery, done: Callable[[int | None, dt.date | None], None]
    ) -> None:  # fmt: skip
        super().__init__(desk, window, _("Goal and deadline"), width=520)
        self._done, show = done, desk.show
        self.goal = Number(self.theme, show(_("Goal")), none=show(_("No goal")))
        self.goal.setValue(gallery.goal or 0)
        self.deadline = OptionalDay(
            self.theme, show(_("Until")), day=gallery.deadline,
            start=desk.today() + dt.timedelta(days=30),
        )  # fmt: skip
        form = Form(self.theme)
        form.add(show(_("Goal")), self.goal, hint=show(_("How many cleared photos a campaign needs.")))
        form.add(show(_("Deadline")), self.deadline)
        self.yes = Button(self.theme, show(_("Save")), "primary").on(self.save)
        self.yes.setDefault(True)
        self.fill(form, (None, Button(self.theme, show(_("Cancel"))).on(self.reject), self.yes))
        self.goal.setFocus()

    def save(self) -> None:
        """Take goal and deadline."""
        self.accept()
        self._done(self.goal.value() or None, self.deadline.day())


class UseDialog(Dialog):
    """Asks where, when and how a gallery appears; stays open with a sentence when that cannot be."""

    def __init__(self, desk: Desk, window: QWidget, gallery: Gallery) -> None:
        super().__init__(desk, window, _("Where it appears"), width=600,
                         sentence=_("Rights are checked for exactly this use."))  # fmt: skip
        self._gallery, parts, show = gallery, gallery.parts, desk.show
        self._brand: str | None = None
        self.where = Select(self.theme, show(_("Appears on")), [(None, show(_("Not decided yet")))])
        self.countries = LineField(self.theme, show(_("Countries")), ", ".join(parts.territories or ()),
                                   hint=show(_("FR, BE, or worldwide")))  # fmt: skip
        start, today = parts.publish_from, desk.today()
        first = start.date() if isinstance(start, dt.datetime) else start
        self.first = OptionalDay(self.theme, show(_("From")), day=first, start=today)
        self.last = OptionalDay(self.theme, show(_("Until")), day=parts.live_until, start=today)
        self.paid = CheckBox(self.theme, show(_("With paid reach (advertising)")), checked=bool(parts.paid))
        self.label = CheckBox(self.theme, show(_("Readers are told that something was given for it")),
                              checked=bool(parts.label))  # fmt: skip
        self._complaint = Complaint(self.theme)
        form = Form(self.theme)
        form.add(show(_("Appears on")), self.where)
        hint = _("The account's own countries always count. Country codes, or worldwide.")
        form.add(show(_("Countries")), self.countries, hint=show(hint))
        form.add(show(_("First day")), self.first)
        form.add(show(_("Last day")), self.last, hint=show(_("Open: the posts stay online.")))
        form.add(show(_("Advertising")), self.paid)
        form.add(show(_("Label")), self.label)
        self.yes = Button(self.theme, show(_("Save")), "primary").on(self.save)
        self.yes.setDefault(True)
        cancel = Button(self.theme, show(_("Cancel"))).on(self.reject)
        self.fill(column(form, self._complaint, gap=12), (None, cancel, self.yes))
        self.where.setFocus()
        brand = desk.brand
        desk.ask(lambda studio: targets_of(studio, brand), self._offer, owner=self, key="targets")

    def _offer(self, found: Targets) -> None:
        self._brand = found.brand
        show, parts = self.desk.show, self._gallery.parts
        self.where.set_choices(
            [(None, show(_("Not decided yet"))), *((one, show(words)) for one, words in found.choices)]
        )
        same = [one for one, _words in found.choices if one.account == parts.account]
        self.where.set_value(
            next((one for one in same if parts.account is not None or one.channel == parts.channel), None)
        )

    def parts(self) -> UseParts:
        """The use as it is described now; what this dialog does not ask stays."""
        target, before = self.where.value(), self._gallery.parts
        channel, account = (target.channel, target.account) if isinstance(target, Target) else (None, None)
        first, last = self.first.day(), self.last.day()
        start = before.publish_from
        if isinstance(start, dt.datetime) and start.date() == first:
            publish_from: dt.datetime | dt.date | None = start
        else:
            publish_from = first
        brand = before.brand if account == before.account else None  # another account brings its own
        if account is None and channel is not None:
            brand = before.brand or self._brand
        return replace(
            before, channel=channel, account=account, brand=brand,
            territories=codes(self.countries.text()) or None, paid=self.paid.isChecked() or None,
            label=self.label.isChecked() or None, publish_from=publish_from, live_until=last,
        )  # fmt: skip

    def save(self) -> None:
        """Save; what was typed stays until it is saved."""
        reference, parts = str(self._gallery.id), self.parts()
        self.yes.setEnabled(False)
        self.desk.act(
            lambda studio: studio.curation.replace_use(reference, parts), kinds=Changed.GALLERIES,
            done=lambda _gallery: self.accept(), failed=self._refused, owner=self,
        )  # fmt: skip

    def _refused(self, error: BaseException) -> None:
        self.yes.setEnabled(True)
        if isinstance(error, StudioError):
            self._complaint.say(self.desk.show(error.text))
        else:
            self.desk.tell(error)

