"""The lines of the consent register: one for each photo, person and instrument, in a few queries a hundred photos."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ugc_studio.domain.assets import Asset
from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.consent import EventType, Scope, Use
from ugc_studio.domain.events import Event
from ugc_studio.domain.legal_basis import LegalBasis, basis_of
from ugc_studio.domain.messages import Text
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.library.evidence import FILE_PROOF
from ugc_studio.library.ledger import LedgerRow
from ugc_studio.library.register import Notice
from ugc_studio.library.session import Session
from ugc_studio.library.uses import RecordedUse
from ugc_studio.services.consent.describing import Describer, assets_in
from ugc_studio.services.consent.gatekeeper import Gatekeeper
from ugc_studio.services.consent.reading import Signatory, concerns, lent_grants, signatories_of
from ugc_studio.services.consent.telling import Teller, names_of
from ugc_studio.services.papers.wording import ENDED, NOTHING_RECORDED, STATES

AT_ONCE = 100
"""Photos that are read together: what bounds the memory of a register of any length."""
_NO_ANSWER = frozenset({EventType.REQUESTED, EventType.NO_RESPONSE})


@dataclass(frozen=True, slots=True)
class ProofHash:
    """One proof as a register lists it; ``state`` is kept, broken or erased."""

    kind: str
    sha256: str
    state: str
    extension: str = ""
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What one signer said about one photo for one person and instrument, with everything that it stands on."""

    asset: Asset
    name: str
    signatory: Signatory
    event: Event | None
    """The word that counts: the last answer, else the last question."""
    grant: Event | None
    state: Text
    basis: LegalBasis
    notice: Notice | None
    proofs: tuple[ProofHash, ...]
    approvals: tuple[LedgerRow, ...]
    row: LedgerRow | None
    """The row of the ledger in which the word that counts stands."""
    uses: tuple[RecordedUse, ...]
    names: Mapping[str, object]
    use: Use
    verdict: Verdict

    @property
    def scope(self) -> Scope | None:
        """What is allowed: nothing unless the word that counts is a yes."""
        given = self.event is not None and self.event.type == EventType.GIVEN
        return self.grant.scope if given and self.grant else None

    @property
    def left_out(self) -> list[Text]:
        """What the yes left out."""
        return self.teller.limits(self.grant.excludes) if self.scope and self.grant else []

    @property
    def text_hash(self) -> str:
        """The hash of the text that was shown: in its language where that is recorded, else of the whole notice."""
        told = self.grant or self.event
        if self.notice is None or told is None:
            return ""
        return self.notice.text_hash(str(told.facts.get("language", ""))) or self.notice.hash

    @property
    def party(self) -> object:
        """Whose instrument it is, by name."""
        return self.names.get(self.signatory.party, self.signatory.party[:8])

    @property
    def signer(self) -> object:
        """Who spoke, by name."""
        return self.names.get(self.signatory.signer, self.signatory.signer[:8])

    @property
    def teller(self) -> Teller:
        """Puts scopes and events into words with these names."""
        return Teller(self.names)


def entries(
    session: Session,
    gatekeeper: Gatekeeper,
    asset_ids: Sequence[int],
    use: Use,
    *,
    as_of: dt.datetime | None = None,
) -> Iterator[RegisterEntry]:
    """Every line for these photos, seen from one use; ``as_of`` reads the ledger as it stood."""
    notices = {notice.uuid: notice for notice in session.register.notices()}
    for start in range(0, len(asset_ids), AT_ONCE):
        ids = list(asset_ids[start : start + AT_ONCE])
        judged = gatekeeper.judged(session, ids, use, as_of)
        assets = {int(asset.id): asset for asset in session.assets.get_many(ids)}
        titles = {int(row.asset.id): row.name for row in session.assets.page(ids)}
        uses = _uses(session, assets, as_of)
        for asset_id in ids:
            if asset_id in judged and asset_id in assets:
                verdict, dossier = judged[asset_id]
                asset = assets[asset_id]
                yield from _of_asset(
                    session, asset, titles.get(asset_id, ""), use, verdict, dossier,
                    notices=notices, uses=uses.get(str(asset.sha256), ()), day=_day(use, as_of),
                )  # fmt: skip


