"""The middle of the desk: the photo with its checks, the conversation, the people, and where the photo stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.overrides import nothing, qt_override
from ugc_studio.desktop.pages.consent.bubbles import bubble_row
from ugc_studio.desktop.pages.consent.checks import Check, Remedy, checks_of
from ugc_studio.desktop.pages.consent.people import people_rows
from ugc_studio.desktop.pages.consent.reading import Opened
from ugc_studio.desktop.pages.consent.words import Words
from ugc_studio.desktop.widgets.basic import Button, ElidedLabel, Label, card, clear, column, line, panel, row
from ugc_studio.desktop.widgets.empty import scrolling
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.domain.assets import Flag
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.services.consent.desk.opened import Message, ProofLine

SIDE_BY_SIDE = 520
"""From this width on the checks stand beside the photo."""
HIGHEST, SHARE = 290, 0.36
"""The photo takes at most so many pixels, and at most so much of the height: the reply has to be seen beside it."""

REMEDIES = {
    Remedy.CONFIRM_AUTHOR: _("Confirm the author"),
    Remedy.NOBODY: _("Nobody can be recognised"),
    Remedy.EVERYBODY: _("Everybody is recorded"),
    Remedy.COMPARE: _("Compare in Duplicates"),
    Remedy.DETAILS: _("Open in Library"),
    Remedy.RENEW: _("Ask for a renewal"),
    Remedy.LET_END: _("Let it end, take it down"),
}


class Photo(QWidget):
    """The whole picture, never cropped, as large as its room and our preview allow; pressing it looks closer."""

    pressed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self._pixmap: QPixmap | None = None
        self._highest = self._theme.px(HIGHEST)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_highest(self, highest: int) -> None:
        """Never be higher than this."""
        if highest != self._highest:
            self._highest = highest
            self.updateGeometry()

    @qt_override(lambda: True)
    def hasHeightForWidth(self) -> bool:
        """As high as the picture is at its width."""
        return True

    @qt_override(int)
    def heightForWidth(self, width: int) -> int:
        """The height at a width, up to a limit."""
        highest = self._highest
        if self._pixmap is None or not self._pixmap.width():
            return highest
        return max(1, min(highest, round(width * self._pixmap.height() / self._pixmap.width())))

    @qt_override(QSize)
    def sizeHint(self) -> QSize:
        """A third of a wide window."""
        width = self._theme.px(280)
        return QSize(width, self.heightForWidth(width))

    @qt_override(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Look closer."""
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def show_picture(self, image: QImage | None, name: str) -> None:
        """Show another picture; without one there is a grey place."""
        self._pixmap = QPixmap.fromImage(image) if image is not None else None
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    @qt_override(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it at the top left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap is None or self._pixmap.isNull():
            painter.fillRect(self.rect(), self._theme.colour("raised"))
        else:
            size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left = (self.width() - size.width()) // 2
            painter.drawPixmap(left, 0, size.width(), size.height(), self._pixmap)
        painter.end()


class OpenedView(QWidget):
    """Everything about the current photo that one reads before deciding."""

    remedied = Signal(object)
    """A :class:`Remedy` was pressed."""
    reveal_wanted = Signal()
    """Show a blurred photo as it is."""

    def __init__(self, desk: Desk, open_proof: Callable[[Message, ProofLine], None]) -> None:
        super().__init__()
        self._desk, self._open_proof = desk, open_proof
        self.photo = Photo(desk)
        self._checks = card()
        self._checks_lines = QVBoxLayout(self._checks)
        self._checks_lines.setContentsMargins(16, 14, 16, 14)
        self._checks_lines.setSpacing(12)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(14)
        self.reveal = Button(desk.theme, desk.show(_("Show the blurred photo")), "link", icon="eye")
        self.reveal.on(self.reveal_wanted.emit)
        pictures = panel(column(self.photo, self.reveal, None, gap=6))
        self._head.addWidget(pictures, 1)
        self._head.addWidget(self._checks, 1)
        self._talk, self._people, self._facts = (QVBoxLayout() for _number in range(3))
        self._source = ElidedLabel(desk.theme, "", "hint")
        self._source.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self._talk, self._people, self._facts):
            part.setSpacing(8)
        self.area = scrolling(self._content())
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setProperty("pane", True)
        self.area.setAccessibleName(desk.show(_("The photo, its checks and the conversation")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.area)
        self.setProperty("canvas", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _content(self) -> QWidget:
        show, theme = self._desk.show, self._desk.theme
        talk = row(Label(theme, show(_("Conversation")), "section"), self._source)
        talk.setStretch(1, 1)
        people = Label(theme, show(_("People")), "section")
        facts = Label(theme, show(_("This photo")), "section")
        return panel(
            column(
                self._head, talk, self._talk, line(), people, self._people, line(), facts, self._facts, None,
                gap=12, margins=(18, 16, 18, 18),
            )
        )  # fmt: skip

    def show_photo(self, opened: Opened) -> None:
        """Show another photo from its top."""
        self.photo.show_picture(opened.picture, self._desk.show(_("Photo {name}", name=opened.row.name)))
        self.reveal.setVisible(opened.row.sensitive)
        self._show_checks(checks_of(opened))
        self._show_talk(opened)
        for part, rows in ((self._people, people_rows(self._desk, opened)), (self._facts, self._fact_rows(opened))):
            clear(part)
            for made in rows:
                part.addWidget(made)
        self.area.verticalScrollBar().setValue(0)

    @qt_override(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Checks beside the photo, or under it where there is little room."""
        super().resizeEvent(event)
        self.photo.set_highest(min(self._desk.theme.px(HIGHEST), round(self.height() * SHARE)))
        wide = self.width() >= self._desk.theme.px(SIDE_BY_SIDE)
        self._head.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    # ------------------------------------------------------------------ inside

    def _show_checks(self, checks: tuple[Check, ...]) -> None:
        clear(self._checks_lines)
        self._checks_lines.addWidget(Label(self._desk.theme, self._desk.show(_("Checks")), "section"))
        for check in checks:
            self._checks_lines.addWidget(self._check(check))
        self._checks_lines.addStretch(1)

    def _check(self, check: Check) -> QWidget:
        theme, show = self._desk.theme, self._desk.show
        icon = QLabel()
        icon.setPixmap(theme.pixmap("ok" if check.fine else "warning", "ok" if check.fine else "warn", 18))
        icon.setAccessibleName(show(_("in order") if check.fine else _("look at this")))
        words = column(
            Words(theme, show(check.title), "strong"),
            Words(theme, show(check.text), "hint"),
            gap=1,
        )
        if check.remedies:
            buttons = QWidget()
            flow = FlowLayout(buttons, gap=12)
            for remedy in check.remedies:
                button = Button(theme, show(REMEDIES[remedy]), "link")
                button.clicked.connect(lambda _checked=False, remedy=remedy: self.remedied.emit(remedy))
                flow.addWidget(button)
            words.addWidget(buttons)
        lines = row(icon, panel(words), gap=10)
        lines.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        lines.setStretch(1, 1)
        return panel(lines)

    def _show_talk(self, opened: Opened) -> None:
        clear(self._talk)
        show = self._desk.show
        self._source.set_text(show(_("Unchanged, as it was recorded")))
        earlier = earlier_of(opened)
        rows = {message.seq: bubble_row(self._desk, message, self._open_proof, unread=_is_unread(opened, message))
                for message in opened.photo.conversation}  # fmt: skip
        if earlier:
            self._talk.addWidget(self._fold([rows[seq] for seq in sorted(earlier)]))
        for made in rows.values():
            self._talk.addWidget(made)
        if not opened.photo.conversation:
            self._talk.addWidget(Label(self._desk.theme, show(_("Nobody was asked, and nobody wrote.")), "quiet"))

    def _fold(self, rows: Sequence[QWidget]) -> Button:
        """Messages of other people before this request are one press away, unaltered."""
        n = len(rows)
        words = ngettext("Show {n} earlier message", "Show {n} earlier messages", n, n=n)
        button = Button(self._desk.theme, self._desk.show(words), "link", icon="caret_down")
        for made in rows:
            made.hide()

        def unfold() -> None:
            for made in rows:
                made.show()
            button.hide()

        return button.on(unfold)

    def _fact_rows(self, opened: Opened) -> Iterator[QWidget]:
        for icon, text in _facts(opened):
            picture = QLabel()
            picture.setPixmap(self._desk.theme.pixmap(icon, "text2", 18))
            words = Words(self._desk.theme, self._desk.show(text), "quiet")
            lines = row(picture, words, gap=10)
            lines.setStretch(1, 1)
            yield panel(lines)


def earlier_of(opened: Opened) -> frozenset[int]:
    """The entries that came before the request that is being answered, and are not of the one who answers."""
    reply = opened.reply
    if reply is None:
        return frozenset()
    first = reply.request.seq if reply.request is not None else reply.event.seq
    events = {line.event.seq: line.event for line in opened.photo.file.events}
    return frozenset(
        message.seq for message in opened.photo.conversation
        if message.seq < first and events[message.seq].by != reply.event.by
    )  # fmt: skip


def _is_unread(opened: Opened, message: Message) -> bool:
    return opened.reply is not None and message.seq == opened.reply.event.seq


def _facts(opened: Opened) -> Iterator[tuple[str, Text]]:
    """Where the photo stands: marks, galleries, copies, publications."""
    row_ = opened.row
    if row_.asset.flag is Flag.PICKED:
        yield "flag", _("Picked")
    elif row_.asset.flag is Flag.REJECTED:
        yield "x", _("Rejected: nobody wants to publish it")
    for planned in opened.planned:
        if planned.wall is not None:
            yield "galleries", _("In “{gallery}”, planned for {at}", gallery=planned.gallery, at=planned.wall)
        else:
            yield "galleries", _("In “{gallery}”, not planned yet", gallery=planned.gallery)
    if row_.copies:
        n = row_.copies
        yield "duplicates", ngettext("{n} copy is stacked under it", "{n} copies are stacked under it", n, n=n)
    live = [one for one in opened.photo.file.publications if not one.gone]
    if live:
        n = len(live)
        yield "globe", ngettext("Handed over {n} time", "Handed over {n} times", n, n=n)
    yield "file", _("File: {name}", name=row_.name)
