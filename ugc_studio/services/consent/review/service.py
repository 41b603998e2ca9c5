"""Legal review as front ends use it: the queue of a brand, standing freezes, and the decision with its reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import AuthorState, BrandPolicy, EventType, Instrument, Role
from ugc_studio.domain.errors import NotFound, RoleRefused, UsageError
from ugc_studio.domain.events import Event, Target
from ugc_studio.domain.messages import _
from ugc_studio.library.library import Library
from ugc_studio.services.consent.recording import Answer
from ugc_studio.services.consent.review.finding import MatterFinder
from ugc_studio.services.consent.review.freezes import StandingFreeze, Stopped, standing_freezes, stopped_by
from ugc_studio.services.consent.review.matters import Decision, Matter, MatterKind, kind_of
from ugc_studio.services.consent.service import ConsentService

EVERYBODY = "everybody"
"""Several people took the photo together."""


class ReviewService:
    """The queue is computed anew each time: what is decided leaves it because the ledger says so."""

    def __init__(self, library: Library, *, consent: ConsentService) -> None:
        self._library = library
        self._consent = consent

    # ------------------------------------------------------------------ the queue

    def matters(self, brand: str | None = None, *, kinds: Sequence[MatterKind] = ()) -> list[Matter]:
        """What waits for legal, for a brand (the first by default)."""
        with self._library.read() as session:
            chosen = session.register.brand_or_first(brand)
            if chosen is None:
                return []
            found = MatterFinder(session, chosen, self._library.clock(), self._consent).all()
        return [one for one in found if not kinds or one.kind in kinds]

    def matter(self, key: str, brand: str | None = None) -> Matter:
        """One of them; :class:`NotFound` when it does not wait, or waits no longer."""
        kind = kind_of(key)
        found = next((one for one in self.matters(brand, kinds=[kind]) if one.key == key), None)
        if found is None:
            raise NotFound(_("Nothing waits under {key}. See: ugc-studio consent review list", key=key))
        return found

    def freezes(self) -> list[tuple[StandingFreeze, Stopped]]:
        """Every freeze that holds, with what it stops."""
        now = self._library.clock()
        with self._library.read() as session:
            return [(one, stopped_by(session, [one.target], now)) for one in standing_freezes(session)]

    def would_stop(self, *targets: Target) -> Stopped:
        """What freezes would hold back together, before anybody freezes it."""
        with self._library.read() as session:
            return stopped_by(session, targets, self._library.clock())

    def authors(self, asset: AssetId) -> list[tuple[str, str]]:
        """Who seems to have taken a photo: UUID and name."""
        with self._library.read() as session:
            dossier = session.dossiers.gather([asset], policy=BrandPolicy(), packs={})[asset]
            creators = dossier.assets[dossier.asset].creators
            return [(uuid, label) for uuid, label in session.parties.labels(list(creators)).items()]

    # ------------------------------------------------------------------ deciding

    def decide(
        self, matter: Matter, decision: Decision, *, reason: str | None = None, author: str | None = None
    ) -> list[Event]:
        """Record a decision; the ledger refuses it to every role but legal.

        Raises:
            RoleRefused: this profile is not legal.
            UsageError: it cannot be decided so, the reason or the author is missing, or something was said since.
        """
        if self._consent.role is not Role.LEGAL:
            raise RoleRefused(_("Only the legal role may decide what waits for legal."))
        if decision not in matter.decisions:
            raise UsageError(_("This cannot be decided so. Choose one of: {known}.", known=list(matter.decisions)))
        said = reason.strip() if reason else None
        if matter.needs_reason(decision) and not said:
            raise UsageError(_("Say why, in a sentence: it is kept with the decision."))
        return _ACTS[decision](self, matter, said, author)

    def _check_seen(self, matter: Matter) -> None:
        """An approval is about what was looked at: it would count for whatever was recorded until now."""
        with self._library.read() as session:
            sha = str(session.assets.get(int(matter.asset)).sha256) if matter.asset is not None else ""
            since = [one for one in session.ledger.of_asset(sha) if one.seq > matter.cause] if sha else []
        if any(one.type is EventType.GIVEN for one in since):
            raise UsageError(_("Something was recorded about this photo since you looked at it. Look at it again."))

    def _assets(self, matter: Matter) -> list[int]:
        return [int(matter.asset)] if matter.asset is not None else []

    def _approve(self, matter: Matter, reason: str | None, _author: str | None) -> list[Event]:
        if matter.kind is MatterKind.APPROVAL:
            self._check_seen(matter)
        return self._consent.recorder.decide(
            EventType.APPROVED, assets=self._assets(matter), reason=reason, about=matter.kind.value
        )

    def _invalidate(self, matter: Matter, reason: str | None, _author: str | None) -> list[Event]:
        return self._consent.recorder.answer_all(
            [
                Answer(
                    EventType.INVALIDATED, assets=self._assets(matter), party=party, instrument=Instrument(instrument),
                    reason=reason,
                )
                for party, instrument in matter.grants
            ]
        )  # fmt: skip

    def _confirm(self, matter: Matter, reason: str | None, author: str | None) -> list[Event]:
        if matter.asset is None:
            return []
        known = [uuid for uuid, _label in self.authors(matter.asset)]
        if author is None:
            raise UsageError(_("Say who took it."))
        if author != EVERYBODY:
            with self._library.read() as session:
                known = [session.parties.resolve(author).uuid]
        facts = {"creators": known, "state": AuthorState.CONFIRMED.value}
        return self._consent.recorder.decide(
            EventType.AUTHOR_STATED, assets=self._assets(matter), reason=reason, facts=facts
        )

    def _override(self, matter: Matter, reason: str | None, _author: str | None) -> list[Event]:
        return self._consent.recorder.decide(EventType.OVERRIDE, assets=self._assets(matter), reason=reason)

    def _unmark(self, matter: Matter, reason: str | None, _author: str | None) -> list[Event]:
        return self._consent.recorder.decide(
            EventType.UNFLAGGED, assets=self._assets(matter), reason=reason, facts={"flag": "sensitive"}
        )

    def _lift(self, matter: Matter, reason: str | None, _author: str | None) -> list[Event]:
        targets = [matter.target] if matter.target is not None else []
        return self._consent.recorder.freeze(targets, reason=reason, lift=True)

    def _leave(self, matter: Matter, reason: str | None, _author: str | None) -> list[Event]:
        with self._library.read() as session:
            party = session.parties.by_uuid(matter.party) if matter.party is not None else None
        return self._consent.recorder.decide(
            EventType.REVIEWED, assets=self._assets(matter), party=party, reason=reason, about=matter.kind.value
        )


Act = Callable[[ReviewService, Matter, str | None, str | None], list[Event]]
_ACTS: Mapping[Decision, Act] = {
    Decision.APPROVE: ReviewService._approve,
    Decision.INVALIDATE: ReviewService._invalidate,
    Decision.CONFIRM: ReviewService._confirm,
    Decision.OVERRIDE: ReviewService._override,
    Decision.UNMARK: ReviewService._unmark,
    Decision.LIFT: ReviewService._lift,
    Decision.LEAVE: ReviewService._leave,
}
