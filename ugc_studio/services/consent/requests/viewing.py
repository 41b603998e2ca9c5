"""A request as it is seen before it goes out: photos with their posts, the message, what stands against it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import RefusedError
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.posts import platform_of
from ugc_studio.domain.requests import CHANNELS, RequestDraft
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Brand, Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.contacting import asking_policy, check_may_ask, never_ask
from ugc_studio.services.consent.notices.catalogue import NoticeCatalogue
from ugc_studio.services.consent.requests.messages import Message, PhotoLine, greeting_of, message_of
from ugc_studio.services.consent.requests.proposing import Proposal
from ugc_studio.services.consent.requests.renewing import ENDS_SOON, renewal_of
from ugc_studio.services.consent.requests.sending import questions_of
from ugc_studio.services.consent.requests.signers import language_of
from ugc_studio.services.consent.requests.waiting import OpenRequest
from ugc_studio.services.consent.uses import today_of


@dataclass(frozen=True, slots=True)
class AskedPhoto:
    """One photo of a request, as the message numbers it."""

    asset_id: AssetId
    name: str
    line: PhotoLine


@dataclass(frozen=True, slots=True)
class DraftView:
    """One request, not sent yet: a draft, or the reminder of an open one."""

    draft: RequestDraft | None
    """Nothing for a reminder."""
    party: str
    label: str
    photos: tuple[AskedPhoto, ...]
    notice: Notice | None
    proposal: Proposal | None
    language: str
    languages: tuple[str, ...]
    """Those in which the notice has a text."""
    message: Message | None
    channel: str | None
    """Where the photos come from, which is where one writes."""
    problem: Text | None
    """Why it cannot be sent."""
    refused: bool
    """Whether that is for good reason of theirs, and not something to fill in."""
    needs_reason: bool
    remarks: tuple[Text, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        """The posts, each once."""
        return tuple(dict.fromkeys(one.line.address for one in self.photos if one.line.address))


class Viewer:
    """Reads drafts and reminders."""

    def __init__(self, catalogue: NoticeCatalogue) -> None:
        self._catalogue = catalogue

    def view(
        self, session: Session, draft: RequestDraft, brand: Brand, proposal: Proposal, *, now: dt.datetime
    ) -> DraftView:
        """A draft with its message."""
        party = session.parties.by_uuid(draft.party)
        notice = next((one for one in session.register.notices() if one.uuid == draft.notice), None)
        photos = _photos(session, draft.assets)
        languages = self._languages(notice)
        language = draft.language if draft.language in languages else _language(session, party, brand, languages)
        message = None
        if notice is not None:
            renewal = renewal_of(session, draft, today=today_of(brand, now))
            renews = renewal.last if renewal is not None else None
            message = self._message(notice, language, party, photos, greeting=draft.greeting, renews=renews)
        needs_reason = notice is not None and proposal.is_wider(notice)
        problem, refused = _problem(session, draft, party, notice, brand, now)
        if problem is None and needs_reason and not draft.reason:
            problem = _("This asks for more than is planned: say why.")
        return DraftView(
            draft, party.uuid, party.label, photos, notice, proposal, language, languages, message,
            _channel(photos), problem, refused, needs_reason, tuple(_remarks(notice, proposal, brand, now)),
        )  # fmt: skip

    def reminder(
        self, session: Session, open_: OpenRequest, *, now: dt.datetime, greeting: str | None = None
    ) -> DraftView:
        """The reminder of an open request, in the same language and under the same notice."""
        party = session.parties.by_uuid(open_.by)
        photos = _photos(session, open_.assets)
        languages = self._languages(open_.notice)
        brand = _brand_of(session, open_.notice)
        language = open_.language if open_.language in languages else _language(session, party, brand, languages)
        message = None
        if open_.notice is not None and languages:
            asked = open_.asked_at.date()
            message = self._message(open_.notice, language, party, photos, greeting=greeting, reminds=asked)
        return DraftView(
            None, party.uuid, party.label, photos, open_.notice, None, language, languages, message,
            open_.channel or _channel(photos), open_.why_not_remind(now), True, False, (),
        )  # fmt: skip

    def _languages(self, notice: Notice | None) -> tuple[str, ...]:
        texts = notice.texts if notice is not None else {}
        return tuple(sorted(code for code, text in texts.items() if text))

    def _message(
        self,
        notice: Notice,
        language: str,
        party: Party,
        photos: Sequence[AskedPhoto],
        *,
        greeting: str | None = None,
        reminds: dt.date | None = None,
        renews: dt.date | None = None,
    ) -> Message | None:
        text = notice.texts.get(language)
        if not text:
            return None
        wording = self._catalogue.wording(language)
        name = party.name or party.handle or party.label
        said = greeting or greeting_of(wording, name, len(photos), reminds=reminds, renews=renews)
        lines = [one.line for one in photos]
        return message_of(wording, greeting=said, notice=text, scope=notice.scope, photos=lines)


def _language(session: Session, party: Party, brand: Brand | None, languages: tuple[str, ...]) -> str:
    """The language of the person among those in which there is a text."""
    if brand is not None and languages:
        return language_of(session, party.uuid, brand, languages)
    return languages[0] if languages else "en"


def _brand_of(session: Session, notice: Notice | None) -> Brand | None:
    wanted = notice.scope.brands if notice is not None else frozenset()
    return next((one for one in session.register.brands() if one.uuid in wanted), session.register.brand_or_first(None))


def _photos(session: Session, assets: Sequence[AssetId]) -> tuple[AskedPhoto, ...]:
    rows = {int(row.asset.id): row for row in session.assets.page(list(assets))}
    found = []
    for asset in assets:
        row = rows.get(int(asset))
        if row is None:
            continue
        post = next((one for one in session.posts.of_asset(asset) if one.permalink), None)
        day = dt.date.fromisoformat(post.posted_at[:10]) if post is not None and post.posted_at else None
        line = PhotoLine(post.permalink if post is not None else None, day, row.name)
        found.append(AskedPhoto(asset, row.name, line))
    return tuple(found)


def _channel(photos: Sequence[AskedPhoto]) -> str | None:
    for one in photos:
        platform = platform_of(one.line.address)
        if platform in CHANNELS:
            return platform
    return None


def _problem(
    session: Session, draft: RequestDraft, party: Party, notice: Notice | None, brand: Brand, now: dt.datetime
) -> tuple[Text | None, bool]:
    """What stands against sending, and whether it is a wish or a term of theirs."""
    never = never_ask(session, party)
    if never is not None:
        return never, True
    if not draft.assets:
        return _("Tick the photos to ask for."), False
    if notice is None:
        return _("Choose what to ask for."), False
    if not any(notice.texts.values()):
        return _("This wording has no text yet, so nobody can agree to it."), False
    if notice.scope.end is not None and notice.scope.end < today_of(brand, now):
        return _("This wording ended on {day}: adopt it again first.", day=notice.scope.end), False
    questions = questions_of(session, draft, notice)
    if not questions:
        return _("{name} has nothing more to give for these photos.", name=party.label), False
    policy = asking_policy(session, notice)
    for (uuid, instrument), shas in questions.items():
        whose = session.parties.by_uuid(uuid)
        try:
            check_may_ask(session, party, whose, instrument.value, shas, now=now, policy=policy)
        except RefusedError as error:
            return error.text, True
    return None, False


def _remarks(notice: Notice | None, proposal: Proposal, brand: Brand, now: dt.datetime) -> list[Text]:
    """What is worth knowing before one asks; nothing of it stops anybody."""
    remarks: list[Text] = []
    if proposal.notice is None and proposal.uses:
        remarks.append(_("No wording of {brand} covers what these photos are planned for.", brand=brand.name))
    elif notice is not None and proposal.notice is not None and notice.uuid != proposal.notice.uuid:
        remarks.append(_("What is planned needs only: {name}.", name=proposal.notice.name))
    end = notice.scope.end if notice is not None else None
    today = today_of(brand, now)
    if end is not None and today <= end < today + ENDS_SOON:
        remarks.append(_("This wording ends on {day}: adopt it again for a longer term.", day=end))
    return remarks
