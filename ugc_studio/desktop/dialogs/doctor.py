"""Checks the library: what was looked at, what was found, each in one sentence."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.widgets.basic import Button, Label, clear, column, row
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.doctor import CheckResult


class DoctorDialog(Dialog):
    """Runs the quick checks at once; reading every file again is a button of its own, because it takes long."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(
            desk,
            window,
            _("Check the library"),
            width=640,
            height=420,
            only_shows=True,
            sentence=_("Nothing is changed. Files, database, ledger of consent and what lists show are compared."),
        )
        self._results = QVBoxLayout()
        self._results.setContentsMargins(0, 0, 14, 0)
        self._results.setSpacing(14)
        self._again = Button(self.theme, desk.show(_("Check every file"))).on(lambda: self._check(deep=True))
        self._again.setToolTip(desk.show(_("Reads every original again and compares it with what came in.")))
        self._copy = Button(self.theme, desk.show(_("Copy")), icon="copy").on(self._copy_all)
        done = Button(self.theme, desk.show(_("Done")), "primary").on(self.accept)
        self.fill(self._results, (self._again, self._copy, None, done))
        self._text = ""
        done.setFocus()
        self._check(deep=False)

    def _check(self, *, deep: bool) -> None:
        self._again.setEnabled(False)
        self._copy.setEnabled(False)
        self._say(_("Looking…"))
        self.desk.run(
            _("Checking the library"),
            lambda studio, context: studio.maintenance.examine(context, deep=deep),
            done=self._found,
            failed=self._failed,
        )

    def _say(self, text: Text) -> None:
        clear(self._results)
        self._results.addWidget(Label(self.theme, self.desk.show(text), "quiet", wrap=True))
        self._results.addStretch(1)

    def _failed(self, error: BaseException) -> None:
        if self._is_gone():
            return
        self._again.setEnabled(True)
        self._say(_("The check did not finish."))
        self.desk.tell(error)

    def _found(self, results: list[CheckResult]) -> None:
        verdict = _verdict(results)
        if self._is_gone():
            self.desk.toast(verdict)
            return
        show = self.desk.show
        self._again.setEnabled(True)
        self._copy.setEnabled(True)
        clear(self._results)
        self._results.addWidget(Label(self.theme, show(verdict), "section", wrap=True))
        for result in results:
            self._results.addWidget(self._line(result))
        self._results.addStretch(1)
        lines = [show(verdict), *(f"{'+' if result.ok else '!'} {show(result.detail)}" for result in results)]
        self._text = "\n".join([*lines, *(item for result in results for item in result.items)])
        self.desk.say(verdict)

    def _line(self, result: CheckResult) -> QWidget:
        sign = QLabel()
        sign.setPixmap(self.theme.pixmap("ok" if result.ok else "warning", "ok" if result.ok else "warn"))
        words = column(Label(self.theme, self.desk.show(result.detail), wrap=True), gap=2)
        for item in result.items[:20]:
            words.addWidget(Label(self.theme, item, "hint", wrap=True))
        across = row(sign, words, gap=12)
        across.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(across)
        return holder

    def _copy_all(self) -> None:
        self.desk.prompts.copy(self._text)
        self.desk.toast(_("Copied"))

    def _is_gone(self) -> bool:
        import shiboken6

        return not shiboken6.isValid(self)


def _verdict(results: list[CheckResult]) -> Text:
    bad = sum(not result.ok for result in results)
    if bad:
        return ngettext("{n} check found something", "{n} checks found something", bad, n=bad)
    return _("Everything is there and fits together")


def open_dialog(desk: Desk, window: QWidget) -> None:
    """Check, and show what was found."""
    DoctorDialog(desk, window).appear()
