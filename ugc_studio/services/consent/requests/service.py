"""Asking people, from the draft to the answer that never came: nothing is sent from here, sending is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import Role
from ugc_studio.domain.errors import NotFound, RefusedError, UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _
from ugc_studio.domain.requests import RequestDraft, RequestId
from ugc_studio.library.library import Library
from ugc_studio.library.register import Brand, Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.desk.formules import newest
from ugc_studio.services.consent.notices.adopting import NoticeAdopter
from ugc_studio.services.consent.requests.drafting import (
    PassedOver,
    limited,
    new_of_ambassadors,
    wanted_people,
)
from ugc_studio.services.consent.requests.proposing import PlannedUses, Proposal, propose
from ugc_studio.services.consent.requests.sending import (
    Sending,
    check_channel,
    reminder_events,
    sent_events,
    silence_events,
)
from ugc_studio.services.consent.requests.signers import language_of
from ugc_studio.services.consent.requests.viewing import DraftView, Viewer
from ugc_studio.services.consent.requests.waiting import OpenRequest, open_requests
from ugc_studio.services.consent.service import ConsentService
from ugc_studio.services.uses import UseResolver


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of drafting for several people."""

    drafts: tuple[RequestId, ...]
    passed_over: tuple[PassedOver, ...] = ()


class RequestService:
    """Drafts, sends, reminds, and records silence when its term is over."""

    def __init__(
        self,
        library: Library,
        *,
        actor: Actor,
        consent: ConsentService,
        notices: NoticeAdopter,
        uses: UseResolver,
    ) -> None:
        self._library = library
        self._actor = actor
        self._consent = consent
        self._notices = notices
        self._planned = PlannedUses(uses)
        self._viewer = Viewer(notices.catalogue)

    # ------------------------------------------------------------------ drafts

    def drafts(self) -> list[RequestDraft]:
        """Every request that is not sent yet, oldest first."""
        with self._library.read() as session:
            return session.request_drafts.all()

    def draft(
        self,
        party: str,
        assets: Sequence[int],
        *,
        brand: str | None = None,
        gallery: str | None = None,
        notice: str | None = None,
    ) -> RequestDraft:
        """Begin a request to one person; the smallest formule that covers what is planned is filled in.

        Raises:
            UsageError: there is no brand, or no photo.
        """

        def work(session: Session) -> RequestDraft:
            chosen = _brand(session, brand)
            held = session.galleries.resolve(gallery).uuid if gallery else None
            said = session.register.notice(notice).uuid if notice else None
            person = session.parties.resolve(party).uuid
            return self._begin(session, chosen, person, assets, gallery=held, notice=said)

        return self._library.write(work)

    def draft_for_gallery(
        self, reference: str, *, only: Sequence[int] | None = None, most: int | None = None
    ) -> Drafted:
        """One draft for each person who still has to be asked for a gallery; one that is there gets the photos too.

        ``only`` names the photos (also of the tray); ``most`` is how many photos are enough.

        Raises:
            UsageError: the gallery's use is not fully described, so nobody knows what to ask for.
        """

        def work(session: Session) -> Drafted:
            now = self._library.clock()
            gallery = session.galleries.resolve(reference)
            ids = list(only) if only is not None else [int(one.asset_id) for one in session.galleries.items(gallery.id)]
            uses = self._planned.of_gallery(session, gallery, ids, now=now)
            if not uses:
                return Drafted(())
            brand = session.register.brand_of_use(next(iter(uses.values())).brand)
            if brand is None:
                raise UsageError(_("Add a brand first: rights are granted to a brand."))
            verdicts = self._consent.clearances_each(session, uses)
            wanted = wanted_people(session, verdicts, policy=brand.policy.asking, now=now)
            drafts = [
                self._begin(session, brand, person, photos, gallery=gallery.uuid).id
                for person, photos in limited(wanted, most).items()
            ]
            return Drafted(tuple(drafts), wanted.passed_over)

        return self._library.write(work)

    def draft_for_people(self, assets: Sequence[int], *, brand: str | None = None) -> Drafted:
        """One draft for each person who still has to be asked about some photos, for what they are planned for."""

        def work(session: Session) -> Drafted:
            now, chosen = self._library.clock(), _brand(session, brand)
            uses = {
                int(asset): self._planned.of_photos(session, chosen, [asset], gallery=None, now=now)[0]
                for asset in assets
            }
            verdicts = self._consent.clearances_each(session, uses)
            wanted = wanted_people(session, verdicts, policy=chosen.policy.asking, now=now)
            drafts = [self._begin(session, chosen, person, photos).id for person, photos in wanted.people.items()]
            return Drafted(tuple(drafts), wanted.passed_over)

        return self._library.write(work)

    def draft_for_ambassadors(self) -> int:
        """A draft for the new photos of each ambassador: what is posted later is asked for, never taken as given."""
        if not self._may_write():
            return 0

        def work(session: Session) -> int:
            brand = session.register.brand_or_first(None)
            found = new_of_ambassadors(session) if brand is not None else {}
            for person, photos in found.items():
                self._begin(session, _brand(session, None), person, photos)
            return len(found)

        with self._library.read() as session:
            if not new_of_ambassadors(session):
                return 0
        return self._library.write(work)

    def edit(
        self, draft: RequestId, *, assets: Sequence[int] | None = None, **changes: str | None
    ) -> RequestDraft:
        """Change photos, notice, language, greeting or the reason of a draft; what is not named stays."""

        def work(session: Session) -> RequestDraft:
            before = session.request_drafts.get(draft)
            said = {name: (value.strip() or None) if value else None for name, value in changes.items()}
            if said.get("notice"):
                said["notice"] = session.register.notice(str(said["notice"])).uuid
            if said.get("language") and said["language"] not in self._notices.catalogue.languages:
                raise UsageError(_("There are no texts in {name}.", name=said["language"]))
            if assets is not None:
                if not assets:
                    raise UsageError(_("Tick the photos to ask for."))
                session.request_drafts.set_photos(before.id, assets)
            return session.request_drafts.edit(before.id, said)

        return self._library.write(work)

    def discard(self, draft: RequestId) -> None:
        """Throw a draft away: nobody was asked."""
        self._library.write(lambda session: session.request_drafts.delete(draft))

    def view(self, draft: RequestId) -> DraftView:
        """Everything about a draft as it stands: the message, what is proposed, and why it could not be sent."""
        now = self._library.clock()
        with self._library.read() as session:
            found = session.request_drafts.get(draft)
            brand = _brand(session, found.brand)
            proposal = self._proposal(session, brand, found, now)
            return self._viewer.view(session, found, brand, proposal, now=now)

    # ------------------------------------------------------------------ sent

    def send(self, draft: RequestId, *, channel: str | None = None) -> list[Event]:
        """Record that a drafted request was sent: who was asked for what, when, where, in which exact text.

        Raises:
            RefusedError: they may not be asked, now or at all.
            UsageError: something is missing; the sentence says what.
        """
        checked = check_channel(channel)

        def work(session: Session) -> list[Event]:
            now = self._library.clock()
            found = session.request_drafts.get(draft)
            brand = _brand(session, found.brand)
            view = self._viewer.view(session, found, brand, self._proposal(session, brand, found, now), now=now)
            if view.problem is not None:
                raise (RefusedError if view.refused else UsageError)(view.problem)
            if view.notice is None or view.message is None:
                raise UsageError(_("Choose what to ask for."))
            sending = Sending(found, session.parties.by_uuid(found.party), view.notice, view.message, checked)
            events = self._consent.recorder.record(session, sent_events(session, sending, now=now))
            session.request_drafts.delete(found.id)
            return events

        return self._library.write(work)

    def waiting(self) -> list[OpenRequest]:
        """What was sent and is not answered, the oldest first."""
        with self._library.read() as session:
            return open_requests(session)

    def waiting_for(self, asset: int) -> list[OpenRequest]:
        """The open requests that name a photo."""
        return [one for one in self.waiting() if asset in one.assets]

    def reminder(self, request: str) -> DraftView:
        """The reminder of an open request, ready to be copied.

        Raises:
            RefusedError: it is too early, there was one, or they do not want to be written to.
        """
        now = self._library.clock()
        with self._library.read() as session:
            return self._viewer.reminder(session, _open(session, request), now=now)

    def remind(self, request: str, *, channel: str | None = None) -> list[Event]:
        """Record that the one reminder was sent."""
        checked = check_channel(channel)

        def work(session: Session) -> list[Event]:
            open_ = _open(session, request)
            view = self._viewer.reminder(session, open_, now=self._library.clock())
            if view.problem is not None:
                raise RefusedError(view.problem)
            if view.notice is None or view.message is None:
                raise UsageError(_("The text of this request is not in the library any more."))
            drafts = reminder_events(session, open_, view.notice, view.message, checked or open_.channel)
            return self._consent.recorder.record(session, drafts)

        return self._library.write(work)

    def sweep(self) -> int:
        """Record silence where its term is over; returns about how many requests."""
        if not self._may_write():
            return 0
        now = self._library.clock()
        with self._library.read() as session:
            if not any(one.silent_from <= now for one in open_requests(session)):
                return 0

        def work(session: Session) -> int:
            over = [one for one in open_requests(session) if one.silent_from <= now]
            self._consent.recorder.record(session, [event for one in over for event in silence_events(one)])
            return len(over)

        return self._library.write(work)

    # ------------------------------------------------------------------ inside

    def _may_write(self) -> bool:
        """The scheduler role records no answers, so neither does the program in its name."""
        return self._library.writable and self._actor.role is not Role.SCHEDULER

    def _begin(
        self,
        session: Session,
        brand: Brand,
        party: str,
        assets: Sequence[int],
        *,
        gallery: str | None = None,
        notice: str | None = None,
    ) -> RequestDraft:
        """A new draft, or the one that this brand has for this person, with these photos added."""
        if not assets:
            raise UsageError(_("Tick the photos to ask for."))
        drafts = session.request_drafts
        before = next((one for one in drafts.all() if (one.party, one.brand) == (party, brand.uuid)), None)
        if before is None:
            before = drafts.add(brand=brand.uuid, party=party, assets=assets, actor=self._actor.uuid)
        else:
            drafts.set_photos(before.id, [*before.assets, *assets])
        changes: dict[str, str | None] = {"gallery": gallery} if gallery else {}
        if notice:
            changes["notice"] = notice
        found = drafts.edit(before.id, changes)
        if found.notice is None:
            proposal = self._proposal(session, brand, found, self._library.clock())
            changes["notice"] = proposal.notice.uuid if proposal.notice is not None else None
        if found.language is None:
            changes["language"] = language_of(session, party, brand, self._notices.catalogue.languages)
        return drafts.edit(found.id, changes)

    def _proposal(self, session: Session, brand: Brand, draft: RequestDraft, now: dt.datetime) -> Proposal:
        gallery = session.galleries.resolve(draft.gallery) if draft.gallery and _holds(session, draft.gallery) else None
        uses = self._planned.of_photos(session, brand, list(draft.assets), gallery=gallery, now=now)
        notices: list[Notice] = newest(session.register.notices(), brand.uuid)
        formules = self._notices.catalogue.formules
        return propose(notices, uses, formules, brand, now.date())


def _brand(session: Session, reference: str | None) -> Brand:
    found = session.register.brand_or_first(reference)
    if found is None:
        raise UsageError(_("Add a brand first: rights are granted to a brand."))
    return found


def _holds(session: Session, gallery: str) -> bool:
    """Whether a gallery is still there."""
    return any(one.uuid == gallery for one in session.galleries.all())


def _open(session: Session, request: str) -> OpenRequest:
    for one in open_requests(session):
        if one.id == request:
            return one
    raise NotFound(_("There is no open request {id}: it was answered, or never sent.", id=request))
