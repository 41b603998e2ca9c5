"""Legal review: the queue, what one reads, and the decision side by side; deciding goes to the next matter in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent import remedies
from ugc_studio.desktop.pages.consent.legal.decision_panel import DecisionPanel
from ugc_studio.desktop.pages.consent.legal.matter_card import MatterCard, Subject, read_subject
from ugc_studio.desktop.pages.consent.legal.matter_list import MatterList, MatterRow, read_matters
from ugc_studio.desktop.pages.consent.opened_view import OpenedView
from ugc_studio.desktop.pages.consent.proof_dialog import open_proof
from ugc_studio.desktop.pages.consent.reading import Opened, open_photo, whole_picture
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.desktop.widgets.frame import left_panel, side_panel
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.review.matters import Decision, Matter, MatterKind

LIST_WIDTHS, PANEL_WIDTHS = (200, 300), (284, 320)
"""The smallest and the largest, at the text size of the design."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is shown of one matter."""

    matter: Matter
    opened: Opened | None
    subject: Subject | None
    authors: Sequence[tuple[str, str]]


class LegalView(QWidget):
    """Reads the queue, and sends what was decided to the ledger."""

    shown = Signal(bool)
    """Another matter is shown: whether it is about a photo."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.reading: Reading | None = None
        self._wanted: str | None = None
        self._deciding = False
        show, theme = desk.show, desk.theme
        self.queue = MatterList(desk)
        self.photo = OpenedView(desk, lambda message, proof: open_proof(desk, self.window(), message, proof))
        self.card = MatterCard(desk)
        self.middle = QStackedWidget()
        for part in (self.photo, self.card):
            self.middle.addWidget(part)
        self.decision = DecisionPanel(desk)
        self._left, self._right = left_panel(self.queue), side_panel(self.decision)
        self.work = QWidget()
        inner = QHBoxLayout(self.work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._left)
        inner.addWidget(self.middle, 1)
        inner.addWidget(self._right)
        words = _(
            "Permissions that the rules of the brand have approved, contested authors, sensitive photos, blocked "
            "copies and freezes stand here until legal decides."
        )
        self.empty = EmptyState(theme, "law", show(_("Nothing waits for legal")), show(words))
        self.body = QStackedWidget(self)
        self.body.addWidget(self.work)
        self.body.addWidget(self.empty)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.body)
        self._wire()

    def _wire(self) -> None:
        self.queue.moved.connect(self._open)
        self.queue.activated.connect(lambda _index: self.decision.reason.setFocus())
        self.decision.decided.connect(self.decide)
        self.decision.own_release.connect(self._ask_own_release)
        self.photo.remedied.connect(self._remedy)
        self.photo.reveal_wanted.connect(self._reveal)
        self.photo.photo.pressed.connect(self._closer)

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """List and panel take a share of the width between two limits."""
        super().resizeEvent(event)
        px = self.desk.theme.px
        for part, share, (least, most) in ((self._left, 0.24, LIST_WIDTHS), (self._right, 0.28, PANEL_WIDTHS)):
            part.setFixedWidth(max(px(least), min(px(most), round(self.width() * share))))

    # ------------------------------------------------------------------ reading

    @property
    def opened(self) -> Opened | None:
        """The photo of the current matter, where it is about one."""
        return self.reading.opened if self.reading is not None else None

    def want(self, key: str | None) -> None:
        """Which matter is to be current once the queue was read."""
        self._wanted = key or self._wanted

    def reload(self) -> None:
        """Read the queue anew."""
        brand = self.desk.brand
        self.desk.ask(lambda studio: read_matters(studio, brand), self._show_rows, owner=self, key="matters")

    def _show_rows(self, rows: list[MatterRow]) -> None:
        self._deciding = False
        current = self.queue.current
        wanted, self._wanted = self._wanted or (current.key if current is not None else None), None
        self.queue.show_rows(rows, wanted)
        self.body.setCurrentWidget(self.work if rows else self.empty)
        if rows and self.queue.current is not None:
            self._open(self.queue.current)
        else:
            self.reading = None
            self.shown.emit(False)

    def _open(self, matter: Matter) -> None:
        brand = self.desk.brand
        self.desk.ask(lambda studio: _read(studio, matter, brand), self._show, owner=self, key="matter")

    def _show(self, reading: Reading) -> None:
        self.reading = reading
        if reading.opened is not None:
            self.photo.show_photo(reading.opened)
            self.middle.setCurrentWidget(self.photo)
        elif reading.subject is not None:
            self.card.show_subject(reading.matter, reading.subject)
            self.middle.setCurrentWidget(self.card)
        self.decision.show_matter(reading.matter, reading.authors)
        self.shown.emit(reading.opened is not None)

    # ------------------------------------------------------------------ acting

    def record(self) -> None:
        """Record the first decision that the matter offers."""
        if self.reading is not None:
            self.decide(self.reading.matter.decisions[0])

    def decide(self, decision: Decision) -> None:
        """Write it, and go to the next matter."""
        reading = self.reading
        current = self.queue.current
        if reading is None or self._deciding or current is None or current.key != reading.matter.key:
            return
        wrong = self.decision.why_not(decision)
        if wrong is not None:
            self.desk.toast(Toast(wrong, icon="info"))
            if self.decision.is_legal:
                self.decision.reason.setFocus()
            return
        reason, author = self.decision.said
        matter, ids = reading.matter, (int(reading.matter.asset),) if reading.matter.asset is not None else ()
        self._deciding = True
        self.decision.hold()
        self.desk.act(
            lambda studio: studio.review.decide(matter, decision, reason=reason, author=author),
            kinds=Changed.CONSENT | Changed.USES, ids=ids, done=self._decided, failed=self._failed, owner=self,
            toast=Toast(_("Decided, under your name."), icon="law", tone="ok"),
        )  # fmt: skip

    def _decided(self, _events: list[Event]) -> None:
        self.queue.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._deciding = False
        if self.reading is not None:
            self.decision.show_matter(self.reading.matter, self.reading.authors)
        self.desk.tell(error)

    def _ask_own_release(self) -> None:
        from ugc_studio.desktop.pages.consent.request_dialog import open_request

        subject = self.reading.subject if self.reading is not None else None
        if subject is not None:
            open_request(self.desk, self.window(), subject.photos)

    def _remedy(self, remedy: remedies.Remedy) -> None:
        if self.opened is not None:
            remedies.carry_out(self.desk, self.window(), self.opened, remedy)

    def _reveal(self) -> None:
        """Show a sensitive photo unblurred, until another matter is opened."""
        opened = self.opened
        if opened is None or not opened.row.sensitive:
            return
        self.photo.reveal.hide()
        name = self.desk.show(_("Photo {name}", name=opened.row.name))
        self.desk.ask(
            lambda studio: whole_picture(studio, opened.row, revealed=True),
            lambda image: self.photo.photo.show_picture(image, name), owner=self, key="reveal",
        )  # fmt: skip

    def _closer(self) -> None:
        from ugc_studio.desktop.pages.consent.closer_dialog import open_closer

        if self.opened is not None:
            open_closer(self.desk, self.window(), self.opened.row)


def _read(studio: Studio, matter: Matter, brand: str | None) -> Reading:
    asset: AssetId | None = matter.asset
    authors = studio.review.authors(asset) if asset is not None and matter.kind is MatterKind.AUTHOR else ()
    if asset is not None:
        return Reading(matter, open_photo(studio, asset, brand), None, authors)
    return Reading(matter, None, read_subject(studio, matter), authors)
