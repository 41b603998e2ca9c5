"""Papers that programs read: a person's receipt, a photo's policy, the ledger with its verifier."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ugc_studio.app.studio import Studio
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.library.originals import hash_file
from ugc_studio.services.consent.rights_documents import write_document
from ugc_studio.services.papers.press import MadePaper
from ugc_studio.services.papers.wording import Head


def write_for_programs(
    studio: Studio, kind: str, out: Path, *, photo: int | None, person: str, brand: str | None
) -> MadePaper:
    """A ``receipt`` of a person, a ``policy`` of a photo, or the ``ledger``."""
    if kind == "ledger":
        written = studio.ledger_files.export(out, language=studio.translator.language)
        return _made(out, kind, Head(written.events, written.head))
    document = _policy(studio, photo, brand) if kind == "policy" else _receipt(studio, person)
    write_document(out, document)
    with studio.library.read() as session:
        return _made(out, kind, Head(*session.ledger.head()))


def _receipt(studio: Studio, person: str) -> Mapping[str, Any]:
    """What a person said about every photo, for their own hands."""
    return studio.rights_documents.of_person(person, named=True)


def _policy(studio: Studio, photo: int | None, brand: str | None) -> Mapping[str, Any]:
    """What a photo may be used for, in the brand's standard use."""
    with studio.library.read() as session:
        use = studio.consent.standard_use(session, brand)
    if use is None or photo is None:
        raise UsageError(_("There is no brand yet, so nothing can be used. Add one: ugc-studio brand add"))
    return studio.rights_documents.policy(photo, use)


def _made(out: Path, kind: str, head: Head) -> MadePaper:
    return MadePaper(out, kind, hash_file(out), out.stat().st_size, head)
