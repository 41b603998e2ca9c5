"""Posts and the pictures in them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import _
from ugc_studio.domain.posts import MediaSlot, MediaState, Post, PostDraft, PostId

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

_COLUMNS = "id, source_key, importer, permalink, creator_id, caption, posted_at, likes, comments, place_id"

_UPSERT = """
INSERT INTO posts (
  source_key, importer, permalink, creator_id, caption, posted_at, likes, comments, place_id, updated_at
)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (source_key) DO UPDATE SET
  permalink = COALESCE(excluded.permalink, permalink), creator_id = COALESCE(excluded.creator_id, creator_id),
  caption = COALESCE(excluded.caption, caption), posted_at = COALESCE(excluded.posted_at, posted_at),
  likes = COALESCE(excluded.likes, likes), comments = COALESCE(excluded.comments, comments),
  place_id = COALESCE(excluded.place_id, place_id), updated_at = excluded.updated_at
"""

_CREATORS = """
UPDATE assets SET creator_id = COALESCE((
  SELECT q.creator_id FROM post_media m JOIN posts q ON q.id = m.post_id
  WHERE m.asset_id = assets.id AND q.creator_id IS NOT NULL
  ORDER BY q.posted_at IS NULL, q.posted_at, q.source_key LIMIT 1), creator_id)
WHERE id IN (SELECT value FROM json_each(?))
"""


class PostRepository:
    """Posts by what their source calls them; importing a post again updates it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def upsert(self, draft: PostDraft, *, creator_id: int | None, place_id: int | None) -> tuple[PostId, bool]:
        """Add or update a post with its slots and return its id and whether it is new.

        What a source leaves empty keeps its value, and a picture that is in the library stays linked.
        """
        found = self.find(draft.source_key)
        self._db.execute(
            _UPSERT,
            [
                draft.source_key,
                draft.importer,
                draft.permalink,
                creator_id,
                draft.caption,
                draft.posted_at,
                draft.likes,
                draft.comments,
                place_id,
                self._session.now(),
            ],
        )
        post = found if found is not None else self.find(draft.source_key)
        if post is None:
            raise RuntimeError("a post that was just written is not there")
        self._db.conn.executemany(
            "INSERT INTO post_media (post_id, position, state, reference) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (post_id, position) DO UPDATE SET state = excluded.state, reference = excluded.reference "
            "WHERE state <> 'local'",
            [(post, slot.position, slot.state.value, slot.reference) for slot in draft.slots],
        )
        return post, found is None

    def find(self, source_key: str) -> PostId | None:
        """The id of a post by what its source calls it."""
        row = self._db.execute("SELECT id FROM posts WHERE source_key = ?", [source_key]).fetchone()
        return PostId(row[0]) if row else None

    def link(self, post: PostId, position: int, asset_id: int) -> None:
        """State that an asset is the picture at a position; a place that another asset holds is left to it."""
        row = self._db.execute(
            "SELECT asset_id FROM post_media WHERE post_id = ? AND position = ? AND state = 'local'", [post, position]
        ).fetchone()
        if row is not None and row[0] != asset_id:
            if self._db.execute(
                "SELECT 1 FROM post_media WHERE post_id = ? AND asset_id = ?", [post, asset_id]
            ).fetchone():
                return
            row = self._db.execute("SELECT MAX(position) + 1 FROM post_media WHERE post_id = ?", [post]).fetchone()
            position = int(row[0])
        self._db.execute(
            "INSERT INTO post_media (post_id, position, state, asset_id) VALUES (?, ?, 'local', ?) "
            "ON CONFLICT (post_id, position) DO UPDATE SET state = 'local', asset_id = excluded.asset_id",
            [post, position, asset_id],
        )

    def settle_creators(self, asset_ids: Sequence[int]) -> None:
        """Show the creator of the earliest post of each of these assets."""
        self._db.execute(_CREATORS, [json.dumps(list(asset_ids))])

    def assets_at(self, post: PostId, positions: Iterable[int]) -> list[tuple[int, str]]:
        """Ids and SHA-256 of the pictures at some positions that are in the library."""
        rows = self._db.execute(
            "SELECT a.id, a.sha256 FROM post_media m JOIN assets a ON a.id = m.asset_id "
            "WHERE m.post_id = ? AND m.state = 'local' AND m.position IN (SELECT value FROM json_each(?)) "
            "ORDER BY m.position",
            [post, json.dumps(list(positions))],
        )
        return [(row[0], row[1]) for row in rows.fetchall()]

    def assets_of(self, posts: Sequence[PostId]) -> list[int]:
        """The assets that are pictures of these posts."""
        rows = self._db.execute(
            "SELECT DISTINCT asset_id FROM post_media "
            "WHERE asset_id IS NOT NULL AND post_id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(posts))],
        )
        return [row[0] for row in rows.fetchall()]

    def answer_once(self, post: PostId, text: str, hashes: Iterable[str]) -> bool:
        """Whether this answer for these pictures is new; from now on it is not. Keeps a digest, not the words."""
        digest = hashlib.sha256("\x1f".join((text, *sorted(hashes))).encode("utf-8", "replace")).hexdigest()
        cursor = self._db.execute(
            "INSERT OR IGNORE INTO post_answers (post_id, digest) VALUES (?, ?)", [post, digest]
        )
        return bool(cursor.rowcount)

    def place(self, name: str) -> int:
        """The place of that name, added to the register when it is new."""
        return self._session.register.add_place(name).id

    def get(self, post_id: int) -> Post:
        """One post with its pictures."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM posts WHERE id = ?", [post_id]).fetchone()  # noqa: S608 - constant
        if row is None:
            raise NotFound(_("There is no post with the number {id}.", id=str(post_id)))
        return self._with_media(row)

    def of_asset(self, asset_id: int) -> list[Post]:
        """The posts that hold an asset, the earliest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM posts WHERE id IN (SELECT post_id FROM post_media WHERE asset_id = ?) "  # noqa: S608 - constant
            "ORDER BY posted_at IS NULL, posted_at, id",
            [asset_id],
        )
        return [self._with_media(row) for row in rows.fetchall()]

    def of_creators(self, creator_ids: Iterable[int]) -> list[Post]:
        """Every post of some accounts, the earliest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM posts WHERE creator_id IN (SELECT value FROM json_each(?)) "  # noqa: S608 - constant
            "ORDER BY posted_at IS NULL, posted_at, id",
            [json.dumps(list(creator_ids))],
        )
        return [self._with_media(row) for row in rows.fetchall()]

    def _with_media(self, row: Sequence[Any]) -> Post:
        media = self._db.execute(
            "SELECT position, state, COALESCE(reference, ''), asset_id FROM post_media WHERE post_id = ? "
            "ORDER BY position",
            [row[0]],
        )
        slots = tuple(MediaSlot(p, MediaState(s), r, a) for p, s, r, a in media.fetchall())
        values: list[Any] = [*row, slots]
        return Post(*values)
