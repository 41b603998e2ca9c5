"""The wordings that people are asked to agree to; answers refer to them, so a change is a new version."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed, Changes
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.adopting import open_adopting
from ugc_studio.desktop.pages.settings.notice_dialog import open_notice
from ugc_studio.desktop.pages.settings.part import Lines, SettingsPart
from ugc_studio.desktop.widgets.basic import Button, Label, card, clear, column, line, panel, row, sentence
from ugc_studio.desktop.widgets.pieces import Segments
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.describing import MEDIA
from ugc_studio.services.consent.desk.formules import Formule
from ugc_studio.services.consent.notices.adopting import Offered


def _formules(studio: Studio) -> list[Formule]:
    return list(studio.consent_desk.formules())


class NoticesPart(SettingsPart):
    """One card a wording, with its text in each of its languages."""

    name = "notices"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Consent wordings"),
            _("Every answer refers to one version of one wording. A change is a new version; older ones stay."),
        )
        self.standard = Lines(desk, _("There is no brand yet."))
        self.section(_("Standard wordings"), self.standard)
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
        brand, language = self.desk.brand, self.desk.language
        self.desk.ask(_formules, self._show, owner=self, key="notices")
        self.desk.ask(
            lambda studio: studio.notices.offered(brand, language=language), self._show_standard, owner=self,
            key="standard",
        )  # fmt: skip

    def _show_standard(self, offered: list[Offered]) -> None:
        """Each standard wording with what is adopted of it, and the button that adopts it."""
        lines = [(one.title, sentence(self.words(_about(one))), (self._adopt(one),)) for one in offered]
        self.standard.show_lines(lines)

    def _adopt(self, one: Offered) -> Button:
        words = _("Adopt…") if one.adopted is None else _("Adopt again…")
        button = Button(self.theme, self.words(words), icon="plus")
        button.on(lambda: open_adopting(self.desk, self.window(), one.key, brand=self.desk.brand))
        button.setEnabled(not self.desk.read_only)
        return button

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
        name = _("New version of {name}", name=formule.label)
        renew = Button(theme, show(_("New version…")), icon="edit", name=show(name))
        renew.on(partial(self._renew, formule))
        renew.setEnabled(not self.desk.read_only)
        head = row(Label(theme, formule.label, "section", wrap=True), renew, gap=12)
        head.setStretch(0, 1)
        inside.addLayout(head)
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

    def _renew(self, formule: Formule) -> None:
        open_notice(self.desk, self.window(), formule.notice)

    def _texts(self, formule: Formule) -> QWidget:
        texts = dict(formule.notice.texts)
        if not texts:
            return Label(self.theme, self.words(_("No text was kept for it.")), "quiet")
        first = self.desk.language if self.desk.language in texts else next(iter(texts))
        words = Label(self.theme, texts[first], wrap=True)
        digest = Label(self.theme, "", "hint", wrap=True)

        def show_text(code: str) -> None:
            words.set_text(texts[code])
            digest.set_text(self.words(_("SHA-256 {hash}", hash=formule.notice.text_hash(code) or "")))

        show_text(first)
        if len(texts) == 1:
            return panel(column(words, digest, gap=8))
        name = self.words(_("{label}: {value}", label=_("Language"), value=formule.label))
        choice = Segments(self.theme, name, [(code, code.upper(), "") for code in sorted(texts)])
        choice.set_value(first)
        choice.chosen.connect(lambda code: show_text(str(code)))
        return panel(column(row(choice, None), words, digest, gap=8))


def _about(one: Offered) -> Text:
    """What a standard wording covers, and until when it is adopted."""
    media = [MEDIA[medium] for medium in sorted(one.formule.scope.media)]
    if one.adopted is None:
        return _("{media}. Not adopted yet.", media=media)
    if one.adopted.scope.end is None:
        return _("{media}. Adopted as version {version}.", media=media, version=one.adopted.version)
    return _(
        "{media}. Adopted as version {version}, until {day}.", media=media, version=one.adopted.version,
        day=one.adopted.scope.end,
    )  # fmt: skip
