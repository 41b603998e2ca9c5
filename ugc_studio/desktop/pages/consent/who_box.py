"""Who speaks, and about what: people of the photo first, then everybody known, then somebody new."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.reading import Opened, Permission, Speaker, parties_of
from ugc_studio.desktop.pages.consent.tick import Tick
from ugc_studio.desktop.widgets.basic import Label, clear
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.consent import Instrument
from ugc_studio.domain.messages import Text, _

NEW = "new"
EVERYBODY = "everybody"
ABOUT = {
    Instrument.LICENCE: _("the licence for the photo ({name})"),
    Instrument.IMAGE_RELEASE: _("the image of {name}"),
    Instrument.THIRD_PARTY: _("the rights of {name} in what is shown"),
}


class WhoBox(QWidget):
    """A person and, for those who can give something here, what it is about."""

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        opened: Opened,
        *,
        about: bool,
        new: bool,
        everybody: bool,
        ticked: Callable[[Speaker, Permission], bool],
    ) -> None:
        super().__init__()
        self._desk, self._opened, self._with_about, self._ticked = desk, opened, about, ticked
        self._new, self._everybody = new, everybody
        self._boxes: list[tuple[Permission, Tick]] = []
        show, theme = desk.show, desk.theme
        self.select = Select(theme, show(_("Who")))
        self.name = QLineEdit()
        self.name.setPlaceholderText(show(_("Name")))
        self.name.setAccessibleName(show(_("Name of the person")))
        self._caption = Label(theme, show(_("What it is about")), "caps")
        self._lines = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Label(theme, show(_("Who")), "caps"))
        layout.addWidget(self.select)
        layout.addWidget(self.name)
        layout.addWidget(self._caption)
        layout.addLayout(self._lines)
        self.select.picked.connect(lambda _value: self._picked())
        self.name.textEdited.connect(lambda _text: self.changed.emit())
        self._offer([(one.party, one.label) for one in opened.speakers])
        if opened.speakers and not everybody:
            self.select.set_value(opened.speakers[0].party)
        self._picked()
        first = [one.party for one in opened.speakers]
        desk.ask(lambda studio: _known(studio, first), self._offer, owner=self)

    @property
    def person(self) -> str | None:
        """The UUID of somebody known; None for somebody new or for everybody."""
        value = self.select.value()
        return None if value in {None, NEW, EVERYBODY} else str(value)

    @property
    def new_name(self) -> str | None:
        """The name of somebody who is not in the register yet."""
        return self.name.text().strip() or None if self.select.value() == NEW else None

    @property
    def about(self) -> tuple[Permission, ...]:
        """What was ticked."""
        return tuple(permission for permission, box in self._boxes if box.isChecked())

    @property
    def is_whole(self) -> bool:
        """Whether enough was said."""
        somebody = bool(self.person or self.new_name) or self.select.value() == EVERYBODY
        return somebody and (not self._boxes or bool(self.about))

    def _offer(self, people: Sequence[tuple[str, str]]) -> None:
        show = self._desk.show
        choices: list[tuple[object, str]] = [(EVERYBODY, show(_("Everybody’s rights")))] if self._everybody else []
        choices += list(people)
        if self._new:
            choices.append((NEW, show(_("Somebody new…"))))
        before = self.select.value()
        self.select.set_choices(choices)
        if before is None:
            self._picked()

    def _picked(self) -> None:
        clear(self._lines)
        self._boxes = []
        value = self.select.value()
        self.name.setVisible(value == NEW)
        speaker = next((one for one in self._opened.speakers if one.party == value), None)
        permissions = speaker.permissions if speaker is not None and self._with_about else ()
        for one in permissions:
            text = self._desk.show(_about(one))
            box = Tick(self._desk.theme, text, checked=speaker is not None and self._ticked(speaker, one))
            box.toggled.connect(lambda _on: self.changed.emit())
            self._lines.addWidget(box)
            self._boxes.append((one, box))
        self._caption.setVisible(bool(self._boxes))
        self.changed.emit()


def _about(one: Permission) -> Text:
    return Text(ABOUT[one.instrument].msgid, {"name": one.label})


def _known(studio: Studio, first: Sequence[str]) -> list[tuple[str, str]]:
    with studio.library.read() as session:
        return parties_of(session, first)
