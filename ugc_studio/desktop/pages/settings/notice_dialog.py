"""The next version of a wording: what it covers and its texts, each held against the other while one types."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.dialogs.fields import codes
from ugc_studio.desktop.widgets.basic import Button, column, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.form import Complaint, Form, OptionalDay, soon
from ugc_studio.desktop.widgets.pieces import CheckBox, Segments
from ugc_studio.domain.consent import Scope
from ugc_studio.domain.errors import StudioError, UsageError
from ugc_studio.domain.messages import _
from ugc_studio.library.register import Notice
from ugc_studio.services.consent.describing import MEDIA
from ugc_studio.services.consent.notices.adopting import Difference, Revision
from ugc_studio.services.uses import check_territories

TEXT_HEIGHT = 200


class NoticeDialog(Dialog):
    """Texts in the standard words follow what is chosen above them; a text of one's own stays as it was typed."""

    def __init__(self, desk: Desk, window: QWidget, notice: Notice) -> None:
        told = _("Answers that refer to version {version} stay under it.", version=notice.version)
        title = _("New version of “{name}”", name=notice.name)
        super().__init__(desk, window, title, width=720, sentence=told)
        self.notice = notice
        self.own: dict[str, str] = {}
        """What was typed, by language."""
        self._texts: dict[str, str] = dict(notice.texts)
        self._differences: dict[str, Difference] = {}
        self._wrong = False
        self._check_soon = soon(self)
        self._check_soon.timeout.connect(self._check)
        self.scope_told, self.text_told = Complaint(self.theme), Complaint(self.theme)
        form = self._make_scope()
        self.language = self._make_languages()
        self.text = self._make_text()
        self.yes = Button(self.theme, desk.show(_("Issue version {version}", version=notice.version + 1)), "primary")
        self.yes.on(self.save)
        cancel = Button(self.theme, desk.show(_("Cancel"))).on(self.reject)
        parts = column(form, self.scope_told, row(self.language, None), self.text, self.text_told, gap=12)
        self.fill(parts, (None, cancel, self.yes))
        self._show_text()
        self._check()
        self.countries.setFocus()

    # ------------------------------------------------------------------ the form

    def _make_scope(self) -> Form:
        theme, show, scope = self.theme, self.desk.show, self.notice.scope
        form = Form(theme)
        self.countries = LineField(theme, show(_("Countries")), ", ".join(sorted(scope.territories)))
        form.add(show(_("Countries")), self.countries, hint=show(_("Codes of two letters, for instance: FR, BE")))
        start = scope.end or self.desk.studio.library.clock().date()
        self.end = OptionalDay(theme, show(_("Ends on")), day=scope.end, start=start)
        form.add(show(_("Term")), self.end)
        media = QWidget()
        flow = FlowLayout(media, gap=10)
        self.media: dict[str, CheckBox] = {}
        for medium, words in MEDIA.items():
            box = CheckBox(theme, show(words), checked=medium in scope.media)
            box.toggled.connect(self._scope_changed)
            self.media[medium] = box
            flow.addWidget(box)
        form.add(show(_("Media")), media)
        self.countries.textChanged.connect(self._scope_changed)
        self.end.changed.connect(self._scope_changed)
        return form

    def _make_languages(self) -> Segments:
        known = sorted({*self.notice.texts, *self.desk.studio.notices.catalogue.languages})
        made = Segments(self.theme, self.desk.show(_("Language")), [(code, code.upper(), "") for code in known])
        made.set_value(self.desk.language if self.desk.language in known else known[0])
        made.chosen.connect(lambda _code: self._show_text())
        return made

    def _make_text(self) -> QPlainTextEdit:
        box = QPlainTextEdit()
        box.setTabChangesFocus(True)
        box.setFont(self.theme.font(13))
        box.setFixedHeight(self.theme.px(TEXT_HEIGHT))
        box.textChanged.connect(self._typed)
        return box

    # ------------------------------------------------------------------ checking

    @property
    def _code(self) -> str:
        return str(self.language.value())

    def _scope_changed(self) -> None:
        self.yes.setEnabled(False)
        self._check_soon.start()

    def _typed(self) -> None:
        text = self.text.toPlainText()
        if text != self._texts.get(self._code, ""):
            self.own[self._code] = self._texts[self._code] = text
            self._scope_changed()

    def _show_text(self) -> None:
        """The text in the chosen language, with what is wrong with it under it."""
        code = self._code
        self.text.setAccessibleName(self.desk.show(_("Text in {language}", language=code.upper())))
        text = self._texts.get(code, "")
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        found = self._differences.get(code)
        self.text_told.say(self.desk.show(found.text) if found is not None else "")

    def _scope(self) -> Scope:
        """What is chosen.

        Raises:
            UsageError: a country is not known, or nothing is chosen.
        """
        media = frozenset(medium for medium, box in self.media.items() if box.isChecked())
        territories = check_territories(codes(self.countries.text()))
        if not media or not territories:
            raise UsageError(_("A notice names at least one medium, one country and one brand."))
        other = self.notice.scope.media - self.media.keys()  # those that have no box stay
        return replace(self.notice.scope, media=media | other, territories=territories, end=self.end.day())

    def _check(self) -> None:
        """Hold the texts against what is chosen."""
        try:
            scope = self._scope()
        except UsageError as error:
            self._wrong = True
            self.scope_told.say(self.desk.show(error.text))
            self.yes.setEnabled(False)
            return
        self._wrong = False
        self.scope_told.say("")
        notice, own = self.notice, dict(self.own)
        self.desk.ask(
            lambda studio: studio.notices.revision(notice, scope, own), self._checked, owner=self, key="revision"
        )

    def _checked(self, revision: Revision) -> None:
        if self._check_soon.isActive() or self._wrong:
            return  # it is being changed again
        self._texts = {**revision.texts, **self.own}
        self._differences = dict(revision.differences)
        self._show_text()
        stopping = [code for code, found in self._differences.items() if found.stops]
        if stopping and self._code not in stopping:
            self.text_told.say(self.desk.show(self._differences[stopping[0]].text))
        changed = revision.scope != self.notice.scope or dict(revision.texts) != dict(self.notice.texts)
        self.yes.setEnabled(changed and not stopping and not self.desk.read_only)

    # ------------------------------------------------------------------ issuing

    def save(self) -> None:
        """Issue it; what was typed stays until it is."""
        try:
            scope = self._scope()
        except UsageError as error:
            self.scope_told.say(self.desk.show(error.text))
            return
        notice, own = self.notice, dict(self.own)
        self.yes.setEnabled(False)
        self.desk.act(
            lambda studio: _issue(studio, notice, scope, own), kinds=Changed.REGISTER, done=self._issued,
            failed=self._refused, owner=self,
        )  # fmt: skip

    def _issued(self, made: Notice) -> None:
        self.accept()
        said = {"name": made.name, "version": made.version, "key": made.key}
        self.desk.toast(Toast(_("Issued {name}, version {version} ({key}).", **said), icon="ok", tone="ok"))

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, StudioError):
            self.scope_told.say(self.desk.show(error.text))
        else:
            self.desk.tell(error)


def _issue(studio: Studio, notice: Notice, scope: Scope, own: dict[str, str]) -> Notice:
    texts = studio.notices.revision(notice, scope, own).texts
    studio.notices.vet(scope, texts)
    return studio.register.issue_notice(notice.name, scope=scope, texts=texts, key=notice.key)


def open_notice(desk: Desk, window: QWidget, notice: Notice) -> NoticeDialog:
    """Show what the next version of a wording would say."""
    dialog = NoticeDialog(desk, window, notice)
    dialog.appear()
    return dialog
