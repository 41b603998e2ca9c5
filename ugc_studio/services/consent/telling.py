"""Ledger events as sentences: who said or did what, for whom, within which limits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.domain.consent import EventType, Scope
from ugc_studio.domain.events import Event, Limits
from ugc_studio.domain.messages import N_, Text, _
from ugc_studio.domain.relations import RelationKind, RelationState
from ugc_studio.services.consent.describing import FROZEN, INSTRUMENTS, Describer
from ugc_studio.services.words import RELATION_STATES, RELATIONS, exporter_names

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

SENTENCES: Mapping[EventType, str] = {
    EventType.REQUESTED: N_("{who} was asked for {instrument} ({notice})."),
    EventType.REPLIED: N_("A message of {who} about {instrument} came in."),
    EventType.NO_RESPONSE: N_("{who} did not answer about {instrument}."),
    EventType.GIVEN: N_("{who} gave {instrument}: {scope}."),
    EventType.REFUSED: N_("{who} refused {instrument}."),
    EventType.WITHDRAWN: N_("{who} withdrew {instrument}."),
    EventType.WITHDRAWAL_CONTESTED: N_("Legal contests the withdrawal of {who}."),
    EventType.OBJECTED: N_("{who} objected."),
    EventType.REVOKED: N_("{who}: {instrument} was revoked."),
    EventType.INVALIDATED: N_("{who}: legal declared {instrument} invalid."),
    EventType.APPROVED: N_("Legal approved {subject}."),
    EventType.OVERRIDE: N_("Legal lifted what copies of this photo block."),
    EventType.MERGED: N_("Copies were stacked under one photo."),
    EventType.SAME_WORK: N_("Stacked copies were stated to be the same work."),
    EventType.SPLIT: N_("Copies were taken out of their stack."),
    EventType.FROZEN: N_("Publishing was frozen for {target}."),
    EventType.UNFROZEN: N_("Legal lifted the freeze for {target}."),
    EventType.GUIDELINES_ACCEPTED: N_("{who} accepted the guidelines {version}."),
    EventType.CONTRACT: N_("A contract with {who} was recorded ({advertiser}, {objective})."),
    EventType.REVIEWED: N_("Legal looked at {subject} and left it as it was."),
    EventType.POLICY_SET: N_("The rules of {brand} were changed."),
    EventType.PARTY_REGISTERED: N_("{who} was added to the register."),
    EventType.PARTY_DESCRIBED: N_("What is known about {who} was recorded."),
    EventType.AUTHOR_STATED: N_("Taken by {creators} ({state})."),
    EventType.PEOPLE_REVIEWED: N_("People in the photo: {answer}."),
    EventType.DEPICTED: N_("{party} is in the photo: {role}."),
    EventType.AUDIO_REVIEWED: N_("Sound: {answer}."),
    EventType.ITEM_NOTED: N_("Third-party rights in {item}: {answer}."),
    EventType.FLAGGED: N_("Marked as {flag}."),
    EventType.UNFLAGGED: N_("No longer marked as {flag}."),
    EventType.RELATED: N_("A link between two photos was recorded: {relation}."),
    EventType.PLACED: N_("The place was recorded: {place}."),
    EventType.NOTICE_ISSUED: N_("The notice {notice} was issued."),
    EventType.USED: N_("Handed over ({exporter})."),
    EventType.TAKEDOWN_DONE: N_("A publication was taken down."),
    EventType.ERASED: N_("Erased: only hashes are kept."),
    EventType.RESTORED: N_("A backup was restored."),
    EventType.DO_NOT_CONTACT: N_("{who} asked not to be contacted again."),
}

LIMITED: Mapping[EventType, str] = {
    EventType.GIVEN: N_("{who} gave {instrument}: {scope}, but not {limits}."),
    EventType.REFUSED: N_("{who} refused {instrument} for {limits}."),
    EventType.WITHDRAWN: N_("{who} withdrew {instrument} for {limits}."),
    EventType.OBJECTED: N_("{who} objected to {limits}."),
    EventType.REVOKED: N_("{who}: {instrument} was revoked for {limits}."),
}
"""The same with limits: what a no is about, or what a yes leaves out."""

WIDE: Mapping[EventType, str] = {
    EventType.REFUSED: N_("{who} refused {instrument} for every photo, also later ones."),
    EventType.WITHDRAWN: N_("{who} withdrew {instrument} for every photo, also later ones."),
    EventType.OBJECTED: N_("{who} objected to every photo, also later ones."),
    EventType.ERASED: N_("{who} was erased: only a number is kept."),
}

LIMIT_PHRASES: Mapping[str, str] = {
    "start": N_("from {value}"),
    "end": N_("until {value}"),
    "contexts": N_("the context {value}"),
    "excluded_contexts": N_("the context {value}"),
}
"""How a part of a limit is said; media, countries and rights need no word before them."""

WORDS: Mapping[str, Text] = {
    "main": _("main person"),
    "recognisable": _("recognisable"),
    "crowd": _("part of a crowd"),
    "incidental": _("there by chance"),
    "none": _("nobody who could be recognised"),
    "reviewed": _("all recorded"),
    "not_reviewed": _("not reviewed"),
    "no_music": _("no music"),
    "own_sound": _("own sound"),
    "muted": _("muted on export"),
    "licensed": _("licensed"),
    "confirmed": _("confirmed"),
    "proposed": _("proposed"),
    "contested": _("contested"),
    "sensitive": _("sensitive"),
    "illegal": _("illegal"),
    "grant": _("the grant"),
    "consideration": _("what was given in return"),
    "retention": _("that names and proofs are kept for a legal claim"),
}

SUBJECTS: Mapping[str, Text] = {
    "sensitive": _("the use of a sensitive photo"),
    "author": _("who took the photo"),
    "copy": _("what a copy of the photo blocks"),
    "withdrawal": _("a contested withdrawal"),
    "coming_of_age": _("somebody’s coming of age"),
}
"""What an approval is about, where the word alone would be no noun."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells events; ``names`` shows parties, brands, notices, places and photos by UUID or hash."""

    names: Mapping[str, object]

    def event(self, event: Event) -> Text:
        """One sentence for one event."""
        limits = event.excludes if event.type == EventType.GIVEN else event.limits
        sentence = SENTENCES[event.type]
        if event.wide and event.type in WIDE:
            sentence = WIDE[event.type]
        elif limits and event.type in LIMITED:
            sentence = LIMITED[event.type]
        if event.type == EventType.DEPICTED and event.facts.get("removed"):
            sentence = N_("{party} is not in the photo after all.")
        if event.type == EventType.REQUESTED and event.facts.get("reminder"):
            sentence = N_("{who} was reminded of the request for {instrument} ({notice}).")
        return Text(sentence, {**self._people(event), **self._facts(event), "limits": self.limits(limits)})

    def scope(self, scope: Scope) -> Text:
        """What a grant permits, in one phrase: media, countries, days."""
        media, countries = self._values(scope.media), self._values(scope.territories)
        if scope.end is None:
            return _("{media}; {countries}; without an end", media=media, countries=countries)
        if scope.start is None:
            return _("{media}; {countries}; until {end}", media=media, countries=countries, end=scope.end)
        return _(
            "{media}; {countries}; from {start} until {end}",
            media=media, countries=countries, start=scope.start, end=scope.end,
        )  # fmt: skip

    def limits(self, limits: Limits) -> list[Text]:
        """What a no is limited to, or a yes leaves out."""
        return [
            Text(
                LIMIT_PHRASES.get(name, N_("{value}")),
                {"value": value if isinstance(value, dt.date) else self._values(value)},
            )
            for name, value in limits.items()
        ]

    def _people(self, event: Event) -> dict[str, object]:
        party = self._name(event.party)
        who = party
        if event.by is not None and event.party is not None and event.by != event.party:
            who = _("{signer} for {party}", signer=self._name(event.by), party=party)
        elif event.by is not None:
            who = self._name(event.by)
        return {"who": who, "party": party, "instrument": INSTRUMENTS.get(event.instrument or "", _("all rights"))}

    def _facts(self, event: Event) -> dict[str, object]:
        facts = event.facts
        needed = "not_needed" if facts.get("needed") is False else "needed"
        answer = facts.get("answer") or facts.get("kind") or needed
        words = {name: self._word(facts.get(name)) for name in ("role", "state", "flag", "version", "item")}
        words |= {name: self._word(facts.get(name)) for name in ("advertiser", "objective")}
        return {
            **words,
            "answer": {"needed": _("needed"), "not_needed": _("not needed")}.get(str(answer), self._word(answer)),
            "creators": [self._name(uuid) for uuid in event.creators] or [_("someone unknown")],
            "place": self._name(str(facts.get("place"))),
            "brand": self._name(str(facts.get("brand"))),
            "notice": self.names.get(event.notice or "", _("no notice")),
            "scope": self.scope(event.scope) if event.scope else _("nothing named"),
            "subject": SUBJECTS.get(event.about or "", self._word(event.about or "grant")),
            "relation": self._relation(event),
            "exporter": _exporter(facts.get("exporter")) if event.type == EventType.USED else "",
            "target": self._target(event),
        }

    def _target(self, event: Event) -> object:
        if event.target is None:
            return ""
        return self.names.get(event.target.id) or FROZEN.get(event.target.kind, event.target.kind)

    def _relation(self, event: Event) -> object:
        kind, state = (str(event.facts.get(name)) for name in ("kind", "state"))
        if kind not in set(RelationKind):
            return _("removed")
        relation = RELATIONS[RelationKind(kind)]
        if state not in set(RelationState):
            return relation
        return _("{relation}, {state}", relation=relation, state=RELATION_STATES[RelationState(state)])

    def _word(self, value: object) -> object:
        return WORDS.get(str(value), "" if value is None else str(value))

    def _values(self, values: Iterable[str]) -> list[object]:
        describer = Describer(self.names)
        return [describer.value(value) for value in sorted(values)]

    def _name(self, uuid: str | None) -> object:
        return _("The brand") if uuid is None else self.names.get(uuid, uuid[:8])


def teller_for(session: Session, events: Iterable[Event]) -> Teller:
    """A teller that knows every name in some events."""
    uuids: set[str] = set()
    shas: set[str] = set()
    for event in events:
        uuids.update(uuid for uuid in (event.by, event.party, *event.creators) if uuid)
        shas.update(event.assets)
        if event.target is not None:
            (uuids if event.target.kind == "creator" else shas).add(event.target.id)
    return Teller(names_of(session, uuids, shas))


def _exporter(exporter: object) -> object:
    return exporter_names().get(str(exporter), str(exporter))


def names_of(session: Session, uuids: Iterable[str], shas: Iterable[str] = ()) -> dict[str, object]:
    """The names to show for parties, every registered brand, place and notice, and some photos."""
    register = session.register
    names: dict[str, object] = dict(session.parties.labels(sorted(uuids)))
    names |= {brand.uuid: brand.name for brand in register.brands()}
    names |= {place.uuid: place.name for place in register.places()}
    names |= {notice.uuid: f"{notice.name} v{notice.version}" for notice in register.notices()}
    names |= {sha: _("photo {id}", id=str(id_)) for sha, id_ in session.assets.known(shas).items()}
    return names
