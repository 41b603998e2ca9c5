"""What a draft becomes when it is sent: one event a question, all of one act, with the message word for word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.clearance.scopes import wider_fields
from ugc_studio.domain.consent import BrandPolicy, EventType, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.events import EventDraft, Proof
from ugc_studio.domain.messages import _
from ugc_studio.domain.requests import CHANNELS, RequestDraft
from ugc_studio.library.evidence import TEXT_PROOF
from ugc_studio.library.parties import Party
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.contacting import asking_policy, check_may_ask
from ugc_studio.services.consent.requests.messages import Message
from ugc_studio.services.consent.requests.signers import Right, last_answer, rights_of
from ugc_studio.services.consent.requests.waiting import REMINDER, OpenRequest

SENT = "sent_message"
"""The field of the side table for messages of ours: the search of the desk looks for what others wrote."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Everything that is recorded when somebody says "I've sent it"."""

    draft: RequestDraft
    party: Party
    notice: Notice
    message: Message
    channel: str | None


def check_channel(channel: str | None) -> str | None:
    """A channel by its code.

    Raises:
        UsageError: no such channel.
    """
    if channel is None or channel in CHANNELS:
        return channel
    raise UsageError(_("{name} is no way of sending. Choose from: {known}.", name=channel, known=list(CHANNELS)))


def questions_of(session: Session, draft: RequestDraft, notice: Notice) -> dict[Right, list[str]]:
    """What a draft asks for, by right; what was given as widely already is not asked for again."""
    dossiers = session.dossiers.gather(list(draft.assets), policy=BrandPolicy(), packs={})
    found: dict[Right, list[str]] = {}
    for asset in draft.assets:
        dossier = dossiers[int(asset)]
        for party, instrument in rights_of(dossier, draft.party):
            if not _stands(dossier, draft.party, party, instrument, notice):
                found.setdefault((party, instrument), []).append(dossier.asset)
    return found


def _stands(dossier: Dossier, by: str, party: str, instrument: Instrument, notice: Notice) -> bool:
    """Whether the last answer to a question is a yes at least as wide as a notice."""
    last = last_answer(dossier, by, (party, instrument))
    if last is None or last.type is not EventType.GIVEN or last.scope is None or last.excludes:
        return False
    return not wider_fields(notice.scope, last.scope)


def sent_events(session: Session, sending: Sending, *, now: dt.datetime) -> list[EventDraft]:
    """The events of one request.

    Raises:
        RefusedError: they may not be asked.
        UsageError: there is nothing that they could give.
    """
    draft, notice = sending.draft, sending.notice
    questions = questions_of(session, draft, notice)
    if not questions:
        raise UsageError(_("{name} has nothing more to give for these photos.", name=sending.party.label))
    parties = {uuid: session.parties.by_uuid(uuid) for uuid, _instrument in questions}
    policy = asking_policy(session, notice)
    for (uuid, instrument), shas in questions.items():
        check_may_ask(session, sending.party, parties[uuid], instrument.value, shas, now=now, policy=policy)
    proofs = (Proof(TEXT_PROOF, session.texts.keep(sending.party.owner, SENT, sending.message.text)),)
    reason = session.texts.keep(sending.party.owner, "reason", draft.reason) if draft.reason else None
    facts = {
        **_facts(draft.uuid, sending.message, notice, sending.channel),
        "photos": _in_order(session, draft.assets),
        **({"gallery": draft.gallery} if draft.gallery else {}),
    }
    return [
        EventDraft(
            EventType.REQUESTED, by=sending.party.uuid, party=uuid, assets=tuple(shas), instrument=instrument.value,
            notice=notice.uuid, proofs=proofs, reason=reason, facts=facts,
        )
        for (uuid, instrument), shas in questions.items()
    ]  # fmt: skip


def reminder_events(
    session: Session, open_: OpenRequest, notice: Notice, message: Message, channel: str | None
) -> list[EventDraft]:
    """The same questions once more, marked as a reminder, for what is still open."""
    person = session.parties.by_uuid(open_.by)
    proofs = (Proof(TEXT_PROOF, session.texts.keep(person.owner, SENT, message.text)),)
    facts = {**_facts(open_.id, message, notice, channel), REMINDER: True}
    return [
        EventDraft(
            EventType.REQUESTED, by=open_.by, party=one.question.party, assets=one.shas,
            instrument=one.question.instrument or None, notice=notice.uuid, proofs=proofs, facts=facts,
        )
        for one in open_.questions
    ]  # fmt: skip


def silence_events(open_: OpenRequest) -> Iterator[EventDraft]:
    """That nobody answered: neither a refusal nor consent."""
    for one in open_.questions:
        yield EventDraft(
            EventType.NO_RESPONSE, by=one.question.by, party=one.question.party, assets=one.shas,
            instrument=one.question.instrument or None, notice=open_.notice.uuid if open_.notice else None,
        )  # fmt: skip


def _facts(request: str, message: Message, notice: Notice, channel: str | None) -> Mapping[str, object]:
    """Which exact text was shown, by its hash, in which language, and where it was sent: codes only."""
    facts: dict[str, object] = {
        "request": request, "language": message.language, "text": notice.text_hash(message.language),
    }  # fmt: skip
    return facts | ({"channel": channel} if channel else {})


def _in_order(session: Session, assets: Sequence[int]) -> list[str]:
    found = {int(one.id): str(one.sha256) for one in session.assets.get_many(list(assets))}
    return [found[int(asset)] for asset in assets if int(asset) in found]
