"""Legal approves what waits for it in one photo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.act_dialog import RECORDED_FOR_GOOD
from ugc_studio.desktop.pages.consent.acts import APPROVED, approve, codes_of
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, Label, column
from ugc_studio.domain.consent import Role
from ugc_studio.domain.messages import _


def open_approval(desk: Desk, window: QWidget, opened: Opened, done: Callable[[], None]) -> Dialog:
    """Say what is approved and ask why; a grant needs no reason, money and sensitive photos do."""
    dialog = Dialog(
        desk, window, _("Approve"), width=520,
        sentence=_("You approve as legal. It counts for what was recorded until now, never for what comes after."),
    )  # fmt: skip
    show, theme = desk.show, desk.theme
    codes = codes_of(opened)
    texts = [r.text for r in opened.photo.verdict.reasons if r.code in APPROVED]
    needed = any(APPROVED[code] != "grant" for code in codes)
    reason = QPlainTextEdit()
    reason.setFixedHeight(theme.px(70))
    reason.setTabChangesFocus(True)
    caption = show(_("Reason") if needed else _("Reason, if there is one to keep"))
    reason.setAccessibleName(caption)
    go = Button(theme, show(_("Approve")), "primary", icon="law")

    def check() -> None:
        legal = desk.studio.actor.role is Role.LEGAL and not desk.read_only
        go.setEnabled(legal and bool(codes) and (not needed or bool(reason.toPlainText().strip())))

    def finished() -> None:
        dialog.accept()
        done()

    def record() -> None:
        record_approval(desk, opened, reason.toPlainText().strip() or None, finished)

    reason.textChanged.connect(check)
    go.on(record)
    go.setDefault(True)
    check()
    lines = [Words(theme, show(text)) for text in texts]
    cancel = Button(theme, show(_("Cancel"))).on(dialog.reject)
    dialog.fill(column(*lines, Label(theme, caption, "caps"), reason, gap=8), (None, cancel, go))
    dialog.appear()
    return dialog


def record_approval(desk: Desk, opened: Opened, reason: str | None, done: Callable[[], None]) -> None:
    """Write the approvals."""
    asset, codes = opened.asset_id, codes_of(opened)
    desk.act(
        lambda studio: approve(studio, asset, codes, reason),
        kinds=Changed.CONSENT, ids=(int(asset),), toast=Toast(RECORDED_FOR_GOOD, icon="ok", tone="ok"),
        done=lambda _events: done(),
    )  # fmt: skip
