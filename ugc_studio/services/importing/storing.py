"""Writes one group: files into their places and flushed first, then all its rows in one transaction.

After a kill between the two, the files lie in place without a row; doing it again finds them there. The other way round
a row could name bytes that a power cut has taken away.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import Any

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.imports import PROXY_RECIPE, PROXY_SIZE, printable_path
from ugc_studio.domain.media import Decoded, EmbeddedMetadata
from ugc_studio.domain.posts import Creator, CreatorDraft, PostDraft, PostId
from ugc_studio.importers.base import Candidate
from ugc_studio.library.assets import NewAsset
from ugc_studio.library.batches import BatchId
from ugc_studio.library.creators import PartyMaker
from ugc_studio.library.library import Library
from ugc_studio.library.occurrences import KnownAsset, NewCompanion, NewOccurrence
from ugc_studio.library.originals import Staged
from ugc_studio.library.session import Session
from ugc_studio.services.importing import companions
from ugc_studio.services.importing.companions import StagedCompanion
from ugc_studio.services.importing.groups import Group, Item, Known, Stored, refused
from ugc_studio.services.importing.options import AnswerSink

_NO_METADATA = EmbeddedMetadata()
_EMPTY = (None, (), False)
_METADATA_FIELDS = tuple(field.name for field in fields(EmbeddedMetadata))


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts for the whole import."""

    place_id: int | None
    make_party: PartyMaker
    answers: AnswerSink


@dataclass(slots=True)
class _Plan:
    """A group sorted by what must happen to its files."""

    items: list[Item]
    known: Mapping[str, KnownAsset]
    new: dict[str, Decoded]
    companions: dict[str, list[StagedCompanion]]


