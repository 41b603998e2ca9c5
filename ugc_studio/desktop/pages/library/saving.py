"""Saving a search under a name, in a small window under the button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk, Toast
from ugc_studio.desktop.pages.library.asked import Asked
from ugc_studio.desktop.pages.library.popup import close_around, settle_around
from ugc_studio.desktop.widgets.basic import Button, Label, column, row
from ugc_studio.domain.errors import StudioError
from ugc_studio.domain.messages import _
from ugc_studio.domain.search import Sort
from ugc_studio.domain.searches import Layout, SavedSearch


class SaveSearch(QWidget):
    """Asks for a name; with a saved search at hand it can also be changed."""

    def __init__(
        self,
        desk: Desk,
        asked: Asked,
        *,
        sort: Sort,
        layout: Layout,
        name: str,
        current: SavedSearch | None,
        done: Callable[[SavedSearch], object],
    ) -> None:
        super().__init__()
        self._desk, self._asked, self._sort, self._layout_kind = desk, asked, sort, layout
        self._current, self._done = current, done
        show, theme = desk.show, desk.theme
        self.name = QLineEdit(name)
        self.name.setMaxLength(100)
        self.name.setMinimumWidth(theme.px(260))
        self.name.setAccessibleName(show(_("Name of the search")))
        self.name.selectAll()
        self.name.returnPressed.connect(self.save)
        self.problem = Label(theme, "", "hint", colour="danger", wrap=True)
        self.problem.hide()
        self.button = Button(theme, show(_("Save")), "primary").on(self.save)
        buttons: list[QWidget | None] = [None, self.button]
        if current is not None:
            words = show(_("Change “{name}”", name=current.name))
            buttons.insert(0, Button(theme, words, "ghost").on(self._change))
        self.setLayout(
            column(
                Label(theme, show(_("Save search")), "strong"),
                Label(theme, show(_("It stays in the sidebar and is always up to date.")), "hint"),
                self.name,
                self.problem,
                row(*buttons),
            )
        )
        self.setFocusProxy(self.name)

    def save(self) -> None:
        """Save under the name."""
        name, text, sort, layout = self.name.text().strip(), self._asked.text, self._sort, self._layout_kind
        if not name:
            self._tell(self._desk.show(_("Give the search a name.")))
            return
        self._desk.act(
            lambda studio: studio.searches.create(name, text, sort=sort, layout=layout),
            kinds=Changed.SEARCHES,
            done=self._saved,
            toast=lambda saved: Toast(_("Saved the search {name}", name=saved.name), "save", undo=True),
            failed=self._failed,
            owner=self,
        )

    def _change(self) -> None:
        current, text, sort, layout = self._current, self._asked.text, self._sort, self._layout_kind
        if current is not None:
            self._desk.act(
                lambda studio: studio.searches.change(current.id, query=text, sort=sort, layout=layout),
                kinds=Changed.SEARCHES,
                done=self._saved,
                toast=lambda saved: Toast(_("Saved the search {name}", name=saved.name), "save", undo=True),
                failed=self._failed,
                owner=self,
            )

    def _saved(self, saved: SavedSearch) -> None:
        self._done(saved)
        close_around(self)

    def _failed(self, error: BaseException) -> None:
        """What is wrong stands beside the name, where it can be mended."""
        if isinstance(error, StudioError):
            self._tell(self._desk.show(error.text))
        else:
            self._desk.tell(error)

    def _tell(self, words: str) -> None:
        self.problem.set_text(words)
        self.problem.show()
        settle_around(self)
