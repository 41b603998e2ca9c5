"""The dossier of one photo; page one: who allowed what, when, on which text, with what proof, and where it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ugc_studio.domain.consent import EventType, Use
from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.verdicts import Verdict
from ugc_studio.exporters.paper.document import (
    Beside,
    Block,
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Table,
    Tone,
)
from ugc_studio.library.asset_rows import AssetRow
from ugc_studio.library.register import Notice
from ugc_studio.services.consent.describing import INSTRUMENTS, Describer
from ugc_studio.services.consent.publications import Publication
from ugc_studio.services.consent.reading import ConsentFile, EventLine
from ugc_studio.services.papers.entries import ProofHash, RegisterEntry
from ugc_studio.services.papers.pictures import PaperPictures
from ugc_studio.services.papers.places import described_use, fate_of, place_of, window_of
from ugc_studio.services.papers.register import legal_basis, said_on
from ugc_studio.services.papers.wording import PROOF_STATES, ROLES, Head, Wording
from ugc_studio.services.words import EVIDENCE

Ask = Callable[[Use], Verdict | None]
"""What the gate says today of a use of this photo; nothing for a use that is over."""


@dataclass(frozen=True, slots=True)
class PhotoMatter:
    """Everything that a dossier of one photo is made of."""

    file: ConsentFile
    row: AssetRow | None
    entries: tuple[RegisterEntry, ...]
    notices: Mapping[str, Notice]
    proofs: Mapping[int, tuple[ProofHash, ...]]
    permalinks: tuple[str, ...]
    brand: str
    today: Mapping[str, tuple[Verdict, Describer] | None]
    """For each recorded use, by its UUID, what the gate says of it today."""
    owners: Mapping[int, str]


def photo_title(matter: PhotoMatter) -> Text:
    """What the dossier is called."""
    return _("Consent dossier: photo {id}", id=str(matter.file.asset.id))


def photo_document(
    matter: PhotoMatter,
    pictures: PaperPictures,
    wording: Wording,
    *,
    head: Head,
    now: dt.datetime,
    as_of: dt.datetime | None = None,
) -> Document:
    """The whole dossier; ``as_of`` is the moment whose ledger it was made from."""
    subtitle = _("{brand}, as of {moment}", brand=matter.brand, moment=wording.instant(as_of or now))
    return Document(
        wording(photo_title(matter)),
        wording(subtitle),
        wording.language,
        wording.foot(head, now),
        _blocks(matter, pictures, wording, head, as_of),
        wording.sheet(),
        author=matter.brand,
    )


def _blocks(
    matter: PhotoMatter, pictures: PaperPictures, wording: Wording, head: Head, as_of: dt.datetime | None
) -> Iterator[Block]:
    if as_of is not None:
        text = _(
            "The ledger is read as it stood on {moment}: “today” in this paper is that day. Names, the caption and the "
            "state of proofs are those of now.", moment=wording.instant(as_of),
        )  # fmt: skip
        yield Paragraph(wording(text), small=True)
    yield verdict_callout(matter.file.verdict, matter.file.use, matter.file.describer, wording)
    yield Beside(pictures.picture(matter.file.asset, wording), Facts(list(_identity(matter, wording))))
    yield from _who_allowed_what(matter, wording)
    yield from _where_it_is(matter, wording)
    yield from texts_agreed_to(matter, wording)
    yield from conversation(matter.file.events, wording, matter.proofs)
    yield from evidence_list(matter.file.events, matter.proofs, wording)
    yield from _uses_in_full(matter, wording)
    yield from chain(matter.file.events, wording)
    yield Paragraph(
        wording(
            _(
                "The ledger is a chain: each row holds the hash of the row before it. Its head when this paper was "
                "made: row {seq}, {hash}. To check the whole chain: ugc-studio ledger verify --head {seq}:{hash}",
                seq=str(head.seq), hash=head.hash,
            )
        ),
        small=True,
    )  # fmt: skip


# ---------------------------------------------------------------------- the first page


def verdict_callout(verdict: Verdict | None, use: Use | None, describer: Describer, wording: Wording) -> Callout:
    """May it be used: the answer for the standard use, with every reason."""
    if verdict is None or use is None:
        return Callout(wording(_("No brand is set up: nothing can be said about the use of this photo.")))
    lines, remarks = [described_use(use, wording)], [wording(text) for text in describer.remarks(verdict)]
    if verdict.cleared:
        return Callout(wording(_("Cleared for the standard use")), [*lines, *remarks], Tone.GOOD)
    lines += [wording(describer.reason(reason)) for reason in verdict.reasons]
    lines += [wording(describer.need(need)) for need in verdict.would_clear]
    return Callout(wording(_("Blocked for the standard use")), [*lines, *remarks], Tone.BAD)


def _identity(matter: PhotoMatter, wording: Wording) -> Iterator[tuple[str, str]]:
    asset, row = matter.file.asset, matter.row
    yield wording(_("Photo")), f"{asset.id} · {matter.file.name[-120:]}"
    yield wording(_("SHA-256 of the original")), str(asset.sha256)
    if row and row.creator:
        yield wording(_("Posted by")), row.creator
    if row and row.posted_at:
        yield wording(_("Posted on")), wording.instant(row.posted_at)
    for link in matter.permalinks:
        yield wording(_("Post")), link
    if row and row.caption:
        yield wording(_("Caption")), row.caption[:400] + ("…" if len(row.caption) > 400 else "")


def _who_allowed_what(matter: PhotoMatter, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(_("Who allowed what")))
    columns = [
        Column(wording(title), share)
        for title, share in (
            (_("Who"), 1.4), (_("What exactly"), 2.0), (_("When"), 1.2), (_("On which text"), 1.5),
            (_("Proof"), 1.4), (_("Until, legal basis"), 1.3),
        )
    ]  # fmt: skip
    rows = [_signature_row(entry, wording) for entry in matter.entries]
    yield Table(columns, rows, empty=wording(_("Nobody was asked and nobody said anything.")))


def _signature_row(entry: RegisterEntry, wording: Wording) -> list[str]:
    event, notice, scope = entry.event, entry.notice, entry.scope
    person, signer = wording(entry.party), wording(entry.signer)
    form = wording(EVIDENCE.get(event.evidence, event.evidence)) if event and event.evidence else ""
    proofs = [
        wording.lines(
            f"{proof.sha256[:16]}…" if proof.sha256 else "",
            PROOF_STATES[proof.state] if proof.state != "kept" else "",
        )
        for proof in entry.proofs
    ]
    return [
        wording.lines(
            person,
            INSTRUMENTS[entry.signatory.instrument],
            _("signed by {name}", name=signer) if signer != person else "",
        ),
        wording.lines(
            entry.state,
            entry.teller.scope(scope) if scope else "",
            _("but not {limits}", limits=entry.left_out) if entry.left_out else "",
            _("Credit line: {credit}", credit=scope.credit_line) if scope and scope.credit_line else "",
        ),
        wording.lines(
            said_on(entry, wording),
            *(_("approved {day}", day=wording.instant(row.at)) for row in entry.approvals),
        ),
        wording.lines(f"{notice.name} v{notice.version}", f"{entry.text_hash[:16]}…") if notice else "",
        wording.lines(form, *proofs),
        wording.lines((scope.end or _("no end")) if scope else "", legal_basis(entry, wording)),
    ]


def _where_it_is(matter: PhotoMatter, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(_("Where it is")))
    columns = [
        Column(wording(title), share)
        for title, share in ((_("Where"), 2.2), (_("Planned"), 1.4), (_("Handed over"), 1.2), (_("Today"), 1.6))
    ]
    rows = [
        [
            wording.lines(place_of(one.recorded, wording, account=one.account), one.recorded.url or ""),
            window_of(one.planned, wording),
            wording.instant(one.recorded.recorded_at),
            wording.lines(fate_of(one, wording), _owner(matter, one, wording)),
        ]
        for one in matter.file.publications
    ]
    yield Table(columns, rows, empty=wording(_("It was never handed over or published from here.")))


def _owner(matter: PhotoMatter, one: Publication, wording: Wording) -> str:
    owner = matter.owners.get(one.takedown.id) if one.takedown else None
    return wording(_("by {name}", name=owner)) if owner else ""


# ---------------------------------------------------------------------- what stands behind it


def texts_agreed_to(matter: PhotoMatter, wording: Wording) -> Iterator[Block]:
    """Every text that somebody was shown, word for word."""
    shown: dict[str, set[str]] = {}
    for line in matter.file.events:
        if line.event.notice and line.event.type != EventType.NOTICE_ISSUED:
            language = line.event.facts.get("language")
            shown.setdefault(line.event.notice, set()).update([str(language)] if language else [])
    yield from quoted_notices(matter.notices, shown, wording)


def quoted_notices(notices: Mapping[str, Notice], shown: Mapping[str, set[str]], wording: Wording) -> Iterator[Block]:
    """Notices in the languages in which they were shown; in all of theirs where nobody recorded the language."""
    if not shown:
        return
    yield Heading(wording(_("Texts that were agreed to, word for word")))
    for uuid, languages in shown.items():
        notice = notices.get(uuid)
        if notice is None:
            yield Paragraph(wording(_("The text {id} is not in this library.", id=uuid)))
            continue
        yield Heading(f"{notice.name} v{notice.version}", 2)
        yield Paragraph(wording(_("Hash of the whole text: {hash}", hash=notice.hash)), small=True)
        for language in sorted(languages & set(notice.texts)) or sorted(notice.texts):
            yield Quote(
                notice.texts[language],
                wording(_("{language}, SHA-256 {hash}", language=wording.language_name(language),
                          hash=notice.text_hash(language) or "")),
            )  # fmt: skip


def conversation(
    events: tuple[EventLine, ...], wording: Wording, proofs: Mapping[int, tuple[ProofHash, ...]]
) -> Iterator[Block]:
    """What was said, verbatim, oldest first."""
    said = [
        (line, proof, known)
        for line in events
        for proof, known in zip(line.proofs, proofs.get(line.event.seq, ()), strict=False)
        if proof.text is not None
    ]
    if not said:
        return
    yield Heading(wording(_("What was said, word for word")))
    for line, proof, known in said:
        if proof.text is None:
            continue
        source = wording.lines(
            _("{text} Recorded {moment} by {actor}.", text=line.text, moment=wording.instant(line.event.at),
              actor=line.actor),
            _("SHA-256 of the message: {hash}", hash=known.sha256),
            line.permalink or "",
        )  # fmt: skip
        yield Quote(proof.text, source)


def evidence_list(
    events: tuple[EventLine, ...], proofs: Mapping[int, tuple[ProofHash, ...]], wording: Wording
) -> Iterator[Block]:
    """Every proof with its hash, and the row of the ledger that names it."""
    yield Heading(wording(_("Proofs")))
    columns = [
        Column(wording(title), share)
        for title, share in ((_("Kind"), 1.2), (_("SHA-256"), 3.2), (_("State"), 1.0), (_("Ledger row"), 0.7))
    ]
    rows = []
    for line in events:
        for proof in proofs.get(line.event.seq, ()):
            kind = wording(EVIDENCE.get(proof.kind, proof.kind))
            size = wording(_("{n} bytes", n=proof.bytes)) if proof.bytes else ""
            rows.append(
                [
                    " · ".join(filter(None, (kind, proof.extension, size))),
                    proof.sha256,
                    wording(PROOF_STATES[proof.state]),
                    str(line.event.seq),
                ]
            )
    yield Table(columns, rows, empty=wording(_("No proof was recorded.")))


def _uses_in_full(matter: PhotoMatter, wording: Wording) -> Iterator[Block]:
    if not matter.file.publications:
        return
    yield Heading(wording(_("Every recorded use, and what may be said of it today")))
    for one in matter.file.publications:
        answer = matter.today.get(one.recorded.uuid)
        if answer is None:
            says = [wording(_("This use is over."))]
        elif answer[0].cleared:
            says = [wording(_("Permitted today."))]
        else:
            says = [wording(answer[1].reason(reason)) for reason in answer[0].reasons]
        says += [wording(text) for text in answer[1].remarks(answer[0])] if answer else []
        yield Facts(
            [
                (wording(_("Use")), described_use(one.planned, wording, account=one.account)),
                (wording(_("Way and recipient")), place_of(one.recorded, wording, account=one.account)),
                (wording(_("Handed over")), wording.instant(one.recorded.recorded_at)),
                (wording(_("File")), f"{_file(one.recorded.path)}\nSHA-256 {one.recorded.rendition_sha256}"),
                (wording(_("Address")), one.recorded.url or "–"),
                (wording(_("Today")), "\n".join([*says, fate_of(one, wording)])),
            ]
        )


def _file(path: str) -> str:
    """The name of a file; the folders around it belong to one computer."""
    return path.replace("\\", "/").rpartition("/")[2]


def chain(events: tuple[EventLine, ...], wording: Wording) -> Iterator[Block]:
    """Every row of the ledger about this matter, with its hash."""
    yield Heading(wording(_("Everything that was recorded")))
    columns = [
        Column(wording(title), share)
        for title, share in ((_("Row"), 0.55), (_("When, by whom"), 1.5), (_("What"), 3.0), (_("Hash of the row"), 1.9))
    ]
    rows = (
        [
            str(line.event.seq),
            wording.lines(
                wording.instant(line.event.at),
                _("{name}, {role}", name=line.actor, role=ROLES.get(line.event.role, str(line.event.role))),
            ),
            wording.lines(
                line.text,
                *line.particulars,
                _("Reason: {reason}", reason=line.reason) if line.reason else "",
            ),
            line.hash,
        ]
        for line in events
    )
    yield Table(columns, rows, empty=wording(_("Nothing was recorded.")))
