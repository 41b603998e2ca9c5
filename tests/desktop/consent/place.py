"""The consent desk under test: short words for what a person does there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.support.waiting import settled
from tests.services.consent.world import World
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.program import Program
from ugc_studio.domain.events import Event
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.register import Notice

D = TypeVar("D", bound=QDialog)


@dataclass
class Place:
    """What a person sees and presses."""

    program: Program
    desk: Desk
    page: ConsentPage
    qtbot: QtBot
    world: World

    def wait(self) -> None:
        """Until everything was answered and shown."""
        settled(self.qtbot, self.desk)

    def key(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        """Press a key wherever the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(focus, key, held)
        self.wait()

    def press(self, button: QWidget) -> None:
        """Press a button with the mouse."""
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.wait()

    def choose(self, notice: Notice) -> None:
        """Choose what was agreed to."""
        select = self.page.form.formule.select
        select.set_value(notice.uuid)
        select.picked.emit(notice.uuid)
        self.wait()

    def dialog(self, kind: type[D]) -> D:
        """The dialog that is open."""
        (found,) = (one for one in self.program.window.findChildren(kind) if one.isVisible())
        return found

    @property
    def open_photo(self) -> int | None:
        """The photo on the desk."""
        return int(self.page.opened.asset_id) if self.page.opened is not None else None

    @property
    def button(self) -> str:
        """The words of the main button."""
        return self.page.form.foot.record.accessibleName()

    @property
    def toast(self) -> str:
        """The notice at the foot of the window."""
        return self.program.window.toasts.text

    def events(self) -> list[Event]:
        """The whole ledger."""
        with self.desk.studio.library.read() as session:
            return [row.event() for row in session.ledger.rows()]

    def last(self) -> Event:
        """What was recorded last."""
        return self.events()[-1]

    def verdict(self, photo: int, **changes: object) -> Verdict:
        """The gate's answer for a photo."""
        return self.desk.studio.consent.clearance(photo, self.world.use(**changes))
