"""Search: a parsed query becomes one SQL statement that returns ids in order.

What a person typed never becomes SQL or FTS5 syntax: words are quoted phrases of the index, values are parameters.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ugc_studio.domain.search import Field, Query, Sort, Words
from ugc_studio.library.filters import Filters, phrase_of

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

ORDER = {
    Sort.NEWEST: "a.sort_at DESC, a.id DESC",
    Sort.OLDEST: "a.sort_at, a.id",
    Sort.ADDED: "a.id DESC",
    Sort.RATING: "a.rating DESC, a.sort_at DESC, a.id DESC",
    Sort.LIKES: """(SELECT MAX(p.likes) FROM post_media pm JOIN posts p ON p.id = pm.post_id
                    WHERE pm.asset_id = a.id) DESC NULLS LAST, a.sort_at DESC, a.id DESC""",
}

LISTING = "a.id, CAST(a.width AS REAL) / MAX(a.height, 1), {day}, a.colour"
DAY = {
    Sort.NEWEST: "substr(a.sort_at, 1, 10)",
    Sort.OLDEST: "substr(a.sort_at, 1, 10)",
    Sort.ADDED: "substr(a.imported_at, 1, 10)",
}
"""The day that decides the order; orders by stars or likes have none."""
LISTING_CHUNK = 5000

RANKED = "(SELECT rowid AS id, rank AS score FROM asset_text WHERE asset_text MATCH ?) r CROSS JOIN "

FACETS = {
    Field.TAG: "SELECT t.tag, COUNT(*) FROM a JOIN asset_tags t ON t.asset_id = a.id GROUP BY t.tag ORDER BY 2 DESC, 1",
    Field.PLACE: """SELECT l.name, COUNT(*) FROM (
        SELECT a.id, COALESCE(a.place_id, (SELECT p.place_id FROM post_media pm JOIN posts p ON p.id = pm.post_id
          WHERE pm.asset_id = a.id AND p.place_id IS NOT NULL LIMIT 1)) AS place_id FROM a
      ) b JOIN places l ON l.id = b.place_id GROUP BY l.id ORDER BY 2 DESC, 1""",
    Field.CREATOR: """SELECT COALESCE('@' || ltrim(c.handle, '@'), c.name), n FROM (
        SELECT creator_id, COUNT(*) AS n FROM (
          SELECT COALESCE(a.creator_id, (SELECT p.creator_id FROM post_media pm JOIN posts p ON p.id = pm.post_id
            WHERE pm.asset_id = a.id AND p.creator_id IS NOT NULL LIMIT 1)) AS creator_id FROM a
        ) GROUP BY creator_id
      ) b JOIN creators c ON c.id = b.creator_id WHERE COALESCE(c.handle, c.name) IS NOT NULL ORDER BY 2 DESC, 1""",
    Field.FROM: "SELECT substr(a.sort_at, 1, 4), COUNT(*) FROM a GROUP BY 1 ORDER BY 1 DESC",
    Field.SOURCE: """SELECT b.importer, SUM(n) FROM (
        SELECT batch_id, COUNT(*) AS n FROM (
          SELECT (SELECT o.batch_id FROM occurrences o WHERE o.asset_id = a.id ORDER BY o.id LIMIT 1) AS batch_id FROM a
        ) GROUP BY batch_id
      ) c JOIN batches b ON b.id = c.batch_id GROUP BY 1 ORDER BY 2 DESC, 1""",
    Field.CAMPAIGN: """SELECT g.name, COUNT(*) FROM (
        SELECT COALESCE(a.campaign_id, (SELECT b.campaign_id FROM occurrences o JOIN batches b ON b.id = o.batch_id
          WHERE o.asset_id = a.id ORDER BY o.id LIMIT 1)) AS campaign_id FROM a
      ) c JOIN galleries g ON g.id = c.campaign_id GROUP BY g.id ORDER BY 2 DESC, 1""",
    Field.GALLERY: """SELECT g.name, COUNT(*) FROM a JOIN gallery_items i ON i.asset_id = a.id
      JOIN galleries g ON g.id = i.gallery_id GROUP BY g.id ORDER BY 2 DESC, 1""",
    Field.KIND: "SELECT a.kind, COUNT(*) FROM a GROUP BY 1 ORDER BY 2 DESC, 1",
    Field.FLAG: "SELECT a.flag, COUNT(*) FROM a GROUP BY 1 ORDER BY 2 DESC, 1",
    Field.RATING: "SELECT a.rating, COUNT(*) FROM a GROUP BY 1 ORDER BY 1 DESC",
}
"""For each field that a filter chip offers values of: what the matches ``a`` have. ``from`` stands for years."""

ALL_TAGS = """SELECT t.tag, COUNT(*) FROM asset_tags t
  WHERE t.asset_id NOT IN (SELECT id FROM assets WHERE state <> 'present' OR stacked_under IS NOT NULL)
  GROUP BY t.tag ORDER BY 2 DESC, 1 LIMIT ?"""
"""The tags of everything, read in the order of tags: ten times as fast as photo by photo."""

Sketch = tuple[int, float, str, int]
"""Id, width by height, day (ISO, or nothing), colour."""

class _Statement:
    """The conditions of one query with their parameters, in the order in which they stand."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.params: list[object] = []

    def add(self, condition: str, params: Iterable[object] = (), *, negated: bool = False) -> None:
        self.conditions.append(f"({condition}) IS NOT TRUE" if negated else condition)
        self.params.extend(params)