def _of_asset(
    session: Session,
    asset: Asset,
    name: str,
    use: Use,
    verdict: Verdict,
    dossier: Dossier,
    *,
    notices: Mapping[str, Notice],
    uses: tuple[RecordedUse, ...],
    day: dt.date | None,
) -> Iterator[RegisterEntry]:
    facts = dossier.assets[str(asset.sha256)]
    events = [event for event in dossier.events if concerns(event, facts)]
    names = names_of(session, dossier.parties, {*dossier.assets, *assets_in(verdict)})
    signatories = signatories_of(facts, events, lent_grants(dossier), verdict, Describer(names), Teller(names))
    for signatory in signatories:
        event = word_that_counts(signatory, events)
        approvals = _approvals(signatory, events)
        rows = {row.seq: row for row in session.ledger.rows_of(one.seq for one in (*approvals, event) if one)}
        told = signatory.grant or event
        yield RegisterEntry(
            asset=asset,
            name=name,
            signatory=signatory,
            event=event,
            grant=signatory.grant,
            state=state_of(event, day),
            basis=basis_of(
                signatory.instrument,
                answered=event is not None and event.type not in _NO_ANSWER,
                paid=bool(signatory.grant and signatory.grant.consideration),
            ),
            notice=notices.get((told.notice if told else None) or ""),
            proofs=tuple(proof_hashes(session, event)) if event else (),
            approvals=tuple(rows[one.seq] for one in approvals),
            row=rows.get(event.seq) if event else None,
            uses=uses,
            names=names,
            use=use,
            verdict=verdict,
        )


def word_that_counts(signatory: Signatory, events: Sequence[Event]) -> Event | None:
    """Their last answer: a new question or silence takes nothing away from it (consent.md §4)."""
    last = signatory.event or signatory.grant
    if last is None or last.type not in _NO_ANSWER:
        return last
    same = [
        event
        for event in events
        if event.type in STATES
        and event.type not in _NO_ANSWER
        and event.party == signatory.party
        and (event.by or event.party) == signatory.signer
        and event.instrument in {None, signatory.instrument}
    ]
    return same[-1] if same else last


def state_of(event: Event | None, day: dt.date | None) -> Text:
    """The state in one word; an end is computed, never written."""
    if event is None:
        return NOTHING_RECORDED
    over = event.scope is not None and event.scope.end is not None and day is not None and event.scope.end < day
    return ENDED if event.type == EventType.GIVEN and over else STATES[event.type]


def proof_hashes(session: Session, event: Event) -> Iterator[ProofHash]:
    """The proofs of an event: files by the hash of their bytes, messages by the hash of their text."""
    files = session.evidence.get_many(proof.id for proof in event.proofs if proof.kind == FILE_PROOF)
    for proof in event.proofs:
        if proof.kind != FILE_PROOF:
            text = session.texts.by_commitment(proof.id)
            sha256 = "" if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            yield ProofHash(proof.kind, sha256, "erased" if text is None else "kept")
            continue
        file = files.get(proof.id)
        if file is None or file.state == "erased":
            yield ProofHash(proof.kind, file.sha256 if file else "", "erased")
        else:
            state = "kept" if session.evidence.looks_whole(file) else "broken"
            yield ProofHash(proof.kind, file.sha256, state, file.extension, file.bytes)


def _approvals(signatory: Signatory, events: Sequence[Event]) -> list[Event]:
    return [
        event for event in events
        if event.type == EventType.APPROVED and event.party in {None, signatory.party} and event.about != "retention"
    ]  # fmt: skip


def _uses(
    session: Session, assets: Mapping[int, Asset], as_of: dt.datetime | None
) -> dict[str, tuple[RecordedUse, ...]]:
    found: dict[str, tuple[RecordedUse, ...]] = {}
    for use in session.uses.of_assets(str(asset.sha256) for asset in assets.values()):
        if as_of is None or dt.datetime.fromisoformat(use.recorded_at) <= as_of:
            found[use.asset_sha256] = (*found.get(use.asset_sha256, ()), use)
    return found


def _day(use: Use, as_of: dt.datetime | None) -> dt.date | None:
    return as_of.astimezone(ZoneInfo(use.zone)).date() if as_of else use.on
