"""Whether something of value was given for the answer; legal looks at it then."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.recording import InReturn
from ugc_studio.desktop.widgets.basic import Label, row
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.messages import Text, _

KINDS = {
    "voucher": _("a voucher"),
    "stay": _("a stay"),
    "prize": _("a prize"),
    "fee": _("a fee"),
}
MOST_EUROS = 1e9


class InReturnBox(QWidget):
    """Nothing by default; else what, worth how much, and for which campaign or aim."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        show, theme = desk.show, desk.theme
        self.kind = Select(theme, show(_("Given in return")))
        self.kind.set_choices([(None, show(_("Nothing"))), *((kind, show(words)) for kind, words in KINDS.items())])
        self.worth = QLineEdit()
        self.worth.setPlaceholderText(show(_("Euros without VAT")))
        self.worth.setAccessibleName(show(_("What it is worth, in euros without VAT")))
        self.objective = QLineEdit()
        self.objective.setPlaceholderText(show(_("For what")))
        self.objective.setAccessibleName(show(_("For which campaign or aim")))
        self._more = QWidget()
        self._more.setLayout(row(self.worth, self.objective, gap=8))
        self._more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Label(theme, show(_("Given in return")), "caps"))
        layout.addWidget(self.kind)
        layout.addWidget(self._more)
        self.kind.picked.connect(lambda _value: self._picked())
        for box in (self.worth, self.objective):
            box.textEdited.connect(lambda _text: self.changed.emit())

    def empty(self) -> None:
        """Nothing was given, without telling."""
        self.kind.set_value(None)
        self.worth.clear()
        self.objective.clear()
        self._more.hide()

    def why_not(self) -> Text | None:
        """What is wrong with it; None when it can be recorded."""
        typed = self.worth.text().strip()
        if self.kind.value() is not None and typed and self._euros() is None:
            return _("{value} is not a sum in euros.", value=typed)
        return None

    def value(self) -> InReturn | None:
        """What was given, if anything; a sum left out counts as unknown."""
        kind = self.kind.value()
        if kind is None:
            return None
        return InReturn(str(kind), self._euros(), self.objective.text().strip() or None)

    def _euros(self) -> float | None:
        try:
            found = float(self.worth.text().strip().replace(",", ".").replace(" ", ""))
        except ValueError:
            return None
        return found if 0 <= found < MOST_EUROS else None

    def _picked(self) -> None:
        self._more.setVisible(self.kind.value() is not None)
        self.changed.emit()
