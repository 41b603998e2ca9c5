"""Attaching a signed paper: dropped or chosen, its code is read, else typed; then its window opens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.drop_box import DropBox
from ugc_studio.desktop.pages.consent.paper.paper_dialog import open_paper
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, column
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.domain.forms import read_code
from ugc_studio.domain.messages import _
from ugc_studio.library.forms import SignedPaper
from ugc_studio.services.consent.forms.returning import LookedAt


class AttachDialog(Dialog):
    """Takes files; a paper whose code is read is kept at once and opened, for another one the code is asked for."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        sentence = _("A scan, a photo or a PDF of the paper. Its code says for which photos it is and what was asked.")
        super().__init__(desk, window, _("Attach a signed paper"), width=560, sentence=sentence)
        self._above = window
        show, theme = desk.show, desk.theme
        self.files = DropBox(desk, _("Drop the signed paper here: a scan, a photo or a PDF"))
        self.busy = Words(theme, show(_("Reading the code…")), "hint")
        self.busy.hide()
        self.told = Words(theme, "", "body")
        self.told.hide()
        self.code = LineField(theme, show(_("Code of the form")), hint=show(_("Code beside the square")))
        self.code.textChanged.connect(lambda _text: self._check())
        self.code.hide()
        self.go = Button(theme, show(_("Attach")), "primary", icon="attach").on(self._attach_typed)
        self.go.hide()
        cancel = Button(theme, show(_("Cancel"))).on(self.reject)
        self.fill(column(self.files, self.busy, self.told, self.code, gap=10), (None, cancel, self.go))
        self.files.changed.connect(self._look)
        self.files.choose.setFocus()
        self._check()

    # ------------------------------------------------------------------ looking

    def _look(self) -> None:
        files = self.files.files
        if not files:
            self._ask_code(())
            return
        self.busy.show()
        self.told.hide()
        self.desk.ask(
            lambda studio: studio.forms.look(files), self._looked, owner=self, key="look", failed=self._failed
        )

    def _looked(self, found: Sequence[LookedAt]) -> None:
        self.busy.hide()
        known = [(one.path, one.code) for one in found if one.code is not None]
        unknown = [one for one in found if one.code is None]
        if known and not unknown:
            self._keep(known, as_read=True)
        else:
            self._ask_code(unknown)

    def _ask_code(self, unknown: Sequence[LookedAt]) -> None:
        self.told.setVisible(bool(unknown))
        self.code.setVisible(bool(unknown))
        self.go.setVisible(bool(unknown))
        if unknown:
            first = unknown[0]
            text = _("{file}: {reason}", file=first.path.name, reason=first.why_not)
            self.told.set_text(self.desk.show(text))
            self.code.setFocus()
            self.go.setDefault(True)
        self._check()

    def _check(self) -> None:
        known = read_code(self.code.text()) is not None
        self.go.setEnabled(known and len(self.files.files) == 1 and not self.desk.read_only)

    # ------------------------------------------------------------------ keeping

    def _attach_typed(self) -> None:
        self._keep([(path, self.code.text()) for path in self.files.files[:1]], as_read=False)

    def _keep(self, papers: Sequence[tuple[Path, str]], *, as_read: bool) -> None:
        self.desk.act(
            lambda studio: [studio.forms.attach(path, code, as_read=as_read) for path, code in papers],
            kinds=Changed.CONSENT, done=self._kept, failed=self._failed, owner=self,
        )  # fmt: skip

    def _kept(self, papers: Sequence[SignedPaper]) -> None:
        self.accept()
        waiting = [one for one in papers if one.recorded_at is None]
        if not waiting:
            self.desk.toast(_("This paper was recorded before."))
            return
        open_paper(self.desk, self._above, waiting[0].evidence)

    def _failed(self, error: BaseException) -> None:
        self.busy.hide()
        self.desk.tell(error)


def open_attaching(desk: Desk, window: QWidget) -> AttachDialog:
    """Ask for a paper."""
    dialog = AttachDialog(desk, window)
    dialog.appear()
    return dialog
