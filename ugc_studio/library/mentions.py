"""Takes the names of erased people out of paths, captions, tags and reports that belong to others or to kept photos."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

SHORTEST = 4
"""Letters below which a name is no name but a syllable that stands in many words."""
GONE = "…"

TEXTS = (
    ("assets", "id", "caption"),
    ("assets", "id", "credit"),
    ("saved_searches", "id", "name"),
    ("saved_searches", "id", "query"),
    ("galleries", "id", "name"),
    ("export_presets", "id", "name"),
    ("export_presets", "id", "options"),
    ("watched_folders", "id", "received_from"),
    ("watched_folders", "id", "campaign"),
    ("renditions", "id", "path"),
    ("renditions", "id", "destination"),
    ("takedowns", "id", "owner"),
    ("posts", "id", "caption"),
    ("posts", "id", "permalink"),
    ("post_media", "post_id", "reference"),
    ("gallery_items", "id", "caption"),
    ("gallery_items", "id", "alt_text"),
    ("asset_metadata", "asset_id", "embedded"),
    ("batches", "id", "source"),
    ("batches", "id", "received_from"),
    ("batches", "id", "report"),
    ("batch_items", "id", "path"),
    ("batch_items", "id", "params"),
    ("occurrences", "id", "source_path"),
    ("companions", "id", "source_path"),
    ("uses", "id", "path"),
    ("uses", "id", "url"),
    ("uses", "id", "recipient"),
    ("form_people", "rowid", "name"),
    ("request_drafts", "id", "greeting"),
    ("request_drafts", "id", "reason"),
    ("handovers", "id", "recipient"),
    ("handovers", "id", "title"),
    ("handovers", "id", "message"),
    ("handovers", "id", "path"),
    ("handover_answers", "id", "reader"),
    ("handover_answers", "id", "comment"),
    ("handover_answers", "id", "caption"),
    ("handover_answers", "id", "alt_text"),
)
"""Table, its row id, and a column that may hold a name somebody typed or a path somebody made."""
UNIQUE = frozenset({("saved_searches", "name"), ("galleries", "name"), ("export_presets", "name")})
NAMES_ONLY = (
    ("batches", "id", "received_from"),
    ("watched_folders", "id", "received_from"),
    ("uses", "id", "recipient"),
    ("form_people", "rowid", "name"),
    ("handovers", "id", "recipient"),
    ("handover_answers", "id", "reader"),
    ("takedowns", "id", "owner"),
)
"""Columns that hold a name and nothing else: there also a plain one goes that would be a common word elsewhere."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One name as it may be written: a full name or a handle, in both forms of accents, upper or lower case."""

    pattern: re.Pattern[str]
    needles: tuple[str, ...]


def mention_of(name: str) -> Mention | None:
    """What to look for; ``None`` for a name so short or so plain that it would hit other people's words."""
    bare = name.strip().lstrip("@")
    telling = " " in bare or any(not char.isalpha() for char in bare) or name.startswith("@")
    if len(bare) < SHORTEST or not telling:
        return None
    forms = dict.fromkeys(unicodedata.normalize(form, bare) for form in ("NFC", "NFD"))
    needles = dict.fromkeys(
        variant for form in forms for variant in (form, form.lower(), form.upper(), form.replace(" ", "_"))
    )
    pattern = "|".join(re.escape(one) for one in [*needles, *forms])
    return Mention(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), tuple(needles))


def forget(session: Session, names: Iterable[str]) -> None:
    """Replace every mention of these names, and bring the text index of the photos concerned up to date."""
    names = list(dict.fromkeys(names))
    touched: set[int] = set()
    _clear_names(session, names)
    for mention in filter(None, map(mention_of, names)):
        for table, key, column in TEXTS:
            _replace(session, table, key, column, mention, touched)
        for asset_id, tag in session.db.execute("SELECT asset_id, tag FROM asset_tags").fetchall():
            if mention.pattern.search(tag):
                session.db.execute("DELETE FROM asset_tags WHERE asset_id = ? AND tag = ?", (asset_id, tag))
                touched.add(asset_id)
    session.assets.reindex(sorted(touched))


def _clear_names(session: Session, names: Sequence[str]) -> None:
    """Where nothing but a name stands, it goes whole, however short or plain it is."""
    wanted = {unicodedata.normalize("NFC", name).strip().lstrip("@").casefold() for name in names} - {""}
    for table, key, column in NAMES_ONLY:
        rows = session.db.execute(f"SELECT {key}, {column} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608 - constant
        for row_id, text in rows.fetchall():
            if unicodedata.normalize("NFC", text).strip().lstrip("@").casefold() in wanted:
                session.db.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (GONE, row_id))  # noqa: S608 - constant


def _replace(session: Session, table: str, key: str, column: str, mention: Mention, touched: set[int]) -> None:
    where = " OR ".join([f"instr(lower({column}), lower(?))"] * len(mention.needles))
    rows = session.db.execute(f"SELECT {key}, {column} FROM {table} WHERE {where}", mention.needles).fetchall()  # noqa: S608 - constant
    for row_id, text in rows:
        changed = mention.pattern.sub(GONE, text)
        if changed == text:
            continue
        if column == "source_path":
            changed = f"erased/{row_id}"  # a path has to stay unique, and its other parts tell too
        if (table, column) in UNIQUE:
            changed = f"{GONE} {row_id}"  # has to stay unique as well
        session.db.execute(
            f"UPDATE {table} SET {column} = ? WHERE {key} = ? AND {column} = ?",  # noqa: S608 - constant names
            (changed, row_id, text),
        )
        touched.update(_assets(session, table, row_id))


def _assets(session: Session, table: str, row_id: int) -> set[int]:
    """The photos whose searchable text a row is part of."""
    queries = {
        "assets": "SELECT id FROM assets WHERE id = ?",
        "posts": "SELECT asset_id FROM post_media WHERE post_id = ? AND asset_id IS NOT NULL",
        "occurrences": "SELECT asset_id FROM occurrences WHERE id = ?",
    }
    if table not in queries:
        return set()
    return {row[0] for row in session.db.execute(queries[table], (row_id,))}
