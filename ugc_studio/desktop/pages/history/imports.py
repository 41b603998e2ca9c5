"""Imports with their reports: every file that was left out, with its reason and what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.history.report import ReportView
from ugc_studio.desktop.pages.history.rows import Row, RowList
from ugc_studio.desktop.widgets.basic import action_button
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.desktop.widgets.frame import left_panel
from ugc_studio.domain.messages import _
from ugc_studio.services.importing.desk import ImportSummary

MOST = 200


class ImportsView(QWidget):
    """The list at the left, the report of the chosen one beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.batch: int | None = None
        self.list = RowList(theme, show(_("Imports")))
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._choose())
        self.report = ReportView(desk)
        self._filled = QWidget()
        across = QHBoxLayout(self._filled)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        beside = left_panel(self.list)
        beside.setFixedWidth(theme.px(370))
        across.addWidget(beside)
        across.addWidget(self.report, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._filled)
        start = action_button(theme, desk.actions.action("app.import"), "primary", icon="import")
        sentence = show(_("Each import leaves a report here: what came in, and why a file did not."))
        self._stack.addWidget(EmptyState(theme, "import", show(_("Nothing was imported yet")), sentence, (start,)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def open(self, batch: int) -> None:
        """Show a report as soon as the list is read."""
        self.batch = batch

    def look(self) -> None:
        """Read the list again."""
        self._desk.ask(lambda studio: studio.import_desk.reports(MOST), self._show, owner=self, key="imports")

    def _show(self, summaries: list[ImportSummary]) -> None:
        wanted = self.batch
        self.list.set_rows([self._row(summary) for summary in summaries])
        self._stack.setCurrentIndex(0 if summaries else 1)
        numbers = [summary.batch for summary in summaries]
        if wanted in numbers:
            self.list.setCurrentIndex(self.list.model_of_rows.index(numbers.index(wanted), 0))
        self._choose()

    def _row(self, summary: ImportSummary) -> Row:
        translate = self._desk.translate
        open_problems = bool(summary.problems) and not summary.settled
        undone = summary.state == "undone"
        icon = "undo" if undone else "warning" if open_problems else "ok"
        ink = "warn" if open_problems else "ok"
        when = translate.show(summary.started_at.astimezone())
        return Row(translate(summary.text), when, icon=icon, ink=ink, faded=undone, thing=summary)

    def _choose(self) -> None:
        row = self.list.current()
        if row is not None and isinstance(row.thing, ImportSummary):
            self.batch = row.thing.batch
            self.report.open(row.thing.batch)
