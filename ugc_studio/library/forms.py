"""Release forms that were printed, and the signed papers that came back."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.forms import Expected, FormKind, IssuedForm, PaperSize, Part
from ugc_studio.domain.messages import _
from ugc_studio.library.evidence import Evidence

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

_COLUMNS = "code, kind, notice, language, text_hash, brand, size, issued_at, issued_by"


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A paper that came back; ``recorded_at`` is ``None`` while nobody has read what was ticked on it."""

    evidence: str
    code: str
    came_at: str
    came_by: str
    recorded_at: str | None


class FormRepository:
    """The rows of forms: what a code stands for, and what came back with it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._db = session.db

    # ------------------------------------------------------------------ printed

    def is_taken(self, code: str) -> bool:
        """Whether a code was given out before."""
        return self._db.execute("SELECT 1 FROM forms WHERE code = ?", (code,)).fetchone() is not None

    def add(self, form: IssuedForm) -> None:
        """Keep what a printed code stands for."""
        self._db.execute(
            f"INSERT INTO forms ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - constant names
            (
                form.code, form.kind.value, form.notice, form.language, form.text_hash, form.brand, form.size.value,
                form.issued_at, form.issued_by,
            ),
        )  # fmt: skip
        self._db.conn.executemany(
            "INSERT INTO form_photos (code, place, sha256) VALUES (?, ?, ?)",
            [(form.code, place, sha) for place, sha in enumerate(form.shas)],
        )
        self._db.conn.executemany(
            "INSERT INTO form_people (code, place, part, party, name) VALUES (?, ?, ?, ?, ?)",
            [(form.code, place, one.part.value, one.party, one.name) for place, one in enumerate(form.people)],
        )

    def get(self, code: str) -> IssuedForm:
        """The form with this code.

        Raises:
            NotFound: no such form was printed from this library.
        """
        found = self._read("WHERE code = ?", (code,))
        if not found:
            raise NotFound(_("No form with the code {code} was printed from this library.", code=code))
        return found[0]

    def all(self, *, asset_sha: str | None = None) -> list[IssuedForm]:
        """Every form, the newest first; with a photo only those that name it."""
        if asset_sha is None:
            return self._read("ORDER BY issued_at DESC, rowid DESC", ())
        return self._read(
            "WHERE code IN (SELECT code FROM form_photos WHERE sha256 = ?) ORDER BY issued_at DESC, rowid DESC",
            (asset_sha,),
        )

    def name_people(self, code: str, people: Sequence[str | None]) -> None:
        """Say who in the register the expected people are (by place): their names are kept there from now on."""
        self._db.conn.executemany(
            "UPDATE form_people SET party = ?, name = NULL WHERE code = ? AND place = ?",
            [(party, code, place) for place, party in enumerate(people) if party is not None],
        )

    def _read(self, condition: str, values: tuple[object, ...]) -> list[IssuedForm]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM forms {condition}", values).fetchall()  # noqa: S608 - constant
        codes = json.dumps([row[0] for row in rows])
        shas: dict[str, list[str]] = {}
        for code, sha in self._db.execute(
            "SELECT f.code, f.sha256 FROM json_each(?) j CROSS JOIN form_photos f ON f.code = j.value "
            "ORDER BY f.code, f.place",
            (codes,),
        ):
            shas.setdefault(code, []).append(sha)
        people: dict[str, list[Expected]] = {}
        for code, part, party, name in self._db.execute(
            "SELECT f.code, f.part, f.party, f.name FROM json_each(?) j CROSS JOIN form_people f ON f.code = j.value "
            "ORDER BY f.code, f.place",
            (codes,),
        ):
            people.setdefault(code, []).append(Expected(Part(part), party, name))
        return [
            IssuedForm(
                row[0], FormKind(row[1]), row[2], row[3], row[4], row[5], PaperSize(row[6]), row[7], row[8],
                tuple(shas.get(row[0], ())), tuple(people.get(row[0], ())),
            )
            for row in rows
        ]  # fmt: skip

    # ------------------------------------------------------------------ come back

    def keep_paper(self, code: str, evidence: Evidence, *, by: str) -> SignedPaper:
        """Note that a signed paper came back with this code."""
        paper = SignedPaper(evidence.uuid, code, self._session.now(), by, None)
        self._db.execute(
            "INSERT INTO form_papers (evidence, code, came_at, came_by) VALUES (?, ?, ?, ?)",
            (paper.evidence, paper.code, paper.came_at, paper.came_by),
        )
        return paper

    def paper_of(self, code: str, sha256: str) -> SignedPaper | None:
        """The paper of that very file, where it came before."""
        found = self._papers("WHERE p.code = ? AND e.sha256 = ?", (code, sha256))
        return found[0] if found else None

    def papers(self, code: str | None = None, *, waiting: bool = False) -> list[SignedPaper]:
        """The papers that came back, the oldest first: all, those of a form, or those that wait to be recorded."""
        conditions = ["e.state = 'intact'"]
        conditions += ["p.code = ?"] if code is not None else []
        conditions += ["p.recorded_at IS NULL"] if waiting else []
        return self._papers(f"WHERE {' AND '.join(conditions)}", (code,) if code is not None else ())

    def settle(self, evidence: str) -> None:
        """Note that what stands on a paper was recorded, or that nothing is to be recorded from it."""
        self._db.execute("UPDATE form_papers SET recorded_at = ? WHERE evidence = ?", (self._session.now(), evidence))

    def _papers(self, condition: str, values: tuple[object, ...]) -> list[SignedPaper]:
        rows = self._db.execute(
            "SELECT p.evidence, p.code, p.came_at, p.came_by, p.recorded_at FROM form_papers p "  # noqa: S608 - constant
            f"JOIN evidence e ON e.uuid = p.evidence {condition} ORDER BY p.came_at, p.rowid",
            values,
        )
        return [SignedPaper(*row) for row in rows]

    # ------------------------------------------------------------------ erasing

    def proofs_of(self, shas: Iterable[str], parties: Iterable[str], names: Iterable[str] = ()) -> list[str]:
        """The papers of forms about these pictures or people: they go with them, recorded or not.

        ``names``: also those of somebody who was only written down by name, because nobody has read the paper yet.
        """
        called = {_plain(name) for name in names}
        typed = self._db.execute("SELECT code, name FROM form_people WHERE name IS NOT NULL") if called else ()
        written = [code for code, name in typed if _plain(name) in called]
        rows = self._db.execute(
            "SELECT DISTINCT p.evidence FROM form_papers p WHERE p.code IN ("
            "SELECT f.code FROM json_each(?) j CROSS JOIN form_photos f ON f.sha256 = j.value UNION "
            "SELECT f.code FROM json_each(?) j CROSS JOIN form_people f ON f.party = j.value UNION "
            "SELECT j.value FROM json_each(?) j)",
            (json.dumps(list(shas)), json.dumps(list(parties)), json.dumps(written)),
        )
        return [row[0] for row in rows]

    def forget_names(self, shas: Iterable[str], codes: Iterable[str] = ()) -> None:
        """Remove the names that were typed for forms about these pictures, or with these codes: nobody signs them."""
        self._db.execute(
            "UPDATE form_people SET name = NULL WHERE code IN ("
            "SELECT f.code FROM json_each(?) j CROSS JOIN form_photos f ON f.sha256 = j.value) "
            "OR code IN (SELECT value FROM json_each(?))",
            (json.dumps(list(shas)), json.dumps(list(codes))),
        )

    def never_returned(self, before: str) -> list[str]:
        """The forms printed before a moment of which no paper came back, where names were typed for them."""
        rows = self._db.execute(
            "SELECT f.code FROM forms f WHERE f.issued_at < ? "
            "AND EXISTS (SELECT 1 FROM form_people e WHERE e.code = f.code AND e.name IS NOT NULL) "
            "AND NOT EXISTS (SELECT 1 FROM form_papers p WHERE p.code = f.code) ORDER BY f.issued_at, f.rowid",
            (before,),
        )
        return [row[0] for row in rows]


def _plain(name: str) -> str:
    """A name without what tells two ways of typing it apart."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
