"""What is written about a photo: the post's text, our caption, tags, credit, place and aim."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.library.details.editors import LineEditor, TextEditor
from ugc_studio.desktop.pages.library.details.reading import Sheet
from ugc_studio.desktop.pages.library.details.section import SheetSection
from ugc_studio.desktop.pages.library.details.table import breakable
from ugc_studio.desktop.pages.library.details.tags import TagChips
from ugc_studio.desktop.widgets.basic import Button, Label
from ugc_studio.domain.edits import Edits
from ugc_studio.domain.messages import _

FOLDED = 220
"""Characters of a post's text that are shown before "Show all"."""


class Words(SheetSection):
    """Edits the words of one photo; every field is one step that can be undone."""

    edited = Signal(object)
    """The :class:`Edits` to write for the photo."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, desk.show(_("Caption and tags")))
        self._desk, show = desk, desk.show
        self._said = ""
        self._unfolded = False
        self.original = breakable(Label(desk.theme, "", "body", wrap=True))
        self.more = Button(desk.theme, show(_("Show all of it")), "link").on(self._unfold)
        self.caption = TextEditor(desk, show(_("Our caption")), hint=show(_("Write a caption of our own…")))
        self.caption.committed.connect(lambda text: self.edited.emit(Edits(caption=text)))
        self.tags = TagChips(desk)
        self.tags.added.connect(lambda tags: self.edited.emit(Edits(add_tags=tags)))
        self.tags.removed.connect(lambda tag: self.edited.emit(Edits(remove_tags=(tag,))))
        self.credit = LineEditor(desk, show(_("Credit")))
        self.credit.committed.connect(lambda text: self.edited.emit(Edits(credit=text)))
        self.place = LineEditor(desk, show(_("Place")))
        self.place.committed.connect(lambda text: self.edited.emit(Edits(place=text)))
        self.campaign = LineEditor(desk, show(_("Campaign")))
        self.campaign.committed.connect(lambda text: self.edited.emit(Edits(campaign=text)))
        self._original_label = self._caps(show(_("Text of the post, unchanged")))
        for item in (
            self._original_label, self.original, self.more,
            self._caps(show(_("Our caption"))), self.caption,
            self._caps(show(_("Tags"))), self.tags,
            self._caps(show(_("Credit"))), self.credit,
            self._caps(show(_("Place"))), self.place,
            self._caps(show(_("Campaign"))), self.campaign,
        ):  # fmt: skip
            self.add(item)

    def _caps(self, words: str) -> QWidget:
        return Label(self._desk.theme, words, "hint")

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the words of another photo."""
        photo, show = sheet.row, self._desk.show
        self._said = (photo.post_caption or "").strip()
        self._unfolded = False
        for part in (self._original_label, self.original):
            part.setVisible(bool(self._said))
        self._show_original()
        self.caption.fill(photo.own_caption or "")
        self.tags.show_tags([(tag, tag) for tag in photo.tags])
        self.credit.fill(photo.credit or "", hint=photo.creator or show(_("Nobody named")))
        self.place.fill(photo.place or "", hint=show(_("No place")))
        self.campaign.fill(photo.campaign or "", hint=show(_("No campaign")))
        for field in (self.caption, self.credit, self.place, self.campaign):
            field.setReadOnly(self._desk.read_only)

    def read_suggestions(self) -> None:
        """Ask for the words that exist, to complete what is typed."""
        self._desk.ask(_suggestions, self._offer, owner=self, key="suggestions")

    def _offer(self, found: tuple[list[str], list[str], list[str]]) -> None:
        tags, places, galleries = found
        self.tags.offer(tags)
        self.place.offer(places)
        self.campaign.offer(galleries)

    def _unfold(self) -> None:
        self._unfolded = True
        self._show_original()

    def _show_original(self) -> None:
        """A long text is cut before it can stretch the panel."""
        long = len(self._said) > FOLDED and not self._unfolded
        self.original.set_text(self._said[:FOLDED].rstrip() + "…" if long else self._said)
        self.more.setVisible(long)


def _suggestions(studio: Studio) -> tuple[list[str], list[str], list[str]]:
    with studio.library.read() as session:
        tags = list(session.assets.all_tags())[:2000]
        places = [place.name for place in session.register.places()]
        galleries = [gallery.name for gallery in session.galleries.all()]
    return tags, places, galleries
