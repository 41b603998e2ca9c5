"""The rights of one post in a sentence: until when they cover it, or what stands against it and where to go."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.galleries.looking import Item, Opened, PostRights
from ugc_studio.desktop.theme.consent import LOOKS
from ugc_studio.desktop.widgets.basic import Button, Label, column, row
from ugc_studio.desktop.widgets.pieces import Pill
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import Text, _

MOST_REASONS = 4


class RightsBox(QWidget):
    """One line when all is well; else the reasons and a button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme = desk, desk.theme
        self._asset = 0
        self._sign = QLabel()
        self._sign.setPixmap(theme.pixmap("cleared", "ok"))
        self.sentence = Label(theme, "", "hint", wrap=True)
        self.pill = Pill(theme, "")
        self.reasons = Label(theme, "", "hint", wrap=True)
        self.open = Button(theme, desk.show(_("Open in Consent")), icon="consent").on(
            lambda: desk.go("consent", {"asset": self._asset})
        )
        line = row(self._sign, self.sentence, gap=8)
        line.setStretch(1, 1)
        self.setLayout(column(line, row(self.pill, None), self.reasons, self.open, gap=8))

    def show_item(self, item: Item, opened: Opened, rights: PostRights | None) -> None:
        """Show what is known about a post."""
        self._asset = item.id
        show = self._desk.show
        cleared, unsure = item.state is ConsentState.CLEARED, item.readiness is None
        for part in (self._sign, self.sentence):
            part.setVisible(cleared)
        self.pill.setVisible(not cleared and not unsure)
        self.open.setVisible(not cleared and not unsure)
        reasons = () if item.readiness is None or cleared else item.readiness.reasons[:MOST_REASONS]
        words = "\n".join(show(reason) for reason in reasons)
        if unsure:
            words = show(_("Say where this gallery appears; then the rights of each photo can be checked."))
        self.reasons.set_text(words)
        self.reasons.setVisible(bool(words))
        if cleared:
            self.sentence.set_text(show(_covered(opened, rights)))
        else:
            look = LOOKS[item.state]
            self.pill.set_look(show(look.words), icon=look.icon, ink=look.ink, ground=look.ground)


def _covered(opened: Opened, rights: PostRights | None) -> Text:
    where = opened.channel.name if opened.channel else ""
    if rights is not None and rights.until is not None:
        return _("Rights cover {channel} until {day}", channel=where, day=rights.until)
    return _("Rights cover {channel}", channel=where)
