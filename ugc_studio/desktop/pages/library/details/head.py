"""The top of the details: the picture, who posted it where and when, flag and stars."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details.reading import Sheet, moment_of
from ugc_studio.desktop.viewer.thumb import Thumb
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, IconButton, action_button, column, plain_tip, row
from ugc_studio.desktop.widgets.pieces import Avatar, Stars
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.assets import AssetRow
from ugc_studio.services.words import network_name

WIDTH, HEIGHT = 272, 190


class Head(QWidget):
    """Shows one photo at a glance and takes decisions about it."""

    flagged = Signal(object)
    """The :class:`Flag` that was pressed."""
    rated = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self._row: AssetRow | None = None
        self._address: str | None = None
        self.preview = Thumb(desk, width=WIDTH, height=HEIGHT, radius=8)
        self.preview.clicked.connect(lambda _checked=False: desk.actions.trigger("view.one"))
        self.reveal = action_button(theme, desk.actions.action("view.reveal"), text=show(_("Show")), icon="eye")
        self.reveal.clicked.disconnect()
        self.reveal.setEnabled(True)
        self.reveal.on(self._show_sharp)
        self.avatar = Avatar(theme, "")
        self.author = ElidedLabel(theme, "", "strong")
        self.source = ElidedLabel(theme, "", "hint")
        self.post = IconButton(theme, "open", show(_("Open the post in the browser"))).on(self._open_post)
        texts = column(self.author, self.source, gap=1)
        who = row(self.avatar, texts, self.post, gap=10)
        who.setStretch(1, 1)
        self.pick = Button(theme, show(_("Pick")), icon="flag").on(lambda: self._press(Flag.PICKED))
        self.reject = IconButton(theme, "x", show(_("Reject"))).on(lambda: self._press(Flag.REJECTED))
        names = [show(_("No stars")), *(show(ngettext("{n} star", "{n} stars", n, n=n)) for n in range(1, 6))]
        self.stars = Stars(theme, names, name=show(_("Stars")), size=18)
        self.stars.rated.connect(self.rated)
        marks = row(self.pick, self.reject, None, self.stars, gap=6)
        self.setLayout(column(self.preview, self.reveal, who, marks, gap=12))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a photo with where it comes from."""
        self.show_row(sheet.row)
        self._address = sheet.post.permalink if sheet.post is not None else None
        self.post.setVisible(bool(self._address))
        self.source.set_text(self._desk.show(_where_and_when(sheet)))
        if sheet.row.posted_at is not None:
            when = _("Posted on {when}", when=moment_of(sheet.row.posted_at))
            self.source.setToolTip(plain_tip(self._desk.show(when)))

    def show_row(self, photo: AssetRow) -> None:
        """Show what a list knows of a photo."""
        before, self._row = self._row, photo
        other = before is None or before.asset.id != photo.asset.id
        if other or (before is not None and before.sensitive != photo.sensitive):
            self.preview.show_row(photo, name=self._desk.show(_("Look at {name}", name=photo.name)))
        if other:
            self._address = None
            self.post.hide()
            self.source.set_text(photo.name)
        self.reveal.setVisible(self.preview.is_veiled)
        unknown = self._desk.show(_("Author unknown"))
        self.author.set_text(photo.creator or unknown)
        self.avatar.set_name(photo.creator or "?")
        self._show_marks(photo)

    def _show_marks(self, photo: AssetRow) -> None:
        show = self._desk.show
        picked, rejected = photo.asset.flag is Flag.PICKED, photo.asset.flag is Flag.REJECTED
        self.pick.set_text(show(_("Picked") if picked else _("Pick")))
        self.pick.set_icon("picked" if picked else "flag", "ok" if picked else "text")
        self.pick.setToolTip(self._desk.actions.action("photos.unflag" if picked else "photos.pick").toolTip())
        self.reject.set_look("x", show(_("Rejected") if rejected else _("Reject")),
                             colour="danger" if rejected else "text2")  # fmt: skip
        self.reject.setToolTip(self._desk.actions.action("photos.unflag" if rejected else "photos.reject").toolTip())
        self.stars.set_stars(photo.asset.rating)

    def _press(self, flag: Flag) -> None:
        if self._row is not None:
            self.flagged.emit(Flag.UNREVIEWED if self._row.asset.flag is flag else flag)

    def _show_sharp(self) -> None:
        self.preview.reveal()
        self.reveal.hide()
        self._desk.actions.trigger("view.reveal")

    def _open_post(self) -> None:
        if self._address and not self._desk.prompts.open_address(self._address):
            self._desk.toast(_("This address cannot be opened."))


def _where_and_when(sheet: Sheet) -> Text:
    named = sheet.row.platform if sheet.row.platform != "other" else None
    where = network_name(named) or _("Import from {folder}", folder=_folder(sheet.row.source_path))
    if sheet.row.posted_at is None:
        return _("{where}", where=where)
    return _("{where} · {day}", where=where, day=moment_of(sheet.row.posted_at).date())


def _folder(path: str) -> str:
    parts = path.replace("\\", "/").rsplit("/", 2)
    return parts[-2] if len(parts) > 1 and parts[-2] else parts[-1]
