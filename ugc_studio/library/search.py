"""Search: a parsed query becomes one SQL statement that returns ids in order.

What a person typed never becomes SQL or FTS5 syntax: words are quoted phrases of the index, values are parameters.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _
from ugc_studio.domain.posts import normalised_handle
from ugc_studio.domain.search import Field, Filter, Query, Sort, Words

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

Sketch = tuple[int, float, str, int]
"""Id, width by height, day (ISO, or nothing), colour."""

IN_POST = "a.id IN (SELECT pm.asset_id FROM post_media pm JOIN posts p ON p.id = pm.post_id WHERE {condition})"

HAS_SQL = {
    "caption": "a.id IN (SELECT rowid FROM asset_text WHERE caption <> '')",
    "creator": "(a.creator_id IS NOT NULL OR " + IN_POST.format(condition="p.creator_id IS NOT NULL") + ")",
    "place": "(a.place_id IS NOT NULL OR " + IN_POST.format(condition="p.place_id IS NOT NULL") + ")",
    "tags": "EXISTS (SELECT 1 FROM asset_tags t WHERE t.asset_id = a.id)",
    "post": "EXISTS (SELECT 1 FROM post_media pm WHERE pm.asset_id = a.id)",
    "gallery": "EXISTS (SELECT 1 FROM gallery_items g WHERE g.asset_id = a.id)",
    "author": "EXISTS (SELECT 1 FROM authors w WHERE w.asset_id = a.id)",
    "people": "EXISTS (SELECT 1 FROM depictions d WHERE d.asset_id = a.id)",
    "use": "EXISTS (SELECT 1 FROM uses u WHERE u.asset_sha256 = a.sha256)",
}

IS_SQL = {
    "duplicate": "EXISTS (SELECT 1 FROM cluster_members c WHERE c.asset_id = a.id)",
    "copy": "a.stacked_under IS NOT NULL",
    "stack": "EXISTS (SELECT 1 FROM assets b WHERE b.stacked_under = a.id)",
    "trashed": "a.state = 'trashed'",
    "landscape": "a.width > a.height",
    "portrait": "a.width < a.height",
    "square": "a.width = a.height",
}


class _Statement:
    """The conditions of one query with their parameters, in the order in which they stand."""

    def __init__(self) -> None:
        self.conditions: list[str] = []
        self.params: list[object] = []

    def add(self, condition: str, params: Iterable[object] = (), *, negated: bool = False) -> None:
        self.conditions.append(f"NOT ({condition})" if negated else condition)
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
        source = self._text(statement, query.words, by_rank=sort is Sort.RELEVANCE)
        for term in query.filters:
            condition, params = self._condition(term, today, brand_id)
            statement.add(condition, params, negated=term.negated)
        order = "r.score, a.id DESC" if source else ORDER.get(sort, ORDER[Sort.NEWEST])
        where = " AND ".join(statement.conditions)
        return f"SELECT {columns} FROM {source}assets a WHERE {where} ORDER BY {order}", statement.params  # noqa: S608 - built from constants of this file, values are parameters

    def _text(self, statement: _Statement, words: Sequence[Words], *, by_rank: bool) -> str:
        wanted = [_phrase(term) for term in words if not term.negated]
        unwanted = [phrase for term in words if term.negated and (phrase := _phrase(term))]
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
            return "(SELECT rowid AS id, rank AS score FROM asset_text WHERE asset_text MATCH ?) r CROSS JOIN "
        statement.add("a.id IN (SELECT rowid FROM asset_text WHERE asset_text MATCH ?)", [match])
        return ""

    def _condition(self, term: Filter, today: dt.date, brand_id: int | None) -> tuple[str, list[object]]:
        if term.field is Field.RIGHTS:
            return self._rights(term.values, today, brand_id)
        return self._CONDITIONS[term.field](self, term.values)

    def _rights(self, values: Sequence[str], today: dt.date, brand_id: int | None) -> tuple[str, list[object]]:
        """The projection's word on a day (see :func:`ugc_studio.library.asset_rows.consent_word`)."""
        day = today.isoformat()
        parts: list[str] = []
        params: list[object] = []
        for value in values:
            inside = "SELECT s.asset_id FROM consent_summary s WHERE s.brand_id = ? AND "
            if value == "cleared":
                parts.append(f"a.id IN ({inside} s.clear_until >= ? AND s.clear_from <= ?)")
                params += [brand_id, day, day]
            elif value == "not_requested":
                parts.append(f"a.id NOT IN ({inside} (s.state <> ? OR s.clear_from <= ?))")
                params += [brand_id, value, day]
            elif value == "ended":
                parts.append(f"a.id IN ({inside} (s.state = ? AND s.clear_from IS NULL OR s.clear_until < ?))")
                params += [brand_id, value, day]
            else:
                parts.append(f"a.id IN ({inside} s.state = ? AND (s.clear_from IS NULL OR s.clear_from > ?))")
                params += [brand_id, value, day]
        return _any(parts), params

    def _creator(self, values: Sequence[str]) -> tuple[str, list[object]]:
        """``@handle`` is exact, a name matches the beginnings of words."""
        parts: list[str] = []
        params: list[object] = []
        for value in values:
            if not value.startswith("@"):
                parts.append("a.id IN (SELECT rowid FROM asset_text WHERE asset_text MATCH ?)")
                params.append(_column("creator", value))
                continue
            chosen = "(SELECT id FROM creators WHERE key = ?)"
            parts.append(f"(a.creator_id IN {chosen} OR " + IN_POST.format(condition=f"p.creator_id IN {chosen}") + ")")
            params += [normalised_handle(value)] * 2
        return _any(parts), params

    def _tag(self, values: Sequence[str]) -> tuple[str, list[object]]:
        """Tags are compared without case and accents; a final ``*`` matches beginnings."""
        wanted = [fold(value.lstrip("#")) for value in values]
        chosen = [tag for tag in self._tags() if any(_same_tag(fold(tag), value) for value in wanted)]
        return (
            "a.id IN (SELECT t.asset_id FROM asset_tags t WHERE t.tag IN (SELECT value FROM json_each(?)))",
            [json.dumps(chosen)],
        )

    def _tags(self) -> list[str]:
        """Every tag, hopping from one to the next in the index instead of reading each use of each tag."""
        sql = """WITH RECURSIVE each_tag (tag) AS (
                   SELECT MIN(tag) FROM asset_tags
                   UNION ALL SELECT (SELECT MIN(t.tag) FROM asset_tags t WHERE t.tag > e.tag) FROM each_tag e
                   WHERE e.tag IS NOT NULL)
                 SELECT tag FROM each_tag WHERE tag IS NOT NULL"""
        return [row[0] for row in self._db.execute(sql)]

    def _place(self, values: Sequence[str]) -> tuple[str, list[object]]:
        match = " OR ".join(f"({_column('place', value)})" for value in values)
        return "a.id IN (SELECT rowid FROM asset_text WHERE asset_text MATCH ?)", [match]

    def _rating(self, values: Sequence[str]) -> tuple[str, list[object]]:
        return f"a.rating IN ({_marks(values)})", [int(value) for value in values]

    def _flag(self, values: Sequence[str]) -> tuple[str, list[object]]:
        return f"a.flag IN ({_marks(values)})", list(values)

    def _kind(self, values: Sequence[str]) -> tuple[str, list[object]]:
        return f"a.kind IN ({_marks(values)})", list(values)

    def _from(self, values: Sequence[str]) -> tuple[str, list[object]]:
        return "a.sort_at >= ?", [values[0]]

    def _to(self, values: Sequence[str]) -> tuple[str, list[object]]:
        # Any time of that day sorts below the first sign after the letter T.
        return "a.sort_at < ?", [values[0] + "U"]

    def _batch(self, values: Sequence[str]) -> tuple[str, list[object]]:
        sql = """a.id IN (SELECT o.asset_id FROM occurrences o JOIN batches b ON b.id = o.batch_id
                          WHERE CAST(b.id AS TEXT) IN ({0}) OR b.uuid IN ({0}))"""
        return sql.format(_marks(values)), [*values, *values]

    def _gallery(self, values: Sequence[str]) -> tuple[str, list[object]]:
        wanted = {fold(value) for value in values}
        chosen = [
            gallery
            for gallery, uuid, name in self._db.execute("SELECT id, uuid, name FROM galleries")
            if wanted & {str(gallery), uuid, fold(name)}
        ]
        if not chosen:
            raise NotFound(_("There is no gallery {name}.", name=list(values)))
        return (
            "a.id IN (SELECT g.asset_id FROM gallery_items g WHERE g.gallery_id IN (SELECT value FROM json_each(?)))",
            [json.dumps(chosen)],
        )

    def _has(self, values: Sequence[str]) -> tuple[str, list[object]]:
        return _any([HAS_SQL[value] for value in values]), []

    def _is(self, values: Sequence[str]) -> tuple[str, list[object]]:
        return _any([IS_SQL[value] for value in values]), []

    _CONDITIONS: ClassVar[
        dict[Field, Callable[[SearchRepository, Sequence[str]], tuple[str, list[object]]]]
    ] = {
        Field.CREATOR: _creator,
        Field.TAG: _tag,
        Field.RATING: _rating,
        Field.FLAG: _flag,
        Field.FROM: _from,
        Field.TO: _to,
        Field.PLACE: _place,
        Field.KIND: _kind,
        Field.BATCH: _batch,
        Field.GALLERY: _gallery,
        Field.HAS: _has,
        Field.IS: _is,
    }


def fold(text: str) -> str:
    """Text without case and accents, for comparing names."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def _same_tag(tag: str, wanted: str) -> bool:
    return tag.startswith(wanted[:-1]) if wanted.endswith("*") else tag == wanted


def _phrase(words: Words) -> str:
    """A phrase of the index, or nothing where the text holds no sign that the index knows (letters and digits)."""
    if not any(unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "Co" for sign in words.text):
        return ""
    return '"' + words.text.replace('"', '""') + '"' + ("*" if words.beginning else "")


def _column(column: str, value: str) -> str:
    phrase = _phrase(Words(value, beginning=True))
    return f"{column} : {phrase}" if phrase else f'{column} : ""'


def _any(parts: Sequence[str]) -> str:
    return "(" + " OR ".join(parts) + ")" if len(parts) > 1 else parts[0]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values)) or "NULL"
