"""Everything the gate may look at for one asset: nothing else influences its answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from ugc_studio.domain.consent import (
    AudioAnswer,
    AuthorState,
    BrandPolicy,
    DepictionRole,
    HolderBasis,
    PartyKind,
    PeopleAnswer,
)
from ugc_studio.domain.events import Event


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone with parental authority, and why; ``basis`` is ``None`` while nobody said."""

    party: str
    basis: HolderBasis | None


@dataclass(frozen=True, slots=True)
class Depiction:
    """A person in a picture."""

    party: str
    role: DepictionRole
    recognisable: bool
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Music, an artwork, a building …: a reviewer marks it as needed or not."""

    id: str
    needed: bool
    party: str | None


@dataclass(frozen=True, slots=True)
class AssetFacts:
    """What people recorded about one asset."""

    sha256: str
    is_video: bool = False
    creators: tuple[str, ...] = ()
    author: AuthorState = AuthorState.PROPOSED
    people: PeopleAnswer = PeopleAnswer.NOT_REVIEWED
    audio: AudioAnswer = AudioAnswer.NOT_REVIEWED
    items: tuple[Item, ...] = ()
    depictions: tuple[Depiction, ...] = ()
    flags: Mapping[str, int] = field(default_factory=dict)
    place: str | None = None
    tombstone_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """What people recorded about one person or body; ``turns_18`` is the first day of that month."""

    id: str
    kind: PartyKind = PartyKind.DEPICTED
    adult: str = "unknown"
    residence: str | None = None
    influencer: bool = False
    leaves: dt.date | None = None
    turns_18: dt.date | None = None
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class RelationFact:
    """An edge of the duplicate graph: ``from_asset`` is the copy or photo, ``to_asset`` the original or collage."""

    from_asset: str
    to_asset: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class CountryPack:
    """A country's rules for minors; ``child_says_from`` is the age of the child's own release, ``None``: never.

    A rule whose source could not be read (``source_read``) is said to be so wherever it counted.
    """

    country: str
    child_says_from: int | None
    source_read: bool = True


GENERIC_STRICT = CountryPack("*", 12)


@dataclass(frozen=True, slots=True)
class Dossier:
    """The gate's whole input for one asset.

    ``events`` are in ledger order, already cut at the asked instant. ``broken_proofs`` names proofs that are missing
    or no longer match their hash. ``packs`` holds the countries that have rules of their own.
    """

    asset: str
    assets: Mapping[str, AssetFacts]
    parties: Mapping[str, PartyFacts]
    relations: tuple[RelationFact, ...]
    events: tuple[Event, ...]
    policy: BrandPolicy
    packs: Mapping[str, CountryPack]
    broken_proofs: frozenset[str] = frozenset()

    def party(self, party_id: str) -> PartyFacts:
        """The facts of a party; an unrecorded one is unknown in everything."""
        return self.parties.get(party_id) or PartyFacts(party_id)

    def pack(self, country: str) -> CountryPack:
        """The rules of a country, or the generic strict ones."""
        return self.packs.get(country, GENERIC_STRICT)
