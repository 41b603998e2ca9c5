"""What all papers share: their language, their place on disk, their pictures, and the record of who got one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import DEFAULT_ZONE, Medium, Role, Use
from ugc_studio.domain.errors import LibraryReadOnly, UsageError
from ugc_studio.domain.messages import Translator, _
from ugc_studio.exporters.paper.document import Document
from ugc_studio.jobs.context import JobContext
from ugc_studio.library.register import Brand
from ugc_studio.library.session import Session
from ugc_studio.services.papers.gathering import Gatherer
from ugc_studio.services.papers.pictures import PaperPictures
from ugc_studio.services.papers.wording import Head, Wording

if TYPE_CHECKING:
    from ugc_studio.library.library import Library
    from ugc_studio.services.consent.service import ConsentService
    from ugc_studio.services.previews import PreviewService


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


class Press:
    """Prints for one actor, and remembers who was given what."""

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
        self.library = library
        self.actor = actor
        self.consent = consent
        self._previews = previews
        self._translator = translator
        self._translator_for = translator_for
        self.gatherer = Gatherer(library, consent)

    def draw(self, document: Document, stream: IO[bytes], context: JobContext) -> int:
        """Draw a document; returns its pages."""
        from ugc_studio.exporters.paper.sheet import write_pdf

        return write_pdf(document, stream, check=context.check)

    def wording(self, language: str | None) -> Wording:
        """How a paper speaks: in the language that is asked for, else in that of the program."""
        return Wording(self._translator_for(language) if language else self._translator)

    def pictures(self) -> PaperPictures:
        """The pictures of a paper; only legal reviewers see sensitive ones."""
        return PaperPictures(self.library, self._previews, unveiled=self.actor.role is Role.LEGAL)

    def brand(self, session: Session, reference: str | None) -> Brand:
        """The brand that a paper speaks for."""
        brand = session.register.brand_or_first(reference)
        if brand is None:
            raise UsageError(_("No brand is set up yet. A paper speaks for a brand."))
        return brand

    def check_place(self, out: Path, recipient: str | None = None) -> None:
        """A paper names people: it does not go into the library, where backups and erasures would miss it.

        Raises:
            LibraryReadOnly: it is meant for somebody, and that could not be recorded.
        """
        if recipient and not self.library.writable:
            raise LibraryReadOnly(_("This library is open for reading only, so a recipient could not be recorded."))
        if not out.name or out.is_dir():
            raise UsageError(_("{file} is a folder. Name a file.", file=str(out)))
        if out.resolve().is_relative_to(self.library.folder.root.resolve()):
            raise UsageError(_("A paper does not go into the library. Choose another folder."))
        if not out.parent.is_dir():
            raise UsageError(_("There is no folder {folder}.", folder=str(out.parent)))

    def finish(
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
        now = self.library.clock()
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
                self.consent.record_use(
                    session, asset_id=asset_id, use=use, exporter=kind, rendition_sha256=sha256, path=path,
                    recipient=recipient,
                )  # fmt: skip

        self.library.write(work)
