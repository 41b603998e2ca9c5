"""Saved searches of the sidebar: made, renamed, changed, ordered and deleted, each of it undoable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.changes import Operation
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.search import Query, Sort
from ugc_studio.domain.searches import Layout, SavedSearch, SearchId

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.browsing import BrowsingService
    from ugc_studio.services.history import HistoryService

Place = Mapping[str, Any]


class SavedSearchService:
    """The saved searches of a library with how many photos each finds now."""

    def __init__(self, library: Library, *, history: HistoryService, browsing: BrowsingService) -> None:
        self._library = library
        self._history = history
        self._browsing = browsing
        history.handle("searches.put", _put)
        history.handle("searches.drop", _drop)
        history.handle("searches.order", _order)

    def all(self) -> list[SavedSearch]:
        """Every saved search, in the order of the sidebar."""
        with self._library.read() as session:
            return session.searches.all()

    def resolve(self, reference: str) -> SavedSearch:
        """One by name or number."""
        with self._library.read() as session:
            return session.searches.resolve(reference)

    def counts(self, *, brand: str | None = None) -> dict[SearchId, int]:
        """How many photos each finds now."""
        saved = self.all()
        numbers = self._browsing.counts([one.query for one in saved], brand=brand)
        return {one.id: number for one, number in zip(saved, numbers, strict=True)}

    def create(
        self,
        name: str,
        query: str,
        *,
        sort: Sort = Sort.NEWEST,
        layout: Layout = Layout.GRID,
        place: Place | None = None,
    ) -> SavedSearch:
        """Save a search; one that cannot be understood is refused."""
        Query.parse(query)

        def work(session: Session) -> SavedSearch:
            made = session.searches.add(name.strip(), query.strip(), sort=sort, layout=layout)
            text = _("Saved the search {name}", name=made.name)
            self._history.record(session, text, [_dropping(made)], [_putting(made)], place)
            return made

        return self._library.write(work)

    def rename(self, search_id: SearchId, name: str, *, place: Place | None = None) -> SavedSearch:
        """Give another name."""
        text = _("Renamed a saved search to {name}", name=name.strip())
        return self._change(search_id, {"name": name.strip()}, text, place)

    def change(
        self,
        search_id: SearchId,
        *,
        query: str | None = None,
        sort: Sort | None = None,
        layout: Layout | None = None,
        place: Place | None = None,
    ) -> SavedSearch:
        """Save another filter, order or layout under the same name; what is not given stays."""
        if query is not None:
            Query.parse(query)
        said = {"query": query.strip() if query is not None else None, "sort": sort, "layout": layout}
        changes = {name: value for name, value in said.items() if value is not None}
        return self._change(search_id, changes, _("Changed a saved search"), place)

    def delete(self, search_id: SearchId, *, place: Place | None = None) -> None:
        """Delete a saved search; no photo changes."""

        def work(session: Session) -> None:
            gone = session.searches.get(search_id)
            session.searches.drop(search_id)
            text = _("Deleted the saved search {name}", name=gone.name)
            self._history.record(session, text, [_putting(gone)], [_dropping(gone)], place)

        self._library.write(work)

    def reorder(self, ids: Sequence[SearchId], *, place: Place | None = None) -> None:
        """Put them into this order; those that are not named come behind."""

        def work(session: Session) -> None:
            before = [saved.id for saved in session.searches.all()]
            session.searches.set_order(ids)
            after = [saved.id for saved in session.searches.all()]
            if after != before:
                text = _("Moved a saved search")
                self._history.record(session, text, [_ordering(before)], [_ordering(after)], place)

        self._library.write(work)

    def _change(
        self, search_id: SearchId, changes: Mapping[str, Any], text: Text, place: Place | None
    ) -> SavedSearch:
        def work(session: Session) -> SavedSearch:
            before = session.searches.get(search_id)
            after = replace(before, **changes)
            if after != before:
                session.searches.put(after)
                self._history.record(session, text, [_putting(before)], [_putting(after)], place)
            return after

        return self._library.write(work)


def _putting(saved: SavedSearch) -> Operation:
    return {"op": "searches.put", "search": saved.to_json()}


def _dropping(saved: SavedSearch) -> Operation:
    return {"op": "searches.drop", "id": saved.id}


def _ordering(ids: Sequence[SearchId]) -> Operation:
    return {"op": "searches.order", "ids": list(ids)}


def _put(session: Session, operation: Mapping[str, Any]) -> None:
    session.searches.put(SavedSearch.from_json(operation["search"]))


def _drop(session: Session, operation: Mapping[str, Any]) -> None:
    session.searches.drop(SearchId(operation["id"]))


def _order(session: Session, operation: Mapping[str, Any]) -> None:
    session.searches.set_order([SearchId(one) for one in operation["ids"]])
