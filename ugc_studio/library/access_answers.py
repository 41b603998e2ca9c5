"""Answers to requests for access that were handed to the person: when, by whom, and the hash of the file."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

_COLUMNS = "uuid, party, brand, handed_at, handed_by, file_sha256, head_seq, head_hash"


@dataclass(frozen=True, slots=True)
class AccessAnswer:
    """One answer; person, brand and whoever handed it over by UUID, the ledger as it stood by its head."""

    uuid: str
    party: str
    brand: str
    handed_at: str
    handed_by: str
    file_sha256: str
    head_seq: int
    head_hash: str


class AccessAnswerRepository:
    """Keeps what shows that a request was answered (GDPR art. 12(3), 5(2)).

    A row holds no name, no path and nothing of the pack. That is why an erasure leaves it: it is needed to show that a
    legal obligation was met and to answer claims (art. 17(3)(b) and (e)), and its UUID leads to nobody any more.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    def add(
        self, *, party: str, brand: str, handed_by: str, file_sha256: str, head_seq: int, head_hash: str
    ) -> AccessAnswer:
        """Note that somebody got their answer now."""
        answer = AccessAnswer(
            str(uuid.uuid4()), party, brand, self._session.now(), handed_by, file_sha256, head_seq, head_hash
        )
        self._db.execute(
            f"INSERT INTO access_answers ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant names
            (
                answer.uuid, party, brand, answer.handed_at, handed_by, file_sha256, head_seq, head_hash,
            ),
        )  # fmt: skip
        return answer

    def of_party(self, party: str) -> list[AccessAnswer]:
        """What was handed to somebody, the oldest first."""
        return self._read("party", party)

    def of_brand(self, brand: str) -> list[AccessAnswer]:
        """What was handed out for a brand, the oldest first."""
        return self._read("brand", brand)

    def _read(self, column: str, value: str) -> list[AccessAnswer]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM access_answers WHERE {column} = ? ORDER BY handed_at, rowid",  # noqa: S608 - constant names
            (value,),
        )
        return [AccessAnswer(*row) for row in rows]
