"""A dialog of a few fields: for adding and editing the small things of the register."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.widgets.basic import Button, column
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.form import Complaint, Form
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import Text, _


@dataclass(frozen=True, slots=True)
class Field:
    """One field: a line to type in, or, with ``choices``, one of several."""

    key: str
    label: Text
    value: str = ""
    hint: Text | None = None
    choices: Sequence[tuple[object, str]] = ()
    needed: bool = True


Values = Mapping[str, str]


class FieldsDialog(Dialog):
    """Shows the fields, and stays open with one sentence when the core refuses what was typed."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        title: Text,
        fields: Sequence[Field],
        *,
        save: Callable[[Studio, Values], object],
        yes: Text,
        toast: Text,
        kinds: Changed = Changed.REGISTER,
    ) -> None:
        super().__init__(desk, window, title, width=560)
        self._fields, self._save, self._toast, self._kinds = fields, save, toast, kinds
        self.controls: dict[str, LineField | Select] = {}
        form = Form(self.theme)
        for field in fields:
            form.add(desk.show(field.label), self._control(field), hint=desk.show(field.hint) if field.hint else "")
        self._complaint = Complaint(self.theme)
        self.yes = Button(self.theme, desk.show(yes), "primary").on(self.save)
        self.yes.setDefault(True)
        cancel = Button(self.theme, desk.show(_("Cancel"))).on(self.reject)
        self.fill(column(form, self._complaint, gap=12), (None, cancel, self.yes))
        self._check()
        next(iter(self.controls.values())).setFocus()

    def _control(self, field: Field) -> LineField | Select:
        words = self.desk.show(field.label)
        if field.choices:
            choice = Select(self.theme, words, field.choices)
            choice.set_value(field.value)
            self.controls[field.key] = choice
            return choice
        typed = LineField(self.theme, words, field.value)
        typed.textChanged.connect(lambda _text: self._check())
        self.controls[field.key] = typed
        return typed

    def values(self) -> dict[str, str]:
        """What was typed and chosen, without spaces around it."""
        found = {}
        for key, control in self.controls.items():
            value = control.text().strip() if isinstance(control, LineField) else control.value()
            found[key] = "" if value is None else str(value)
        return found

    def _check(self) -> None:
        values = self.values()
        self.yes.setEnabled(all(values.get(field.key) for field in self._fields if field.needed))

    def save(self) -> None:
        """Save; what was typed stays until it is saved."""
        values, save = self.values(), self._save
        self.yes.setEnabled(False)
        self.desk.act(
            lambda studio: save(studio, values), kinds=self._kinds, done=self._saved, failed=self._refused, owner=self
        )

    def _saved(self, _result: object) -> None:
        self.accept()
        self.desk.toast(Toast(self._toast))

    def _refused(self, error: BaseException) -> None:
        self._check()
        if isinstance(error, StudioError):
            self._complaint.say(self.desk.show(error.text))
        else:
            self.desk.tell(error)


def codes(text: str) -> tuple[str, ...]:
    """Country codes as people type them: with commas or spaces, in any case."""
    return tuple(part.upper() for part in text.replace(",", " ").replace(";", " ").split())
