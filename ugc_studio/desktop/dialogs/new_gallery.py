"""A new gallery: its name, where it is meant to appear, and, for a campaign, how many photos by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.targets import Targets, targets_of
from ugc_studio.desktop.widgets.basic import Button, column
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import Complaint, Form, Number, OptionalDay
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.galleries import Gallery, UseParts
from ugc_studio.domain.messages import _


class NewGallery(Dialog):
    """Makes a gallery and goes there, or hands it to whoever asked for it."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        *,
        photos: Sequence[AssetId] = (),
        made: Callable[[Gallery], None] | None = None,
    ) -> None:
        super().__init__(desk, window, _("New gallery"), width=560)
        show = desk.show
        self._photos, self._made = tuple(photos), made
        self.name = LineField(self.theme, show(_("Name")))
        self.where = Select(self.theme, show(_("Appears on")), [(None, show(_("Not decided yet")))])
        self.goal = Number(self.theme, show(_("Goal")), none=show(_("No goal")))
        today = desk.today()
        later = QDate(today.year, today.month, today.day).addMonths(1)
        start = dt.date(later.year(), later.month(), later.day())
        self.deadline = OptionalDay(self.theme, show(_("Until")), start=start)
        self._complaint = Complaint(self.theme)
        form = Form(self.theme)
        form.add(show(_("Name")), self.name)
        form.add(show(_("Appears on")), self.where, hint=show(_("Rights are checked for this use. You can change it.")))
        form.add(show(_("Goal")), self.goal, hint=show(_("How many cleared photos a campaign needs.")))
        form.add(show(_("Deadline")), self.deadline)
        self._make = Button(self.theme, show(_("Make gallery")), "primary").on(self.make)
        self._make.setDefault(True)
        cancel = Button(self.theme, show(_("Cancel"))).on(self.reject)
        self.fill(column(form, self._complaint, gap=12), (None, cancel, self._make))
        self._make.setEnabled(False)
        self.name.textChanged.connect(lambda text: self._make.setEnabled(bool(text.strip())))
        self.name.setFocus()
        brand = desk.brand
        desk.ask(lambda studio: targets_of(studio, brand), self._offer, owner=self, key="targets")

    def _offer(self, found: Targets) -> None:
        show = self.desk.show
        choices = [
            (UseParts(channel=one.channel, account=one.account, brand=found.brand), show(words))
            for one, words in found.choices
        ]
        self.where.set_choices([(None, show(_("Not decided yet"))), *choices])
        if choices and choices[0][0].account:
            self.where.set_value(choices[0][0])

    def make(self) -> None:
        """Make it."""
        name, parts, goal = self.name.text().strip(), self.where.value(), self.goal.value() or None
        deadline = self.deadline.day()
        photos = list(self._photos)

        def work(studio: Studio) -> Gallery:
            gallery = studio.curation.create(name, parts if isinstance(parts, UseParts) else None)
            if goal or deadline:
                gallery = studio.curation.set_goal(str(gallery.id), goal, deadline)
            if photos:
                studio.curation.add(str(gallery.id), photos)
            return gallery

        self._make.setEnabled(False)
        self.desk.act(work, kinds=Changed.GALLERIES, done=self._finish, failed=self._refused, owner=self)

    def _finish(self, gallery: Gallery) -> None:
        self.accept()
        if self._made is not None:
            self._made(gallery)
            return
        self.desk.toast(Toast(_("Gallery {name} was made", name=gallery.name), undo=True))
        self.desk.go("galleries", {"gallery": int(gallery.id)})

    def _refused(self, error: BaseException) -> None:
        self._make.setEnabled(True)
        if isinstance(error, StudioError):
            self._complaint.say(self.desk.show(error.text))
        else:
            self.desk.tell(error)


def open_dialog(
    desk: Desk,
    window: QWidget,
    *,
    photos: Sequence[AssetId] = (),
    made: Callable[[Gallery], None] | None = None,
) -> None:
    """Ask for a new gallery, into which ``photos`` go at once."""
    NewGallery(desk, window, photos=photos, made=made).appear()
