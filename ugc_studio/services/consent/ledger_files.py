"""The ledger as files for somebody without the program: the chain, a verifier that needs nothing else, a note."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ugc_studio import resources
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import Role
from ugc_studio.domain.errors import RoleRefused, UsageError
from ugc_studio.domain.events import FIRST_HASH
from ugc_studio.domain.messages import _
from ugc_studio.library.ledger import journal_line
from ugc_studio.library.library import Library
from ugc_studio.library.originals import whole_file
from ugc_studio.library.session import Session

VERIFIER = ("ledger", "verify_ledger.py")
NOTE_LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class ExportedLedger:
    """What was written, and the head of the chain at that moment."""

    chain: Path
    verifier: Path
    note: Path
    texts: Path | None
    events: int
    head: str


class LedgerExporter:
    """Writes the chain of one library for a reader who has only Python."""

    def __init__(self, library: Library, *, actor: Actor) -> None:
        self._library = library
        self._actor = actor

    def export(self, chain: Path, *, with_texts: bool = False, language: str = "en") -> ExportedLedger:
        """Write the chain as JSON lines, the verifier and a note beside it; nothing that exists is replaced.

        ``with_texts`` adds the names and messages with their salts, so that the reader can compare them with the
        commitments in the chain: only legal hands those out.
        """
        if with_texts and self._actor.role != Role.LEGAL:
            raise RoleRefused(_("Only legal may export names and messages with the ledger."))
        verifier, note, texts = (chain.with_suffix(ending) for ending in (".verify.py", ".readme.txt", ".texts.jsonl"))
        for path in (chain, verifier, note, *((texts,) if with_texts else ())):
            if path.exists():
                raise UsageError(_("{path} exists already.", path=str(path)))
        with self._library.read() as session:
            if with_texts:
                _write_texts(session, texts)
            seq, head = _write_chain(session, chain)
        write_verifier(verifier)
        written = ExportedLedger(chain, verifier, note, texts if with_texts else None, seq, head)
        with whole_file(note) as stream:
            stream.write(self._note(written, language).encode("utf-8"))
        return written

    def _note(self, written: ExportedLedger, language: str) -> str:
        spoken = language if language in NOTE_LANGUAGES else NOTE_LANGUAGES[0]
        texts = ""
        if written.texts is not None:
            texts = _resource(f"texts.{spoken}.txt").format(file=written.texts.name)
        return _resource(f"readme.{spoken}.txt").format(
            ledger=written.chain.name, verifier=written.verifier.name, texts=texts, events=written.events,
            head=written.head, library=self._library.folder.root.name,
        )  # fmt: skip


def write_verifier(target: Path) -> None:
    """Write the program that checks an exported chain: one file for Python 3.8 or newer, standard library only."""
    if target.exists():
        raise UsageError(_("{path} exists already.", path=str(target)))
    with whole_file(target) as stream:
        stream.write(resources.path(*VERIFIER).read_bytes())


def _resource(name: str) -> str:
    return resources.path("ledger", name).read_text(encoding="utf-8")


def _write_chain(session: Session, target: Path) -> tuple[int, str]:
    seq, head = 0, FIRST_HASH
    with whole_file(target) as stream:
        for row in session.ledger.rows():
            stream.write((journal_line(row) + "\n").encode("utf-8", "surrogatepass"))
            seq, head = row.seq, row.hash
    return seq, head


def _write_texts(session: Session, target: Path) -> None:
    with whole_file(target) as stream:
        for text in session.texts.salted():
            line = {
                "owner": text.owner, "field": text.field, "salt": text.salt.hex(), "text": text.text,
                "commitment": text.commitment,
            }  # fmt: skip
            stream.write((json.dumps(line, ensure_ascii=True, sort_keys=True) + "\n").encode("ascii"))
    target.chmod(0o600)  # names are for the owner of the file only, until somebody passes it on
