"""What ``field:value`` terms of a query stand for, as conditions on the rows of assets.

A value is always a parameter; what is written into the statement are texts of this file.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _
from ugc_studio.domain.posts import normalised_handle
from ugc_studio.domain.quality import BRIGHT_ABOVE, DARK_BELOW, FLAT_BELOW, SHARP_FROM, SMALL_BELOW
from ugc_studio.domain.search import Field, Filter, Words, count_range

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ugc_studio.library.session import Session

Condition = tuple[str, list[object]]
"""A condition on ``assets a`` and its parameters."""

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

MEASURED = "a.id IN (SELECT m.asset_id FROM asset_metadata m WHERE {condition})"

QUALITY_SQL = {
    "dark": MEASURED.format(condition=f"m.brightness < {DARK_BELOW}"),
    "bright": MEASURED.format(condition=f"m.clipped_high > {BRIGHT_ABOVE}"),
    "flat": MEASURED.format(condition=f"m.contrast < {FLAT_BELOW}"),
    "blurred": MEASURED.format(condition=f"m.sharpness < {SHARP_FROM}"),
    "sharp": MEASURED.format(condition=f"m.sharpness >= {SHARP_FROM}"),
    "small": f"MAX(a.width, a.height) < {SMALL_BELOW}",
}
"""A measure that was not taken yet is no finding: the photo is neither blurred nor sharp."""


class Filters:
    """Conditions for one brand and day."""

    def __init__(self, session: Session, *, today: dt.date, brand_id: int | None) -> None:
        self._db = session.db
        self._day = today.isoformat()
        self._brand_id = brand_id

    def condition(self, term: Filter) -> Condition:
        """The condition on ``assets a`` that a term stands for; whether it is negated is the caller's business."""
        return self._CONDITIONS[term.field](self, term.values)

    def _rights(self, values: Sequence[str]) -> Condition:
        """The projection's word on a day (see :func:`ugc_studio.library.asset_rows.consent_word`)."""
        day, brand_id = self._day, self._brand_id
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

    def _creator(self, values: Sequence[str]) -> Condition:
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

    def _tag(self, values: Sequence[str]) -> Condition:
        """Tags are compared without case and accents; a final ``*`` matches beginnings."""
        wanted = [fold(value.lstrip("#")) for value in values]
        chosen = [tag for tag in each_tag(self._db) if any(_same_tag(fold(tag), value) for value in wanted)]
        return (
            "a.id IN (SELECT t.asset_id FROM asset_tags t WHERE t.tag IN (SELECT value FROM json_each(?)))",
            [json.dumps(chosen)],
        )

    def _place(self, values: Sequence[str]) -> Condition:
        match = " OR ".join(f"({_column('place', value)})" for value in values)
        return "a.id IN (SELECT rowid FROM asset_text WHERE asset_text MATCH ?)", [match]

    def _rating(self, values: Sequence[str]) -> Condition:
        return f"a.rating IN ({_marks(values)})", [int(value) for value in values]

    def _flag(self, values: Sequence[str]) -> Condition:
        return f"a.flag IN ({_marks(values)})", list(values)

    def _kind(self, values: Sequence[str]) -> Condition:
        return f"a.kind IN ({_marks(values)})", list(values)

    def _from(self, values: Sequence[str]) -> Condition:
        return "a.sort_at >= ?", [values[0]]

    def _to(self, values: Sequence[str]) -> Condition:
        # Any time of that day sorts below the first sign after the letter T.
        return "a.sort_at < ?", [values[0] + "U"]

    def _batch(self, values: Sequence[str]) -> Condition:
        sql = """a.id IN (SELECT o.asset_id FROM occurrences o JOIN batches b ON b.id = o.batch_id
                          WHERE CAST(b.id AS TEXT) IN ({0}) OR b.uuid IN ({0}))"""
        return sql.format(_marks(values)), [*values, *values]

    def _gallery(self, values: Sequence[str]) -> Condition:
        return (
            "a.id IN (SELECT g.asset_id FROM gallery_items g WHERE g.gallery_id IN (SELECT value FROM json_each(?)))",
            [json.dumps(self._galleries(values))],
        )

    def _galleries(self, values: Sequence[str]) -> list[int]:
        wanted = {fold(value) for value in values}
        chosen = [
            gallery
            for gallery, uuid, name in self._db.execute("SELECT id, uuid, name FROM galleries")
            if wanted & {str(gallery), uuid, fold(name)}
        ]
        if not chosen:
            raise NotFound(_("There is no gallery {name}.", name=list(values)))
        return chosen

    def _has(self, values: Sequence[str]) -> Condition:
        return _any([HAS_SQL[value] for value in values]), []

    def _is(self, values: Sequence[str]) -> Condition:
        return _any([IS_SQL[value] for value in values]), []

    def _source(self, values: Sequence[str]) -> Condition:
        """Which importer brought it, or the network of its author's account."""
        wanted: list[object] = [value.casefold() for value in values]
        chosen = f"(SELECT id FROM creators WHERE platform IN ({_marks(wanted)}))"  # noqa: S608 - question marks only
        brought = f"""a.id IN (SELECT o.asset_id FROM batches b CROSS JOIN occurrences o ON o.batch_id = b.id
                              WHERE b.importer IN ({_marks(wanted)}))"""  # noqa: S608 - question marks only
        parts = [brought, f"a.creator_id IN {chosen}", IN_POST.format(condition=f"p.creator_id IN {chosen}")]
        return _any(parts), wanted * 3

    def _campaign(self, values: Sequence[str]) -> Condition:
        """What was stated for the photo, else for its import."""
        chosen = json.dumps(self._galleries(values))
        sql = """(a.campaign_id IN (SELECT value FROM json_each(?1)) OR a.campaign_id IS NULL AND a.id IN (
                   SELECT o.asset_id FROM batches b CROSS JOIN occurrences o ON o.batch_id = b.id
                   WHERE b.campaign_id IN (SELECT value FROM json_each(?1))))"""
        return sql.replace("?1", "?"), [chosen, chosen]

    def _people(self, values: Sequence[str]) -> Condition:
        """Recorded answers only: a photo at which nobody looked is never called free of children."""
        parts: list[str] = []
        params: list[object] = []
        for value in values:
            inside = "SELECT f.asset_id FROM asset_facts f WHERE"
            if value == "no_children":
                parts.append(f"a.id IN ({inside} f.childless_from <= ?)")
                params.append(self._day)
            elif value == "children":
                parts.append(
                    f"a.id IN ({inside} f.people <> 'not_reviewed'"
                    " AND (f.childless_from IS NULL OR f.childless_from > ?))"
                )
                params.append(self._day)
            elif value == "not_reviewed":
                parts.append(f"a.id NOT IN ({inside} f.people <> 'not_reviewed')")
            else:
                parts.append(f"a.id IN ({inside} f.people = ?)")
                params.append(value)
        return _any(parts), params

    def _faces(self, values: Sequence[str]) -> Condition:
        """What the detector found: a photo that it has not looked at is neither with nor without faces."""
        least, most = count_range(values[0])
        found = "a.id IN (SELECT f.asset_id FROM faces f WHERE f.found >= ? AND f.found <= ?)"
        return found, [least, 1_000_000 if most is None else most]

    def _sensitive(self, values: Sequence[str]) -> Condition:
        marked = "IN (SELECT f.asset_id FROM asset_facts f WHERE f.sensitive = 1)"
        return _any([f"a.id {'' if value == 'yes' else 'NOT '}{marked}" for value in values]), []

    def _quality(self, values: Sequence[str]) -> Condition:
        return _any([QUALITY_SQL[value] for value in values]), []

    _CONDITIONS: ClassVar[
        dict[Field, Callable[[Filters, Sequence[str]], Condition]]
    ] = {
        Field.RIGHTS: _rights,
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
        Field.SOURCE: _source,
        Field.CAMPAIGN: _campaign,
        Field.PEOPLE: _people,
        Field.FACES: _faces,
        Field.SENSITIVE: _sensitive,
        Field.QUALITY: _quality,
    }


