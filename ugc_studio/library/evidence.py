"""Proof files, copied in by content hash; what the ledger names is their UUID."""

from __future__ import annotations

import hashlib
import json
import os
import uuid as uuid_module
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.library.originals import whole_file

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

FILE_PROOF = "file"
TEXT_PROOF = "text"
MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """One stored proof file."""

    uuid: str
    sha256: str
    kind: str
    extension: str
    bytes: int
    state: str


class EvidenceRepository:
    """Stores proof files and knows which are still whole."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_file(self, source: Path, *, kind: str) -> Evidence:
        """Copy a proof file in (never a link), durable before it is named; identical bytes are stored once."""
        try:
            descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except OSError as error:
            raise UsageError(_("The proof {file} cannot be read.", file=str(source))) from error
        with os.fdopen(descriptor, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if not data or len(data) > MAX_BYTES:
            raise UsageError(_("The proof {file} is empty or too large.", file=str(source)))
        return self.add_bytes(data, extension=_safe_extension(source.suffix), kind=kind)

    def add_bytes(self, data: bytes, *, extension: str, kind: str) -> Evidence:
        """Store proof bytes under their hash and register them."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self._session.folder.evidence_file(sha256, extension)
        if not target.exists():
            with whole_file(target) as stream:
                stream.write(data)
        evidence = Evidence(str(uuid_module.uuid4()), sha256, kind, extension, len(data), "intact")
        self._session.db.execute(
            "INSERT INTO evidence (uuid, sha256, kind, extension, bytes, added_at) VALUES (?, ?, ?, ?, ?, ?)",
            (evidence.uuid, sha256, kind, extension, len(data), self._session.now()),
        )
        return evidence

    def get_many(self, uuids: Iterable[str]) -> dict[str, Evidence]:
        """Proof files by UUID."""
        rows = self._session.db.execute(
            "SELECT uuid, sha256, kind, extension, bytes, state FROM json_each(?) j "
            "CROSS JOIN evidence e ON e.uuid = j.value",
            (json.dumps(list(uuids)),),
        )
        return {row[0]: Evidence(*row) for row in rows}

    def path(self, evidence: Evidence) -> Path:
        """Where the file is."""
        return self._session.folder.evidence_file(evidence.sha256, evidence.extension)

    def looks_whole(self, evidence: Evidence) -> bool:
        """The quick check the gate makes each time: there, and of the right size (``doctor`` reads it all)."""
        if evidence.state != "intact":
            return False
        try:
            return self.path(evidence).stat().st_size == evidence.bytes
        except OSError:
            return False

    def retain(self, uuids: Iterable[str], *, until: str, reason: str) -> None:
        """Keep proofs until a day although erasure was asked (GDPR art. 17(3)(e)), with the reason."""
        self._session.db.execute(
            "UPDATE evidence SET retain_until = ?, retain_reason = ? WHERE uuid IN (SELECT value FROM json_each(?))",
            (until, reason, json.dumps(list(uuids))),
        )


def _safe_extension(suffix: str) -> str:
    bare = suffix.lower().removeprefix(".")
    return bare if bare.isascii() and bare.isalnum() and len(bare) <= 8 else "bin"
