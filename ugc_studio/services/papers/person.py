"""The dossier of one person: what they gave, refused and said, for which photos, and who was handed them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from ugc_studio.domain.clearance.dossier import PartyFacts
from ugc_studio.domain.consent import EventType
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.exporters.paper.document import (
    Beside,
    Block,
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
    Tone,
)
from ugc_studio.services.consent.describing import INSTRUMENTS
from ugc_studio.services.consent.rights import country_name
from ugc_studio.services.papers.dossier import chain, conversation, evidence_list, quoted_notices
from ugc_studio.services.papers.entries import RegisterEntry
from ugc_studio.services.papers.gathering import PersonMatter, PersonPhoto
from ugc_studio.services.papers.pictures import PaperPictures
from ugc_studio.services.papers.places import place_of
from ugc_studio.services.papers.register import legal_basis, said_on
from ugc_studio.services.papers.wording import Head, Wording
from ugc_studio.services.words import HOLDER_BASES, PARTY_KINDS

ADULT: dict[str, Text] = {
    "yes": _("of age"),
    "no": _("a minor"),
    "unknown": _("not known whether of age"),
}
NOES = frozenset({EventType.REFUSED, EventType.WITHDRAWN, EventType.OBJECTED})


def person_document(
    matter: PersonMatter,
    pictures: PaperPictures,
    wording: Wording,
    *,
    head: Head,
    now: dt.datetime,
    advance: Callable[[], None],
) -> Document:
    """The whole dossier; ``advance`` is called for each photo."""
    return Document(
        wording(_("Consent dossier: {name}", name=matter.party.label)),
        wording(_("{brand}, as of {moment}", brand=matter.brand.name, moment=wording.instant(now))),
        wording.language,
        wording.foot(head, now),
        _blocks(matter, pictures, wording, head, advance),
        wording.sheet(),
        author=matter.brand.name,
    )


def _blocks(
    matter: PersonMatter,
    pictures: PaperPictures,
    wording: Wording,
    head: Head,
    advance: Callable[[], None],
) -> Iterator[Block]:
    yield _answer(matter, wording)
    yield Facts(list(identity(matter, wording)))
    yield from _overview(matter, wording)
    yield from quoted_notices(matter.notices, shown_notices(matter), wording)
    yield from _answers(matter, wording)
    yield from conversation(matter.events, wording, matter.proofs)
    yield from evidence_list(matter.events, matter.proofs, wording)
    if matter.photos:
        yield Heading(wording(_("The photos")))
    for photo in matter.photos:
        advance()
        facts = Facts(list(_photo_facts(photo, wording, matter.party.uuid)))
        yield Beside(pictures.picture(photo.asset, wording, height=110), facts)
    yield from chain(matter.events, wording)
    yield Paragraph(
        wording(_("Ledger head when this paper was made: row {seq}, {hash}.", seq=str(head.seq), hash=head.hash)),
        small=True,
    )


def _answer(matter: PersonMatter, wording: Wording) -> Callout:
    """What counts today, in two sentences."""
    given = [entry for entry in _entries(matter) if entry.event and entry.event.type == EventType.GIVEN]
    refused = [entry for entry in _entries(matter) if entry.event and entry.event.type in NOES]
    n, m = len({int(e.asset.id) for e in given}), len({int(e.asset.id) for e in refused})
    lines = [
        wording(ngettext("A yes is recorded for {n} photo.", "A yes is recorded for {n} photos.", n, n=n)),
        wording(ngettext("A no is recorded for {n} photo.", "A no is recorded for {n} photos.", m, n=m)),
    ]
    wide = [line for line in matter.events if line.event.wide and line.event.type in NOES]
    lines += [wording(line.text) for line in wide]
    if any(line.event.type == EventType.DO_NOT_CONTACT for line in matter.events):
        lines.append(wording(_("Asked not to be contacted again.")))
    tone = Tone.BAD if refused or wide else Tone.GOOD if given else Tone.PLAIN
    return Callout(wording(matter.party.label), lines, tone)


def identity(matter: PersonMatter, wording: Wording) -> Iterator[tuple[str, str]]:
    """Who they are, as far as the register knows."""
    party, facts = matter.party, matter.facts
    if party.name:
        yield wording(_("Name")), party.name
    handles = [f"{one.platform}: @{(one.handle or '').lstrip('@')}" for one in matter.accounts if one.handle]
    if handles or party.handle:
        yield wording(_("Accounts")), "\n".join(handles or [str(party.handle)])
    yield wording(_("Known as")), wording(PARTY_KINDS[facts.kind])
    yield wording(_("Age")), wording.lines(ADULT.get(facts.adult, facts.adult), _turns_18(facts))
    if facts.residence:
        yield wording(_("Lives in")), wording(country_name(facts.residence, wording.language))
    for holder in facts.holders:
        basis = HOLDER_BASES[holder.basis] if holder.basis else _("nobody said on which basis")
        name = matter.names.get(holder.party, holder.party[:8])
        yield wording(_("Parental authority")), wording(_("{name}: {basis}", name=name, basis=basis))
    if facts.influencer:
        yield wording(_("Influencer")), wording(_("yes: posts carry the disclosure label"))
    if facts.leaves:
        yield wording(_("Leaves the company")), wording(facts.leaves)
    if matter.registered:
        yield wording(_("In the register since")), wording.instant(matter.registered)


def _turns_18(facts: PartyFacts) -> object:
    if facts.turns_18 is None:
        return ""
    return _("turns 18 in {month}", month=f"{facts.turns_18:%m/%Y}")


def _overview(matter: PersonMatter, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(_("What was said, photo by photo")))
    columns = [
        Column(wording(title), share)
        for title, share in (
            (_("Photo"), 1.5), (_("Right"), 1.3), (_("State"), 1.1), (_("Allowed"), 2.1), (_("When"), 1.2),
            (_("Legal basis"), 1.3),
        )
    ]  # fmt: skip
    rows = [_overview_row(entry, wording, matter.party.uuid) for entry in _entries(matter)]
    yield Table(columns, rows, empty=wording(_("Nothing is recorded for any photo.")))


def _answers(matter: PersonMatter, wording: Wording) -> Iterator[Block]:
    """What shows that their requests for access were answered (GDPR art. 15, 12(3))."""
    if not matter.answers:
        return
    yield Heading(wording(_("Answers to requests for access")))
    columns = [
        Column(wording(title), share)
        for title, share in ((_("When"), 1.2), (_("Handed over by"), 1.4), (_("SHA-256 of the file"), 3.4))
    ]
    yield Table(
        columns, [[wording.instant(one.handed_at), name, one.file_sha256] for one, name in matter.answers], empty=""
    )


def _overview_row(entry: RegisterEntry, wording: Wording, reader: str) -> list[str]:
    """One right in one photo; ``reader`` is whose dossier it is."""
    return [
        f"{entry.asset.id} · {entry.name[-40:]}",
        _right(entry, wording, reader),
        wording(entry.state),
        wording.lines(
            entry.teller.scope(entry.scope) if entry.scope else "",
            _("but not {limits}", limits=entry.left_out) if entry.left_out else "",
        ),
        said_on(entry, wording),
        legal_basis(entry, wording),
    ]


def _right(entry: RegisterEntry, wording: Wording, reader: str) -> str:
    """The right, for whom and by whom where that is somebody else."""
    signatory = entry.signatory
    return wording.lines(
        INSTRUMENTS.get(signatory.instrument, signatory.instrument),
        _("for {name}", name=entry.party) if signatory.party != reader else "",
        _("signed by {name}", name=entry.signer) if signatory.signer not in {reader, signatory.party} else "",
    )


def shown_notices(matter: PersonMatter) -> dict[str, set[str]]:
    """The notices that this person was shown, with the languages where they are recorded."""
    shown: dict[str, set[str]] = {}
    for line in matter.events:
        if line.event.notice:
            language = line.event.facts.get("language")
            shown.setdefault(line.event.notice, set()).update([str(language)] if language else [])
    return shown


def _photo_facts(photo: PersonPhoto, wording: Wording, reader: str) -> Iterator[tuple[str, str]]:
    yield wording(_("Photo")), f"{photo.asset.id} · {photo.name[-100:]}"
    yield wording(_("SHA-256")), str(photo.asset.sha256)
    roles = [text for text, holds in ((_("took it"), photo.taken), (_("is in it"), photo.shown)) if holds]
    if roles:
        yield wording(_("What they have to do with it")), wording(roles)
    for entry in photo.entries:
        yield _right(entry, wording, reader), wording(entry.state)
    if photo.uses:
        used = [f"{place_of(use, wording)}, {wording.instant(use.recorded_at)}" for use in photo.uses]
        yield wording(_("Used")), "\n".join(used)


def _entries(matter: PersonMatter) -> Iterator[RegisterEntry]:
    for photo in matter.photos:
        yield from photo.entries