def each_tag(db: Database) -> list[str]:
    """Every tag, hopping from one to the next in the index instead of reading each use of each tag."""
    sql = """WITH RECURSIVE each_tag (tag) AS (
               SELECT MIN(tag) FROM asset_tags
               UNION ALL SELECT (SELECT MIN(t.tag) FROM asset_tags t WHERE t.tag > e.tag) FROM each_tag e
               WHERE e.tag IS NOT NULL)
             SELECT tag FROM each_tag WHERE tag IS NOT NULL"""
    return [row[0] for row in db.execute(sql)]


def fold(text: str) -> str:
    """Text without case and accents, for comparing names."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def _same_tag(tag: str, wanted: str) -> bool:
    return tag.startswith(wanted[:-1]) if wanted.endswith("*") else tag == wanted


def phrase_of(words: Words) -> str:
    """A phrase of the index, or nothing where the text holds no sign that the index knows (letters and digits)."""
    if not any(unicodedata.category(sign)[0] in "LN" or unicodedata.category(sign) == "Co" for sign in words.text):
        return ""
    return '"' + words.text.replace('"', '""') + '"' + ("*" if words.beginning else "")


def _column(column: str, value: str) -> str:
    phrase = phrase_of(Words(value, beginning=True))
    return f"{column} : {phrase}" if phrase else f'{column} : ""'


def _any(parts: Sequence[str]) -> str:
    return "(" + " OR ".join(parts) + ")" if len(parts) > 1 else parts[0]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values)) or "NULL"
