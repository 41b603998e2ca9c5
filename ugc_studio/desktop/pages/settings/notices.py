"""The wordings that people are asked to agree to: scope and text, read-only, because answers refer to them."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.settings.part import SettingsPart
from ugc_studio.desktop.widgets.basic import Label, card, clear, column, line, panel, row
from ugc_studio.desktop.widgets.pieces import Segments
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.desk.formules import Formule


def _formules(studio: Studio) -> list[Formule]:
    return list(studio.consent_desk.formules())


class NoticesPart(SettingsPart):
    """One card a wording, with its text in each of its languages."""

    name = "notices"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Consent wordings"),
            _("Every answer refers to one version of one wording. Issue a new one with: ugc-studio notices add"),
        )
        self.cards = QVBoxLayout()
        self.cards.setSpacing(12)
        self.stack.addLayout(self.cards)
        self.finish()
        self._look()

    def refresh(self, changed: Changes) -> None:
        """A wording was issued."""
        if changed.touch(Changed.REGISTER):
            self._look()

    def _look(self) -> None:
        self.desk.ask(_formules, self._show, owner=self, key="notices")

    def _show(self, formules: list[Formule]) -> None:
        clear(self.cards)
        if not formules:
            empty = _("No wording yet. Without one, answers can only be recorded term by term.")
            self.cards.addWidget(Label(self.theme, self.words(empty), "quiet", wrap=True))
        for formule in formules:
            self.cards.addWidget(self._card(formule))

    def _card(self, formule: Formule) -> QWidget:
        theme, show = self.theme, self.words
        box = card()
        inside = QVBoxLayout(box)
        inside.setContentsMargins(18, 14, 18, 14)
        inside.setSpacing(8)
        inside.addWidget(Label(theme, formule.label, "section", wrap=True))
        for detail in formule.lines:
            values = ", ".join(self.desk.translate.show(value) for value in detail.values)
            label = Label(theme, show(detail.label), "hint", wrap=True)
            label.setFixedWidth(theme.px(150))
            across = row(label, Label(theme, values, wrap=True), gap=12)
            across.setStretch(1, 1)
            inside.addLayout(across)
        inside.addWidget(line())
        inside.addWidget(self._texts(formule))
        return box

    def _texts(self, formule: Formule) -> QWidget:
        texts = dict(formule.notice.texts)
        if not texts:
            return Label(self.theme, self.words(_("No text was kept for it.")), "quiet")
        first = self.desk.language if self.desk.language in texts else next(iter(texts))
        words = Label(self.theme, texts[first], wrap=True)
        if len(texts) == 1:
            return words
        name = self.words(_("{label}: {value}", label=_("Language"), value=formule.label))
        choice = Segments(self.theme, name, [(code, code.upper(), "") for code in sorted(texts)])
        choice.set_value(first)
        choice.chosen.connect(lambda code: words.set_text(texts[str(code)]))
        return panel(column(row(choice, None), words, gap=8))
