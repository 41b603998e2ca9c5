"""The top bar of the desk: title, what waits, search, audit log, new request."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.paper.waiting import PapersButton
from ugc_studio.desktop.pages.consent.tabs import Tab
from ugc_studio.desktop.widgets.basic import Button, IconButton
from ugc_studio.desktop.widgets.frame import Header
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.services.consent.desk.queues import ENDING_DAYS

WIDE = 1180
"""From this width on there is room for the words of every button."""


class Heading(Header):
    """A header whose line of facts counts what waits."""

    audit, new_request, drafts, add_reply = (Signal() for _number in range(4))

    def __init__(self, desk: Desk) -> None:
        show, theme = desk.show, desk.theme
        self.search = QLineEdit()
        self.search.setPlaceholderText(show(_("Search author or reply")))
        self.search.setAccessibleName(show(_("Search author or reply")))
        self.search.setClearButtonEnabled(True)
        glass = self.search.addAction(theme.icon("search", "text2"), QLineEdit.ActionPosition.LeadingPosition)
        glass.setText(show(_("Search")))
        self._log = Button(theme, show(_("Audit log")), icon="history")
        self.reply = Button(theme, show(_("Add a reply")), icon="to_read", name=show(_("Add a reply")))
        self._new = Button(theme, show(_("New request")), "primary", icon="send")
        self.drafted = Button(theme, "", icon="save")
        self._drafts = 0
        self.papers = PapersButton(desk)
        attach = IconButton(theme, "attach", show(_("Attach a signed paper")))
        attach.on(lambda: desk.actions.trigger("consent.paper"))
        tools = (self.search, attach, self._log, self.papers, self.drafted, self.reply, self._new)
        super().__init__(theme, show(_("Consent desk")), tools)
        attach.setEnabled(not desk.read_only)
        self._desk = desk
        self._log.clicked.connect(lambda _checked=False: self.audit.emit())
        self._new.clicked.connect(lambda _checked=False: self.new_request.emit())
        self.reply.clicked.connect(lambda _checked=False: self.add_reply.emit())
        self.reply.setToolTip(desk.actions.action("consent.add_reply").toolTip())
        self.reply.setEnabled(not desk.read_only)
        self.drafted.clicked.connect(lambda _checked=False: self.drafts.emit())
        self.drafted.hide()
        self._new.setEnabled(not desk.read_only)
        self.show_open(False)

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The search box takes what the window can give it."""
        super().resizeEvent(event)
        px = self._desk.theme.px
        self.search.setFixedWidth(max(px(150), min(px(250), self.width() // 5)))
        wide = self.width() >= px(WIDE)
        for button, text in ((self.reply, _("Add a reply")), (self._log, _("Audit log"))):
            words = self._desk.show(text)
            button.set_text(words if wide else "")
            button.setAccessibleName(words)  # also where only the icon is seen
        self.papers.set_narrow(not wide)
        self._name_drafts()

    def show_open(self, is_open: bool) -> None:
        """The audit log is one photo's."""
        self._log.setEnabled(is_open)
        words = _("Everything that was recorded about this photo") if is_open else _("Open a photo first")
        log, told = self._desk.show(_("Audit log")), self._desk.show(words)
        self._log.setToolTip(f"{log}\n{told}")  # its name too, where only the icon is seen

    def show_drafts(self, n: int) -> None:
        """How many requests are written and not sent; no button while there is none."""
        self._drafts = n
        self.drafted.setToolTip(self._desk.show(_("Requests that are written and not sent")))
        self.drafted.setVisible(n > 0)
        self._name_drafts()

    def _name_drafts(self) -> None:
        """Only the number where there is little room."""
        words = self._desk.show(ngettext("{n} draft", "{n} drafts", self._drafts, n=self._drafts))
        wide = self.width() >= self._desk.theme.px(WIDE)
        self.drafted.set_text(words if wide else self._desk.translate.number(self._drafts))
        self.drafted.setAccessibleName(words)

    def show_counts(self, counts: Mapping[Tab, int]) -> None:
        """Say how many replies, how many waiting, how many ending."""
        read, waiting, ending = counts[Tab.TO_READ], counts[Tab.WAITING], counts[Tab.ENDING]
        show = self._desk.show
        parts = (
            ngettext("{n} reply to read", "{n} replies to read", read, n=read),
            ngettext("{n} waiting", "{n} waiting", waiting, n=waiting),
            ngettext("{n} ends within {days} days or has ended", "{n} end within {days} days or have ended", ending,
                     n=ending, days=ENDING_DAYS),
        )  # fmt: skip
        self.set_facts(" · ".join(show(part) for part in parts))
