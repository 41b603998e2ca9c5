"""What the gate would say once some answers were recorded: the button tells it before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.clearance import Dossier, clearance
from ugc_studio.domain.clearance.dossier import CountryPack
from ugc_studio.domain.consent import BrandPolicy, Use
from ugc_studio.domain.events import Event, Proof
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.evidence import FILE_PROOF, TEXT_PROOF
from ugc_studio.library.session import Session
from ugc_studio.services.consent.recording import Answer


def foresee(
    session: Session,
    asset_id: int,
    answers: Sequence[Answer],
    use: Use,
    *,
    policy: BrandPolicy,
    packs: Mapping[str, CountryPack],
    actor: Actor,
) -> Verdict:
    """Ask the gate about one photo as if these answers stood at the end of the ledger; nothing is written."""
    dossier: Dossier = session.dossiers.gather([asset_id], policy=policy, packs=packs)[asset_id]
    head = session.ledger.head()[0]
    thought = tuple(
        _thought(session, answer, head + number, dossier.asset, actor) for number, answer in enumerate(answers, start=1)
    )
    return clearance(replace(dossier, events=dossier.events + thought), use)


def _thought(session: Session, answer: Answer, seq: int, asset: str, actor: Actor) -> Event:
    """The event that recording the answer would make; its proofs are whole, as new ones are."""
    by = session.parties.resolve(answer.by).uuid if answer.by else None
    party = session.parties.resolve(answer.party).uuid if answer.party else by
    scope = answer.scope or session.ledger.notice_scope(answer.notice)
    kinds = [TEXT_PROOF] * bool(answer.message) + [FILE_PROOF] * len(answer.files)
    return Event(
        seq=seq,
        at=dt.datetime.fromisoformat(session.now()),
        role=actor.role,
        type=answer.type,
        by=by,
        party=party,
        assets=(asset,),
        wide=answer.wide,
        instrument=answer.instrument.value if answer.instrument else None,
        notice=answer.notice,
        scope=scope,
        limits=answer.limits,
        excludes=answer.excludes,
        evidence=answer.evidence,
        proofs=tuple(Proof(kind, f"thought:{number}") for number, kind in enumerate(kinds)),
        consideration=answer.consideration,
    )
