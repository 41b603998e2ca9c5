"""The menu of a gallery: name, copy, goal, use, delete."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.galleries.acts import GalleryActs
from ugc_studio.desktop.pages.galleries.dialogs import GoalDialog, NameDialog, UseDialog
from ugc_studio.domain.galleries import Gallery
from ugc_studio.domain.messages import Text, _


class GalleryMenu:
    """What can be done with a gallery as a whole."""

    def __init__(self, desk: Desk, acts: GalleryActs, window: Callable[[], QWidget]) -> None:
        self._desk, self._acts, self._window = desk, acts, window

    def open_under(self, button: QWidget, gallery: Gallery) -> QMenu:
        """Show the menu under its button."""
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def entry(icon: str, text: Text, do: Callable[[Gallery], None]) -> None:
            action = QAction(self._desk.theme.icon(icon), self._desk.show(text), menu)
            action.triggered.connect(lambda _checked=False: do(gallery))
            menu.addAction(action)

        entry("edit", _("Rename…"), self.rename)
        entry("copy", _("Duplicate…"), self.duplicate)
        entry("campaign", _("Goal and deadline…"), self.set_goal)
        entry("globe", _("Where it appears…"), self.say_use)
        entry("law", _("Hand over for review…"), self.hand_over)
        menu.addSeparator()
        entry("trash", _("Delete gallery"), lambda _gallery: self._acts.delete())
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))
        return menu

    def hand_over(self, gallery: Gallery) -> None:
        """Ask for whom."""
        from ugc_studio.desktop.dialogs.handover.making import open_dialog

        open_dialog(self._desk, self._window(), gallery=gallery.uuid)

    def rename(self, gallery: Gallery) -> None:
        """Ask for another name."""
        NameDialog(self._desk, self._window(), _("Rename gallery"), gallery.name, yes=_("Rename"),
                   done=self._acts.rename).appear()  # fmt: skip

    def duplicate(self, gallery: Gallery) -> None:
        """Ask for the name of the copy."""
        name = self._desk.show(_("{name} (copy)", name=gallery.name))
        NameDialog(self._desk, self._window(), _("Duplicate gallery"), name, yes=_("Duplicate"),
                   done=self._acts.duplicate).appear()  # fmt: skip

    def set_goal(self, gallery: Gallery) -> None:
        """Ask for goal and deadline."""
        GoalDialog(self._desk, self._window(), gallery, self._acts.set_goal).appear()

    def say_use(self, gallery: Gallery) -> None:
        """Ask where it appears."""
        UseDialog(self._desk, self._window(), gallery).appear()
