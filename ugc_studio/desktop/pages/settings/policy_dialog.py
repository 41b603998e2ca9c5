"""What was changed about the rules of a brand: when, by whom, before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.widgets.basic import Button, Label, card, column, panel
from ugc_studio.domain.messages import _
from ugc_studio.library.register import Brand
from ugc_studio.services.consent.policy_history import PolicyChange


class ChangesDialog(Dialog):
    """The list, the latest first; the ledger keeps it for good."""

    def __init__(self, desk: Desk, window: QWidget, brand: Brand) -> None:
        told = _("Every change is in the ledger. It counts from then on, for every check and every badge.")
        super().__init__(
            desk, window, _("Rules of {brand}", brand=brand.name), width=600, only_shows=True, sentence=told
        )
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.changes: Sequence[PolicyChange] = ()
        close = Button(self.theme, desk.show(_("Close"))).on(self.accept)
        self.fill(panel(self._lines), (None, close))
        close.setFocus()
        key = brand.key
        desk.ask(lambda studio: studio.consent.policies.of(key), self._show, owner=self)

    def _show(self, changes: Sequence[PolicyChange]) -> None:
        self.changes = changes
        theme, show = self.theme, self.desk.show
        if not changes:
            words = _("Nothing was changed since this was recorded.")
            self._lines.addWidget(Label(theme, show(words), "quiet", wrap=True))
        for change in changes:
            words = _("{day}, {who}", day=change.at.date(), who=change.by)
            box = card(quiet=True)
            texts = [Label(theme, show(text), "body", wrap=True) for text in change.texts]
            box.setLayout(column(Label(theme, show(words), "hint"), *texts, gap=4, margins=(12, 10, 12, 10)))
            self._lines.addWidget(box)
        self.settle()


def open_changes(desk: Desk, window: QWidget, brand: Brand) -> ChangesDialog:
    """Show them."""
    dialog = ChangesDialog(desk, window, brand)
    dialog.appear()
    return dialog
