"""The right side of legal review: why it waits, the reason one writes, and one button for each decision."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.legal.words import ICONS, QUESTIONS, button_words
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, card, clear, column, panel, row
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.desktop.widgets.pieces import KeyCap, Pill, Select
from ugc_studio.domain.consent import Role
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.review.matters import KIND_WORDS, Decision, Matter
from ugc_studio.services.consent.review.service import EVERYBODY


class DecisionPanel(QWidget):
    """Everybody reads it; only legal can press its buttons."""

    decided = Signal(object)
    """A :class:`Decision`."""
    own_release = Signal()
    """Ask somebody who comes of age for their own release."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.matter: Matter | None = None
        self.buttons: dict[Decision, Button] = {}
        self.is_legal = desk.studio.actor.role is Role.LEGAL and not desk.read_only
        show, theme = desk.show, desk.theme
        self._why = QVBoxLayout()
        self._why.setSpacing(8)
        self.author = Select(theme, show(_("Who took it")))
        self.author.picked.connect(lambda _value: self._check())
        self.caption = Label(theme, "", "caps")
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(theme.px(96))
        self.reason.setTabChangesFocus(True)
        self.reason.textChanged.connect(self._check)
        self.told = Words(theme, "", "hint")
        self._acts = QVBoxLayout()
        self._acts.setSpacing(8)
        self._keys = panel(
            row(*self._caps("consent.approve", _("Decide")), *self._caps("consent.skip", _("Skip")), None, gap=4)
        )
        content = panel(column(self._why, None, gap=8, margins=(16, 16, 16, 12)))
        self._foot = panel(
            column(
                self.caption, self.author, self.reason, self.told, self._acts, self._keys, gap=8,
                margins=(16, 12, 16, 12),
            )
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolling(content), 1)
        layout.addWidget(self._foot)
        self._foot.setVisible(self.is_legal)

    def _caps(self, action: str, words: Text) -> list[QWidget]:
        theme = self._desk.theme
        caps = [KeyCap(theme, cap) for cap in self._desk.actions.caps(action)]
        return [Label(theme, self._desk.show(words), "hint"), *caps]

    # ------------------------------------------------------------------ showing

    def show_matter(self, matter: Matter, authors: Sequence[tuple[str, str]], extra: Sequence[Text] = ()) -> None:
        """Say why it waits, and offer what may be decided."""
        same = self.matter is not None and self.matter.key == matter.key
        self.matter = matter
        self._show_why(matter, extra)
        if not same:
            self.reason.setPlainText("")
        show = self._desk.show
        several = Decision.CONFIRM in matter.decisions
        everybody = [(EVERYBODY, show(_("All of them together")))] if len(authors) > 1 else []
        self.author.set_choices([(None, show(_("Choose who took it…"))), *authors, *everybody])
        self.author.setVisible(several and self.is_legal)
        needed = matter.needs_reason(matter.decisions[0])
        caption = show(_("Reason") if needed else _("Reason, if there is one to keep"))
        self.caption.set_text(caption)
        self.reason.setAccessibleName(caption)
        for widget in (self.caption, self.reason, self._keys):
            widget.setVisible(self.is_legal)
        self._show_acts(matter)
        self._check()

    def _show_why(self, matter: Matter, extra: Sequence[Text]) -> None:
        clear(self._why)
        theme, show = self._desk.theme, self._desk.show
        kind = Pill(theme, show(KIND_WORDS[matter.kind]), icon=ICONS[matter.kind], ink="warn", ground="warn_bg")
        self._why.addWidget(panel(row(kind, None)))
        self._why.addWidget(Words(theme, show(QUESTIONS[matter.kind]), "section"))
        title = show(matter.title) if isinstance(matter.title, Text) else matter.title
        self._why.addWidget(Words(theme, title, "quiet"))
        self._why.addWidget(Label(theme, show(_("Why it waits")), "caps"))
        for text in (*matter.reasons, *extra):
            self._why.addWidget(Words(theme, show(text)))
        if matter.since is not None:
            self._why.addWidget(Words(theme, show(_("Since {day}", day=matter.since.date())), "hint"))
        if not self.is_legal:
            box = card(quiet=True)
            words = _("Waits for legal. You can read everything; only the legal role decides.")
            box.setLayout(column(Words(theme, show(words)), margins=(12, 10, 12, 10)))
            self._why.addWidget(box)

    def _show_acts(self, matter: Matter) -> None:
        clear(self._acts)
        self.buttons = {}
        if not self.is_legal:
            return
        theme, show = self._desk.theme, self._desk.show
        if matter.party is not None and matter.kind.value == "coming_of_age":
            ask = Button(theme, show(_("Ask for their own release…")), icon="send").on(self.own_release.emit)
            self._acts.addWidget(ask)
        for number, decision in enumerate(matter.decisions):
            kind = "primary" if not number else "danger" if decision is Decision.INVALIDATE else "secondary"
            button = Button(theme, show(button_words(matter.kind, decision)), kind, icon="" if number else "law")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            button.clicked.connect(lambda _checked=False, decision=decision: self.decided.emit(decision))
            self.buttons[decision] = button
            self._acts.addWidget(button)

    # ------------------------------------------------------------------ what is filled in

    def why_not(self, decision: Decision) -> Text | None:
        """What is missing for a decision; nothing when it can be recorded."""
        matter = self.matter
        if matter is None or not self.is_legal:
            return _("Only the legal role decides.")
        if decision is Decision.CONFIRM and self.author.value() is None:
            return _("Choose who took it.")
        if matter.needs_reason(decision) and not self.reason.toPlainText().strip():
            return _("Write the reason: it is kept with the decision.")
        return None

    @property
    def said(self) -> tuple[str | None, str | None]:
        """The reason and the author."""
        author = self.author.value()
        return self.reason.toPlainText().strip() or None, str(author) if author is not None else None

    def hold(self) -> None:
        """Nothing is decided twice while it is being written."""
        for button in self.buttons.values():
            button.setEnabled(False)

    def _check(self) -> None:
        if self.matter is None:
            return
        for decision, button in self.buttons.items():
            wrong = self.why_not(decision)
            button.setEnabled(wrong is None)
            button.setToolTip(self._desk.show(wrong) if wrong is not None else "")
        first = self.why_not(self.matter.decisions[0]) if self.is_legal else None
        self.told.set_text(self._desk.show(first) if first is not None else "")
        self.told.setVisible(first is not None)
