"""One photo on neutral ground: look closely, decide, go on to the next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.grid.describing import accessible_text
from ugc_studio.desktop.grid.model import AssetListModel
from ugc_studio.desktop.grid.thumbnails import Picture, Thumbnails
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.library.one.strip import FilmStrip
from ugc_studio.desktop.viewer.badges import MarksOverlay
from ugc_studio.desktop.viewer.deciding import Deciding
from ugc_studio.desktop.viewer.faces import FacesOverlay
from ugc_studio.desktop.viewer.picture import PictureView, Seen
from ugc_studio.desktop.widgets.basic import ElidedLabel, IconButton, Label, action_button, column
from ugc_studio.desktop.widgets.frame import Bar
from ugc_studio.desktop.widgets.pieces import CheckBox, Pill
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.faces import FacesFound
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.assets import AssetRow

FLASH_MS = 1200
SAME_SHAPE = 0.03
REMEMBERED = 500
"""So many following photos are known by id when the list changes under the one that is shown."""


class OnePhotoView(QWidget):
    """Walks through the photos of a list model; keys act on the one photo that is shown."""

    closed = Signal(int)
    """The id of the photo that was shown last."""
    current_changed = Signal(int)
    """The id of the photo that is shown now."""

    def __init__(self, desk: Desk, thumbnails: Thumbnails, *, page: str = "library") -> None:
        super().__init__()
        self._desk, self._thumbnails = desk, thumbnails
        self._model: AssetListModel | None = None
        self._place = -1
        self._id = 0
        self._following: list[int] = []
        self._with_faces = False
        self.picture = PictureView(desk)
        self.picture.sight_changed.connect(lambda _sight: self._show_zoom())
        self.marks = MarksOverlay(desk, self.picture)
        self.flash = MarksOverlay(desk, self.picture)
        self.flash.hide()
        self.faces = FacesOverlay(desk, self.picture)
        self._flash_over = QTimer(self)
        self._flash_over.setSingleShot(True)
        self._flash_over.setInterval(FLASH_MS)
        self._flash_over.timeout.connect(self.flash.hide)
        self.strip = FilmStrip(desk, thumbnails)
        self.strip.picked.connect(self.go_to)
        layout = column(self._make_bar(), gap=0)
        layout.addWidget(self.picture, 1)
        layout.addWidget(self.strip)
        self.setLayout(layout)
        self.setFocusProxy(self.picture)
        desk.actions.photo_view(self.picture)
        self._deciding = Deciding(desk, show=self._show_marked, failed=self._reread)
        self._bind(page)

    def _make_bar(self) -> Bar:
        desk, theme = self._desk, self._desk.theme
        bar = Bar(theme, height=48)
        self.back = IconButton(theme, "arrow_left", desk.show(_("Back to the grid (Esc)"))).on(self.close_view)
        self.count = Label(theme, "", "medium")
        self.name = ElidedLabel(theme, "", "quiet")
        self.applies = Pill(theme, desk.show(_("Applies to this photo")), icon="picture")
        self.advance = CheckBox(theme, desk.show(_("Go on after deciding")), checked=True)
        self.advance.setToolTip(desk.show(_("After a flag or stars, show the next photo")))
        self.zoom = action_button(theme, desk.actions.action("view.zoom"), "ghost", text="100 %", icon="zoom")
        around = desk.show(_("Faces"))
        self.frames = action_button(theme, desk.actions.action("view.faces"), "ghost", text=around, icon="face")
        self.frames.setCheckable(True)
        self.previous = IconButton(theme, "caret_left", desk.show(_("Previous photo (←)"))).on(lambda: self.step(-1))
        self.following = IconButton(theme, "caret_right", desk.show(_("Next photo (→)"))).on(lambda: self.step(1))
        left: tuple[QWidget, ...] = (self.back, self.count, self.previous, self.following)
        right: tuple[QWidget, ...] = (self.applies, self.advance, self.frames, self.zoom)
        for part in left:
            bar.row.addWidget(part)
        bar.row.addWidget(self.name, 1)
        for part in right:
            bar.row.addWidget(part)
        return bar

    def _bind(self, page: str) -> None:
        handlers: dict[str, Callable[[], None]] = {
            "photos.pick": lambda: self._flag(Flag.PICKED),
            "photos.reject": lambda: self._flag(Flag.REJECTED),
            "photos.unflag": lambda: self._flag(Flag.UNREVIEWED),
            "photos.rate_less": lambda: self._rate_by(-1),
            "photos.rate_more": lambda: self._rate_by(1),
            "view.zoom": lambda: self.picture.toggle_zoom(self.picture.pointer()),
            "view.reveal": self.picture.reveal,
            "view.faces": self._toggle_faces,
            "view.grid": self.close_view,
            "view.quick": self.close_view,
            "view.one": self.close_view,
        }
        for stars in range(6):
            handlers[f"photos.rate_{stars}"] = lambda stars=stars: self._rate(stars)  # type: ignore[misc]  # mypy cannot infer a default's type here
        for action, handler in handlers.items():
            self._desk.actions.bind(action, handler, owner=self, page=page)

    # ------------------------------------------------------------------ the list

    def show_list(self, model: AssetListModel, index: int | QModelIndex | QPersistentModelIndex) -> None:
        """Show a photo of a list, and from there its neighbours."""
        if self._model is not model:
            if self._model is not None:
                self._model.rows_changed.disconnect(self._rows_changed)
                self._model.listing_changed.disconnect(self._listing_changed)
            self._model = model
            model.rows_changed.connect(self._rows_changed)
            model.listing_changed.connect(self._listing_changed)
        self.go_to(index if isinstance(index, int) else index.row())
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def current(self) -> int:
        """The id of the photo that is shown; 0 before there is any."""
        return self._id

    @property
    def model(self) -> AssetListModel | None:
        """The list that one walks through."""
        return self._model

    @property
    def photo(self) -> AssetRow | None:
        """The row of the photo that is shown, once it was read."""
        return self._model.row(self._place) if self._model else None

    def step(self, by: int) -> bool:
        """Go to a neighbour; whether there is one."""
        return self.go_to(self._place + by)

    def go_to(self, place: int) -> bool:
        """Show the photo at a place of the list; whether there is one."""
        model = self._model
        if model is None or not 0 <= place < len(model.ids):
            return False
        changed = self._id != model.ids[place]
        self._place, self._id = place, model.ids[place]
        self._show()
        if changed:
            self.current_changed.emit(self._id)
        return True

    def close_view(self) -> None:
        """Back to where the photos are side by side."""
        self.closed.emit(self._id)

    def _listing_changed(self) -> None:
        """Stay with the photo; when it left the list go to the nearest following one of the old order."""
        model = self._model
        if model is None or not self.isVisible():
            return
        ids, following = model.ids, set(self._following)
        left = {asset_id: place for place, asset_id in enumerate(ids) if asset_id in following}
        stay = next((left[asset_id] for asset_id in self._following if asset_id in left), len(ids) - 1)
        if stay < 0:
            self.close_view()
        else:
            self.go_to(stay)

    def _rows_changed(self, ids: frozenset[int]) -> None:
        if self._id in ids and self.isVisible():
            self._show()
        self.strip.update()

    # ------------------------------------------------------------------ showing

    def _show(self) -> None:
        model, photo = self._model, self.photo
        if model is None:
            return
        number, count = self._place + 1, len(model.ids)
        self._following = list(model.ids[self._place : self._place + REMEMBERED])
        self.count.set_text(self._desk.show(_("{number} of {count}", number=number, count=count)))
        self.previous.setEnabled(self._place > 0)
        self.following.setEnabled(number < count)
        self.strip.show_place(model, self._place)
        self.name.set_text(photo.name if photo else "")
        self.marks.show_row(photo)
        if photo is not None:
            self.picture.show_photo(Seen.of(photo), first=self._thumbnail(photo))
            words = self._desk.show(accessible_text(photo, number=number, count=count))
            self.picture.setAccessibleName(words)
        else:
            self.picture.show_photo(None)
        self._show_zoom()
        if self._with_faces:
            self.faces.hide()
            self._ask_faces()

    def _toggle_faces(self) -> None:
        """Show or hide where faces were found, for this photo and the next ones."""
        self._with_faces = not self._with_faces
        self.frames.setChecked(self._with_faces)
        self.frames.set_icon("face", "accent" if self._with_faces else "text")
        if self._with_faces:
            self._ask_faces(say=True)
        else:
            self.faces.hide()

    def _ask_faces(self, *, say: bool = False) -> None:
        asset_id = self._id

        def show(found: FacesFound | None) -> None:
            if self._with_faces and asset_id == self._id:
                self.faces.show_found(found)
                if say:
                    self._desk.say(self.faces.words)

        self._desk.ask(lambda studio: studio.faces.of(asset_id), show, owner=self, key="faces")

    def _thumbnail(self, photo: AssetRow) -> QPixmap | None:
        """A small picture that is here already, unless it was cropped to another shape."""
        found = self._thumbnails.substitute(Picture(photo.asset.sha256, 1, 1))
        if found is None or not photo.asset.height:
            return None
        shape = photo.asset.width / photo.asset.height
        return found if abs(found.width() / max(1, found.height()) / shape - 1) < SAME_SHAPE else None

    def _show_zoom(self) -> None:
        self.zoom.set_text(self._desk.show(_("{percent} %", percent=self.picture.percent())))
        self._place_overlays()

    def _place_overlays(self) -> None:
        picture = self.picture.seen_rect()
        self.marks.settle(picture)
        self.flash.settle(picture, top=True)

    # ------------------------------------------------------------------ deciding

    def _flag(self, flag: Flag) -> None:
        if self.photo is not None:
            self._decided(self._deciding.flag(self.photo, flag), go_on=flag is not Flag.UNREVIEWED)

    def _rate(self, stars: int) -> None:
        if self.photo is not None:
            self._decided(self._deciding.rate(self.photo, stars), go_on=True)

    def _rate_by(self, step: int) -> None:
        if self.photo is not None:
            self._rate(self.photo.asset.rating + step)

    def _show_marked(self, marked: AssetRow) -> None:
        if self._model is not None:
            self._model.replace([marked])

    def _reread(self, asset_id: int) -> None:
        if self._model is not None:
            self._model.refresh([asset_id])

    def _decided(self, said: tuple[str, Text] | None, *, go_on: bool) -> None:
        """Say what was decided over the picture, and go on when that is wanted."""
        if said is None:
            return
        self.flash.show_words(*said)
        self.flash.show()
        self._flash_over.start()
        if go_on and self.advance.isChecked():
            self.step(1)
        self._place_overlays()

    # ------------------------------------------------------------------ what Qt asks

    @qt_override(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to neighbours, Escape goes back; the picture took what it needs before."""
        steps = {
            int(Qt.Key.Key_Left): -1, int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_PageUp): -1,
            int(Qt.Key.Key_Right): 1, int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_PageDown): 1,
        }  # fmt: skip
        key, last = event.key(), len(self._model.ids) - 1 if self._model else -1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in steps:
            self.step(steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if key == Qt.Key.Key_Home else last)
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_view()
        else:
            event.ignore()

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Overlays keep to their corners."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._show_zoom)  # the picture has its new size only then

    @qt_override(nothing)
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing goes on while nobody looks."""
        self._flash_over.stop()
        self.flash.hide()
        super().hideEvent(event)
