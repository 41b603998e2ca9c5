"""Makes papers of one library: gathers, writes whole files or none, and records what is handed to somebody."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import DEFAULT_ZONE, Medium, Role, Use
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import Text, Translator, _
from ugc_studio.exporters.paper.document import Document
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.originals import whole_file
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.consent.uses import standard_use
from ugc_studio.services.papers.entries import RegisterEntry, entries
from ugc_studio.services.papers.gathering import Gatherer
from ugc_studio.services.papers.pictures import PaperPictures
from ugc_studio.services.papers.register import (
    FORMATS,
    RegisterFilter,
    RegisterPaper,
    register_document,
    write_csv,
    write_xlsx,
)
from ugc_studio.services.papers.wording import Head, Wording

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.previews import PreviewService

REGISTER, DOSSIER = "register", "dossier"
"""What recorded uses of papers name as their exporter."""


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper that stands at its place; ``photos`` are those it speaks of, ``lines`` the lines of a register."""

    path: Path
    kind: str
    sha256: str
    bytes: int
    head: Head
    pages: int | None = None
    lines: int | None = None
    photos: int = 0
    recipient: str | None = None


class PaperService:
    """Every paper of one library, for one actor."""

    def __init__(
        self,
        library: Library,
        *,
        actor: Actor,
        consent: ConsentService,
        previews: PreviewService,
        translator: Translator,
        translator_for: Callable[[str], Translator],
    ) -> None:
        self._library = library
        self._actor = actor
        self._consent = consent
        self._previews = previews
        self._translator = translator
        self._translator_for = translator_for
        self._gatherer = Gatherer(library, consent)

    # ------------------------------------------------------------------ the register

    def register(
        self,
        out: Path,
        wanted: RegisterFilter,
        context: JobContext,
        *,
        form: str | None = None,
        language: str | None = None,
        recipient: str | None = None,
    ) -> MadePaper:
        """Write the consent register as PDF, CSV or XLSX (by the ending of ``out`` unless ``form`` says it)."""
        kind = form or out.suffix.lower().removeprefix(".")
        if kind not in FORMATS:
            raise UsageError(_("A register can be written as one of: {forms}.", forms=list(FORMATS)))
        self._check_place(out)
        wording = self._wording(language)
        counted = _Counted()
        with self._library.read() as session:
            brand = self._brand(session, wanted.brand)
            head = Head(*session.ledger.head())
            ids = list(wanted.assets) if wanted.assets is not None else session.summary.assets_spoken_of()
            context.stage(_("Writing the register"), len(ids))
            paper = self._register_paper(brand, wanted, head, wording)
            lines = counted.through(self._lines(session, brand, ids, wanted, context))
            with whole_file(out) as stream:
                pages = self._write_register(kind, paper, lines, stream, wording, context)
        return self._finish(
            REGISTER, out, head, pages=pages, lines=counted.lines, assets=counted.assets, brand=brand,
            recipient=recipient,
        )  # fmt: skip

    def _lines(
        self, session: Session, brand: Brand, ids: Sequence[int], wanted: RegisterFilter, context: JobContext
    ) -> Iterator[RegisterEntry]:
        asked = wanted.as_of or self._library.clock()
        use = standard_use(brand, asked.date())
        seen: set[int] = set()
        for entry in entries(session, self._consent.gatekeeper, ids, use, as_of=wanted.as_of):
            if int(entry.asset.id) not in seen:
                seen.add(int(entry.asset.id))
                context.check()
                context.advance()
            if wanted.takes(entry, brand.uuid):
                yield entry

    def _register_paper(self, brand: Brand, wanted: RegisterFilter, head: Head, wording: Wording) -> RegisterPaper:
        now = self._library.clock()
        about = [
            (wording(_("Brand, licensee")), f"{brand.name}, {brand.legal_entity or brand.name}"),
            (wording(_("As the ledger stood")), wording.instant(wanted.as_of or now)),
        ]
        if wanted.first or wanted.last:
            first = wanted.first or _("the beginning")
            last = wanted.last or _("today")
            about.append((wording(_("Said from, until")), wording(_("{first} – {last}", first=first, last=last))))
        title = wording(_("Consent register"))
        subtitle = wording(_("{brand}, as of {moment}", brand=brand.name, moment=wording.instant(wanted.as_of or now)))
        return RegisterPaper(title, subtitle, about, head, now)

    def _write_register(
        self,
        kind: str,
        paper: RegisterPaper,
        lines: Iterator[RegisterEntry],
        stream: IO[bytes],
        wording: Wording,
        context: JobContext,
    ) -> int | None:
        if kind == "csv":
            write_csv(lines, stream, wording, check=context.check)
            return None
        if kind == "xlsx":
            write_xlsx(paper, lines, stream, wording, check=context.check)
            return None
        return self._draw(register_document(paper, lines, wording), stream, context)

    # ------------------------------------------------------------------ dossiers

    def photo_dossier(
        self,
        asset_id: int,
        out: Path,
        context: JobContext,
        *,
        brand: str | None = None,
        language: str | None = None,
        recipient: str | None = None,
    ) -> MadePaper:
        """Write everything about the rights of one photo as a PDF."""
        from ugc_studio.services.papers.dossier import photo_document

        self._check_place(out)
        context.stage(_("Writing the dossier"), 1)
        wording = self._wording(language)
        with self._library.read() as session:
            seen_from = self._brand(session, brand)
            head = Head(*session.ledger.head())
        matter = self._gatherer.photo(asset_id, brand=seen_from)
        document = photo_document(matter, self._pictures(), wording, head=head, now=self._library.clock())
        with whole_file(out) as stream:
            pages = self._draw(document, stream, context)
        context.advance()
        return self._finish(
            DOSSIER, out, head, pages=pages, assets=[asset_id], brand=seen_from, recipient=recipient
        )

    def person_dossier(
        self,
        party: str,
        out: Path,
        context: JobContext,
        *,
        brand: str | None = None,
        language: str | None = None,
        recipient: str | None = None,
    ) -> MadePaper:
        """Write everything that one person gave, refused and said as a PDF."""
        from ugc_studio.services.papers.person import person_document

        self._check_place(out)
        wording = self._wording(language)
        with self._library.read() as session:
            seen_from = self._brand(session, brand)
            head = Head(*session.ledger.head())
        matter = self._gatherer.person(party, brand=seen_from)
        context.stage(_("Writing the dossier"), len(matter.photos))
        pictures = self._pictures()
        document = person_document(
            matter, pictures, wording, head=head, now=self._library.clock(), advance=context.advance
        )
        with whole_file(out) as stream:
            pages = self._draw(document, stream, context)
        shown = [int(photo.asset.id) for photo in matter.photos]
        return self._finish(DOSSIER, out, head, pages=pages, assets=shown, brand=seen_from, recipient=recipient)

    # ------------------------------------------------------------------ shared by all papers

    def _draw(self, document: Document, stream: IO[bytes], context: JobContext) -> int:
        from ugc_studio.exporters.paper.sheet import write_pdf

        return write_pdf(document, stream, check=context.check)

    def _wording(self, language: str | None) -> Wording:
        return Wording(self._translator_for(language) if language else self._translator)

    def _pictures(self) -> PaperPictures:
        return PaperPictures(self._library, self._previews, unveiled=self._actor.role is Role.LEGAL)

    def _brand(self, session: Session, reference: str | None) -> Brand:
        brand = session.register.brand_or_first(reference)
        if brand is None:
            raise UsageError(_("No brand is set up yet. A paper speaks for a brand."))
        return brand

    def _check_place(self, out: Path) -> None:
        """A paper names people: it does not go into the library, where backups and erasures would miss it."""
        if not out.name or out.is_dir():
            raise UsageError(_("{file} is a folder. Name a file.", file=str(out)))
        if out.resolve().is_relative_to(self._library.folder.root.resolve()):
            raise UsageError(_("A paper does not go into the library. Choose another folder."))
        if not out.parent.is_dir():
            raise UsageError(_("There is no folder {folder}.", folder=str(out.parent)))

    def _finish(
        self,
        kind: str,
        out: Path,
        head: Head,
        *,
        brand: Brand,
        assets: Sequence[int],
        pages: int | None = None,
        lines: int | None = None,
        recipient: str | None = None,
    ) -> MadePaper:
        """Measure what was written, and record it where it goes to somebody: a withdrawal must reach them."""
        digest = hashlib.sha256()
        with out.open("rb") as stream:
            while piece := stream.read(1 << 20):
                digest.update(piece)
        sha256, size = digest.hexdigest(), out.stat().st_size
        if recipient:
            self._record(kind, out, sha256, brand, assets, recipient)
        return MadePaper(out, kind, sha256, size, head, pages, lines, len(assets), recipient)

    def _record(
        self, kind: str, out: Path, sha256: str, brand: Brand, assets: Sequence[int], recipient: str
    ) -> None:
        """One use for each photo, for internal use without an end; what is gone already needs nobody told."""
        now = self._library.clock()
        use = Use(
            channel=Medium.INTERNAL.value,
            medium=Medium.INTERNAL.value,
            brand=brand.uuid,
            territories=frozenset(brand.countries),
            publish_at=now,
            zone=str(brand.standard_use.get("zone", DEFAULT_ZONE)),
        )
        path = str(out).encode("utf-8", "replace").decode("utf-8")

        def work(session: Session) -> None:
            for asset_id in dict.fromkeys(assets):
                self._consent.record_use(
                    session, asset_id=asset_id, use=use, exporter=kind, rendition_sha256=sha256, path=path,
                    recipient=recipient,
                )  # fmt: skip

        self._library.write(work)


class _Counted:
    """Counts lines while they pass, and remembers which photos they were about."""

    def __init__(self) -> None:
        self.lines = 0
        self._assets: dict[int, None] = {}

    def through(self, lines: Iterator[RegisterEntry]) -> Iterator[RegisterEntry]:
        """The same lines."""
        for entry in lines:
            self.lines += 1
            self._assets[int(entry.asset.id)] = None
            yield entry

    @property
    def assets(self) -> list[int]:
        """The photos that were named, in order."""
        return list(self._assets)


def file_name(kind: Text, subject: str, wording: Wording, day: dt.date) -> str:
    """What a paper is called on disk: its kind, its subject, the day."""
    from ugc_studio.exporters.base import safe_name

    return f"{safe_name(wording(kind), fallback='paper')}-{safe_name(subject, fallback='x')}-{day.isoformat()}"
