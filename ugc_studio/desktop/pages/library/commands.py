"""What the keys and buttons of the library do, wired once for lists, one photo and compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Toast
from ugc_studio.desktop.pages.library.marks import Marks
from ugc_studio.desktop.pages.library.popup import Popup
from ugc_studio.desktop.pages.library.views import COMPARE, GRID, ONE, TABLE
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.edits import Edits
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.domain.searches import Layout, SavedSearch

if TYPE_CHECKING:
    from ugc_studio.desktop.pages.library.page import LibraryPage
    from ugc_studio.desktop.pages.library.table_model import Column

ASKED_AT_ONCE = 50
"""So many photos are taken along when rights are requested."""


class Commands(QObject):
    """The commands of one library page."""

    def __init__(self, page: LibraryPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self.marks = Marks(page.desk, page.photos, lambda: page.views.target_ids(), parent=page)

    def bind(self) -> None:
        """Answer the commands of the registry."""
        page, name = self._page, self._page.name
        views = page.views
        everywhere: dict[str, Callable[[], object]] = {
            "photos.add": self.add_to_gallery,
            "photos.tags": self.tag,
            "photos.request": self.request_rights,
            "photos.hand_over": self.hand_over,
            "photos.trash": self.marks.trash,
            "photos.put_back": self.marks.put_back,
            "photos.pick_of_group": self.marks.pick_of_group,
            "photos.note_faces": self.note_faces,
            "photos.provenance": self.provenance,
            "view.details": self.toggle_details,
            "view.table": lambda: views.show_layout(TABLE),
            "library.save_search": self.save_search,
            "library.clear": page.clear,
        }
        lists: dict[str, Callable[[], object]] = {
            "photos.all": lambda: views.list_view.selectAll(),
            "photos.none": views.unselect,
            "view.grid": lambda: views.show_layout(GRID),
            "view.one": lambda: views.show_layout(ONE),
            "view.quick": lambda: views.show_layout(ONE),
            "view.compare": lambda: views.show_layout(COMPARE),
            "view.reveal": self.reveal,
            "view.bigger": lambda: page.status.step(1),
            "view.smaller": lambda: page.status.step(-1),
        }
        self.marks.bind(name)
        self._bind("library.first_steps", self.first_steps, "")
        for action, handler in {**everywhere, **lists}.items():
            self._bind(action, handler, name)
        for layout in (ONE, COMPARE):
            for action, handler in everywhere.items():
                self._bind(action, handler, f"{name}.{layout}")
        self._bind("view.compare", lambda: views.show_layout(COMPARE), f"{name}.{ONE}")
        self._bind("view.one", lambda: views.show_layout(ONE), f"{name}.{COMPARE}")

    def _bind(self, action: str, handler: Callable[[], object], page: str) -> None:
        def carry_out() -> None:
            handler()

        self._desk.actions.bind(action, carry_out, owner=self, page=page)

    def _ids(self) -> list[AssetId]:
        return [AssetId(one) for one in self._page.views.target_ids()]

    # ------------------------------------------------------------------ choosing

    def reveal(self) -> None:
        """Show the sensitive photo that is current as it is."""
        current = self._page.views.grid.current_id
        if current is not None:
            self._page.views.grid.photo_delegate.reveal(current)
            self._page.views.grid.viewport().update()

    def first_steps(self) -> None:
        """Show the card of first steps, from wherever one is."""
        self._desk.go(self._page.name)
        self._page.first_steps.reopen()

    # ------------------------------------------------------------------ popups

    def add_to_gallery(self) -> None:
        """Offer the galleries, the last used one first."""
        from ugc_studio.desktop.pages.library.adding import AddToGallery

        ids = self._ids()
        if ids:
            self._open(AddToGallery(self._desk, ids), self._desk.show(_("Add to a gallery")))

    def tag(self) -> None:
        """Offer the tags."""
        from ugc_studio.desktop.pages.library.tagging import TagPhotos

        ids = self._ids()
        if ids:
            self._open(TagPhotos(self._desk, ids), self._desk.show(_("Tags")))

    def save_search(self) -> None:
        """Ask for the name of the search."""
        from ugc_studio.desktop.pages.library.saving import SaveSearch

        page = self._page
        if not page.asked:
            self._desk.toast(Toast(_("Choose a filter or type words first, then save the search."), icon="info"))
            return
        names = page.filters.spoken()
        layout = Layout.TABLE if page.views.list_layout == TABLE else Layout.GRID
        content = SaveSearch(
            self._desk,
            page.asked,
            sort=page.sort,
            layout=layout,
            name=names,
            current=page.saved,
            done=self._saved,
        )
        self._open(content, self._desk.show(_("Save search")), anchor=page.filters.save)

    def _saved(self, saved: SavedSearch) -> None:
        self._page.saved = saved

    def _open(self, content: QWidget, name: str, *, anchor: QWidget | None = None) -> None:
        """Show a popup: under its button, else in the middle of the photos, where the eyes are."""
        page = self._page
        popup = Popup(self._desk.theme, page, content, name=name)
        if anchor is not None and anchor.isVisible():
            popup.open_under(anchor)
        else:
            popup.open_over(page.views)

    # ------------------------------------------------------------------ going and writing

    def request_rights(self) -> None:
        """Open the window in which a person is asked: copy the text, open the post, "I've sent it"."""
        from ugc_studio.desktop.pages.consent.request_dialog import open_request

        ids = self._ids()[:ASKED_AT_ONCE]
        if ids:
            open_request(self._desk, self._page.window(), ids)

    def hand_over(self) -> None:
        """Ask for whom a review file of these photos is."""
        from ugc_studio.desktop.dialogs.handover.making import open_dialog

        open_dialog(self._desk, self._page.window(), ids=self._ids())

    def note_faces(self) -> None:
        """Note somebody to be named for each face found in these photos."""
        ids = self._ids()
        if ids:
            self._desk.act(
                lambda studio: studio.faces.note_people(*ids), kinds=Changed.CONSENT | Changed.REGISTER,
                ids=tuple(int(one) for one in ids), toast=Toast(_("Recorded"), icon="check", tone="ok"),
            )  # fmt: skip

    def provenance(self) -> None:
        """Show where the current photo comes from."""
        from ugc_studio.desktop.pages.library.details.provenance import open_provenance

        ids = self._ids()
        if ids:
            open_provenance(self._desk, self._page.window(), int(ids[0]))

    def toggle_details(self) -> None:
        """Show or hide the details."""
        frame = self._page.frame
        frame.show_side(not frame.is_side_shown())

    def edit_cell(self, asset_id: int, column: Column, typed: str) -> None:
        """Write what was typed into a cell of the table."""
        from ugc_studio.desktop.pages.library.table_model import Column as Columns

        row = self._page.photos.row_of(asset_id)
        if row is None:
            return
        if column is Columns.TAGS:
            wanted = dict.fromkeys(part.strip().lstrip("#") for part in typed.split(",") if part.strip().lstrip("#"))
            edits = Edits(
                add_tags=tuple(tag for tag in wanted if tag not in row.tags),
                remove_tags=tuple(tag for tag in row.tags if tag not in wanted),
            )
        elif column is Columns.CAPTION:
            edits = Edits(caption=typed)
        else:
            edits = Edits(credit=typed)
        self._desk.act(
            lambda studio: studio.editing.edit([AssetId(asset_id)], edits),
            kinds=Changed.MARKS,
            ids=(asset_id,),
            toast=lambda n: Toast(ngettext("Edited {n} photo", "Edited {n} photos", n, n=n), "edit", undo=True),
        )
