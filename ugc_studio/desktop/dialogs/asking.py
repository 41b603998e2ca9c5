"""One question with two answers, for the few things that Undo does not reverse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.widgets.basic import Button, Label, column
from ugc_studio.domain.messages import Text, _


def ask(
    desk: Desk,
    window: QWidget,
    title: Text,
    sentence: Text,
    *,
    yes: Text,
    done: Callable[[], object],
    no: Text | None = None,
    danger: bool = False,
) -> Dialog:
    """Ask; ``done`` is called for yes. The safe answer has the focus."""
    dialog = Dialog(desk, window, title, width=480)

    def agree() -> None:
        dialog.accept()
        done()

    keep = Button(desk.theme, desk.show(no or _("Cancel"))).on(dialog.reject)
    go = Button(desk.theme, desk.show(yes), "danger_fill" if danger else "primary").on(agree)
    dialog.fill(column(Label(desk.theme, desk.show(sentence), wrap=True)), (None, keep, go))
    keep.setFocus()
    dialog.appear()
    return dialog
