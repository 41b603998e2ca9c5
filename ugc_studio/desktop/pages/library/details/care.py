"""What else a person has to look at: sensitive content, the sound of a film, things with rights of their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details import acts
from ugc_studio.desktop.pages.library.details.blocks import Block, bullet
from ugc_studio.desktop.pages.library.details.people import Work, record
from ugc_studio.desktop.pages.library.details.reading import Sheet
from ugc_studio.desktop.pages.library.details.section import SheetSection
from ugc_studio.desktop.widgets.basic import Button, Label, card, column, panel, row
from ugc_studio.desktop.widgets.fields import LineField
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.desktop.widgets.pieces import Select
from ugc_studio.domain.clearance.dossier import Item
from ugc_studio.domain.consent import AudioAnswer, Role
from ugc_studio.domain.messages import Text, _

SOUND = {
    AudioAnswer.NOT_REVIEWED: _("Nobody has listened yet"),
    AudioAnswer.NO_MUSIC: _("No music"),
    AudioAnswer.OWN_SOUND: _("Own sound"),
    AudioAnswer.MUTED: _("Muted on export"),
    AudioAnswer.LICENSED: _("Licensed music"),
}
THINGS: dict[str, Text] = {
    "music": _("Music"),
    "voice": _("A voice"),
    "artwork": _("An artwork"),
    "character": _("A character"),
    "building": _("A building"),
    "brand": _("Another brand"),
    "other": _("Something else"),
}


class Care(SheetSection):
    """Sensitive, sound and things: each answer is an entry of the ledger."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.show(_("Sensitive, sound and things")), folded=True)
        self._desk = desk
        self._asset_id, self._sha256 = 0, ""
        self._block = Block()
        self._lifting = self._make_lifting()
        self._lifting.hide()
        self._noting = self._make_noting()
        self._noting.hide()
        self.add(self._block, self._lifting, self._noting)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what was answered for another photo."""
        if sheet.asset_id != self._asset_id:
            self._lifting.hide()
            self._noting.hide()
        self._asset_id, self._sha256 = int(sheet.asset_id), str(sheet.row.asset.sha256)
        people = sheet.opened.people
        parts = self._sensitive(acts.SENSITIVE in people.flags)
        if people.audio is not None:
            parts += self._sound(people.audio)
        parts += [self._item(item) for item in people.items]
        note = Button(self._desk.theme, self._desk.show(_("Note music, art or a building…")), "link")
        parts.append(_left(note.on(self._open_noting)))
        self._block.fill(parts)

    # ------------------------------------------------------------------ sensitive

    def _sensitive(self, marked: bool) -> list[QWidget]:
        theme, show = self._desk.theme, self._desk.show
        if not marked:
            button = Button(theme, show(_("Mark as sensitive")), icon="sensitive")
            button.setToolTip(show(_("Blurs the photo and blocks it until legal decides")))
            return [_left(button.on(self._mark))]
        words = _("Sensitive: blurred, and blocked until legal decides.")
        parts = [bullet(theme, "sensitive", "warn", show(words), "body")]
        if self._desk.studio.actor.role is Role.LEGAL:
            parts.append(_left(Button(theme, show(_("Take the mark off…"))).on(self._open_lifting)))
        return parts

    def _mark(self) -> None:
        """Blur it everywhere from this moment on, before the ledger has it."""
        if not self._desk.read_only:
            self._desk.thumbnails.hold([self._sha256])
        self._record(acts.mark_sensitive)

    def _make_lifting(self) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        self.reason = LineField(theme, show(_("Reason")), hint=show(_("Reason, kept with the decision")))
        self.reason.returnPressed.connect(self._lift)
        save = Button(theme, show(_("Take the mark off")), "primary").on(self._lift)
        box = card(quiet=True)
        box.setLayout(column(self.reason, row(save, None), gap=8, margins=(10, 10, 10, 10)))
        return box

    def _open_lifting(self) -> None:
        self._lifting.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lift(self) -> None:
        reason = self.reason.text()
        if reason.strip():
            self.reason.clear()
            self._lifting.hide()
            self._record(lambda studio, ids: acts.unmark_sensitive(studio, ids, reason))

    # ------------------------------------------------------------------ sound

    def _sound(self, answer: AudioAnswer) -> list[QWidget]:
        theme, show = self._desk.theme, self._desk.show
        select = Select(theme, show(_("Sound")), [(one.value, show(words)) for one, words in SOUND.items()])
        select.set_value(answer.value)
        select.picked.connect(self._say_sound)
        return [Label(theme, show(_("Sound")), "hint"), select]

    def _say_sound(self, answer: object) -> None:
        said = AudioAnswer(str(answer))
        self._record(lambda studio, ids: acts.review_audio(studio, ids, said))

    # ------------------------------------------------------------------ things

    def _item(self, item: Item) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        kind, _dash, number = item.id.partition("-")
        name: Text = THINGS.get(kind, _("{thing}", thing=kind))
        if number:
            name = _("{thing} {number}", thing=name, number=number)
        words = _("{thing}: a permission is needed", thing=name) if item.needed else _(
            "{thing}: no permission is needed", thing=name)  # fmt: skip
        text = bullet(theme, "law", "warn" if item.needed else "text2", show(words))
        other = _("Not needed") if item.needed else _("Needed")
        press = Button(theme, show(other), "link").on(
            lambda: self._record(lambda studio, ids: acts.note_item(studio, ids, item.id, needed=not item.needed))
        )
        line = row(text, press, gap=8)
        line.setStretch(0, 1)
        return panel(line)

    def _make_noting(self) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        self.thing = Select(theme, show(_("What has rights of its own")), [(one, show(w)) for one, w in THINGS.items()])
        save = Button(theme, show(_("A permission is needed")), "primary").on(self._noting_done(needed=True))
        none = Button(theme, show(_("None is needed"))).on(self._noting_done(needed=False))
        flow = FlowLayout(gap=8)
        for button in (save, none):
            flow.addWidget(button)
        box = card(quiet=True)
        box.setLayout(column(self.thing, panel(flow), gap=8, margins=(10, 10, 10, 10)))
        return box

    def _open_noting(self) -> None:
        self._noting.show()
        self.thing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _noting_done(self, *, needed: bool) -> Callable[[], None]:
        def done() -> None:
            thing = str(self.thing.value())
            self._noting.hide()
            self._record(lambda studio, ids: acts.note_item(studio, ids, thing, needed=needed))

        return done

    def _record(self, work: Work) -> None:
        if self._asset_id:
            record(self._desk, work, self._asset_id)


def _left(button: Button) -> QWidget:
    return panel(row(button, None))