class GroupWriter:
    """Writes the groups of one import, one after the other."""

    def __init__(self, library: Library, batch: BatchId, settings: Settings) -> None:
        self._library = library
        self._batch = batch
        self._settings = settings

    def look_up(self, group: Group) -> Known:
        """What is known about the bytes of a group; called when every earlier group is written."""
        return look_up(self._library, group)

    def write(self, group: Group, known: Known) -> Stored:
        """Put a group into the library; durable on return."""
        started = time.perf_counter()
        stored = Stored()
        plan = self._plan(group, known, stored)
        self._place_files(plan)
        placed = time.perf_counter()
        self._library.write(lambda session: self._rows(session, group, plan, stored))
        stored.seconds = {"files": placed - started, "rows": time.perf_counter() - placed}
        return stored

    def _plan(self, group: Group, before: Known, stored: Stored) -> _Plan:
        """Tell new bytes from known ones, and those that may not come in; drop the copies that are not needed."""
        today = self._library.now()[:10]
        known = before.assets
        plan = _Plan([], known, {}, {})
        for item in group.items:
            here = known.get(item.sha256)
            left_out = refused(item.candidate, here, today) if here else None
            if left_out is not None:
                stored.left_out.append(left_out)
                _discard(item)
                continue
            plan.items.append(item)
            if isinstance(item.content, Decoded):
                if item.sha256 not in plan.new and not self._is_whole(here):
                    plan.new[item.sha256] = item.content
                else:
                    _discard(item)
        self._stage_companions(plan, before.companions)
        return plan

    def _is_whole(self, here: KnownAsset | None) -> bool:
        """Whether known bytes are really in their place; if not, importing them again repairs the library."""
        return here is not None and self._library.originals.path(here.sha256, here.format).exists()

    def _stage_companions(self, plan: _Plan, here: frozenset[str]) -> None:
        for item in plan.items:
            for companion in item.candidate.companions:
                if printable_path(companion.path) in here:
                    continue
                if (staged := companions.stage(self._library, companion)) is not None:
                    plan.companions.setdefault(item.sha256, []).append(staged)

    def _place_files(self, plan: _Plan) -> None:
        originals = [Staged(d.staged, d.sha256, d.format.extension) for d in plan.new.values()]
        beside = [each.staged for group in plan.companions.values() for each in group]
        self._library.originals.adopt_many([*originals, *beside])
        for decoded in plan.new.values():
            if decoded.proxy is not None:
                self._library.previews.put(
                    decoded.sha256, recipe=PROXY_RECIPE, size=PROXY_SIZE, data=decoded.proxy
                )

    # -- rows, inside the transaction

    def _rows(self, session: Session, group: Group, plan: _Plan, stored: Stored) -> None:
        told_again = self._posts(session, group.posts, stored)
        ids = self._assets(session, plan, stored)
        self._occurrences(session, plan, ids, stored)
        touched = sorted({*ids.values(), *session.posts.assets_of(told_again)})
        if touched:
            if told_again or any(item.candidate.post_key for item in plan.items):
                session.posts.settle_creators(touched)
                session.assets.touch_posted(touched)
            session.assets.reindex(touched)
        self._answers(session, group.answered, stored)
        session.batches.leave_out(self._batch, [*group.left_out, *stored.left_out])

    def _posts(self, session: Session, drafts: Sequence[PostDraft], stored: Stored) -> list[PostId]:
        """Write the posts; returns those that were here before, whose pictures may show another text now."""
        told_again: list[PostId] = []
        for draft in drafts:
            creator_id = None
            if draft.creator is not None:
                creator_id = self._creator(session, draft.creator, draft.source_key)[0].id
                stored.creators.add(creator_id)
            place_id = session.posts.place(draft.place) if draft.place else None
            post, new = session.posts.upsert(draft, creator_id=creator_id, place_id=place_id)
            stored.posts.add(post)
            if not new:
                told_again.append(post)
        return told_again

    def _assets(self, session: Session, plan: _Plan, stored: Stored) -> dict[str, int]:
        """The id of the asset of each SHA-256, new ones inserted with what was measured on them."""
        added = session.assets.add_many(_new_asset(decoded, self._settings.place_id) for decoded in plan.new.values())
        new = dict(zip(plan.new, added, strict=True))
        ids = {sha256: known.id for sha256, known in plan.known.items()} | {s: a.id for s, a in new.items()}
        stored.imported.extend(each.id for each in added if each.new)
        session.fingerprints.add_many(
            (AssetId(ids[sha256]), decoded.fingerprint) for sha256, decoded in plan.new.items() if decoded.fingerprint
        )
        today = self._library.now()[:10]
        wanted = {item.sha256 for item in plan.items}
        back = [known.id for sha, known in plan.known.items() if sha in wanted and known.comes_back(today)]
        session.occurrences.revive(back)
        stored.imported.extend(back)
        session.occurrences.add_companions(
            NewCompanion(
                ids[sha256], each.role, each.staged.sha256, each.staged.extension, each.bytes, each.source_path
            )
            for sha256, group in plan.companions.items()
            for each in group
        )
        return {sha256: asset for sha256, asset in ids.items() if sha256 in wanted}

    def _occurrences(self, session: Session, plan: _Plan, ids: dict[str, int], stored: Stored) -> None:
        """Where each file was found, and its place in its post; a second copy inside one import counts as known."""
        found: list[NewOccurrence] = []
        first = set(stored.imported)
        for item in plan.items:
            asset, candidate = ids[item.sha256], item.candidate
            if asset in first:
                first.discard(asset)
            else:
                stored.known += 1
            post = session.posts.find(candidate.post_key) if candidate.post_key else None
            found.append(NewOccurrence(asset, candidate.name, post))
            if candidate.tags:
                session.assets.add_tags([asset], candidate.tags, origin="import")
            if post is not None:
                self._link(session, post, candidate, asset)
        session.occurrences.add_many(self._batch, found)

    def _link(self, session: Session, post: PostId, candidate: Candidate, asset: int) -> None:
        session.posts.link(post, candidate.position, asset)
        if candidate.creator is not None and candidate.post_key is not None:
            creator, _new = self._creator(session, candidate.creator, candidate.post_key)
            session.authors.propose(asset, creator.party_id, "import")

    def _creator(self, session: Session, draft: CreatorDraft, source_key: str) -> tuple[Creator, bool]:
        return session.creators.upsert(draft, source_key=source_key, make_party=self._settings.make_party)

    def _answers(self, session: Session, drafts: Sequence[PostDraft], stored: Stored) -> None:
        """Hand over each answer once for the pictures of its row."""
        for draft in drafts:
            post = session.posts.find(draft.source_key)
            if post is None or draft.answer is None or draft.creator is None:
                continue
            assets = session.posts.assets_at(post, [slot.position for slot in draft.slots])
            stored.evidence += 1
            if not session.posts.answer_once(post, draft.answer.text, [sha256 for _id, sha256 in assets]):
                continue
            creator, _new = self._creator(session, draft.creator, draft.source_key)
            self._settings.answers.reply(
                session,
                party_id=creator.party_id,
                asset_ids=[asset for asset, _sha256 in assets],
                text=draft.answer.text,
                at=draft.posted_at,
                source=draft.answer.source,
            )


