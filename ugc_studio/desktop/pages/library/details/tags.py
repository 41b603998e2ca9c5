"""Tags as chips that can be taken off, and a field that adds more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details.blocks import cut
from ugc_studio.desktop.pages.library.details.editors import LineEditor
from ugc_studio.desktop.widgets.basic import Button, column
from ugc_studio.desktop.widgets.flow import FlowLayout
from ugc_studio.domain.messages import _

CHIP_WIDTH = 190
MOST_SHOWN = 60


class TagChips(QWidget):
    """Shows tags; pressing one takes it off, pressing + opens the field."""

    added = Signal(object)
    """The tags that were typed, as a tuple."""
    removed = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._flow = FlowLayout(gap=6)
        self.plus = Button(desk.theme, "+", "tag", name=desk.show(_("Add a tag"))).on(self.open_field)
        self.plus.setToolTip(desk.actions.action("photos.tags").toolTip())
        self.field = LineEditor(desk, desk.show(_("New tags")), hint=desk.show(_("Add tags, separated by commas")))
        self.field.committed.connect(self._typed)
        self.field.hide()
        holder = QWidget()
        holder.setLayout(self._flow)
        self._flow.addWidget(self.plus)
        self.setLayout(column(holder, self.field, gap=8))

    def show_tags(self, tags: Sequence[tuple[str, str]]) -> None:
        """Show tags, each with the words of its chip."""
        while (item := self._flow.takeAt(0)) is not None:
            chip = item.widget()
            if chip is not None and chip is not self.plus:
                chip.hide()
                chip.deleteLater()
        for tag, words in tags[:MOST_SHOWN]:
            self._flow.addWidget(self._chip(tag, words))
        self._flow.addWidget(self.plus)

    def _chip(self, tag: str, words: str) -> Button:
        short = cut(self._desk.theme, words, CHIP_WIDTH)
        chip = Button(self._desk.theme, short, "tag", name=self._desk.show(_("Take off the tag {tag}", tag=tag[:80])))
        chip.setToolTip(self._desk.show(_("Press to take this tag off")))
        return chip.on(lambda: self.removed.emit(tag))

    def offer(self, words: list[str]) -> None:
        """Complete what is typed from the tags that exist."""
        self.field.offer(words)

    def open_field(self) -> None:
        """Let the person type tags."""
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        tags = tuple(dict.fromkeys(tag for part in text.split(",") if (tag := part.strip().lstrip("#").strip())))
        self.field.fill("")
        if tags:
            self.added.emit(tags)
