"""Asking people, from the draft to the answer that never came: nothing is sent from here, sending is recorded."""

from __future__ import annotations

import datetime as dt
import uuid as uuid_module
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Role
from ugc_studio.domain.errors import NotFound, RefusedError, UsageError
from ugc_studio.domain.events import Event
from ugc_studio.domain.messages import _
from ugc_studio.domain.requests import NOT_STORED, RequestDraft, RequestId
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
from ugc_studio.services.consent.requests.renewing import renewal_of
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
from ugc_studio.services.consent.uses import today_of
from ugc_studio.services.uses import UseResolver


@dataclass(frozen=True, slots=True)
class Letters:
    """Requests to several people, and who is not asked."""

    letters: tuple[RequestDraft, ...]
    passed_over: tuple[PassedOver, ...]


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

    # ------------------------------------------------------------------ letters: nothing is stored yet

    def letter(
        self, party: str, assets: Sequence[int], *, brand: str | None = None, gallery: str | None = None
    ) -> RequestDraft:
        """A request to one person as it would be drafted, with what is drafted for them already; nothing is stored."""
        with self._library.read() as session:
            held = session.galleries.resolve(gallery).uuid if gallery else None
            person = session.parties.resolve(party).uuid
            return self._letter(session, _brand(session, brand), person, assets, gallery=held)

    def letters(
        self,
        assets: Sequence[int] | None = None,
        *,
        gallery: str | None = None,
        most: int | None = None,
        brand: str | None = None,
    ) -> Letters:
        """One request for each person who still has to be asked, and who was passed over; nothing is stored.

        ``assets`` names the photos (all of a gallery without it, with it also photos of its tray); ``most`` is how
        many photos are enough.

        Raises:
            UsageError: the gallery's use is not fully described, so nobody knows what to ask for.
        """
        with self._library.read() as session:
            return self._letters(session, assets, gallery=gallery, most=most, brand=brand)

    def look(self, letter: RequestDraft) -> DraftView:
        """Everything about a request as it stands: the message, what is proposed, and why it could not be sent."""
        now = self._library.clock()
        with self._library.read() as session:
            brand = _brand(session, letter.brand)
            return self._viewer.view(session, letter, brand, self._proposal(session, brand, letter, now), now=now)

    def send_letter(self, letter: RequestDraft, *, channel: str | None = None) -> list[Event]:
        """Record that a request was sent, whether it was drafted before or not; see :meth:`send`."""
        checked = check_channel(channel)
        return self._library.write(lambda session: self._send(session, letter, checked))

    def keep(self, letter: RequestDraft) -> RequestDraft:
        """Store a letter as a draft, or what was changed in one."""
        return self._library.write(lambda session: self._keep(session, letter))

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
            held = session.galleries.resolve(gallery).uuid if gallery else None
            person = session.parties.resolve(party).uuid
            made = self._letter(session, _brand(session, brand), person, assets, gallery=held)
            said = session.register.notice(notice).uuid if notice else made.notice
            return self._keep(session, replace(made, notice=said))

        return self._library.write(work)

    def draft_for_gallery(
        self, reference: str, *, only: Sequence[int] | None = None, most: int | None = None
    ) -> Drafted:
        """One draft for each person who still has to be asked for a gallery; one that is there gets the photos too."""
        return self._library.write(lambda session: self._draft_all(session, only, gallery=reference, most=most))

    def draft_for_people(self, assets: Sequence[int], *, brand: str | None = None) -> Drafted:
        """One draft for each person who still has to be asked about some photos, for what they are planned for."""
        return self._library.write(lambda session: self._draft_all(session, assets, brand=brand))

    def draft_for_ambassadors(self) -> int:
        """A draft for the new photos of each ambassador: what is posted later is asked for, never taken as given."""
        if not self._may_write():
            return 0

        def work(session: Session) -> int:
            brand = session.register.brand_or_first(None)
            found = new_of_ambassadors(session) if brand is not None else {}
            for person, photos in found.items():
                self._keep(session, self._letter(session, _brand(session, None), person, photos))
            return len(found)

        with self._library.read() as session:
            if not new_of_ambassadors(session):
                return 0
        return self._library.write(work)

    def edit(self, draft: RequestId, *, assets: Sequence[int] | None = None, **changes: str | None) -> RequestDraft:
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
        """Everything about a draft as it stands."""
        with self._library.read() as session:
            found = session.request_drafts.get(draft)
        return self.look(found)

    # ------------------------------------------------------------------ sent

    def send(self, draft: RequestId, *, channel: str | None = None) -> list[Event]:
        """Record that a drafted request was sent: who was asked for what, when, where, in which exact text.

        Raises:
            RefusedError: they may not be asked, now or at all.
            UsageError: something is missing; the sentence says what.
        """
        checked = check_channel(channel)
        return self._library.write(lambda session: self._send(session, session.request_drafts.get(draft), checked))

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

    def remind(self, request: str, *, channel: str | None = None, greeting: str | None = None) -> list[Event]:
        """Record that the one reminder was sent, perhaps with other first words."""
        checked = check_channel(channel)

        def work(session: Session) -> list[Event]:
            open_ = _open(session, request)
            view = self._viewer.reminder(session, open_, now=self._library.clock(), greeting=greeting)
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

    def _letter(
        self, session: Session, brand: Brand, party: str, assets: Sequence[int], *, gallery: str | None = None
    ) -> RequestDraft:
        """What this brand has drafted for this person, else a new letter, with these photos added."""
        drafts = session.request_drafts.all()
        before = next((one for one in drafts if (one.party, one.brand) == (party, brand.uuid)), None)
        begun = before or RequestDraft(NOT_STORED, str(uuid_module.uuid4()), brand.uuid, party, ())
        photos = tuple(AssetId(one) for one in dict.fromkeys([*begun.assets, *assets]))
        letter = replace(begun, assets=photos, gallery=gallery or begun.gallery)
        if letter.notice is None:
            proposed = self._renewing(session, brand, letter)
            if proposed is None:
                proposed = self._proposal(session, brand, letter, self._library.clock()).notice
            letter = replace(letter, notice=proposed.uuid if proposed is not None else None)
        if letter.language is None:
            language = language_of(session, party, brand, self._notices.catalogue.languages)
            letter = replace(letter, language=language)
        return letter

    def _renewing(self, session: Session, brand: Brand, letter: RequestDraft) -> Notice | None:
        """The newest version of the formule under which the same was allowed, where that ends soon."""
        renewal = renewal_of(session, letter, today=today_of(brand, self._library.clock()))
        notices = session.register.notices()
        return renewal.next_version(notices, newest(notices, brand.uuid)) if renewal is not None else None

    def _letters(
        self,
        session: Session,
        assets: Sequence[int] | None,
        *,
        gallery: str | None = None,
        most: int | None = None,
        brand: str | None = None,
    ) -> Letters:
        now, held = self._library.clock(), session.galleries.resolve(gallery) if gallery else None
        if held is not None:
            inside = [int(one.asset_id) for one in session.galleries.items(held.id)]
            uses = self._planned.of_gallery(session, held, list(assets) if assets is not None else inside, now=now)
        else:
            uses = self._planned.each(session, _brand(session, brand), list(assets or ()), now=now)
        if not uses:
            return Letters((), ())
        chosen = session.register.brand_of_use(next(iter(uses.values())).brand) or _brand(session, brand)
        verdicts = self._consent.clearances_each(session, uses)
        wanted = wanted_people(session, verdicts, policy=chosen.policy.asking, now=now)
        return Letters(
            tuple(
                self._letter(session, chosen, person, photos, gallery=held.uuid if held is not None else None)
                for person, photos in limited(wanted, most).items()
            ),
            wanted.passed_over,
        )

    def _draft_all(self, session: Session, assets: Sequence[int] | None, **said: Any) -> Drafted:
        found = self._letters(session, assets, **said)
        return Drafted(tuple(self._keep(session, one).id for one in found.letters), found.passed_over)

    def _keep(self, session: Session, letter: RequestDraft) -> RequestDraft:
        if not letter.assets:
            raise UsageError(_("Tick the photos to ask for."))
        drafts, found = session.request_drafts, letter
        if letter.id == NOT_STORED:
            found = drafts.add(letter, actor=self._actor.uuid)
        else:
            drafts.set_photos(letter.id, letter.assets)
        changes = {name: getattr(letter, name) for name in ("notice", "gallery", "language", "greeting", "reason")}
        return drafts.edit(found.id, changes)

    def _send(self, session: Session, letter: RequestDraft, channel: str | None) -> list[Event]:
        now, brand = self._library.clock(), _brand(session, letter.brand)
        view = self._viewer.view(session, letter, brand, self._proposal(session, brand, letter, now), now=now)
        if view.problem is not None:
            raise (RefusedError if view.refused else UsageError)(view.problem)
        if view.notice is None or view.message is None:
            raise UsageError(_("Choose what to ask for."))
        sending = Sending(letter, session.parties.by_uuid(letter.party), view.notice, view.message, channel)
        events = self._consent.recorder.record(session, sent_events(session, sending, now=now))
        if letter.id != NOT_STORED:
            session.request_drafts.delete(letter.id)
        return events

    def _proposal(self, session: Session, brand: Brand, draft: RequestDraft, now: dt.datetime) -> Proposal:
        gallery = session.galleries.resolve(draft.gallery) if draft.gallery and _holds(session, draft.gallery) else None
        uses = self._planned.of_photos(session, brand, list(draft.assets), gallery=gallery, now=now)
        notices: list[Notice] = newest(session.register.notices(), brand.uuid)
        formules = self._notices.catalogue.formules
        return propose(notices, uses, formules, brand, today_of(brand, now))


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
