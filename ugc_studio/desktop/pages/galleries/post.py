"""The panel of the current post: picture and crop, day, text, description, and what its rights cover."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.galleries.crop import SHAPES, CropPicture, centred, shape_name
from ugc_studio.desktop.pages.galleries.looking import Item, Opened, PostRights, look_closer
from ugc_studio.desktop.pages.galleries.rights import RightsBox
from ugc_studio.desktop.pages.galleries.when import WhenBox, next_day, usual_time
from ugc_studio.desktop.pages.library.details.editors import TextEditor
from ugc_studio.desktop.widgets.basic import ElidedLabel, Label, column, line, panel, plain_tip, row
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.desktop.widgets.pieces import Pill, Segments
from ugc_studio.domain.counting import length
from ugc_studio.domain.messages import Text, _

WHOLE = "whole"
PICTURE = (280, 196)


class PostPanel(QWidget):
    """Shows one post and says what was changed about it; nothing is written here."""

    caption_written = Signal(int, str)
    alt_written = Signal(int, str)
    crop_chosen = Signal(int, object)
    """The photo's id, and a crop or None for the whole picture."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, theme, show = desk, desk.theme, desk.show
        self._opened: Opened | None = None
        self.item: Item | None = None
        self._rights: PostRights | None = None
        self.title = Label(theme, "", "section", wrap=True)
        self.who = ElidedLabel(theme, "", "hint")
        self.picture = CropPicture(desk, width=PICTURE[0] - 40, height=PICTURE[1])
        self.when = WhenBox(desk)
        self.caption = TextEditor(desk, show(_("Caption")), hint=show(_("What is written under the photo")))
        self.count = Label(theme, "", "hint")
        self.credit = Pill(theme, "")
        self.problems = Label(theme, "", "hint", colour="danger", wrap=True)
        shows = _("What the photo shows, for those who do not see it")
        self.alt = TextEditor(desk, show(_("Alt text")), hint=show(shows))
        self.alt.setFixedHeight(self.alt.fontMetrics().lineSpacing() * 2 + theme.px(20))
        self.alt_count = Label(theme, "", "hint")
        shapes = [(name, name, "") for name in SHAPES]
        self.crop = Segments(theme, show(_("Crop")), [*shapes, (WHOLE, show(_("Whole")), "")])
        self.crop_hint = Label(theme, "", "hint", colour="warn", wrap=True)
        self.rights = RightsBox(desk)
        self._build()
        self._wire()

    def _build(self) -> None:
        theme, show = self._desk.theme, self._desk.show

        def caps(text: Text) -> Label:
            return Label(theme, show(text), "caps")

        inner = column(
            column(self.title, self.who, gap=0), self.picture, column(caps(_("WHEN")), self.when, gap=6),
            column(caps(_("CAPTION")), self.caption, row(self.credit, None, self.count), self.problems, gap=6),
            column(row(caps(_("ALT TEXT")), None, self.alt_count), self.alt, gap=6),
            column(caps(_("CROP")), row(self.crop, None), self.crop_hint, gap=6),
            line(), self.rights, None, gap=14, margins=(16, 16, 16, 16),
        )  # fmt: skip
        self.area = scrolling(panel(inner))
        self.nothing = Label(theme, show(_("Choose a post to see and change it here.")), "quiet", wrap=True)
        self._stack = QStackedWidget()
        self._stack.addWidget(panel(column(self.nothing, None, margins=(16, 20, 16, 0))))
        self._stack.addWidget(self.area)
        self.setLayout(column(self._stack))

    def _wire(self) -> None:
        self.picture.cropped.connect(lambda crop: self._choose_crop(crop))
        self.crop.chosen.connect(self._choose_shape)
        self.caption.committed.connect(self._caption_typed)
        self.alt.committed.connect(self._alt_typed)
        self.caption.textChanged.connect(self._count)
        self.alt.textChanged.connect(self._count_alt)

    # ------------------------------------------------------------------ showing

    def show_item(self, item: Item | None, opened: Opened) -> None:
        """Show a post; what was typed about another one is written first."""
        if self.item is not None and (item is None or item.id != self.item.id):
            self.settle()
            self._rights = None
        self.item, self._opened = item, opened
        self._stack.setCurrentIndex(0 if item is None else 1)
        if item is None:
            return
        show = self._desk.show
        self.title.set_text(show(_("Post {n} of {count}", n=item.number, count=len(opened.items))))
        self.who.set_text(item.who)
        self.picture.show_item(item)
        today = self._desk.today()
        self.when.show_item(item, zone=opened.zone, day=next_day(opened.items, today), time=usual_time(opened.items))
        self.caption.fill(item.item.caption or "")
        self.alt.fill(item.item.alt_text or "")
        self.crop.set_value(shape_name(item.item.crop, item.ratio) or WHOLE)
        self._count()
        self._count_alt()
        self._show_rights()
        self._look_closer(item)

    def settle(self) -> None:
        """Write what was typed and chosen so far."""
        self.caption.commit()
        self.alt.commit()
        self.when.settle()
        self.picture.settle()

    def _look_closer(self, item: Item) -> None:
        if item.readiness is None:
            return
        asset, use = item.row.asset.id, item.readiness.use
        self._desk.ask(lambda studio: look_closer(studio, asset, use), self._closer, owner=self, key="rights",
                       failed=lambda _error: None)  # fmt: skip

    def _closer(self, rights: PostRights) -> None:
        if self.item is not None and self.item.id == rights.asset:
            self._rights = rights
            self._show_rights()

    def _show_rights(self) -> None:
        item, opened, rights = self.item, self._opened, self._rights
        if item is None or opened is None:
            return
        known = rights if rights is not None and rights.asset == item.id else None
        self.rights.show_item(item, opened, known)
        refused = known is not None and not known.may_crop
        words = _("Cropping was not granted for this photo: only the whole picture may go out.")
        self.crop_hint.set_text(self._desk.show(words) if refused else "")
        self.crop_hint.setVisible(refused)

    # ------------------------------------------------------------------ counting

    def _count(self) -> None:
        """The length as the channel counts it, with what the export will add."""
        item, opened = self.item, self._opened
        if item is None or opened is None:
            return
        show, number = self._desk.show, self._desk.translate.number
        typed, check, channel = self.caption.toPlainText(), item.caption, opened.channel
        stored = item.item.caption or ""
        if channel is None:
            self.count.set_text(number(len(typed)))
            self.credit.hide()
            self.problems.hide()
            return
        used, limit = length(typed, channel.text), channel.text.max
        if check is not None:
            used += check.used - length(stored, channel.text)
        text = _("{used} / {limit}", used=used, limit=limit) if limit is not None else _("{used}", used=used)
        self.count.set_text(show(text))
        self.count.set_colour("danger" if limit is not None and used > limit else "text2")
        self._show_credit(typed)
        words = "\n".join(show(problem.text) for problem in (check.problems if check is not None else ()))
        self.problems.set_text(words)
        self.problems.setVisible(bool(words))

    def _show_credit(self, typed: str) -> None:
        credit = self.item.caption.credit_line if self.item and self.item.caption else None
        self.credit.setVisible(credit is not None)
        if credit is None:
            return
        if credit.casefold() in typed.casefold():
            self.credit.set_look(self._desk.show(_("Credit included")), icon="check", ink="ok", ground="ok_bg")
        else:
            self.credit.set_look(self._desk.show(_("Credit is added")), icon="plus", ink="info", ground="info_bg")
        self.credit.setToolTip(plain_tip(credit))

    def _count_alt(self) -> None:
        channel = self._opened.channel if self._opened else None
        used, limit = len(self.alt.toPlainText()), channel.alt.max if channel else None
        text = _("{used} / {limit}", used=used, limit=limit) if limit is not None else _("{used}", used=used)
        self.alt_count.set_text(self._desk.show(text) if used or limit is not None else "")
        self.alt_count.set_colour("danger" if limit is not None and used > limit else "text2")

    # ------------------------------------------------------------------ saying

    def _caption_typed(self, text: str) -> None:
        if self.item is not None:
            self.caption_written.emit(self.item.id, text)

    def _alt_typed(self, text: str) -> None:
        if self.item is not None:
            self.alt_written.emit(self.item.id, text)

    def _choose_shape(self, name: object) -> None:
        if self.item is None:
            return
        if isinstance(name, str) and name in SHAPES:
            made = centred(self.item.ratio, SHAPES[name])
            self._choose_crop(None if made.is_whole else made)
        else:
            self._choose_crop(None)

    def _choose_crop(self, crop: object) -> None:
        if self.item is not None:
            self.crop_chosen.emit(self.item.id, crop)
