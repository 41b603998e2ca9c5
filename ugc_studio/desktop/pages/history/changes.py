"""What was done, step by step; the latest can be taken back, and what was taken back can be done again."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.history.rows import Row, RowList
from ugc_studio.desktop.widgets.basic import Button, action_button
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.domain.changes import ChangeSet, ChangeState
from ugc_studio.domain.messages import _

MOST = 500


class ChangesView(QWidget):
    """The undo log as a list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.list = RowList(theme, show(_("Changes")))
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._choose())
        self.list.doubleClicked.connect(lambda _index: self._go())
        self._there = Button(theme, show(_("Go there")), icon="arrow_right").on(self._go)
        bar = Bar(theme)
        bar.row.addWidget(action_button(theme, desk.actions.action("app.undo"), icon="undo"))
        bar.row.addWidget(action_button(theme, desk.actions.action("app.redo"), icon="redo"))
        bar.row.addStretch(1)
        bar.row.addWidget(self._there)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.list, 1)
        self._choose()

    def look(self) -> None:
        """Read the log again."""
        self._desk.ask(lambda studio: studio.history.recent(MOST), self._show, owner=self, key="changes")

    def _show(self, changes: list[ChangeSet]) -> None:
        self.list.set_rows([self._row(change) for change in changes])
        self._choose()

    def _row(self, change: ChangeSet) -> Row:
        show, undone = self._desk.show, change.state is ChangeState.UNDONE
        when = self._desk.translate.show(dt.datetime.fromisoformat(change.at).astimezone())
        about = _("{person} · undone", person=change.actor) if undone else _("{person}", person=change.actor)
        return Row(show(change.text), show(about), when, "undo" if undone else "check", faded=undone, thing=change)

    def _choose(self) -> None:
        self._there.setEnabled(bool(self._place()))

    def _place(self) -> dict[str, object]:
        row = self.list.current()
        place = dict(row.thing.place) if row is not None and isinstance(row.thing, ChangeSet) else {}
        return place if place.get("page") else {}

    def _go(self) -> None:
        place = self._place()
        if place:
            self._desk.go(str(place["page"]), place)
