"""Waits for the window without sleeping: until everything that was asked has been answered and shown."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ugc_studio.desktop.desk import Desk


def settled(qtbot: QtBot, desk: Desk, *, timeout: int = 15_000) -> None:
    """Wait until no read, write or job is under way."""
    qtbot.waitUntil(lambda: not desk.bridge.busy and not desk.tasks.running, timeout=timeout)
