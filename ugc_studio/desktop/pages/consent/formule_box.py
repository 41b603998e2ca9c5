"""What was agreed to: one formule, the chips that an answer takes out of it, and its details to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.reading import brief
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.theme.theme import SEMIBOLD
from ugc_studio.desktop.widgets.basic import Button, Label, clear, plain_tip, sentence
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.desk.formules import Chip, Formule
from ugc_studio.services.consent.rights import country_name

WIDEST_CHIP, LONGEST_CHIP = 210, 120
AGREED = _("What was agreed to")


class FormuleBox(QWidget):
    """A list of formules and the chips of the chosen one; nothing is chosen and nothing left out by itself."""

    changed = Signal()

    def __init__(self, desk: Desk, *, caption: Text = AGREED, people: bool = True, chips: bool = True) -> None:
        """``people``: whether the faces in the photo have a chip each; ``chips``: whether anything can be left out."""
        super().__init__()
        self._desk, self._with_people, self._with_chips = desk, people, chips
        self._formules: Sequence[Formule] = ()
        self.chips: dict[str, Button] = {}
        show, theme = desk.show, desk.theme
        self.select = Select(theme, show(caption))
        self.select.picked.connect(lambda _value: self._picked())
        self.caption = Label(theme, show(_("The answer leaves out")), "caps")
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self._details = QWidget()
        self._grid = QGridLayout(self._details)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Label(theme, show(caption), "caps"))
        layout.addWidget(self.select)
        layout.addWidget(self._details)
        layout.addWidget(self.caption)
        layout.addWidget(self._chips)

    @property
    def formule(self) -> Formule | None:
        """The chosen formule."""
        value = self.select.value()
        return next((one for one in self._formules if one.notice.uuid == value), None)

    @property
    def formules(self) -> Sequence[Formule]:
        """Those that are offered."""
        return self._formules

    @property
    def without(self) -> tuple[str, ...]:
        """The ids of the chips that are taken out."""
        return tuple(chip for chip, button in self.chips.items() if button.isChecked())

    def show_formules(self, formules: Sequence[Formule], chosen: str | None) -> None:
        """Offer these; ``chosen`` is the notice that the request named, if any."""
        show = self._desk.show
        self._formules = formules
        self.select.clear()
        none = _("Choose a formule…") if formules else _("No formule yet: add one in Settings")
        self.select.set_choices([(None, show(none)), *((one.notice.uuid, one.label) for one in formules)])
        self.select.set_value(chosen)
        self._show_chosen()

    def propose(self, notice: str, chips: Sequence[str]) -> None:
        """Choose a formule and take these chips out of it, because somebody pressed the button that says so."""
        self.select.set_value(notice)
        self._show_chosen()
        for chip in chips:
            if chip in self.chips:
                self.chips[chip].setChecked(True)
        self.changed.emit()

    def _picked(self) -> None:
        self._show_chosen()
        self.changed.emit()

    def _show_chosen(self) -> None:
        formule = self.formule
        clear(self._flow)
        self.chips = {}
        chips = formule.chips if formule is not None and self._with_chips else ()
        for chip in chips:
            if chip.refuses is None or self._with_people:
                self._flow.addWidget(self._chip(chip))
        self._chips.setVisible(bool(self.chips))
        self.caption.setVisible(bool(self.chips))
        self._show_details(formule)
        self._chips.updateGeometry()

    def _chip(self, chip: Chip) -> Button:
        label, code = chip.label, chip.id.removeprefix("territories:")
        if code != chip.id:
            label = _("not in {country}", country=country_name(code, self._desk.language))
        theme, words = self._desk.theme, sentence(brief(self._desk.show(label), LONGEST_CHIP))
        fitted = QFontMetrics(theme.font(13, SEMIBOLD)).elidedText(
            words, Qt.TextElideMode.ElideRight, theme.px(WIDEST_CHIP)
        )
        button = Button(theme, fitted, "chip", name=words)
        button.setToolTip(plain_tip(words))
        button.setCheckable(True)
        button.toggled.connect(lambda _on: self.changed.emit())
        self.chips[chip.id] = button
        return button

    def _named(self, field: str, value: object) -> str:
        """A value of the details in words: countries by their names."""
        named = country_name(value, self._desk.language) if field == "territories" and isinstance(value, str) else value
        return self._desk.translate.show(named)

    def _show_details(self, formule: Formule | None) -> None:
        theme, show = self._desk.theme, self._desk.show
        clear(self._grid)
        for place, one in enumerate(formule.lines if formule is not None else ()):
            value = ", ".join(self._named(one.field, value) for value in one.values)
            self._grid.addWidget(Label(theme, show(one.label), "hint"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Words(theme, sentence(value), "body"), place, 1)
        self._details.setVisible(formule is not None)
