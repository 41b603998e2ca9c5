"""The place for duplicates: the queue advances by itself, the buttons never move, and everything can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.pages.duplicates.column import NARROWEST, Column
from ugc_studio.desktop.pages.duplicates.emptiness import EMPTY
from ugc_studio.desktop.pages.duplicates.foot import ActionFoot
from ugc_studio.desktop.pages.duplicates.looking import Opened, Queue, look_at, look_up
from ugc_studio.desktop.pages.duplicates.queue import QueueModel, QueueView
from ugc_studio.desktop.widgets.basic import Button, Label, action_button, card, clear, column, panel, row
from ugc_studio.desktop.widgets.empty import EmptyState
from ugc_studio.desktop.widgets.frame import Header, PageFrame, left_panel
from ugc_studio.desktop.widgets.pieces import CheckBox, Segments
from ugc_studio.desktop.widgets.sizes import size_words
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.deduplication.groups import GroupKey, GroupKind, MergePreview, Tab

KINDS = Changed.DUPLICATES | Changed.MEMBERS | Changed.CONSENT | Changed.MARKS | Changed.GALLERIES
SHOWN = KINDS | Changed.IMPORTS


class DuplicatesPage(Page):
    """One group at a time, side by side."""

    name: ClassVar[str] = "duplicates"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._tab = Tab.NEAR
        self._opened: Opened | None = None
        self._wanted: GroupKey | None = None
        self._keep: AssetId | None = None
        self._zoomed = False
        self._columns: list[Column] = []
        self._inherited: MergePreview | None = None
        self._build()
        self._bind()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        theme, show, actions = self.theme, self.show_text, self.desk.actions
        self.tabs = Segments(
            theme,
            show(_("Which groups")),
            [
                (Tab.NEAR, show(_("Near-identical")), ""),
                (Tab.SCENE, show(_("Same scene")), ""),
                (Tab.RESOLVED, show(_("Resolved")), ""),
            ],
        )
        self.tabs.chosen.connect(self._choose_tab)
        self.exact = action_button(theme, actions.action("duplicates.exact"), icon="magic")
        self.header = Header(theme, show(_("Duplicates")), [self.tabs, self.exact])
        self.model = QueueModel(self.desk)
        self.queue = QueueView(self.desk, self.model, name=show(_("Groups to review")))
        self.queue.selectionModel().currentChanged.connect(lambda now, _before: self._open(now.row()))
        self.progress = Label(theme, "", "caps")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(show(_("How far you are")))
        self._left_head = head = panel(column(self.progress, self.bar, gap=6, margins=(16, 14, 16, 8)))
        left = left_panel(panel(column(head, self.queue, gap=0)))
        self.inheritance = self._inheritance()
        self.columns_row = QHBoxLayout()
        self.columns_row.setSpacing(12)
        self.columns_row.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self.columns_row)
        holder.setProperty("clear", True)
        self.columns_area = QScrollArea()
        self.columns_area.setWidgetResizable(True)
        self.columns_area.setWidget(holder)
        self.warning = Label(theme, "", "medium", colour="warn", wrap=True)
        parts = column(self.warning, self.columns_area, self.inheritance, gap=12, margins=(20, 20, 20, 16))
        parts.setStretch(1, 1)
        group = panel(parts, canvas=True)
        self.empty = EmptyState(theme, "duplicates", "", "")
        self.middle = QStackedWidget()
        self.middle.addWidget(group)
        self.middle.addWidget(self.empty)
        self.set_content(
            PageFrame(theme, header=self.header, body=self.middle, left=left, foot=self._foot(), left_width=256)
        )
        actions.photo_view(self.queue)
        actions.photo_view(self.columns_area)
        self.columns_area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.columns_area.setProperty("pane", True)
        self.columns_area.setAccessibleName(show(_("The photos of this group")))

    def _inheritance(self) -> QFrame:
        theme, show = self.theme, self.show_text
        made = card(quiet=True)
        sign = QLabel()
        sign.setPixmap(theme.pixmap("merge", "text2"))
        self.heading = Label(theme, "", "strong")
        self.lines = Label(theme, "", "hint", wrap=True)
        self.same_work = CheckBox(
            theme, show(_("It is the same work of the same author: permissions for the copies count too")), wrap=True
        )
        self.same_work.setVisible(False)
        layout = row(sign, column(self.heading, self.lines, self.same_work, gap=2), gap=14, margins=(16, 10, 16, 10))
        layout.setStretch(1, 1)
        made.setLayout(layout)
        return made

    def _foot(self) -> ActionFoot:
        theme, actions, show = self.theme, self.desk.actions, self.show_text
        self.merge = Button(theme, show(_("Merge")), "primary", icon="merge")
        self.merge.on(lambda: actions.trigger("duplicates.merge"))
        self.merge.setToolTip(actions.action("duplicates.merge").toolTip())
        self.foot = foot = ActionFoot(theme)
        foot.add(self.merge, actions.caps("duplicates.merge"))
        for name in ("duplicates.keep_all", "duplicates.not", "duplicates.skip"):
            foot.add(action_button(theme, actions.action(name)), actions.caps(name))
        foot.hint("1–9", show(_("Choose")))
        for cap in actions.caps("view.zoom"):
            foot.hint(cap, show(_("Zoom together")))
        return foot

    def _bind(self) -> None:
        handlers: dict[str, Callable[[], None]] = {
            "duplicates.merge": self._merge,
            "duplicates.keep_all": lambda: self._decide(
                lambda studio, key: studio.duplicates.keep_all(key), _("Kept all")
            ),
            "duplicates.not": lambda: self._decide(
                lambda studio, key: studio.duplicates.not_duplicates(key), _("Noted: not duplicates")
            ),
            "duplicates.skip": self._skip,
            "duplicates.exact": self._resolve_exact,
            "view.zoom": self._zoom,
            **{f"duplicates.keep_{n}": partial(self._keep_number, n) for n in range(1, 10)},
        }
        for action, handler in handlers.items():
            self.desk.actions.bind(action, handler, owner=self, page=self.name)

    # ------------------------------------------------------------------ the place

    def entered(self, place: Mapping[str, Any]) -> None:
        """Show the queue, at the group that is named, else where one was."""
        tab, group = place.get("tab"), place.get("group")
        if tab in tuple(Tab):
            self._tab = Tab(tab)
            self.tabs.set_value(self._tab)
        if isinstance(group, list | tuple) and len(group) == 2:
            self._wanted = GroupKey(GroupKind(group[0]), int(group[1]))
        self._look()
        self.queue.setFocus()

    def place(self) -> dict[str, Any]:
        """Tab and group."""
        key = self._opened.group.key if self._opened else None
        return {"tab": self._tab.value, **({"group": [key.kind.value, key.id]} if key else {})}

    def refresh(self, changed: Changes) -> None:
        """A decision, an import, an undo."""
        if changed.touch(SHOWN) and self.isVisible():
            self._look()

    def brand_changed(self) -> None:
        """The pills speak of another brand."""
        if self.isVisible():
            self._look()

    def panes(self) -> Sequence[QWidget]:
        """The queue, the columns, the buttons."""
        return (self.queue, self.columns_area, self.merge)

    # ------------------------------------------------------------------ the queue

    def _choose_tab(self, tab: object) -> None:
        self._tab = Tab(str(tab))
        self._opened = None
        self._look()
        self.queue.setFocus()

    def _look(self) -> None:
        tab = self._tab
        self.desk.ask(lambda studio: look_up(studio, tab), self._show_queue, owner=self, key="queue")

    def _show_queue(self, queue: Queue) -> None:
        old, row_before = self._wanted or self._current(), self.queue.currentIndex().row()
        self._wanted = None
        counts, show, number = queue.counts, self.show_text, self.desk.translate.number
        for tab, words, count in (
            (Tab.NEAR, _("Near-identical"), counts.near),
            (Tab.SCENE, _("Same scene"), counts.scene),
            (Tab.RESOLVED, _("Resolved"), counts.resolved),
        ):
            self.tabs.set_words(tab, f"{show(words)} {number(count)}" if count else show(words))
        self.header.set_facts(
            show(
                ngettext(
                    "{n} group to review · {size} in copies · nothing is deleted until you empty the trash",
                    "{n} groups to review · {size} in copies · nothing is deleted until you empty the trash",
                    counts.near, n=counts.near, size=size_words(counts.freeable_bytes),
                )
            )
        )  # fmt: skip
        copies = counts.exact_copies
        self.exact.set_text(show(ngettext("Resolve {n} exact copy", "Resolve {n} exact copies", copies, n=copies)))
        self.exact.setVisible(bool(copies))
        self.model.set_keys(queue.keys)
        if not queue.keys:
            self._show_empty()
            return
        place = queue.keys.index(old) if old in queue.keys else min(max(row_before, 0), len(queue.keys) - 1)
        self.middle.setCurrentIndex(0)
        self._offer(True)
        self.queue.setCurrentIndex(self.model.index(place))
        self._open(place)

    def _current(self) -> GroupKey | None:
        return self._opened.group.key if self._opened else None

    def _offer(self, there: bool) -> None:
        """Without a group there is nothing to count and no button that would do nothing."""
        self._left_head.setVisible(there)
        self.foot.enable(there)

    def _show_empty(self) -> None:
        show = self.show_text
        self._opened = None
        heading, sentence = EMPTY[self._tab]
        self.empty.heading.set_text(show(heading))
        self.empty.sentence.set_text(show(sentence))
        self.middle.setCurrentIndex(1)
        self._offer(False)

    # ------------------------------------------------------------------ one group

    def _open(self, place: int) -> None:
        if not 0 <= place < len(self.model.keys):
            return
        key, brand = self.model.keys[place], self.desk.brand
        count = len(self.model.keys)
        self.progress.set_text(self.show_text(_("GROUP {n} OF {count}", n=place + 1, count=count)))
        self.bar.setRange(0, count)
        self.bar.setValue(place + 1)
        if self._opened is None or self._opened.group.key != key:
            self._keep = None
        self.desk.ask(lambda studio: look_at(studio, key, brand), self._show_group, owner=self, key="group")

    def _show_group(self, opened: Opened) -> None:
        self._opened = opened
        ids = {int(member.asset.id) for member in opened.group.members}
        if self._keep is None or int(self._keep) not in ids:
            self._keep = opened.group.suggested
        clear(self.columns_row)
        self._columns = []
        for member in opened.group.members:
            made = Column(self.desk, member, brand=opened.brand, blurred=int(member.asset.id) in opened.sensitive)
            made.chosen.connect(self._set_keep)
            made.pointed.connect(self._set_spot)
            made.spot.dragged.connect(self._move_spot)
            made.set_zoomed(self._zoomed)
            self.columns_row.addWidget(made, 1)
            self._columns.append(made)
        self._spot = QPointF(0.5, 0.5)
        warning = opened.group.warning
        self.warning.setVisible(warning is not None)
        self.warning.set_text(self.show_text(warning) if warning else "")
        self._fit()
        self._show_kept()

    def _set_keep(self, asset: int) -> None:
        self._keep = AssetId(asset)
        self._show_kept()

    def _keep_number(self, number: int) -> None:
        if self._opened and number <= len(self._opened.group.members):
            member = self._opened.group.members[number - 1]
            self._set_keep(int(member.asset.id))
            self.desk.say(_("Keeping {letter}", letter=member.letter))

    def _show_kept(self) -> None:
        opened, show = self._opened, self.show_text
        if opened is None:
            return
        pair = opened.group.key.kind is GroupKind.PAIR
        letter = next((m.letter for m in opened.group.members if m.asset.id == self._keep), "A")
        for made in self._columns:
            made.set_kept(not pair and made.member.asset.id == self._keep)
        resolved = self._tab is Tab.RESOLVED
        self.foot.offer(self.merge, there=not resolved)
        self.merge.set_text(show(_("Yes, it is") if pair else _("Merge, keep {letter}", letter=letter)))
        self.foot.fit()
        self.inheritance.setVisible(not pair and not resolved)
        self._inherited = None
        self.same_work.setVisible(False)  # a tick is about what was offered, never about the next keeper or group
        self.heading.set_text(show(_("After merging, {letter} keeps everything useful", letter=letter)))
        if not pair and not resolved:
            key, keep = opened.group.key, self._keep
            self.desk.ask(
                lambda studio: studio.duplicates.preview(key, keep), self._show_inherited, owner=self, key="preview"
            )

    def _show_inherited(self, preview: MergePreview) -> None:
        self._inherited = preview
        lines = [*preview.lines, *(proof.text for proof in preview.proofs)]
        self.lines.set_text(
            " · ".join(self.show_text(text) for text in lines) or self.show_text(_("Nothing to take over."))
        )
        self.same_work.setVisible(bool(preview.same_work))
        self.same_work.setChecked(False)

    # ------------------------------------------------------------------ the spot

    def _zoom(self) -> None:
        self._zoomed = not self._zoomed
        for made in self._columns:
            made.set_zoomed(self._zoomed)

    def _set_spot(self, spot: QPointF) -> None:
        self._spot = QPointF(min(1.0, max(0.0, spot.x())), min(1.0, max(0.0, spot.y())))
        for made in self._columns:
            made.spot.set_spot(self._spot)

    def _move_spot(self, step: QPointF) -> None:
        self._set_spot(self._spot + step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns share the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._columns:
            return
        room = self.columns_area.viewport().size()
        count = len(self._columns)
        width = max(self.theme.px(NARROWEST), (room.width() - 12 * (count - 1)) // count)
        for made in self._columns:
            made.fit(width, min(self.theme.px(200), round(room.height() * 0.25)))
        tallest = max(made.reason_height(width) for made in self._columns)
        for made in self._columns:
            made.reason.setFixedHeight(tallest)

    # ------------------------------------------------------------------ deciding

    def _merge(self) -> None:
        opened = self._opened
        if opened is None or self._tab is Tab.RESOLVED:
            return
        if opened.group.key.kind is GroupKind.PAIR:
            self._decide(lambda studio, key: studio.duplicates.confirm(key), _("Noted"))
            return
        keep, same_work = self._keep, self.same_work.isVisible() and self.same_work.isChecked()
        copies = len(opened.group.members) - 1
        self._decide(
            lambda studio, key: studio.duplicates.merge(key, keep, same_work=same_work),
            ngettext("Merged {n} copy", "Merged {n} copies", copies, n=copies),
        )

    def _decide(self, work: Callable[[Studio, GroupKey], object], text: Text) -> None:
        opened = self._opened
        if opened is None:
            return
        key = opened.group.key
        self.desk.act(lambda studio: work(studio, key), kinds=KINDS, toast=Toast(text, undo=True), owner=self)

    def _skip(self) -> None:
        place = self.queue.currentIndex().row()
        if place + 1 < len(self.model.keys):
            self.queue.setCurrentIndex(self.model.index(place + 1))
        else:
            self.desk.toast(_("That was the last group."))

    def _resolve_exact(self) -> None:
        def told(resolved: Any) -> None:
            copies = resolved.copies
            text = ngettext("Resolved {n} exact copy", "Resolved {n} exact copies", copies, n=copies)
            self.desk.toast(Toast(text, undo=True))

        self.desk.run(
            _("Resolving exact copies"), lambda studio, context: studio.duplicates.resolve_exact(context), kinds=KINDS,
            done=told,
        )  # fmt: skip
