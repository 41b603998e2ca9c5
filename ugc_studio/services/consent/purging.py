"""The retention purge: what is kept without a use for it is listed, and goes when a person says so (consent.md §6).

Three things are proposed: photos that came in longer ago than the term and that no brand may use, with the people whom
nothing else concerns, guardians too; the names typed for forms that never came back; and what claims needed of erased
people until a day that has passed (GDPR art. 17(3)(e)).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _
from ugc_studio.domain.trash import Staying
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.erasure import Erasure
from ugc_studio.library.library import Library
from ugc_studio.library.parties import Party
from ugc_studio.library.session import Session
from ugc_studio.services.consent.erasing import Eraser
from ugc_studio.services.consent.retention import RETENTION, RetentionService
from ugc_studio.services.consent.takedowns import due_day

PURGE = "retention_purge"
"""What an erasure is about that nobody asked for: the term was over."""
_STAND = frozenset({EventType.OBJECTED, EventType.REFUSED, EventType.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class PurgePhoto:
    """One photo that is proposed."""

    id: AssetId
    sha256: str
    name: str
    imported: str
    recipients: tuple[str, ...] = ()
    """Who holds a paper with it and will have to be told."""


@dataclass(frozen=True, slots=True)
class PurgePreview:
    """What a purge would do now; ``kept_for_claims`` are erased people of whom something was kept until now."""

    months: int
    photos: tuple[PurgePhoto, ...]
    people: tuple[Party, ...]
    staying: tuple[Staying, ...]
    kept_for_claims: tuple[Party, ...]
    forms: tuple[str, ...] = ()
    """Codes of forms that never came back, of which the typed names go."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to purge."""
        return not (self.photos or self.kept_for_claims or self.forms)


class Purger:
    """Shows what the term has run out for, and erases it."""

    def __init__(self, library: Library, eraser: Eraser) -> None:
        self._library = library
        self._eraser = eraser
        self._retention = RetentionService(library)

    def preview(self, chosen: Sequence[int] | None = None) -> PurgePreview:
        """What would go; ``chosen`` leaves out the other photos of the proposal."""
        months, proposed = self._retention.months(), self._retention.proposed()
        forms = tuple(self._retention.forms())
        with self._library.read() as session:
            return replace(self._preview(session, months, proposed, chosen), forms=forms)

    def purge(self, preview: PurgePreview, context: JobContext, *, reason: str) -> PurgePreview:
        """Erase what was shown and is still proposed; returns what was done. It cannot be taken back."""
        if not reason.strip():
            raise UsageError(_("Say why, in a sentence: it is kept with the record."))
        now = self.preview([int(photo.id) for photo in preview.photos])
        now = replace(now, forms=tuple(code for code in now.forms if code in preview.forms))
        context.stage(_("Erasing"), len(now.photos))
        context.check()
        if now.empty:
            return now
        yesterday = self._library.clock().date() - dt.timedelta(days=1)
        self._library.write(lambda session: self._tell_recipients(session, now))
        self._eraser.erase(
            Erasure(
                tuple(photo.sha256 for photo in now.photos),
                tuple(person.uuid for person in (*now.people, *now.kept_for_claims)),
                # Over already: nobody objected, so the same photo may be sent again.
                yesterday.isoformat(),
                now.forms,
            ),
            about=PURGE,
            reason=reason.strip(),
        )
        context.advance(len(now.photos))
        return now

    # ------------------------------------------------------------------ inside

    def _preview(
        self, session: Session, months: int, proposed: Sequence[int], chosen: Sequence[int] | None
    ) -> PurgePreview:
        staying = session.retention.staying(proposed)
        kept = {int(one.asset_id) for one in staying}
        wanted = None if chosen is None else set(chosen)
        going = [one for one in proposed if one not in kept and (wanted is None or one in wanted)]
        names = {int(row.asset.id): row.name for row in session.assets.page(going)}
        imported = session.retention.imported(going)
        assets = session.assets.get_many(going)
        recipients: dict[str, list[str]] = {}
        for use in session.uses.of_assets(str(asset.sha256) for asset in assets):
            recipients.setdefault(use.asset_sha256, []).append(use.recipient or "")
        photos = tuple(
            PurgePhoto(
                asset.id, str(asset.sha256), names.get(int(asset.id), ""), imported.get(int(asset.id), ""),
                tuple(dict.fromkeys(filter(None, recipients.get(str(asset.sha256), ())))),
            )
            for asset in assets
        )  # fmt: skip
        approved = session.ledger.of_type(EventType.APPROVED)
        retained = {str(event.party) for event in approved if event.about == RETENTION}
        people = [session.parties.by_uuid(uuid) for uuid in session.retention.left_alone(going)]
        alone = [one for one in people if one.uuid not in retained and not _still_needed(session, one)]
        guardians = _guardians(session, {photo.sha256 for photo in photos}, alone)
        alone += [one for one in guardians if one.uuid not in retained and not _still_needed(session, one)]
        return PurgePreview(
            months,
            photos,
            tuple(alone),
            tuple(staying),
            tuple(self._kept_for_claims(session)),
        )

    def _kept_for_claims(self, session: Session) -> list[Party]:
        """Erased people of whom a claim needed something until a day that has passed."""
        today = self._library.clock().date().isoformat()
        erased = {event.party for event in session.ledger.of_type(EventType.ERASED) if event.party}
        until: dict[str, str] = {}
        for event in session.ledger.of_type(EventType.APPROVED):
            if event.about == RETENTION and event.party in erased:
                until[str(event.party)] = max(until.get(str(event.party), ""), str(event.facts.get("until", "")))
        return [
            session.parties.by_uuid(uuid)
            for uuid, day in until.items()
            if day < today and session.retention.still_kept(uuid)
        ]

    def _tell_recipients(self, session: Session, preview: PurgePreview) -> None:
        """Whoever holds a paper with one of these photos is told to delete it (GDPR art. 19)."""
        today = self._library.clock().date()
        seq = session.ledger.head()[0]
        due = due_day(ReasonCode.TOMBSTONE, today).isoformat()
        for use in session.uses.without_takedown(photo.sha256 for photo in preview.photos):
            session.uses.open_takedown(use, seq=seq, cause=ReasonCode.TOMBSTONE.value, due=due)


