"""A signed paper comes back: its code says which form it is, and the file is kept as evidence at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import EvidenceKind
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.forms import code_of, read_code
from ugc_studio.domain.media import Rejected
from ugc_studio.domain.messages import Text, _
from ugc_studio.library.forms import SignedPaper
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session

PAPER_ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp"})
"""What scanners and phones make; in a folder, other files are passed over."""
MOST_BYTES = 100_000_000


class PageReader(Protocol):
    """Reads the codes on a page (:class:`ugc_studio.media.code_reader.CodeReader`)."""

    def read(self, path: Path) -> tuple[str, ...] | Rejected:
        """The texts of the codes in a file."""

    def pictures(self, path: Path) -> tuple[bytes, ...] | Rejected:
        """Its first pages as JPEGs of our own."""


ReaderMaker = Callable[[], AbstractContextManager[PageReader]]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a file turned out to be: ``code`` names a form of this library, else ``why_not`` says what is wrong."""

    path: Path
    code: str | None
    why_not: Text | None = None


class PaperTaker:
    """Knows papers by their codes and keeps them."""

    def __init__(self, library: Library, actor: Actor, make_reader: ReaderMaker) -> None:
        self._library = library
        self._actor = actor
        self._make_reader = make_reader

    def look(self, paths: Iterable[Path]) -> Iterator[LookedAt]:
        """What each file is; folders are looked through, one level deep. Nothing is kept yet."""
        with self._make_reader() as reader:
            for path in paths:
                for file in _files_of(path):
                    yield self._look_at(reader, file)

    def _look_at(self, reader: PageReader, path: Path) -> LookedAt:
        codes = _codes_on(reader, path)
        if codes is None:
            return LookedAt(path, None, _("This file cannot be looked at. Type the code of the form instead."))
        with self._library.read() as session:
            ours = [code for code in codes if session.forms.is_taken(code)]
        if len(ours) == 1:
            return LookedAt(path, ours[0])
        if len(ours) > 1:
            return LookedAt(path, None, _("This file shows several forms: {codes}. Take them apart.", codes=ours))
        if codes:
            return LookedAt(path, None, _("The form {code} was not printed from this library.", code=codes[0]))
        return LookedAt(path, None, _("No code of a form can be read here. Type it: it stands beside the square."))

    def pictures(self, path: Path) -> tuple[bytes, ...]:
        """The first pages of a kept paper for the screen; none where it cannot be drawn."""
        with self._make_reader() as reader:
            found = reader.pictures(path)
        return () if isinstance(found, Rejected) else found

    def keep(self, path: Path, code: str, *, as_read: bool = False) -> SignedPaper:
        """Keep a paper as evidence for a form; the same file again is the same paper.

        ``as_read``: the code was read from this very file; a code that somebody typed is compared with the paper.

        Raises:
            UsageError: the file cannot be read, this is no code, or the paper shows the code of another form.
            NotFound: no form of this library has the code.
        """
        known = code_of(code)
        sha256 = _hash(path)
        if not as_read:
            self._check_code(path, known)

        def work(session: Session) -> SignedPaper:
            form = session.forms.get(known)
            before = session.forms.paper_of(form.code, sha256)
            if before is not None and before.evidence in session.evidence.get_many([before.evidence]):
                return before
            kept = session.evidence.add_file(path, kind=EvidenceKind.SIGNATURE.value)
            return session.forms.keep_paper(form.code, kept, by=self._actor.name)

        return self._library.write(work)

    def _check_code(self, path: Path, code: str) -> None:
        with self._make_reader() as reader:
            shown = _codes_on(reader, path)
        if shown and code not in shown:
            raise UsageError(
                _("The paper {file} shows the code {shown}, not {code}. Nothing was kept.", file=path.name,
                  shown=shown[0], code=code)
            )  # fmt: skip

    def dismiss(self, evidence: str) -> None:
        """Nothing is to be recorded from a paper (left empty, a second scan): it waits no longer, and stays kept."""
        with self._library.read() as session:
            known = {one.evidence for one in session.forms.papers()}
        if evidence not in known:
            raise NotFound(_("There is no such paper."))
        self._library.write(lambda session: session.forms.settle(evidence))


def _codes_on(reader: PageReader, path: Path) -> list[str] | None:
    """The codes of forms on the pages of a file; ``None`` where it cannot be looked at."""
    found = reader.read(path)
    if isinstance(found, Rejected):
        return None
    return list(dict.fromkeys(code for text in found if (code := read_code(text)) is not None))


def _files_of(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for child in sorted(path.iterdir()):
        if child.is_file() and not child.is_symlink() and child.suffix.lower() in PAPER_ENDINGS:
            yield child


def _hash(path: Path) -> str:
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            raise UsageError(_("The proof {file} is empty or too large.", file=str(path)))
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UsageError(_("The proof {file} cannot be read.", file=str(path))) from error
