"""Taking a yes back, or objecting, in one act: who, which photos, what they said; then what has to come down.

A person who writes "take my photos down" knows no instruments. What they once gave is recorded as withdrawn, and for
everything else of theirs an objection is recorded (``consent.md`` §3): both block at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email import policy
from email.errors import HeaderParseError
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path

from ugc_studio.domain.assets import AssetId, AssetState
from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, holders_of
from ugc_studio.domain.consent import BrandPolicy, EventType, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _
from ugc_studio.library.dossiers import parties_of
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.library.uses import Takedown
from ugc_studio.services.consent.desk.takedowns import TakedownRow, takedown_rows
from ugc_studio.services.consent.recording import Answer, Recorder

Right = tuple[str, Instrument]
"""Whose it is, and what."""
LONGEST_HEAD = 256_000
"""Bytes of a mail in which its sender is looked for."""
Group = tuple[EventType, str, Instrument | None]


@dataclass(frozen=True, slots=True)
class Withdrawable:
    """A photo about which somebody has a word: whether they ever said yes, and in how many places it is."""

    asset_id: AssetId
    given: bool
    handed_over: int


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What somebody wants: ``wide`` is every photo of theirs, also later ones; no photos: all that there are."""

    by: str
    assets: Sequence[int] = ()
    wide: bool = False
    message: str | None = None
    evidence: str | None = None
    files: Sequence[Path] = ()
    said_on: dt.date | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was recorded, and everything of these photos that has to come down."""

    events: tuple[Event, ...]
    takedowns: tuple[TakedownRow, ...]


class Withdrawals:
    """Finds what a person can take back, and records it."""

    def __init__(self, library: Library, recorder: Recorder) -> None:
        self._library = library
        self._recorder = recorder

    def photos_of(self, reference: str) -> list[Withdrawable]:
        """The photos by or of a person, or of a child whom they hold; first those that are online, then those given."""
        with self._library.read() as session:
            party = session.parties.resolve(reference)
            found = self._withdrawable(session, party.uuid, _assets_of(session, party.uuid))
        return sorted(found, key=lambda one: (not one.handed_over, not one.given, one.asset_id))

    def _withdrawable(self, session: Session, signer: str, ids: Iterable[int]) -> Iterable[Withdrawable]:
        here = [one for one in session.assets.get_many(sorted(ids)) if one.state is not AssetState.TOMBSTONE]
        events = session.ledger.by_keys(f"asset:{one.sha256}" for one in here)
        uses = session.uses.of_assets(str(one.sha256) for one in here)
        gone = {t.use.uuid for t in session.uses.takedowns_of(str(one.sha256) for one in here) if t.state == "done"}
        for one in here:
            given = any(
                event.type is EventType.GIVEN and event.by == signer for event in events.get(f"asset:{one.sha256}", ())
            )
            places = sum(use.asset_sha256 == one.sha256 and use.uuid not in gone for use in uses)
            yield Withdrawable(one.id, given, places)

    def people_of(self, ids: Sequence[int]) -> list[str]:
        """Whoever has a word about some photos: authors, people shown, holders; by UUID."""
        with self._library.read() as session:
            dossiers = session.dossiers.gather(ids, policy=BrandPolicy(), packs={})
            found = [party for one in dossiers.values() for party in sorted(parties_of(one.assets[one.asset]))]
        return list(dict.fromkeys(found))

    def sender_of(self, mail: Path) -> str | None:
        """The one known person from whom a mail comes, by the name or the handle in its sender line."""
        name, address = _sender(mail)
        wanted = {text.casefold() for text in (name, address, address.partition("@")[0]) if text}
        with self._library.read() as session:
            found = [
                party.uuid for party in session.parties.all()
                if wanted & {text.removeprefix("@").casefold() for text in (party.name, party.handle) if text}
            ]  # fmt: skip
        return found[0] if len(found) == 1 else None

    def record(self, wanted: Withdrawal) -> Outcome:
        """Write it, with its proof, and say what has to come down.

        Raises:
            UsageError: nothing is recorded of this person, and no photo was named.
        """
        with self._library.read() as session:
            signer = session.parties.resolve(wanted.by).uuid
            ids = _here(session, list(dict.fromkeys(wanted.assets)) or _assets_of(session, signer))
            groups = _groups(session, signer, ids, wide=wanted.wide)
        if not groups:
            raise UsageError(_("Nothing is recorded of this person yet: say which photos it is about."))
        events = self._recorder.answer_all([_answer(wanted, signer, group, assets) for group, assets in groups.items()])
        return Outcome(tuple(events), tuple(self.takedowns_after(events)))

    def takedowns_after(self, events: Sequence[Event]) -> list[TakedownRow]:
        """What is to be taken down of the photos of these events, and what recording them opened for copies."""
        with self._library.read() as session:
            return takedown_rows(session, _opened(session, events), self._library.clock())


def _opened(session: Session, events: Sequence[Event]) -> list[Takedown]:
    shas, first = {sha for event in events for sha in event.assets}, min(event.seq for event in events)
    return [one for one in session.uses.takedowns() if one.opened_seq >= first or one.use.asset_sha256 in shas]


def _sender(mail: Path) -> tuple[str, str]:
    """The name and the address of who wrote; both empty for what cannot be read."""
    try:
        with mail.open("rb") as stream:
            head = BytesHeaderParser(policy=policy.default).parsebytes(stream.read(LONGEST_HEAD))
        return parseaddr(str(head.get("From", "")))
    except (OSError, ValueError, HeaderParseError, LookupError):
        return "", ""


def rights_of(dossier: Dossier, signer: str) -> list[Right]:
    """What somebody has a word about in one photo: for themselves, and for a child whom they hold."""
    facts = dossier.assets[dossier.asset]
    shown = [one.party for one in facts.depictions if one.role in IDENTIFIABLE or one.recognisable]
    found: list[Right] = []
    for instrument, parties in ((Instrument.LICENCE, facts.creators), (Instrument.IMAGE_RELEASE, shown)):
        for party in parties:
            if signer == party or signer in {holder.party for holder in holders_of(dossier, facts, party)}:
                found.append((party, instrument))
    found += [(item.party, Instrument.THIRD_PARTY) for item in facts.items if item.needed and item.party == signer]
    return found


def _assets_of(session: Session, signer: str) -> list[int]:
    """Every photo that the ledger or the look-up tables connect with a person, or with a child whom they hold."""
    parties, shas = {signer}, set[str]()
    for event in session.ledger.mentioning(signer):
        shas.update(event.assets)
        holders = event.facts.get("holders")
        if event.party is not None and isinstance(holders, list | tuple) and signer in {row[0] for row in holders}:
            parties.add(event.party)
    found: set[int] = set(session.assets.known(shas).values())
    for party in session.parties.ids(sorted(parties)):
        found.update(session.authors.assets_of(party))
    dossiers = session.dossiers.gather(sorted(found), policy=BrandPolicy(), packs={})
    return [
        asset for asset, dossier in dossiers.items()
        if rights_of(dossier, signer) or _spoke(dossier, signer) or _is_in(dossier, signer)
    ]  # fmt: skip


def _here(session: Session, ids: Sequence[int]) -> list[int]:
    """Without what is erased: nothing of it can be used, and it must not keep a no about the others from being written.

    A number that never was a photo stays, so that it is refused.
    """
    erased = {int(one.id) for one in session.assets.get_many(ids) if one.state is AssetState.TOMBSTONE}
    return [one for one in ids if int(one) not in erased]


def _is_in(dossier: Dossier, signer: str) -> bool:
    """Whether they are recorded in a photo at all: who need not be asked (in a crowd) may object all the same."""
    return any(one.party == signer for one in dossier.assets[dossier.asset].depictions)


def _spoke(dossier: Dossier, signer: str) -> bool:
    return any(event.by == signer and dossier.asset in event.assets for event in dossier.events)


def _groups(session: Session, signer: str, ids: Sequence[int], *, wide: bool) -> dict[Group, list[int]]:
    """Which events say it: what was given is withdrawn, all else is objected to; party-wide words need no photos."""
    dossiers = session.dossiers.gather(ids, policy=BrandPolicy(), packs={})
    groups: dict[Group, list[int]] = {}
    for asset, dossier in dossiers.items():
        given = [
            event for event in dossier.events
            if event.type is EventType.GIVEN and event.by == signer and dossier.asset in event.assets
        ]  # fmt: skip
        rights = dict.fromkeys([*rights_of(dossier, signer), *((e.party, e.instrument) for e in given if e.party)])
        for party, name in rights or {(signer, None): None}:
            instrument = Instrument(name) if name is not None else None
            was_given = any((e.party, e.instrument) == (party, instrument) for e in given)
            kind = EventType.WITHDRAWN if was_given else EventType.OBJECTED
            key = (kind, str(party), instrument if was_given else None)
            found = groups.setdefault(key, [])
            if asset not in found[-1:]:  # author and shown: one objection is about both
                found.append(asset)
    if not wide:
        return groups
    parties = dict.fromkeys([signer, *(party for _kind, party, _instrument in groups)])
    return {**groups, **{(EventType.OBJECTED, party, None): [] for party in parties}}


def _answer(wanted: Withdrawal, signer: str, group: Group, assets: list[int]) -> Answer:
    kind, party, instrument = group
    return Answer(
        kind, assets=assets, by=signer, party=party, instrument=instrument, wide=not assets, message=wanted.message,
        evidence=wanted.evidence, files=wanted.files, reason=wanted.reason, said_on=wanted.said_on,
    )  # fmt: skip
