"""What was handed to readers without the program: for whom, what came back, and who has to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.history.rows import Row, RowList
from ugc_studio.desktop.widgets.basic import Button
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.domain.handover import KIND_NAMES
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.services.handover.listing import STATE_NAMES, ReviewRow, ReviewState

SIGNS: Mapping[ReviewState, tuple[str, str]] = {
    ReviewState.WAITING: ("waiting", "text2"),
    ReviewState.OVERDUE: ("warning", "warn"),
    ReviewState.PARTLY: ("waiting", "info"),
    ReviewState.LEGAL: ("law", "info"),
    ReviewState.ANSWERED: ("ok", "ok"),
    ReviewState.CLOSED: ("check", "text3"),
}


class ReviewsView(QWidget):
    """The list of them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self.list = RowList(theme, show(_("Reviews")))
        self.list.activated.connect(lambda _index: self.open())
        self._open = Button(theme, show(_("Open")), icon="open").on(self.open)
        self.answer = Button(theme, show(_("Open an answer…")), icon="attach").on(self.open_answer)
        bar = Bar(theme)
        bar.row.addStretch(1)
        bar.row.addWidget(self._open)
        bar.row.addWidget(self.answer)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        go = Button(theme, show(_("Go to Library")), "primary").on(lambda: desk.go("library"))
        sentence = show(
            _("Hand photos to a lawyer, a manager, an agency or a translator as one file. It stands here until they "
              "have answered.")
        )  # fmt: skip
        empty = EmptyState(theme, "send", show(_("Nothing was handed over for review yet")), sentence, (go,))
        self._stack.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)

    def look(self) -> None:
        """Read again."""
        self._desk.ask(_read, self._show, owner=self, key="reviews")

    def _show(self, reviews: list[ReviewRow]) -> None:
        self.list.set_rows([self._row(one) for one in reviews])
        self._stack.setCurrentIndex(0 if reviews else 1)
        self._open.setEnabled(bool(reviews))

    def _row(self, one: ReviewRow) -> Row:
        show, tally, review = self._desk.show, one.tally, one.review
        title = _("{title}, for {name} ({kind})", title=review.title, name=review.recipient,
                  kind=KIND_NAMES[review.kind])  # fmt: skip
        about = [
            STATE_NAMES[one.state],
            ngettext("{n} of {count} photo answered", "{n} of {count} photos answered", tally.photos, n=tally.answered,
                     count=tally.photos),
        ]  # fmt: skip
        if review.due is not None and one.state not in {ReviewState.ANSWERED, ReviewState.CLOSED}:
            about.append(_("due {day}", day=review.due))
        icon, ink = SIGNS[one.state]
        if tally.to_delete:
            n = tally.to_delete
            about.insert(0, ngettext("ask to delete {n} photo", "ask to delete {n} photos", n, n=n))
            icon, ink = "warning", "warn"
        made = dt.datetime.fromisoformat(review.created_at).astimezone()
        faded = one.state is ReviewState.CLOSED
        return Row(show(title), " · ".join(show(part) for part in about), self._desk.translate.show(made), icon, ink,
                   faded, one)  # fmt: skip

    def open(self) -> None:
        """Open the hand-over with the caret."""
        from ugc_studio.desktop.dialogs.handover.opened import open_review

        row = self.list.current()
        if row is not None and isinstance(row.thing, ReviewRow):
            open_review(self._desk, self.window(), row.thing.review.uuid)

    def open_answer(self) -> None:
        """Open what came back."""
        from ugc_studio.desktop.dialogs.handover.returning import choose_returned

        choose_returned(self._desk, self.window())


def _read(studio: Studio) -> list[ReviewRow]:
    studio.consent.takedowns.sweep()
    return studio.reviews.all()
