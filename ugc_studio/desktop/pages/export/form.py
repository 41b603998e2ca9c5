"""The options of a destination, made from what the destination says it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.widgets.basic import Label, clear, column, panel
from ugc_studio.desktop.widgets.pieces import CheckBox, Select
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.register import Account
from ugc_studio.services.exporting.desk import Destination, FieldKind, OptionField


class OptionsForm(QWidget):
    """Fields two by two, boxes to tick below; ``changed`` after each change of a person."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: tuple[object, ...] = ()
        self._values: dict[str, Any] = {"language": desk.language}
        self._inputs: dict[str, QWidget] = {}
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(10)

    # ------------------------------------------------------------------ for the page

    def show_fields(
        self, fields: Sequence[OptionField], *, tools: Sequence[Destination], tool: str, accounts: Sequence[Account],
        account: str | None, needs_account: bool,
    ) -> None:  # fmt: skip
        """Build the form, unless it is built for exactly this already."""
        wanted = (tuple(fields), tuple(tools), tuple(accounts), needs_account)
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self.layout_)
        self._inputs.clear()
        cells: list[QWidget] = []
        if tools:
            cells.append(
                self._select("tool", _("Scheduler"), [(one.id, self._desk.show(one.name)) for one in tools], tool)
            )
        if needs_account:
            choices: list[tuple[object, str]] = [(None, self._desk.show(_("As the gallery says")))]
            choices += [(one.uuid, f"{one.handle} · {one.channel}") for one in accounts]
            cells.append(self._select("account", _("Account"), choices, account))
        boxes: list[QWidget] = []
        for field in fields:
            (boxes if field.kind is FieldKind.YES_NO else cells).append(self._field(field))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for number, cell in enumerate(cells):
            grid.addWidget(cell, number // 2, number % 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        self.layout_.addLayout(grid)
        for box in boxes:
            self.layout_.addWidget(box)

    def value(self, name: str) -> Any:
        """What was chosen for a field; None before it was built."""
        return self._values.get(name)

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Take over the values of a preset; the form is built anew with them."""
        self._values.update(values)
        self._shown = ()

    def focus(self, name: str) -> None:
        """Put the caret into a field."""
        if name in self._inputs:
            self._inputs[name].setFocus()

    # ------------------------------------------------------------------ fields

    def _field(self, field: OptionField) -> QWidget:
        value = self._values.get(field.id, field.default)
        help_text = self._desk.show(field.help) if field.help else ""
        if field.kind is FieldKind.CHOICE:
            choices = [(one.value, self._desk.show(one.label)) for one in field.choices]
            made = self._select(field.id, field.label, choices, value)
        elif field.kind is FieldKind.YES_NO:
            box = CheckBox(self._desk.theme, self._desk.show(field.label), checked=bool(value))
            box.toggled.connect(lambda on, name=field.id: self._set(name, on))
            self._inputs[field.id] = box
            made = box
        else:
            made = self._text(field, str(value or ""))
        made.setToolTip(help_text)
        return made

    def _text(self, field: OptionField, value: str) -> QWidget:
        edit = QLineEdit(value)
        edit.setAccessibleName(self._desk.show(field.label))
        edit.setPlaceholderText(self._desk.show(field.help) if field.help else "")
        edit.editingFinished.connect(lambda name=field.id: self._set(name, edit.text().strip() or None))
        self._inputs[field.id] = edit
        return self._labelled(field.label, edit)

    def _select(self, name: str, label: Text, choices: Sequence[tuple[object, str]], value: object) -> QWidget:
        made = Select(self._desk.theme, self._desk.show(label), choices)
        made.set_value(value)
        made.picked.connect(lambda chosen: self._set(name, chosen))
        self._inputs[name] = made
        return self._labelled(label, made)

    def _labelled(self, label: Text, field: QWidget) -> QWidget:
        words = Label(self._desk.theme, self._desk.show(label), "hint")
        words.setBuddy(field)
        return panel(column(words, field, gap=4))

    def _set(self, name: str, value: object) -> None:
        if self._values.get(name) != value or name not in self._values:
            self._values[name] = value
            self.changed.emit()
