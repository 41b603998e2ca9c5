"""Registers the brand and the people of the story, before anything of theirs comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ugc_studio.domain.consent import AfterEnd, AskingPolicy, BrandPolicy, Scope
from ugc_studio.domain.posts import CreatorDraft
from ugc_studio.library.library import Library
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Brand, Notice, Place
from ugc_studio.library.session import Session
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.sample.story import Row, Story

MARKET_NAMES = {"FR": "France", "BE": "Belgique", "DE": "Deutschland"}
PARTY_FACTS = ("residence", "influencer", "turns_18")
PATIENCE = 730
"""Days that the sample waits for answers: its requests of last summer are to be seen waiting whenever it is opened."""
SCOPE_SETS = ("media", "territories", "rights", "purposes", "excluded_contexts")


@dataclass(slots=True)
class Cast:
    """Who and what the story speaks of, by the ids that it uses."""

    brand: Brand
    places: dict[str, Place] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=dict)
    """The handle of each account."""

    def party_for(self, session: Session, draft: CreatorDraft, consent: ConsentService) -> int:
        """The person behind a creator of an import: somebody of the story by handle or name, else somebody new.

        The program itself never takes two people of one name for one person; here we know that they are.
        """
        for party in self.parties.values():
            same_handle = draft.handle is not None and party.handle == f"@{draft.handle}"
            if same_handle or (draft.handle is None and party.name == draft.name):
                return int(party.id)
        return consent.make_party(session, draft)


def register_cast(library: Library, consent: ConsentService, story: Story) -> Cast:
    """Write brand, accounts, places, notices and people of the story into a new library."""
    cast = library.write(lambda session: _register_brand(session, story))
    for row in story.rows("notice"):
        cast.notices[row["id"]] = consent.recorder.issue_notice(
            row["title"]["fr"], scope=_scope(row["scope"], cast.brand), texts=row["text"], key=row["id"]
        )
    for row in story.rows("party"):
        cast.parties[row["id"]] = consent.recorder.add_party(
            row["kind"], name=row["name"], handle=row.get("handle"), facts=_party_facts(row)
        )
    return cast


def _register_brand(session: Session, story: Story) -> Cast:
    policy = story.data["policy"]
    entities = {row["id"]: row for row in story.rows("entity")}
    (told,) = story.rows("brand")
    use = told["standard_use"]
    brand = session.register.add_brand(
        told["name"],
        key=told["id"],
        countries=(told["country"],),
        policy=BrandPolicy(
            country=told["country"], guidelines=policy["guidelines"], contact=told["contact"],
            asking=AskingPolicy(silent_after=PATIENCE),
        ),
        standard_use={"channel": use["channel"], "medium": use["media"], "days": use["days"]},
        legal_entity=entities[told["entity"]]["name"],
    )
    cast = Cast(brand)
    for row in story.rows("account"):
        country = row["market"]
        known = {market.key: market for market in session.register.markets()}
        market = known.get(country.lower()) or session.register.add_market(
            MARKET_NAMES[country], countries=(country,), language=row["language"], key=country.lower()
        )
        session.register.add_account(
            row["handle"], brand=brand, channel=row["channel"], market=market, zone=row["zone"]
        )
        cast.handles[row["id"]] = row["handle"]
    for row in story.rows("place"):
        cast.places[row["id"]] = session.register.add_place(row["name"], country=row["country"])
    return cast


def _party_facts(row: Row) -> dict[str, object]:
    facts: dict[str, object] = {"adult": row.get("adult", "yes")}
    facts |= {name: row[name] for name in PARTY_FACTS if name in row}
    if "leaves" in row:
        facts["leaves"] = row["leaves"].isoformat()
    return facts


def _scope(data: Mapping[str, Any], brand: Brand) -> Scope:
    fields: dict[str, Any] = {name: frozenset(data[name]) for name in SCOPE_SETS if name in data}
    fields |= {name: data[name] for name in ("start", "end") if name in data}
    if "after_end" in data:
        fields["after_end"] = AfterEnd(data["after_end"])
    return Scope(**fields, brands=frozenset({brand.uuid}))
