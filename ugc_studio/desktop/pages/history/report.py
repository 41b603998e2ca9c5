"""The report of one import."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.importing.running import run_import
from ugc_studio.desktop.pages.history.rows import Row, RowList
from ugc_studio.desktop.widgets.basic import Button, Label, column, panel, row
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Segments
from ugc_studio.domain.imports import QUIET_CODES, Outcome
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.importing.desk import ImportDetail, ImportItem, ItemAction

MOST = 20_000


class ReportView(QWidget):
    """Counts, where from, and the list of what was left out; the buttons speak of the chosen file or of all."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.detail: ImportDetail | None = None
        self._title = Label(theme, "", "section", wrap=True)
        self._about = Label(theme, "", "quiet", wrap=True)
        choices = [
            ("problem", show(_("Need a look")), ""),
            ("skipped", show(_("Left out")), ""),
            ("all", show(_("All")), ""),
        ]
        self.filter = Segments(theme, show(_("Files")), choices)
        self.filter.chosen.connect(lambda _value: self._fill())
        self.list = RowList(theme, show(_("Files that were left out")))
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._choose())
        self._nothing = Label(theme, show(_("Nothing here: every file of this kind came in.")), "quiet", wrap=True)
        self.show_file = Button(theme, show(_("Show file")), icon="folder").on(self._show_file)
        self.retry = Button(theme, show(_("Try again")), icon="refresh").on(self._retry)
        self.skip = Button(theme, show(_("Skip"))).on(self._skip)
        self.skip.setToolTip(show(_("They stay in this report and are not brought up again.")))
        self.copy = Button(theme, show(_("Copy list")), icon="copy").on(self._copy)
        buttons = FlowLayout(gap=8)
        for button in (self.show_file, self.retry, self.skip, self.copy):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(panel(column(self._title, self._about, gap=4)))
        layout.addWidget(panel(row(self.filter, None)))
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, 1)
        layout.addWidget(panel(buttons))

    def open(self, batch: int) -> None:
        """Read and show a report."""
        self._desk.ask(
            lambda studio: studio.import_desk.report(batch, limit=MOST), self._show, owner=self, key="report"
        )

    def _show(self, detail: ImportDetail) -> None:
        changed = self.detail is None or self.detail.summary.batch != detail.summary.batch
        self.detail = detail
        show = self._desk.show
        self._title.set_text(show(detail.summary.text))
        self._about.set_text("\n".join(show(text) for text in _facts(detail)))
        if changed:
            kinds = {item.outcome for item in detail.items}
            self.filter.set_value("problem" if Outcome.PROBLEM in kinds or not kinds else "skipped")
        self._fill()

    def _fill(self) -> None:
        if self.detail is None:
            return
        wanted = self.filter.value()
        items = [item for item in self.detail.items if wanted in ("all", item.outcome.value)]
        items.sort(key=lambda item: item.code in QUIET_CODES)
        rows = []
        for item in items:
            bad = item.outcome is Outcome.PROBLEM
            icon, ink = ("warning", "warn") if bad else ("minus", "text2")
            rows.append(Row(item.name, self._desk.show(item.reason), icon=icon, ink=ink, thing=item))
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._choose()

    def _item(self) -> ImportItem | None:
        chosen = self.list.current()
        return chosen.thing if chosen is not None and isinstance(chosen.thing, ImportItem) else None

    def _choose(self) -> None:
        detail, item, free = self.detail, self._item(), not self._desk.read_only
        self.show_file.setEnabled(item is not None and ItemAction.SHOW_FILE in item.actions)
        again = detail is not None and detail.can_retry and free
        problems = detail.summary.problems if detail else 0
        self.retry.setEnabled(again)
        self.retry.set_text(
            self._desk.show(ngettext("Try {n} file again", "Try {n} files again", problems, n=problems))
            if problems
            else self._desk.show(_("Try again"))
        )
        self.skip.setEnabled(bool(problems) and detail is not None and not detail.summary.settled and free)
        self.copy.setEnabled(self.list.model_of_rows.rowCount() > 0)

    # ------------------------------------------------------------------ what can be done

    def _show_file(self) -> None:
        item = self._item()
        if item is not None and item.file is not None:
            self._desk.prompts.show_folder(item.file.parent)

    def _retry(self) -> None:
        if self.detail is not None:
            batch = self.detail.summary.batch
            run_import(
                self._desk, _("Importing again"), lambda studio, context: studio.import_desk.retry(batch, context)
            )

    def _skip(self) -> None:
        if self.detail is not None:
            batch = self.detail.summary.batch
            self._desk.act(lambda studio: studio.import_desk.settle(batch), kinds=Changed.IMPORTS)

    def _copy(self) -> None:
        lines = [f"{r.thing.path}\t{r.about}" for r in self.list.model_of_rows.rows if isinstance(r.thing, ImportItem)]
        self._desk.prompts.copy("\n".join(lines))
        n = len(lines)
        self._desk.toast(ngettext("{n} line copied", "{n} lines copied", n, n=n))


def _facts(detail: ImportDetail) -> list[Text]:
    """Lines about where it came from and what was counted."""
    summary = detail.summary
    counts = summary.counts
    facts = [_("From: {sources}", sources=list(summary.sources[:3]))]
    if len(summary.sources) > 3:
        n = len(summary.sources) - 3
        facts.append(ngettext("and {n} more source", "and {n} more sources", n, n=n))
    for value, text in (
        (summary.received_from, _("Received from: {name}", name=summary.received_from)),
        (summary.place, _("Place: {name}", name=summary.place)),
        (summary.campaign, _("Campaign: {name}", name=summary.campaign)),
    ):
        if value:
            facts.append(text)
    facts.append(
        _(
            "{seen} files seen · {new} new · {known} known already · {skipped} left out · {problems} need a look",
            seen=counts.get("seen", 0),
            new=counts.get("imported", 0),
            known=counts.get("known", 0),
            skipped=counts.get("skipped", 0),
            problems=summary.problems,
        )
    )
    return facts
