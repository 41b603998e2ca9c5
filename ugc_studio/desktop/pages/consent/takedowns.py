"""What has to come down: where, under which account, why, until when, who does it, and the proof once it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.dialogs.base import Dialog
from ugc_studio.desktop.pages.consent.drop_box import DropBox
from ugc_studio.desktop.pages.consent.reading import small_picture
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, card, clear, column, panel, row
from ugc_studio.desktop.widgets.empty import EmptyState, scrolling
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Pill, Segments
from ugc_studio.domain.messages import _
from ugc_studio.services.consent.desk.takedowns import TakedownRow

Found = tuple[Sequence[TakedownRow], Mapping[int, QImage | None]]


class TakedownsView(QWidget):
    """The list, the soonest due first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        show, theme = desk.show, desk.theme
        self.state = Segments(
            theme, show(_("Which takedowns")), [("open", show(_("To do")), ""), ("done", show(_("Done")), "")]
        )
        self.state.chosen.connect(lambda _value: self.reload())
        self.cards: dict[int, QFrame] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self._lines.setContentsMargins(18, 4, 18, 18)
        self._empty = EmptyState(theme, "ok", "", "")
        self.area = scrolling(panel(self._lines))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self.state, None, margins=(18, 14, 18, 0)))
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.area, 1)
        self._empty.hide()
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def reload(self) -> None:
        """Read the list anew."""
        state = str(self.state.value())
        self._desk.ask(lambda studio: _read(studio, state), self._show, owner=self, key="takedowns")

    def _show(self, found: Found) -> None:
        rows, images = found
        clear(self._lines)
        self.cards = {}
        for one in rows:
            self.cards[one.id] = self._card(one, images.get(one.id))
            self._lines.addWidget(self.cards[one.id])
        self._lines.addStretch(1)
        done = self.state.value() == "done"
        heading = _("Nothing has come down yet") if done else _("Nothing has to come down")
        sentence = _(
            "When a right ends or somebody takes it back, every place where the photo is online is listed here, "
            "with its last day."
        )
        self._empty.heading.set_text(self._desk.show(heading))
        self._empty.sentence.set_text(self._desk.show(sentence))
        self._empty.setVisible(not rows)
        self.area.setVisible(bool(rows))

    # ------------------------------------------------------------------ one card

    def _card(self, one: TakedownRow, image: QImage | None) -> QFrame:
        theme, show = self._desk.theme, self._desk.show
        box = card()
        picture = QLabel()
        picture.setFixedSize(56, 56)
        if image is not None:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(2.0)
            picture.setPixmap(pixmap)
        task = Words(theme, show(one.task), "strong")
        facts = Words(theme, show(one.where), "hint")
        texts = column(task, facts, gap=2)
        if one.url:
            texts.addWidget(ElidedLabel(theme, one.url, "faint"))
        cause = Pill(theme, show(one.cause), icon="warning")
        top = row(picture, panel(texts), cause, self._due(one), gap=12)
        top.setStretch(1, 1)
        box.setLayout(column(top, self._buttons(one), gap=8, margins=(14, 12, 14, 12)))
        spoken = (task.text(), facts.text(), one.url or "", show(one.cause))
        box.setAccessibleName(". ".join(part for part in spoken if part))
        return box

    def _due(self, one: TakedownRow) -> Pill:
        theme, show = self._desk.theme, self._desk.show
        if one.done:
            return Pill(theme, show(_("done")), icon="ok", ink="ok", ground="ok_bg")
        if one.overdue:
            text = _("overdue since {day}", day=one.due)
            return Pill(theme, show(text), icon="error", ink="danger", ground="danger_bg")
        return Pill(theme, show(_("by {day}", day=one.due)), icon="calendar", ink="warn", ground="warn_bg")

    def _buttons(self, one: TakedownRow) -> QWidget:
        desk, theme, show = self._desk, self._desk.theme, self._desk.show
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        if not one.done:
            owner = QLineEdit(one.owner or "")
            owner.setPlaceholderText(show(_("Who takes it down")))
            owner.setAccessibleName(show(_("Who takes it down")))
            owner.setFixedWidth(theme.px(180))
            owner.setReadOnly(desk.read_only)
            owner.editingFinished.connect(lambda: self._assign(one, owner.text()))
            flow.addWidget(owner)
            done = Button(theme, show(_("Done…")), icon="check").on(lambda: self._finish(one))
            done.setEnabled(not desk.read_only)
            flow.addWidget(done)
        if one.url:
            address = one.url
            flow.addWidget(Button(theme, show(_("Open online")), icon="open").on(lambda: _go(desk, address)))
        if one.asset_id is not None:
            asset = int(one.asset_id)
            look = Button(theme, show(_("Why")), "ghost", icon="consent")
            flow.addWidget(look.on(lambda: desk.go("consent", {"queue": "blocked", "asset": asset})))
        if one.proof:
            folder = Path(one.proof).parent
            proof = Button(theme, show(_("Show the proof")), icon="attach")
            flow.addWidget(proof.on(lambda: desk.prompts.show_folder(folder)))
        return buttons

    def _assign(self, one: TakedownRow, owner: str) -> None:
        if owner.strip() != (one.owner or ""):
            self._desk.act(lambda studio: studio.consent_desk.assign(one.id, owner or None), kinds=Changed.USES)

    def _finish(self, one: TakedownRow) -> None:
        open_done(self._desk, self.window(), one)


def open_done(desk: Desk, window: QWidget, one: TakedownRow) -> Dialog:
    """Ask for the proof that something is gone: a screenshot of the empty page, a confirmation."""
    dialog = Dialog(
        desk, window, _("It came down"), width=480,
        sentence=_("Attach the proof: a screenshot without the photo, or the mail that confirms it."),
    )  # fmt: skip
    show, theme = desk.show, desk.theme
    files = DropBox(desk)
    go = Button(theme, show(_("Record that it is gone")), "primary")
    go.setEnabled(False)
    files.changed.connect(lambda: go.setEnabled(bool(files.files)))

    def record() -> None:
        proof = files.files[0]
        go.setEnabled(False)
        desk.act(
            lambda studio: studio.consent.finish_takedown(one.id, proof),
            kinds=Changed.USES | Changed.CONSENT,
            toast=Toast(_("Recorded under your name, with the proof."), icon="ok", tone="ok"),
            done=lambda _done: dialog.accept(),
            failed=lambda error: _failed(desk, go, error),
            owner=dialog,
        )

    go.on(record)
    go.setDefault(True)
    files.choose.setFocus()
    cancel = Button(theme, show(_("Cancel"))).on(dialog.reject)
    dialog.fill(column(files), (None, cancel, go))
    dialog.appear()
    return dialog


def _failed(desk: Desk, go: Button, error: BaseException) -> None:
    go.setEnabled(True)
    desk.tell(error)


def _go(desk: Desk, address: str) -> None:
    if not desk.prompts.open_address(address):
        desk.toast(_("This address cannot be opened."))


def _read(studio: Studio, state: str) -> Found:
    rows = studio.consent_desk.takedowns(state)
    ids = [row.asset_id for row in rows if row.asset_id is not None]
    assets = {row.asset.id: row for row in studio.browsing.rows(list(dict.fromkeys(ids)))}
    images = {}
    for one in rows:
        asset = assets.get(one.asset_id) if one.asset_id is not None else None
        if asset is not None:
            images[one.id] = small_picture(studio, one.sha256, sensitive=asset.sensitive)
    return rows, images
