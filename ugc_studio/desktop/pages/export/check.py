"""The check before an export: what stays out with one button each, what is well, and the first lines of the result."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.export.looking import Checked
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, Label, clear, column, line, panel, row
from ugc_studio.desktop.widgets.photo import Photo
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.exporting.blockers import Blocker
from ugc_studio.services.exporting.desk import PlanReview


class CheckCard(QFrame):
    """Blocking reasons first; photos that are blocked stay out, never the whole export."""

    acted = Signal(object)
    """The :class:`Blocker` whose button was pressed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "true")
        self.pill = Pill(desk.theme, "")
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 10)
        layout.setSpacing(8)
        layout.addLayout(row(Label(desk.theme, desk.show(_("Before exporting")), "section"), None, self.pill))
        layout.addLayout(self.lines)

    def show_check(self, checked: Checked) -> None:
        """Show the outcome of a check."""
        clear(self.lines)
        review, show = checked.review, self._desk.show
        self.pill.setVisible(review is not None)
        if review is None:
            self._line("warning", "warn", checked.missing or _("Choose a gallery first."), "", None)
            return
        total = review.ready + review.blocked + review.left_out
        words = _("{ready} of {total} ready", ready=review.ready, total=total)
        good = review.ready > 0
        self.pill.set_look(
            show(words),
            icon="check" if good else "warning",
            ink="ok" if good else "warn",
            ground="ok_bg" if good else "warn_bg",
        )
        for blocker in review.blockers:
            self._line("error", "warn", blocker.text, self._who(checked, blocker), blocker)
        for warning in review.warnings:
            self._line("warning", "warn", warning.text, "", None)
        for remark in review.remarks:
            self._line("info", "info", remark, "", None)
        if review.again:
            n = len(review.again)
            again = ngettext("{n} photo went there before", "{n} photos went there before", n, n=n)
            self._line("info", "info", again, show(_("They go again, and each hand-over is recorded.")), None)
        for text in review.passed:
            self._line("ok", "ok", text, "", None)

    def _who(self, checked: Checked, blocker: Blocker) -> str:
        rows = [checked.rows[int(asset)] for asset in blocker.assets[:3] if int(asset) in checked.rows]
        names = ", ".join(dict.fromkeys(row.creator or row.name for row in rows))
        if blocker.count > len(rows):
            names = self._desk.show(_("{names} and others", names=names))
        return self._desk.show(_("Stays out of the export: {names}", names=names))

    def _line(self, icon: str, ink: str, text: Text, detail: str, blocker: Blocker | None) -> None:
        theme, show = self._desk.theme, self._desk.show
        if self.lines.count():
            self.lines.addWidget(line())
        sign = QLabel()
        sign.setPixmap(theme.pixmap(icon, ink))
        parts: list[QWidget] = [Label(theme, show(text), "strong", wrap=True)]
        if detail:
            parts.append(Label(theme, detail, "hint", wrap=True))
        texts = panel(column(*parts, gap=1))
        cells: list[QWidget] = [sign, texts]
        if blocker is not None:
            pressed = Button(theme, show(blocker.button), name=f"{show(blocker.button)}: {show(text)}")
            cells.append(pressed.on(lambda: self.acted.emit(blocker)))
        layout = row(*cells, gap=12, margins=(0, 9, 0, 9))
        layout.setStretch(1, 1)
        self.lines.addWidget(panel(layout))


class RowsCard(QFrame):
    """The first lines of what will be written, so that nobody has to open the file to know."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("card", "true")
        self.heading = Label(desk.theme, "", "section")
        self.count = Label(desk.theme, "", "hint")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(2, 3)
        self.grid.setColumnStretch(3, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        layout.addLayout(row(self.heading, None, self.count))
        layout.addLayout(self.grid)

    def show_rows(self, checked: Checked, review: PlanReview) -> None:
        """Show the first lines."""
        theme, show = self._desk.theme, self._desk.show
        clear(self.grid)
        self.heading.set_text(show(_("What comes out first")))
        self.count.set_text(show(ngettext("{n} line", "{n} lines", review.ready, n=review.ready)))
        has_time = any(one.when for one in review.rows)
        for place, words in ((1, _("When") if has_time else _("No.")), (2, _("Caption")), (3, _("File"))):
            self.grid.addWidget(Label(theme, show(words), "caps"), 0, place)
        for number, one in enumerate(review.rows, 1):
            found = checked.rows.get(int(one.asset_id))
            photo = Photo(self._desk, width=40, height=40, radius=6)
            if found is not None:
                photo.set_photo(str(found.asset.sha256), blurred=found.sensitive, colour=found.asset.colour)
            when = short(one.when.wall) if one.when else str(one.number)
            self.grid.addWidget(photo, number, 0)
            self.grid.addWidget(Label(theme, when, "body"), number, 1, Qt.AlignmentFlag.AlignVCenter)
            self.grid.addWidget(ElidedLabel(theme, one.caption, "body"), number, 2)
            self.grid.addWidget(ElidedLabel(theme, one.file.rpartition("/")[2], "hint"), number, 3)


def short(moment: dt.datetime) -> str:
    """Day and time as short as a table wants them."""
    return f"{moment:%d/%m %H:%M}"
