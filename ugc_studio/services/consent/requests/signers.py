"""Who can be asked about a photo, what each can give, and in which language they read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, holders_of
from ugc_studio.domain.consent import EventType, Instrument
from ugc_studio.domain.events import Event
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.notices.adopting import LANGUAGES, home_language
from ugc_studio.services.consent.recording import ANSWER_TYPES

Right = tuple[str, Instrument]
"""Whose right it is, and the instrument."""
DESCRIBING = frozenset({EventType.PARTY_REGISTERED, EventType.PARTY_DESCRIBED})


def rights_of(dossier: Dossier, signer: str) -> tuple[Right, ...]:
    """What somebody can give for a photo: for themselves, and for a child whom they hold."""
    facts = dossier.assets[dossier.asset]
    shown = [one.party for one in facts.depictions if one.role in IDENTIFIABLE or one.recognisable]
    items = [item.party for item in facts.items if item.needed and item.party]
    found: list[Right] = []
    for instrument, parties in ((Instrument.LICENCE, facts.creators), (Instrument.IMAGE_RELEASE, shown)):
        for party in parties:
            if signer == party or signer in {holder.party for holder in holders_of(dossier, facts, party)}:
                found.append((party, instrument))
    found += [(party, Instrument.THIRD_PARTY) for party in items if party == signer]
    return tuple(dict.fromkeys(found))


def last_answer(dossier: Dossier, by: str, right: Right) -> Event | None:
    """What somebody answered last about one right in a photo."""
    party, instrument = right
    said = [
        one for one in dossier.events
        if one.type in ANSWER_TYPES and one.by == by and one.party == party and dossier.asset in one.assets
        and one.instrument == instrument.value
    ]  # fmt: skip
    return said[-1] if said else None


def signers_of(dossier: Dossier) -> list[str]:
    """Who can give something for a photo, authors first; a child's holders stand in the child's place."""
    facts = dossier.assets[dossier.asset]
    parties = [*facts.creators, *(one.party for one in facts.depictions)]
    holders = [holder.party for party in parties for holder in holders_of(dossier, facts, party)]
    minors = {party for party in parties if holders_of(dossier, facts, party)}
    return list(dict.fromkeys([*(party for party in parties if party not in minors), *holders]))


def described(session: Session, party: str) -> Mapping[str, object]:
    """What was recorded last of somebody, field by field."""
    key = f"party:{party}"
    found: dict[str, object] = {}
    for event in session.ledger.by_keys([key]).get(key, []):
        if event.type in DESCRIBING and event.party == party:
            found |= event.facts
    return found


def language_of(session: Session, party: str, brand: Brand, known: Sequence[str]) -> str:
    """The language to write in: the one that is recorded, else the residence's, else the brand's."""
    facts = described(session, party)
    for code in (facts.get("language"), LANGUAGES.get(str(facts.get("residence", "")))):
        if isinstance(code, str) and code in known:
            return code
    if facts.get("residence") and "en" in known and facts["residence"] not in LANGUAGES:
        return "en"
    home = home_language(brand, known)
    return home if home in known or not known else known[0]
