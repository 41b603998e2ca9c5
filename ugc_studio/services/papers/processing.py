"""The record of processing activities (GDPR art. 30): what the register itself knows, and what a brand adds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ugc_studio.domain.consent import Medium
from ugc_studio.domain.legal_basis import LegalBasis
from ugc_studio.domain.messages import _, ngettext
from ugc_studio.exporters.paper.document import Block, Column, Document, Facts, Heading, Paragraph, Table
from ugc_studio.library.processing_notes import ProcessingNotes
from ugc_studio.library.register import Brand, Notice
from ugc_studio.library.session import Session
from ugc_studio.services.consent.describing import MEDIA
from ugc_studio.services.consent.rights import country_name
from ugc_studio.services.consent.uses import use_from_json
from ugc_studio.services.papers.wording import BASES, Head, Wording
from ugc_studio.services.words import exporter_names, network_name


@dataclass(frozen=True, slots=True)
class Recipients:
    """Where photos of a brand went: a way or a name, and how many photos."""

    way: str
    channel: str
    name: str | None
    photos: int
    last: str


@dataclass(frozen=True, slots=True)
class ProcessingMatter:
    """Everything that the sheet is made of."""

    brand: Brand
    notes: ProcessingNotes
    notices: tuple[Notice, ...]
    recipients: tuple[Recipients, ...]
    people: int
    photos: int
    months: int
    prose: Mapping[str, Any]
    answered: tuple[str, ...]
    """When requests for access were answered, the oldest first."""


def gather(session: Session, brand: Brand, *, months: int, prose: Mapping[str, Any]) -> ProcessingMatter:
    """Count and list what the register knows about one brand."""
    notices = [one for one in session.register.notices() if not one.scope.brands or brand.uuid in one.scope.brands]
    newest = {notice.key: notice for notice in notices}
    return ProcessingMatter(
        brand,
        session.processing_notes.of_brand(brand.uuid),
        tuple(newest.values()),
        tuple(_recipients(session, brand)),
        len(session.parties.all()),
        session.assets.count(),
        months,
        prose,
        tuple(one.handed_at for one in session.access_answers.of_brand(brand.uuid)),
    )


def _recipients(session: Session, brand: Brand) -> Iterator[Recipients]:
    found: dict[tuple[str, str, str | None], tuple[set[str], str]] = {}
    for use in session.uses.all():
        planned = use_from_json(use.planned_use)
        if planned.brand == brand.uuid:
            photos, _last = found.setdefault((use.exporter, planned.channel, use.recipient), (set(), ""))
            photos.add(use.asset_sha256)
            found[use.exporter, planned.channel, use.recipient] = (photos, use.recorded_at)
    for (way, channel, name), (photos, last) in found.items():
        yield Recipients(way, channel, name, len(photos), last)


def processing_document(matter: ProcessingMatter, wording: Wording, *, head: Head, now: dt.datetime) -> Document:
    """The sheet."""
    return Document(
        wording(_("Record of processing activities")),
        wording(_("{brand}, as of {moment}", brand=matter.brand.name, moment=wording.instant(now))),
        wording.language,
        wording.foot(head, now),
        _blocks(matter, wording),
        wording.sheet(),
        author=matter.brand.legal_entity or matter.brand.name,
    )


def _blocks(matter: ProcessingMatter, wording: Wording) -> Iterator[Block]:
    brand, notes, prose = matter.brand, matter.notes, matter.prose
    photos, people = matter.photos, matter.people
    yield Facts(
        [
            (wording(_("Controller")), wording.lines(brand.legal_entity or brand.name, notes.controller)),
            (wording(_("Brand")), brand.name),
            (wording(_("Contact for the people concerned")), brand.policy.contact or wording(_("not set yet"))),
            (wording(_("Data protection officer")), notes.officer or wording(_("none named"))),
            (wording(_("Countries")), wording([country_name(one, wording.language) for one in brand.countries])),
            (
                wording(_("Extent today")),
                wording.lines(
                    ngettext("{n} photo", "{n} photos", photos, n=photos),
                    ngettext("{n} person in the register", "{n} people in the register", people, n=people),
                ),
            ),
        ]
    )
    yield from _list(_("Purposes"), [*prose["purposes"], notes.purposes], wording)
    yield Heading(wording(_("Legal bases")))
    yield Facts(
        [
            (wording(_("Image of a person, for nothing in return")), wording(BASES[LegalBasis.CONSENT])),
            (wording(_("Licence of an author, and what was paid for")), wording(BASES[LegalBasis.CONTRACT])),
            (wording(_("Until somebody has answered")), wording(BASES[LegalBasis.LEGITIMATE_INTEREST])),
        ]
    )
    yield from _list(_("Whose data"), prose["subjects"], wording)
    yield from _list(_("Which data"), [*prose["data"], prose["special"]], wording)
    yield from _to_whom(matter, wording)
    yield from _list(
        _("How long"),
        [line.format(months=matter.months) for line in prose["retention"]] + [notes.retention],
        wording,
    )
    yield from _list(_("How it is protected"), [*prose["measures"], notes.measures], wording)
    yield from _texts(matter, wording)


def _list(heading: Any, lines: Sequence[str], wording: Wording) -> Iterator[Block]:
    yield Heading(wording(heading))
    yield Paragraph("\n".join(f"• {line}" for line in lines if line))


def _to_whom(matter: ProcessingMatter, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(_("Recipients")))
    columns = [
        Column(wording(title), share)
        for title, share in ((_("Way"), 1.4), (_("Where"), 1.4), (_("Who"), 1.4), (_("Photos"), 0.6), (_("Last"), 1.2))
    ]
    rows = (
        [
            wording(exporter_names().get(one.way, one.way)),
            wording(network_name(one.channel)),
            one.name or "",
            wording(one.photos),
            wording.instant(one.last),
        ]
        for one in matter.recipients
    )
    yield Table(columns, rows, empty=wording(_("Nothing was handed over yet.")))
    if matter.answered:
        n = len(matter.answered)
        text = ngettext(
            "{n} request for access was answered, the last on {moment}.",
            "{n} requests for access were answered, the last on {moment}.", n,
            n=n, moment=wording.instant(matter.answered[-1]),
        )  # fmt: skip
        yield Paragraph(wording(text))
    if matter.notes.recipients:
        yield Paragraph(matter.notes.recipients)
    yield Paragraph(wording(_("Transfers to other countries: {text}", text=matter.prose["transfers"])))


def _texts(matter: ProcessingMatter, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(_("Texts that people agree to")))
    columns = [Column(wording(_("Text")), 1.5), Column(wording(_("For")), 2.2), Column(wording(_("SHA-256")), 2.2)]
    rows = (
        [
            f"{notice.name} v{notice.version}",
            wording([MEDIA.get(Medium(one), one) if one in set(Medium) else one for one in sorted(notice.scope.media)]),
            notice.hash,
        ]
        for notice in matter.notices
    )
    yield Table(columns, rows, empty=wording(_("No text was issued yet.")))
