"""The SQL of saved searches."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.messages import _
from ugc_studio.domain.search import Sort
from ugc_studio.domain.searches import Layout, SavedSearch, SearchId

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

COLUMNS = "id, name, query, sort, layout, position"


class SavedSearchRepository:
    """Rows of saved searches, in the order of the sidebar."""

    def __init__(self, session: Session) -> None:
        self._db = session.db

    def all(self) -> list[SavedSearch]:
        """Every saved search, in order."""
        rows = self._db.execute(f"SELECT {COLUMNS} FROM saved_searches ORDER BY position, id")  # noqa: S608 - constant
        return [_saved(*row) for row in rows]

    def get(self, search_id: SearchId) -> SavedSearch:
        """One by number."""
        for saved in self.all():
            if saved.id == search_id:
                return saved
        raise NotFound(_("There is no saved search with the number {id}.", id=str(search_id)))

    def resolve(self, reference: str) -> SavedSearch:
        """One by name or number; a name wins."""
        found = [saved for saved in self.all() if reference in {saved.name, str(saved.id)}]
        if not found:
            raise NotFound(_("There is no saved search called {name}.", name=reference))
        return min(found, key=lambda saved: saved.name != reference)

    def add(self, name: str, query: str, *, sort: Sort, layout: Layout) -> SavedSearch:
        """Add one at the end."""
        self.check_name(name)
        cursor = self._db.execute(
            "INSERT INTO saved_searches (name, query, sort, layout, position)"
            " VALUES (?, ?, ?, ?, (SELECT COALESCE(MAX(position) + 1, 0) FROM saved_searches))",
            [name, query, sort.value, layout.value],
        )
        return self.get(SearchId(cursor.lastrowid or 0))

    def put(self, saved: SavedSearch) -> None:
        """Write one as it is, making it again if it was deleted."""
        self.check_name(saved.name, besides=saved.id)
        self._db.execute(
            f"INSERT INTO saved_searches ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "  # noqa: S608 - constant
            "name = excluded.name, query = excluded.query, sort = excluded.sort, layout = excluded.layout, "
            "position = excluded.position",
            [saved.id, saved.name, saved.query, saved.sort.value, saved.layout.value, saved.position],
        )

    def drop(self, search_id: SearchId) -> None:
        """Delete one."""
        self._db.execute("DELETE FROM saved_searches WHERE id = ?", [search_id])

    def set_order(self, ids: Sequence[SearchId]) -> None:
        """Put them into this order; those that are not named come behind, in theirs."""
        self._db.execute(
            """UPDATE saved_searches SET position = o.place FROM (
                 SELECT s.id, ROW_NUMBER() OVER (ORDER BY w.key IS NULL, w.key, s.position, s.id) - 1 AS place
                 FROM saved_searches s LEFT JOIN json_each(?) w ON w.value = s.id
               ) AS o WHERE saved_searches.id = o.id""",
            [json.dumps(list(ids))],
        )

    def check_name(self, name: str, *, besides: SearchId | None = None) -> None:
        """Refuse a name that is empty, too long or taken."""
        if not name.strip() or len(name) > 200:
            raise UsageError(_("A saved search needs a name of 1 to 200 characters."))
        taken = self._db.execute("SELECT 1 FROM saved_searches WHERE name = ? AND id IS NOT ?", [name, besides])
        if taken.fetchone():
            raise UsageError(_("There is already a saved search called {name}.", name=name))


def _saved(search_id: int, name: str, query: str, sort: str, layout: str, position: int) -> SavedSearch:
    return SavedSearch(SearchId(search_id), name, query, Sort(sort), Layout(layout), position)