class SearchRepository:
    """Answers queries with ids; rows are fetched by page afterwards."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def ids(
        self,
        query: Query,
        *,
        today: dt.date,
        brand_id: int | None = None,
        sort: Sort = Sort.NEWEST,
    ) -> array[int]:
        """The ids of all assets that match, in order (64-bit integers: a million of them are 8 MB).

        ``rights:`` asks about the standard use of ``brand_id`` on ``today``. Copies in a stack and what is in the trash
        stay out unless the query asks for them (``is:copy``, ``is:trashed``).
        """
        sql, params = self.statement(query, today=today, brand_id=brand_id, sort=sort)
        return array("q", [row[0] for row in self._db.execute(sql, params)])

    def count(self, query: Query, *, today: dt.date, brand_id: int | None = None) -> int:
        """How many assets match."""
        sql, params = self._unordered(query, today=today, brand_id=brand_id, columns="COUNT(*)")
        return int(self._db.execute(sql, params).fetchone()[0])

    def facet(
        self, field: Field, query: Query, *, today: dt.date, brand_id: int | None = None, limit: int = 20
    ) -> list[tuple[str, int]]:
        """The values of a field that the matches of a query have, with how many have each, the most frequent first."""
        if field is Field.TAG and query == Query():
            return [(row[0], row[1]) for row in self._db.execute(ALL_TAGS, [limit])]
        matches, params = self._unordered(query, today=today, brand_id=brand_id, columns="a.*")
        sql = f"WITH a AS ({matches}) {FACETS[field]} LIMIT ?"
        return [(str(row[0]), int(row[1])) for row in self._db.execute(sql, [*params, limit])]

    def listing(
        self, query: Query, *, today: dt.date, brand_id: int | None = None, sort: Sort = Sort.NEWEST
    ) -> Iterator[list[Sketch]]:
        """What a grid needs to place and tint every match before it knows more, a few thousand at a time."""
        sql, params = self.statement(
            query, today=today, brand_id=brand_id, sort=sort, columns=LISTING.format(day=DAY.get(sort, "''"))
        )
        rows = self._db.execute(sql, params)
        while chunk := rows.fetchmany(LISTING_CHUNK):
            yield chunk

    def statement(
        self,
        query: Query,
        *,
        today: dt.date,
        brand_id: int | None,
        sort: Sort = Sort.NEWEST,
        columns: str = "a.id",
    ) -> tuple[str, Sequence[object]]:
        """The SQL of a query and its parameters; ``columns`` are ours, never what a person typed."""
        sql, params = self._unordered(
            query, today=today, brand_id=brand_id, columns=columns, by_rank=sort is Sort.RELEVANCE
        )
        order = "r.score, a.id DESC" if RANKED in sql else ORDER.get(sort, ORDER[Sort.NEWEST])
        return f"{sql} ORDER BY {order}", params

    def _unordered(
        self, query: Query, *, today: dt.date, brand_id: int | None, columns: str, by_rank: bool = False
    ) -> tuple[str, Sequence[object]]:
        statement = _Statement()
        asked = {
            value
            for term in query.filters
            if term.field is Field.IS and not term.negated
            for value in term.values
        }
        statement.add("a.state <> 'tombstone'" if "trashed" in asked else "a.state = 'present'")
        if "copy" not in asked:
            statement.add("a.stacked_under IS NULL")
        source = self._text(statement, query.words, by_rank=by_rank)
        filters = Filters(self._session, today=today, brand_id=brand_id)
        for term in query.filters:
            condition, params = filters.condition(term)
            statement.add(condition, params, negated=term.negated)
        where = " AND ".join(statement.conditions)
        return f"SELECT {columns} FROM {source}assets a WHERE {where}", statement.params  # noqa: S608 - built from constants of this file, values are parameters

    def _text(self, statement: _Statement, words: Sequence[Words], *, by_rank: bool) -> str:
        wanted = [phrase_of(term) for term in words if not term.negated]
        unwanted = [phrase for term in words if term.negated and (phrase := phrase_of(term))]
        if unwanted:
            statement.add(
                "a.id NOT IN (SELECT rowid FROM asset_text WHERE asset_text MATCH ?)", [" OR ".join(unwanted)]
            )
        if not wanted:
            return ""
        if not all(wanted):  # signs that the index does not hold, for instance an emoji
            statement.add("FALSE")
            return ""
        match = " AND ".join(wanted)
        if by_rank:
            statement.params.insert(0, match)
            statement.add("a.id = r.id")
            return RANKED
        statement.add("a.id IN (SELECT rowid FROM asset_text WHERE asset_text MATCH ?)", [match])
        return ""