def _guardians(session: Session, shas: set[str], alone: Sequence[Party]) -> list[Party]:
    """Whoever only held authority over these people, or only spoke about these photos, and is in no photo."""
    gone = {one.uuid for one in alone}
    keys = [*(f"asset:{sha}" for sha in shas), *(f"party:{uuid}" for uuid in gone)]
    events = [event for found in session.ledger.by_keys(keys).values() for event in found]
    named = {uuid for event in events for uuid in (event.by, *_holders(event)) if uuid} - gone
    people = [session.parties.by_uuid(uuid) for uuid in sorted(named)]
    return [
        one for one in people
        if one.name and not session.retention.is_linked(one.id)
        and all(_concerns_only(event, one.uuid, shas, gone, session) for event in session.ledger.mentioning(one.uuid))
    ]  # fmt: skip


def _holders(event: Event) -> list[str]:
    """Who is said to hold parental authority, by UUID."""
    rows = event.facts.get("holders")
    return [str(row[0]) for row in rows] if isinstance(rows, list | tuple) else []


def _concerns_only(event: Event, person: str, shas: set[str], gone: set[str], session: Session) -> bool:
    """Whether an event that names somebody is about nothing but what goes, what went, or themselves.

    Where a child stays, whoever decides for them is needed too.
    """
    if event.party not in {None, person, *gone}:
        return False
    if event.assets:
        rest = set(event.assets) - shas
        present = session.assets.get_many(sorted(session.assets.known(rest).values()))
        return all(asset.state is AssetState.TOMBSTONE for asset in present)
    return event.party is not None


def _still_needed(session: Session, person: Party) -> bool:
    """Whether something that somebody said holds beyond these photos: it can only be honoured with their name."""
    return any(map(_holds, session.ledger.by_keys([f"party:{person.uuid}"]).get(f"party:{person.uuid}", [])))


def _holds(event: Event) -> bool:
    if event.type in {EventType.DO_NOT_CONTACT, EventType.CONTRACT}:
        return True
    return event.wide and event.type in _STAND
