"""Every command with its keys: find, change, set back; and single keys switched off as a whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.actions.changing import with_keys
from ugc_studio.desktop.actions.listing import TWINS, cap_text, matches
from ugc_studio.desktop.actions.spec import ActionSpec, Group
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.new_key import NewKey
from ugc_studio.desktop.pages.settings.part import SettingsPart
from ugc_studio.desktop.widgets.basic import Button, IconButton, Label, card, clear, panel, row
from ugc_studio.desktop.widgets.fields import SearchField
from ugc_studio.desktop.widgets.form import soon
from ugc_studio.desktop.widgets.pieces import CheckBox, KeyCap
from ugc_studio.domain.messages import Text, _


class ShortcutsPart(SettingsPart):
    """The list, by group."""

    name = "shortcuts"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, _("Shortcuts"), _("Letter and digit keys act only while photos have the focus, never in a text.")
        )
        show = desk.show
        self.single = CheckBox(
            self.theme, show(_("Letter, digit and sign keys act on photos")), checked=desk.preferences.single_keys
        )
        self.single.toggled.connect(lambda on: desk.prefer(dataclasses.replace(desk.preferences, single_keys=on)))
        self.section(None, self.single)
        self.field = SearchField(self.theme, show(_("Find a command")))
        self._later = soon(self, 120)
        self._later.timeout.connect(self._show)
        self.field.textChanged.connect(lambda _text: self._later.start())
        self.reset = Button(self.theme, show(_("Set all back"))).on(lambda: self._store({}))
        self.reset.setEnabled(bool(desk.preferences.shortcuts))
        across = row(self.field, self.reset)
        across.setStretch(0, 1)
        self.stack.addLayout(across)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(10)
        self.stack.addLayout(self._groups)
        self.finish()
        self._show()

    def close_down(self) -> None:
        """No timer stays."""
        self._later.stop()

    def _show(self) -> None:
        clear(self._groups)
        query = self.field.text()
        for group in Group:
            words = self.words(Text(group.value))
            found = [
                spec
                for spec in self.desk.actions.specs.values()
                if spec.group is group
                and spec.id not in TWINS
                and matches(query, self.desk.actions.words(spec.id), words)
            ]
            if found:
                self._groups.addWidget(Label(self.theme, words, "section"))
                box = card()
                inside = QVBoxLayout(box)
                inside.setContentsMargins(18, 8, 10, 8)
                inside.setSpacing(2)
                for spec in found:
                    inside.addWidget(self._line(spec))
                self._groups.addWidget(box)

    def _line(self, spec: ActionSpec) -> QWidget:
        show, actions = self.words, self.desk.actions
        words = actions.words(spec.id)
        cap = cap_text(actions.caps(spec.id))
        label = Label(self.theme, words, wrap=True)
        shared = sum(other.text == spec.text for other in actions.specs.values()) > 1
        named = f"{words} ({cap})" if cap and shared else words
        change = IconButton(self.theme, "edit", show(_("Change the keys of: {command}", command=named)), size=16)
        change.on(lambda: self.change(spec.id))
        across = row(label, gap=8)
        across.setStretch(0, 1)
        if spec.id in self.desk.preferences.shortcuts:
            back = IconButton(self.theme, "undo", show(_("Set back: {command}", command=words)), size=16)
            back.on(lambda: self._take(spec.id, None, None))
            across.addWidget(back)
        across.addWidget(KeyCap(self.theme, cap) if cap else Label(self.theme, show(_("no key")), "faint"))
        across.addWidget(change)
        return panel(across)

    def change(self, action: str) -> NewKey:
        """Ask for other keys."""
        dialog = NewKey(self.desk, self.window(), action, lambda keys, other: self._take(action, keys, other))
        dialog.appear()
        return dialog

    def _take(self, action: str, keys: str | None, taken_from: str | None) -> None:
        specs = self.desk.actions.specs
        stored = with_keys(self.desk.preferences.shortcuts, specs[action], keys)
        if taken_from is not None:
            stored = with_keys(stored, specs[taken_from], "")
        self._store(stored)

    def _store(self, shortcuts: Mapping[str, str]) -> None:
        self.desk.prefer(dataclasses.replace(self.desk.preferences, shortcuts=dict(shortcuts)))