def _new_asset(decoded: Decoded, place_id: int | None) -> NewAsset:
    return NewAsset(
        sha256=decoded.sha256,
        kind=decoded.kind,
        format=decoded.format.value,
        width=decoded.width,
        height=decoded.height,
        bytes=decoded.byte_size,
        pixels_sha256=decoded.pixels_sha256,
        duration_ms=decoded.duration_ms,
        colour=decoded.colour,
        taken_at=None if decoded.metadata.taken_suspect else decoded.metadata.taken_at,
        place_id=place_id,
        embedded=_embedded(decoded),
        features=decoded.features,
    )


def _embedded(decoded: Decoded) -> dict[str, Any]:
    """What the file says about itself, without what it leaves empty."""
    metadata = decoded.metadata
    told: dict[str, Any] = {}
    if metadata != _NO_METADATA:
        for name in _METADATA_FIELDS:
            value = getattr(metadata, name)
            if value not in _EMPTY:
                told[name] = list(value) if isinstance(value, tuple) else value
    if decoded.live_photo_id:
        told["live_photo_id"] = decoded.live_photo_id
    if decoded.motion_photo:
        told["motion_photo"] = True
    return told


def _discard(item: Item) -> None:
    if isinstance(item.content, Decoded):
        with suppress(OSError):
            item.content.staged.unlink(missing_ok=True)


def look_up(library: Library, group: Group) -> Known:
    """What the library knows about the bytes and companions of a group."""
    if not group.items:
        return Known()
    with library.read() as session:
        assets = session.occurrences.known({item.sha256 for item in group.items})
        beside = [
            (assets[item.sha256].id, companion)
            for item in group.items
            if item.sha256 in assets
            for companion in item.candidate.companions
        ]
        names = {
            name
            for asset_id, companion in beside
            if session.occurrences.has_companion(
                asset_id, companion.role, name := printable_path(companion.path), companions.size_of(companion)
            )
        }
    return Known(assets, frozenset(names))


class Counter:
    """Tells what an import would do, and keeps nothing (``--dry-run``)."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._new: set[str] = set()
        self._names: dict[object, int] = {}

    def look_up(self, group: Group) -> Known:
        """What is known about the bytes of a group."""
        return look_up(self._library, group)

    def write(self, group: Group, known: Known) -> Stored:
        """Count a group as if it were written, and drop its copies."""
        stored = Stored()
        today = self._library.now()[:10]
        for item in group.items:
            _discard(item)
            here = known.assets.get(item.sha256)
            left_out = refused(item.candidate, here, today) if here else None
            if left_out is not None:
                stored.left_out.append(left_out)
            elif (here is None or here.comes_back(today)) and item.sha256 not in self._new:
                self._new.add(item.sha256)
                stored.imported.append(0)
            else:
                stored.known += 1
        for draft in group.posts:
            stored.posts.add(self._number(draft.source_key))
            if draft.creator is not None:
                stored.creators.add(self._number((draft.creator.platform, draft.creator.key(draft.source_key))))
        stored.evidence = len(group.answered)
        return stored

    def _number(self, name: object) -> int:
        return self._names.setdefault(name, len(self._names))
