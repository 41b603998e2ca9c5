"""The consent desk: queue, opened photo and form side by side; recording goes to the next photo in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.consent import looking, remedies
from ugc_studio.desktop.pages.consent.act_dialog import RECORDED
from ugc_studio.desktop.pages.consent.approve_dialog import record_approval
from ugc_studio.desktop.pages.consent.doors import Doors
from ugc_studio.desktop.pages.consent.form import RightsForm
from ugc_studio.desktop.pages.consent.heading import Heading
from ugc_studio.desktop.pages.consent.legal.view import LegalView
from ugc_studio.desktop.pages.consent.nothing import NothingHere
from ugc_studio.desktop.pages.consent.opened_view import OpenedView
from ugc_studio.desktop.pages.consent.paper.waiting import waiting_papers
from ugc_studio.desktop.pages.consent.proof_dialog import open_proof
from ugc_studio.desktop.pages.consent.queue import QueueList
from ugc_studio.desktop.pages.consent.reading import Opened, open_photo, whole_picture
from ugc_studio.desktop.pages.consent.recording import Outlook, outlook, record
from ugc_studio.desktop.pages.consent.tabs import Tab, TabBar
from ugc_studio.desktop.pages.consent.takedowns import TakedownsView
from ugc_studio.desktop.pages.consent.unplaced import UnplacedButton
from ugc_studio.desktop.widgets.basic import column, panel, row
from ugc_studio.desktop.widgets.frame import left_panel, side_panel
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Role
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.services.consent.reading import EventLine

QUEUE_WIDTHS, FORM_WIDTHS = (190, 280), (284, 320)
"""The smallest and the largest, at the text size of the design."""
SEARCH_MS = 200
SHOWN = Changed.CONSENT | Changed.MEMBERS | Changed.USES | Changed.DUPLICATES | Changed.REGISTER | Changed.GALLERIES


class ConsentPage(Page):
    """Reads queues and photos, and sends what was decided to the ledger."""

    name: ClassVar[str] = "consent"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tab = Tab.LEGAL if desk.studio.actor.role is Role.LEGAL else Tab.TO_READ
        self.opened: Opened | None = None
        self._wanted: AssetId | None = None
        self._before: Sequence[AssetId] = ()
        self._seen: Outlook | None = None
        self._recording = False
        self._coming: AssetId | None = None
        self._stale = True
        self.doors = Doors(desk, self, lambda: self.legal.opened if self.tab is Tab.LEGAL else self.opened)
        self.heading = Heading(desk)
        self.tabs = TabBar(desk)
        self.queue = QueueList(desk)
        self.view = OpenedView(desk, lambda message, proof: open_proof(desk, self.window(), message, proof))
        self.form = RightsForm(desk)
        self.takedowns = TakedownsView(desk)
        self.legal = LegalView(desk)
        self.nothing = NothingHere(desk)
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(SEARCH_MS)
        self._build()
        self._wire()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self.unplaced = UnplacedButton(self.desk)
        queue = column(row(self.unplaced, margins=(16, 8, 8, 0)), gap=0)
        queue.addWidget(self.queue, 1)
        self._queue_panel = left_panel(panel(queue))
        self._form_panel = side_panel(self.form)
        work = QWidget()
        inner = QHBoxLayout(work)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._queue_panel)
        inner.addWidget(self.view, 1)
        inner.addWidget(self._form_panel)
        self.body = QStackedWidget()
        for part in (work, self.takedowns, self.nothing, self.legal):
            self.body.addWidget(part)
        self._work = work
        layout = column(self.heading, self.tabs, gap=0)
        layout.addWidget(self.body, 1)
        self.set_content(panel(layout))
        self.nothing.look_elsewhere = self._clear_search

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Queue and form take a share of the width between two limits; the photo has the rest."""
        super().resizeEvent(event)
        px = self.theme.px
        shares = ((self._queue_panel, 0.23, QUEUE_WIDTHS), (self._form_panel, 0.28, FORM_WIDTHS))
        for part, share, (least, most) in shares:
            part.setFixedWidth(max(px(least), min(px(most), round(self.width() * share))))

    def _wire(self) -> None:
        bind, page = self.desk.actions.bind, self.name
        for action, handler in (
            ("consent.approve", self._record), ("consent.ask_again", self.doors.ask_again),
            ("consent.refuse", self.doors.refuse), ("consent.form", self.doors.print_form),
            ("consent.skip", lambda: self._step(1)), ("consent.back", lambda: self._step(-1)),
            ("consent.proof", self.doors.proof), ("consent.add_reply", self.doors.add_reply),
            ("photos.request", self.doors.ask_again),
            ("view.reveal", self._reveal), ("view.one", self.doors.closer), ("view.quick", self.doors.closer),
        ):  # fmt: skip
            bind(action, handler, owner=self, page=page)
        self.tabs.chosen.connect(self._choose)
        self.queue.moved.connect(self._open)
        self.queue.activated.connect(lambda _index: self.form.speaker.setFocus())
        self.view.remedied.connect(self._remedy)
        self.view.reveal_wanted.connect(self._reveal)
        self.view.photo.pressed.connect(self.doors.closer)
        self.form.changed.connect(self._foresee)
        self.form.recorded.connect(self._record)
        self.form.asked_again.connect(self.doors.ask_again)
        self.form.refused.connect(self.doors.refuse)
        self.form.approved.connect(self.doors.approve)
        self.form.taken_back.connect(self.doors.take_back_reply)
        self.form.more.connect(lambda: self.doors.more(self.form.foot.more))
        self.legal.shown.connect(self.heading.show_open)
        self.heading.audit.connect(self.doors.audit)
        self.heading.new_request.connect(self.doors.new_request)
        self.heading.add_reply.connect(self.doors.add_reply)
        self.heading.drafts.connect(self.doors.drafts)
        self.heading.search.textChanged.connect(lambda _text: self._search_soon.start())
        self._search_soon.timeout.connect(self._reload)

    # ------------------------------------------------------------------ the place

    def entered(self, place: Mapping[str, Any]) -> None:
        """Show the queue and the photo that the link points to; without one stay where one was."""
        wanted = str(place.get("queue") or "")
        asset = place.get("asset")
        tab = Tab(wanted) if wanted in set(Tab) else self.tab
        self.legal.want(str(place["matter"]) if place.get("matter") else None)
        if "text" in place:
            self.heading.search.setText(str(place["text"] or ""))
        if isinstance(asset, int):
            self._wanted = AssetId(asset)
            if not wanted:
                self._find_tab(AssetId(asset))
                return
        self.doors.enter(place)
        changed = tab is not self.tab or bool(place)
        self.tab = tab
        self.tabs.show_tab(tab)
        if changed or self._stale:
            self._reload()
        self._focus_first()

    def place(self) -> dict[str, Any]:
        """Queue, photo and search; or the matter that legal reads."""
        if self.tab is Tab.LEGAL:
            matter = self.legal.queue.current
            return {"queue": self.tab.value, "matter": matter.key if matter is not None else None}
        return {"queue": self.tab.value, "asset": self.queue.current, "text": self.heading.search.text()}

    def _find_tab(self, asset: AssetId) -> None:
        """Show a photo in the queue where it waits."""
        brand, otherwise = self.desk.brand, self.tab

        def done(tab: Tab) -> None:
            self.tab = tab
            self.tabs.show_tab(tab)
            self._reload()
            self._focus_first()

        self.desk.ask(lambda studio: looking.tab_of(studio, asset, brand, otherwise), done, owner=self, key="tab")

    def close_down(self) -> None:
        """Nothing runs on."""
        self._search_soon.stop()

    def panes(self) -> Sequence[QWidget]:
        """Queue, photo, form; or the takedowns; or what waits for legal."""
        if self.tab is Tab.LEGAL:
            return (self.tabs.buttons[self.tab], self.legal.queue, self.legal.photo.area, self.legal.decision.reason)
        if self.tab is Tab.TAKEDOWNS:
            return (self.tabs.buttons[self.tab], self.takedowns.state)
        return (self.tabs.buttons[self.tab], self.queue, self.view.area, self.form.formule.select)

    def search(self) -> bool:
        """The caret goes into the search box."""
        self.heading.search.setFocus()
        self.heading.search.selectAll()
        return True

    def refresh(self, changed: Changes) -> None:
        """Show what is true now, if it is seen; else when one comes back."""
        if not changed.touch(SHOWN):
            return
        if self.isVisible():
            self._reload()
        else:
            self._stale = True

    def brand_changed(self) -> None:
        """The queues of another brand."""
        self._stale = True
        if self.isVisible():
            self._reload()

    def _focus_first(self) -> None:
        """The keyboard starts in the queue, so that one key records a clear reply."""
        if self.tab is not Tab.TAKEDOWNS:
            (self.legal.queue if self.tab is Tab.LEGAL else self.queue).setFocus()

    # ------------------------------------------------------------------ reading

    def _choose(self, tab: Tab) -> None:
        self.tab = tab
        self.tabs.show_tab(tab)
        self._reload()
        self._focus_first()

    def _clear_search(self) -> None:
        self.heading.search.clear()
        self._reload()

    def _reload(self) -> None:
        """Read counts and the ids of the tab anew."""
        self._stale = False
        brand, tab, text = self.desk.brand, self.tab, self.heading.search.text()
        self.desk.ask(lambda studio: looking.counts(studio, brand), self._show_counts, owner=self, key="counts")
        self.desk.ask(looking.drafted, self.heading.show_drafts, owner=self, key="drafted")
        self.desk.ask(waiting_papers, self.heading.papers.show_papers, owner=self, key="papers")
        self.unplaced.hide()
        if tab is Tab.TO_READ:
            self.desk.ask(
                lambda studio: studio.consent_desk.unplaced(), self._show_unplaced, owner=self, key="unplaced"
            )
        queue = tab.queue
        if queue is None:
            self._nothing_open()
            shown = self.legal if tab is Tab.LEGAL else self.takedowns
            shown.reload()
            self.body.setCurrentWidget(shown)
            return
        self.desk.ask(
            lambda studio: studio.consent_desk.ids(queue, brand=brand, text=text), self._show_ids, owner=self, key="ids"
        )

    def _show_counts(self, counts: Mapping[Tab, int]) -> None:
        self.tabs.show_counts(counts)
        self.heading.show_counts(counts)

    def _show_unplaced(self, lines: Sequence[EventLine]) -> None:
        if self.tab is Tab.TO_READ:
            self.unplaced.show_lines(lines)

    def _show_ids(self, ids: list[AssetId]) -> None:
        queue = self.tab.queue
        if queue is None:
            return
        old, current = list(self.queue.rows.ids), self.queue.current
        same = self.queue.rows.queue is queue
        chosen = self._wanted or (looking.survivor(old, ids, current) if same else None)
        outside = self._wanted is not None and self._wanted not in ids
        self._wanted = None if chosen in ids or outside else self._wanted
        self.queue.blockSignals(True)
        first = ids[0] if ids and not outside else None
        self.queue.show_ids(queue, ids, chosen if chosen in ids else first)
        self.queue.blockSignals(False)
        if outside and chosen is not None:
            self.body.setCurrentWidget(self._work)
            self._open(chosen)
        elif ids:
            self.body.setCurrentWidget(self._work)
            self._open(self.queue.current)
        else:
            if self.queue.hasFocus():
                self.tabs.buttons[self.tab].setFocus()
            self._nothing_open()
            self.nothing.show_tab(self.tab, searched=bool(self.heading.search.text().strip()))
            self.body.setCurrentWidget(self.nothing)

    def _nothing_open(self) -> None:
        """No photo is on the desk, so no command is about one."""
        self.opened = None
        self.desk.ask(lambda _studio: None, self._show_photo, owner=self, key="photo")

    def _open(self, asset: AssetId | None) -> None:
        if asset is None:
            return
        brand, self._coming = self.desk.brand, asset
        self.desk.ask(lambda studio: open_photo(studio, asset, brand), self._show_photo, owner=self, key="photo")

    def _show_photo(self, opened: Opened | None) -> None:
        self.opened, self._seen, self._coming = opened, None, None
        if self.tab is not Tab.LEGAL:
            self.heading.show_open(opened is not None)
        if opened is not None:
            self.view.show_photo(opened)
            self.form.show_photo(opened)

    def _foresee(self) -> None:
        """Ask what the gate would say after recording, and write it on the button."""
        filled, opened, brand = self.form.filled(), self.opened, self.desk.brand
        self.form.show_outlook(self._seen if filled is not None else None)
        if filled is None or opened is None:
            return
        asset = opened.asset_id

        def done(seen: Outlook) -> None:
            if self.form.filled() == filled:
                self._seen = seen
                self.form.show_outlook(seen)

        self.desk.ask(
            lambda studio: outlook(studio, asset, filled, brand), done, owner=self, key="outlook",
            failed=lambda error: self.form.foot.show_error(error),
        )  # fmt: skip

    # ------------------------------------------------------------------ acting

    def _step(self, by: int) -> None:
        queue = self.legal.queue if self.tab is Tab.LEGAL else self.queue
        if self.tab is not Tab.TAKEDOWNS and not queue.step(by):
            self.desk.say(_("There is no other photo in this queue."))

    def _record(self) -> None:
        if self.tab is Tab.LEGAL:
            self.legal.record()
            return
        opened, filled = self.opened, self.form.filled()
        if opened is None or self._recording or self._coming not in {None, opened.asset_id}:
            return  # nothing is recorded about a photo that is already giving way to another one
        why = self.form.why_not()
        if why is not None:
            self.desk.toast(Toast(why, icon="info"))
            return
        if filled is None:
            if self.form.approves_at_once:
                record_approval(self.desk, opened, None, self._recorded)
                self._hold()
            else:
                self.doors.approve()
            return
        self._hold()
        n = len(filled.assets)

        def told(_events: list[Event]) -> Toast:
            if n == 1:
                return Toast(RECORDED, icon="ok", tone="ok")
            text = ngettext(
                "Recorded for {n} photo under your name. Can be withdrawn at any time.",
                "Recorded for {n} photos under your name. Can be withdrawn at any time.", n, n=n,
            )  # fmt: skip
            return Toast(text, icon="ok", tone="ok")

        self.desk.act(
            lambda studio: record(studio, filled), kinds=Changed.CONSENT, ids=tuple(int(one) for one in filled.assets),
            toast=told, done=lambda _events: self._recorded(), failed=self._failed, owner=self,
        )  # fmt: skip

    def _hold(self) -> None:
        """Until it is written, the same answer cannot be recorded twice by a second press."""
        self._recording = True
        self.form.foot.record.setEnabled(False)

    def _recorded(self) -> None:
        self._recording = False
        self.opened = None  # what is on the desk is over; the next photo is on its way

    def _failed(self, error: BaseException) -> None:
        self._recording = False
        self.form.show_outlook(None)
        self.desk.tell(error)

    def _reveal(self) -> None:
        """Show a sensitive photo unblurred, until another one is opened."""
        opened = self.opened
        if opened is None or not opened.row.sensitive:
            return
        self.view.reveal.hide()
        name = self.desk.show(_("Photo {name}", name=opened.row.name))
        self.desk.ask(
            lambda studio: whole_picture(studio, opened.row, revealed=True),
            lambda image: self.view.photo.show_picture(image, name), owner=self, key="reveal",
        )  # fmt: skip

    def _remedy(self, remedy: remedies.Remedy) -> None:
        if self.opened is not None:
            remedies.carry_out(self.desk, self.window(), self.opened, remedy)
