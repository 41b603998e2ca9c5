"""Who was asked for a photo and has not answered: when, by whom, when they may be reminded, when silence counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.reading import Opened, brief
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, clear, line, panel, row
from ugc_studio.domain.consent import Role
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.requests.waiting import OpenRequest
from ugc_studio.services.consent.requests.words import channel_words


class WaitingCard(QFrame):
    """Hidden while nobody owes an answer about the open photo."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.reminders: list[Button] = []
        self.setProperty("card", "quiet")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 10, 12, 10)
        self._lines.setSpacing(6)
        self.hide()

    def show_photo(self, opened: Opened) -> None:
        """Look up what waits for another photo."""
        asset = int(opened.asset_id)

        def read(studio: Studio) -> tuple[list[OpenRequest], dt.datetime]:
            return studio.requests.waiting_for(asset), studio.library.clock()

        self.hide()
        self._desk.ask(read, lambda found: self._show(*found), owner=self, key="waiting")

    def _show(self, requests: Sequence[OpenRequest], now: dt.datetime) -> None:
        clear(self._lines)
        self.reminders = []
        for number, one in enumerate(requests):
            if number:
                self._lines.addWidget(line())
            for made in self._parts(one, now):
                self._lines.addWidget(made)
        self.setVisible(bool(requests))

    def _parts(self, one: OpenRequest, now: dt.datetime) -> Iterator[QWidget]:
        theme, show, desk = self._desk.theme, self._desk.show, self._desk
        yield Words(theme, show(_asked(one)), "strong")
        if one.reminded_at is not None:
            yield Words(theme, show(_("Reminded on {day}", day=one.reminded_at.date())), "hint")
        silence = _("Without an answer, silence is recorded on {day}. It permits nothing.", day=one.silent_from.date())
        yield Words(theme, show(silence), "hint")
        if one.reminded_at is not None:
            return  # there is only one
        why = one.why_not_remind(now)
        if why is not None:
            yield Words(theme, show(why), "hint")
        button = Button(theme, show(_("Remind…")), icon="bell").on(lambda: open_reminder_of(desk, self.window(), one))
        records = desk.studio.actor.role is not Role.SCHEDULER and not desk.read_only
        button.setEnabled(why is None and records)
        button.setAccessibleName(show(_("Remind {name}", name=brief(one.label))))
        self.reminders.append(button)
        yield panel(row(button, None))


def _asked(one: OpenRequest) -> Text:
    name, day, who = brief(one.label), one.asked_at.date(), brief(one.asked_by)
    if one.channel is None:
        return _("{name} was asked on {day} by {who}", name=name, day=day, who=who)
    return _(
        "{name} was asked on {day} by {who}: {channel}", name=name, day=day, who=who,
        channel=channel_words(one.channel),
    )  # fmt: skip


def open_reminder_of(desk: Desk, window: QWidget, one: OpenRequest) -> None:
    """Open the window with the one reminder of a request."""
    from ugc_studio.desktop.pages.consent.reminder_dialog import ReminderDialog

    ReminderDialog(desk, window, one).appear()
