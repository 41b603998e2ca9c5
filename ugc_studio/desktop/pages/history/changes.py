"""What was done, step by step; the latest can be taken back, and what was taken back can be done again."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.history.rows import Row, RowList
from ugc_studio.desktop.widgets.basic import Button, action_button
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.domain.changes import ChangeSet, ChangeState
from ugc_studio.domain.messages import _, ngettext

MOST = 500


class ChangesView(QWidget):
    """The undo log as a list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.list = RowList(theme, show(_("Changes")))
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._choose())
        self.list.doubleClicked.connect(lambda _index: self._go())
        self.back = Button(theme, show(_("Undo back to here")), icon="history").on(self._undo_to_here)
        self._there = Button(theme, show(_("Go there")), icon="arrow_right").on(self._go)
        bar = Bar(theme)
        bar.row.addWidget(action_button(theme, desk.actions.action("app.undo"), icon="undo"))
        bar.row.addWidget(action_button(theme, desk.actions.action("app.redo"), icon="redo"))
        bar.row.addWidget(self.back)
        bar.row.addStretch(1)
        bar.row.addWidget(self._there)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        sentence = show(_("Every step stands here with who took it, and can be taken back."))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(EmptyState(theme, "history", show(_("Nothing was done yet")), sentence))
        layout.addWidget(self._stack, 1)
        self._choose()

    def look(self) -> None:
        """Read the log again."""
        self._desk.ask(lambda studio: studio.history.recent(MOST), self._show, owner=self, key="changes")

    def _show(self, changes: list[ChangeSet]) -> None:
        self.list.set_rows([self._row(change) for change in changes])
        self._stack.setCurrentIndex(0 if changes else 1)
        self._choose()

    def _row(self, change: ChangeSet) -> Row:
        show, undone = self._desk.show, change.state is ChangeState.UNDONE
        when = self._desk.translate.show(dt.datetime.fromisoformat(change.at).astimezone())
        about = _("{person} · undone", person=change.actor) if undone else _("{person}", person=change.actor)
        return Row(show(change.text), show(about), when, "undo" if undone else "check", faded=undone, thing=change)

    def _choose(self) -> None:
        self._there.setEnabled(bool(self._place()))
        steps = self._steps()
        words = ngettext("Undo {n} step, back to here", "Undo {n} steps, back to here", steps, n=steps)
        self.back.set_text(self._desk.show(words if steps else _("Undo back to here")))
        self.back.setEnabled(steps > 0 and not self._desk.read_only)

    def _steps(self) -> int:
        """How many steps lie between now and before the chosen one."""
        at = self.list.currentIndex().row()
        rows = self.list.model_of_rows.rows
        chosen = [row.thing for row in rows[: at + 1] if isinstance(row.thing, ChangeSet)]
        if not chosen or chosen[-1].state is not ChangeState.DONE:
            return 0
        return sum(change.state is ChangeState.DONE for change in chosen)

    def _undo_to_here(self) -> None:
        """Take back the chosen step and all after it; each can be done again."""
        steps = self._steps()

        def work(studio: Studio) -> int:
            history = studio.undoing()
            for _step in range(steps):
                history.undo()
            return steps

        told = ngettext("{n} step undone", "{n} steps undone", steps, n=steps)
        self._desk.act(work, kinds=Changed.EVERYTHING, toast=Toast(told, icon="undo"))

    def _place(self) -> dict[str, object]:
        row = self.list.current()
        place = dict(row.thing.place) if row is not None and isinstance(row.thing, ChangeSet) else {}
        return place if place.get("page") else {}

    def _go(self) -> None:
        place = self._place()
        if place:
            self._desk.go(str(place["page"]), place)
