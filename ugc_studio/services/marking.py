"""Moderation: flags, stars, tags and the trash, for many assets at once. Says nothing about rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ugc_studio.domain.assets import AssetId, AssetState, Flag
from ugc_studio.domain.changes import Operation
from ugc_studio.domain.messages import Text, _, ngettext

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.library.session import Session
    from ugc_studio.services.history import HistoryService

Place = Mapping[str, Any]


class MarkingService:
    """Marks assets; each call is one entry of the history, and one that changes nothing is none."""

    def __init__(self, library: Library, *, history: HistoryService) -> None:
        self._library = library
        self._history = history
        history.handle("assets.flag", _set_flags)
        history.handle("assets.rate", _set_ratings)
        history.handle("assets.state", _set_states)
        history.handle("assets.tags_on", _tags_on)
        history.handle("assets.tags_off", _tags_off)

    def flag(self, ids: Sequence[AssetId], flag: Flag, *, place: Place | None = None) -> int:
        """Pick, reject or set back; returns how many changed."""

        def work(session: Session) -> int:
            before = session.assets.set_flag(ids, flag)
            return self._remember(session, "assets.flag", before, flag.value, _flag_text(flag, _size(before)), place)

        return self._library.write(work)

    def pick_of_groups(self, ids: Sequence[AssetId], *, place: Place | None = None) -> int:
        """Pick these and reject what else is in their groups of duplicates; returns how many others there are."""

        def work(session: Session) -> int:
            groups = [group for asset in ids if (group := session.clusters.of_asset(asset)) is not None]
            members = [one for group in session.clusters.get_many(groups) for one in group.members]
            others = sorted({one.asset for one in members if one.present} - set(ids))
            before = [session.assets.set_flag(ids, Flag.PICKED), session.assets.set_flag(others, Flag.REJECTED)]
            if any(before):
                text = ngettext("Picked {n} photo", "Picked {n} photos", len(ids), n=len(ids))
                if others:
                    text = _("Picked the best of a group, rejected the rest")
                undo: list[Operation] = [{"op": "assets.flag", "values": old} for old in before]
                flags = {Flag.PICKED.value: list(ids), Flag.REJECTED.value: others}
                redo: Operation = {"op": "assets.flag", "values": flags}
                self._history.record(session, text, undo, [redo], place)
            return len(others)

        return self._library.write(work)

    def rate(self, ids: Sequence[AssetId], stars: int, *, place: Place | None = None) -> int:
        """Give 0 to 5 stars; returns how many changed."""

        def work(session: Session) -> int:
            before = session.assets.set_rating(ids, stars)
            n = _size(before)
            text = ngettext("Rated {n} photo: {stars}", "Rated {n} photos: {stars}", n, n=n, stars=stars)
            return self._remember(session, "assets.rate", before, str(stars), text, place)

        return self._library.write(work)

    def trash(self, ids: Sequence[AssetId], *, place: Place | None = None) -> int:
        """Put assets into the trash, with the copies stacked under them: a state, no file is deleted.

        A copy never comes up in place of the photo that was thrown away. Returns how many changed.
        """
        return self._move(ids, AssetState.TRASHED, place)

    def put_back(self, ids: Sequence[AssetId], *, place: Place | None = None) -> int:
        """Take assets out of the trash, with what was stacked under them or hides them; returns how many changed."""
        return self._move(ids, AssetState.PRESENT, place)

    def tag(self, ids: Sequence[AssetId], tags: Sequence[str], *, place: Place | None = None) -> int:
        """Add tags; returns how many assets changed."""

        def work(session: Session) -> int:
            return self._remember_tags(session, session.assets.add_tags(ids, tags), added=True, place=place)

        return self._library.write(work)

    def untag(self, ids: Sequence[AssetId], tags: Sequence[str], *, place: Place | None = None) -> int:
        """Take tags off; returns how many assets changed."""

        def work(session: Session) -> int:
            return self._remember_tags(session, session.assets.remove_tags(ids, tags), added=False, place=place)

        return self._library.write(work)

    def _move(self, ids: Sequence[AssetId], state: AssetState, place: Place | None) -> int:
        def work(session: Session) -> int:
            moved = session.stacks.with_copies(ids)
            if state is AssetState.PRESENT:
                moved = session.stacks.with_heads(moved)
            before = session.assets.set_state(moved, state)
            n = _size(before)
            text = ngettext("Put back {n} photo from the trash", "Put back {n} photos from the trash", n, n=n)
            if state is AssetState.TRASHED:
                text = ngettext("Put {n} photo into the trash", "Put {n} photos into the trash", n, n=n)
            return self._remember(session, "assets.state", before, state.value, text, place)

        return self._library.write(work)

    def _remember(
        self,
        session: Session,
        name: str,
        before: Mapping[str, Sequence[int]],
        value: str,
        text: Text,
        place: Place | None,
    ) -> int:
        changed = sorted(asset for ids in before.values() for asset in ids)
        if changed:
            undo: Operation = {"op": name, "values": {old: list(ids) for old, ids in before.items()}}
            redo: Operation = {"op": name, "values": {value: changed}}
            self._history.record(session, text, [undo], [redo], place)
        return len(changed)

    def _remember_tags(
        self, session: Session, pairs: Sequence[tuple[int, str]], *, added: bool, place: Place | None
    ) -> int:
        by_tag: dict[str, list[int]] = {}
        for asset, tag in pairs:
            by_tag.setdefault(tag, []).append(asset)
        changed = {asset for asset, _tag in pairs}
        if not changed:
            return 0
        on: Operation = {"op": "assets.tags_on", "tags": by_tag}
        off: Operation = {"op": "assets.tags_off", "tags": by_tag}
        n, tags = len(changed), sorted(by_tag)
        if added:
            text = ngettext("Tagged {n} photo: {tags}", "Tagged {n} photos: {tags}", n, n=n, tags=tags)
            self._history.record(session, text, [off], [on], place)
        else:
            text = ngettext("Untagged {n} photo: {tags}", "Untagged {n} photos: {tags}", n, n=n, tags=tags)
            self._history.record(session, text, [on], [off], place)
        return n


def _size(before: Mapping[str, Sequence[int]]) -> int:
    return sum(len(ids) for ids in before.values())


def _flag_text(flag: Flag, n: int) -> Text:
    if flag is Flag.PICKED:
        return ngettext("Picked {n} photo", "Picked {n} photos", n, n=n)
    if flag is Flag.REJECTED:
        return ngettext("Rejected {n} photo", "Rejected {n} photos", n, n=n)
    return ngettext("Took the mark off {n} photo", "Took the marks off {n} photos", n, n=n)


def _set_flags(session: Session, operation: Mapping[str, Any]) -> None:
    for flag, ids in operation["values"].items():
        session.assets.set_flag(ids, Flag(flag))


def _set_ratings(session: Session, operation: Mapping[str, Any]) -> None:
    for stars, ids in operation["values"].items():
        session.assets.set_rating(ids, int(stars))


def _set_states(session: Session, operation: Mapping[str, Any]) -> None:
    for state, ids in operation["values"].items():
        session.assets.set_state(ids, AssetState(state))


def _tags_on(session: Session, operation: Mapping[str, Any]) -> None:
    for tag, ids in operation["tags"].items():
        session.assets.add_tags(ids, [tag])


def _tags_off(session: Session, operation: Mapping[str, Any]) -> None:
    for tag, ids in operation["tags"].items():
        session.assets.remove_tags(ids, [tag])
