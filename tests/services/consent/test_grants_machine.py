"""No sequence of events yields a grant wider than its notice without an attached signed document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.services.consent.world import World
from ugc_studio.app.bootstrap import actor_of
from ugc_studio.app.studio import Studio
from ugc_studio.domain.consent import WORLDWIDE, AfterEnd, EventType, EvidenceKind, Instrument, Role, Scope
from ugc_studio.domain.errors import RefusedError
from ugc_studio.services.consent.recording import Answer

MEDIA = ["organic_social", "paid_social", "website", "print", "instagram"]
COUNTRIES = ["FR", "BE", "DE", WORLDWIDE]
RIGHTS = ["reproduction", "representation", "adaptation.crop", "adaptation.generative"]
DAYS = [None, dt.date(2026, 6, 1), dt.date(2027, 6, 1), dt.date(2028, 6, 1)]
some = st.frozensets


def scopes(brands: list[str]) -> st.SearchStrategy[Scope]:
    """Any scope over a few values."""
    return st.builds(
        Scope,
        media=some(st.sampled_from(MEDIA)),
        territories=some(st.sampled_from(COUNTRIES)),
        start=st.sampled_from(DAYS),
        end=st.sampled_from(DAYS),
        rights=some(st.sampled_from(RIGHTS)),
        purposes=some(st.sampled_from(["promotion", "recruitment"])),
        brands=some(st.sampled_from(brands)),
        excluded_contexts=some(st.sampled_from(["alcohol", "politics"])),
        after_end=st.sampled_from(AfterEnd),
        exclusive=st.booleans(),
    )


def is_wider(granted: Scope, offered: Scope) -> bool:
    """The plain meaning of "wider", written without the code that guards it."""
    bigger = any(
        value not in getattr(offered, name)
        for name in ("media", "rights", "purposes", "brands")
        for value in getattr(granted, name)
    )
    elsewhere = any(t not in offered.territories and WORLDWIDE not in offered.territories for t in granted.territories)
    careless = any(context not in granted.excluded_contexts for context in offered.excluded_contexts)
    first = granted.start or dt.date.min
    last = granted.end or dt.date.max
    longer = first < (offered.start or dt.date.min) or last > (offered.end or dt.date.max)
    stays = granted.after_end == AfterEnd.POSTS_STAY and offered.after_end != AfterEnd.POSTS_STAY
    return bigger or elsewhere or careless or longer or stays or (granted.exclusive and not offered.exclusive)


class Grants(RuleBasedStateMachine):
    """Editors and legal record whatever they like; the ledger holds only what may be there."""

    world: ClassVar[World]
    """One library for all runs: each run has its own people, photos and notices, and looks at its own events."""
    paper: ClassVar[Path]

    @initialize()
    def people_and_photos(self) -> None:
        self.speak_as(Role.EDITOR)
        run = uuid4().hex
        self.began = self.head()[0]
        self.photos = self.world.photos(f"{run} one", f"{run} two")
        self.people = [self.world.person("Ana"), self.world.person("Zoé")]
        self.brands = [self.world.brand.uuid, "00000000-0000-4000-8000-000000000000"]
        self.notices = [self.world.notice("Plain", rights=frozenset(RIGHTS[:3]))]

    @rule(data=st.data())
    def issue(self, data: st.DataObject) -> None:
        scope = data.draw(scopes(self.brands))
        self.speak_as(Role.EDITOR)
        recorder = self.world.studio.consent.recorder
        self.notices.append(recorder.issue_notice("Other", scope=scope, texts={}, key="plain"))

    @rule(
        data=st.data(),
        role=st.sampled_from(Role),
        evidence=st.sampled_from(EvidenceKind),
        attached=st.booleans(),
        own=st.booleans(),
        event_type=st.sampled_from(
            [EventType.GIVEN, EventType.GIVEN, EventType.GIVEN, EventType.REFUSED, EventType.REPLIED, EventType.REVOKED]
        ),
    )
    def answer(
        self,
        data: st.DataObject,
        role: Role,
        evidence: EvidenceKind,
        attached: bool,
        own: bool,
        event_type: EventType,
    ) -> None:
        self.speak_as(role)
        answer = Answer(
            event_type,
            assets=data.draw(st.lists(st.sampled_from(self.photos), min_size=1, unique=True)),
            by=data.draw(st.sampled_from(self.people)),
            instrument=data.draw(st.sampled_from(Instrument)),
            notice=data.draw(st.sampled_from(self.notices)).uuid,
            scope=data.draw(scopes(self.brands)) if own else None,
            evidence=evidence.value,
            message=None if attached else "Oui",
            files=[self.paper] if attached else [],
            reason="because",
        )
        self.record(answer)

    @rule(data=st.data(), role=st.sampled_from([Role.LEGAL, Role.EDITOR]), attached=st.booleans())
    def sign(self, data: st.DataObject, role: Role, attached: bool) -> None:
        """A signature that asks for more than the notice offers: a paper of legal may, a mere claim may not."""
        self.speak_as(role)
        self.record(
            Answer(
                EventType.GIVEN,
                assets=self.photos[:1],
                by=self.people[0],
                instrument=Instrument.LICENCE,
                notice=data.draw(st.sampled_from(self.notices)).uuid,
                scope=data.draw(scopes(self.brands)),
                evidence=EvidenceKind.SIGNATURE.value,
                message=None if attached else "signed, I promise",
                files=[self.paper] if attached else [],
            )
        )

    def record(self, answer: Answer) -> None:
        before = self.head()
        try:
            self.world.studio.consent.recorder.answer(answer)
        except RefusedError:
            assert self.head() == before  # refused whole: nothing was written

    @invariant()
    def no_grant_is_wider_than_its_notice(self) -> None:
        with self.world.studio.library.read() as session:
            events = [event for event in session.ledger.of_type(EventType.GIVEN) if event.seq > self.began]
            offers = {event.notice: event.scope for event in session.ledger.of_type(EventType.NOTICE_ISSUED)}
        for event in events:
            offered = offers[event.notice]
            assert event.scope is not None
            assert offered is not None
            if is_wider(event.scope, offered):
                assert event.role == Role.LEGAL
                assert event.evidence == EvidenceKind.SIGNATURE
                assert any(proof.kind == "file" for proof in event.proofs)

    def head(self) -> tuple[int, str]:
        with self.world.studio.library.read() as session:
            return session.ledger.head()

    def speak_as(self, role: Role) -> None:
        if self.world.studio.actor.role != role:
            library = self.world.studio.library
            type(self).world.studio = Studio(
                library, actor=actor_of(library, "Ana", role), translator=self.world.studio.translator
            )


def test_no_sequence_of_events_yields_a_grant_wider_than_its_notice(tmp_path: Path) -> None:
    Grants.world = World(tmp_path / "library")
    Grants.paper = tmp_path / "signed.pdf"
    Grants.paper.write_bytes(b"signed")
    try:
        run_state_machine_as_test(
            Grants,
            settings=settings(
                max_examples=25,
                stateful_step_count=12,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow],
                phases=[Phase.generate],
            ),
        )
        assert Grants.world.studio.ledger.verify().ok
    finally:
        Grants.world.close()
