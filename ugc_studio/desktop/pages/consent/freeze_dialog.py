"""A crisis: stop every publication of a creator, a place, a brand or all, wherever one is; it shows what that stops."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.legal.matter_card import stopped_words
from ugc_studio.desktop.pages.consent.reading import parties_of
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, clear, column
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.events import Event, Target
from ugc_studio.domain.messages import Text, _
from ugc_studio.services.consent.review.freezes import LIBRARY, Stopped

KINDS: Mapping[str, Text] = {
    "creator": _("Everything by somebody"),
    "place": _("Everything from a place"),
    "brand": _("Everything of a brand"),
    "library": _("The whole library"),
}
Choices = Mapping[str, Sequence[tuple[str, str]]]


class FreezeDialog(Dialog):
    """What, which, why; then nothing of it leaves until legal lifts the freeze."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        told = _("Nothing of what you choose leaves the library until legal lifts the freeze, with a reason.")
        super().__init__(desk, window, _("Freeze publishing"), width=540, sentence=told)
        show, theme = desk.show, desk.theme
        self._choices: Choices = {}
        self.kind = Select(theme, show(_("What")), [(kind, show(words)) for kind, words in KINDS.items()])
        self.which = Select(theme, show(_("Which")))
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName(show(_("Reason")))
        self.reason.setFixedHeight(theme.px(70))
        self.reason.setTabChangesFocus(True)
        self.caption = Label(theme, show(_("What it stops")), "caps")
        self.stops = QVBoxLayout()
        self.stops.setSpacing(4)
        self.go = Button(theme, show(_("Freeze")), "danger_fill", icon="freeze").on(self._freeze)
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        content = column(
            Label(theme, show(_("What")), "caps"), self.kind, self.which,
            self.caption, self.stops,
            Label(theme, show(_("Reason")), "caps"), self.reason, gap=8,
        )  # fmt: skip
        self.fill(content, (None, cancel, self.go))
        cancel.setDefault(True)
        self.kind.picked.connect(lambda _value: self._offer())
        self.which.picked.connect(lambda _value: self._look())
        self.reason.textChanged.connect(self._check)
        desk.ask(_choices, self._known, owner=self)
        self.kind.setFocus()
        self._check()

    @property
    def target(self) -> Target | None:
        """What was chosen."""
        kind, which = str(self.kind.value()), self.which.value()
        if kind == LIBRARY.kind:
            return LIBRARY
        return Target(kind, str(which)) if which is not None else None

    def _known(self, choices: Choices) -> None:
        self._choices = choices
        self._offer()

    def _offer(self) -> None:
        kind = str(self.kind.value())
        choices = self._choices.get(kind, ())
        self.which.set_choices([(None, self.desk.show(_("Choose…"))), *choices])
        self.which.set_value(choices[0][0] if len(choices) == 1 else None)
        self.which.setVisible(kind != LIBRARY.kind)
        self._look()

    def _look(self) -> None:
        """Show what would be stopped, before anything is."""
        clear(self.stops)
        self._check()
        target = self.target
        self.caption.setVisible(target is not None)
        if target is not None:
            self.desk.ask(
                lambda studio: studio.review.would_stop(target), self._show_stops, owner=self, key="stops"
            )

    def _show_stops(self, stopped: Stopped) -> None:
        clear(self.stops)
        for text in stopped_words(stopped):
            self.stops.addWidget(Words(self.theme, self.desk.show(text), "quiet"))
        self.settle()

    def _check(self) -> None:
        whole = self.target is not None and bool(self.reason.toPlainText().strip())
        self.go.setEnabled(whole and not self.desk.read_only)

    def _freeze(self) -> None:
        target, reason = self.target, self.reason.toPlainText().strip()
        if target is None:
            return
        self.go.setEnabled(False)

        def done(_events: list[Event]) -> None:
            self.accept()

        self.desk.act(
            lambda studio: studio.consent.recorder.freeze([target], reason=reason),
            kinds=Changed.CONSENT | Changed.USES, done=done, failed=self._failed, owner=self,
            toast=Toast(
                _("Frozen. Only legal can lift it."), icon="freeze", tone="warn", button=_("Show the freezes"),
                do=lambda: self.desk.go("consent", {"queue": "legal"}),
            ),
        )  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self._check()
        self.desk.tell(error)


def _choices(studio: Studio) -> Choices:
    with studio.library.read() as session:
        return {
            "creator": parties_of(session),
            "place": [(place.uuid, place.name) for place in session.register.places()],
            "brand": [(brand.uuid, brand.name) for brand in session.register.brands()],
        }


def open_freeze(desk: Desk, window: QWidget) -> FreezeDialog:
    """Open the form."""
    dialog = FreezeDialog(desk, window)
    dialog.appear()
    return dialog
