"""People and bodies who can give or refuse: an id and a UUID; the name is in the erasable side table."""

from __future__ import annotations

import uuid as uuid_module
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.messages import _

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

PartyId = NewType("PartyId", int)


@dataclass(frozen=True, slots=True)
class Party:
    """A person or body; ``name`` and ``handle`` are ``None`` once erased."""

    id: PartyId
    uuid: str
    kind: str
    name: str | None = None
    handle: str | None = None

    @property
    def owner(self) -> str:
        """The owner key of the party's private texts."""
        return f"party:{self.uuid}"

    @property
    def label(self) -> str:
        """The best name there is to show."""
        return self.name or self.handle or f"#{self.id}"


class PartyRepository:
    """The rows of parties."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def create(
        self, kind: str, *, name: str | None = None, handle: str | None = None, uuid: str | None = None
    ) -> Party:
        """Add a party with its private name and handle; the ledger event is the caller's."""
        identity = uuid or str(uuid_module.uuid4())
        cursor = self._session.db.execute(
            "INSERT INTO parties (uuid, kind, created_at) VALUES (?, ?, ?)", (identity, kind, self._session.now())
        )
        party = Party(PartyId(int(cursor.lastrowid or 0)), identity, kind, name, handle)
        for field, text in (("name", name), ("handle", handle)):
            if text:
                self._session.texts.keep(party.owner, field, text)
        return party

    def get(self, party_id: int) -> Party:
        """A party by row id."""
        return self._one("id = ?", party_id, str(party_id))

    def by_uuid(self, uuid: str) -> Party:
        """A party by UUID."""
        return self._one("uuid = ?", uuid, uuid)

    def resolve(self, reference: str) -> Party:
        """A party by id, UUID, @handle or full name; :class:`UsageError` when several answer."""
        if reference.isdigit():
            return self.get(int(reference))
        if len(reference) == 36 and reference.count("-") == 4:
            return self.by_uuid(reference)
        bare = reference.removeprefix("@")
        owners = {*self._session.texts.find("handle", bare), *self._session.texts.find("handle", f"@{bare}")}
        owners |= set(self._session.texts.find("name", reference)) if not owners else set()
        found = [owner.removeprefix("party:") for owner in owners if owner.startswith("party:")]
        if not found:
            raise NotFound(_("There is no person or body called {name}.", name=reference))
        if len(found) > 1:
            raise UsageError(_("Several people are called {name}: use the number instead.", name=reference))
        return self.by_uuid(found[0])

    def all(self) -> list[Party]:
        """Every party, oldest first."""
        rows = self._session.db.execute("SELECT id, uuid, kind FROM parties ORDER BY id")
        return [self._named(row) for row in rows.fetchall()]

    def ids(self, uuids: Iterable[str]) -> list[int]:
        """The row ids of parties that are known here, in the order given."""
        found = []
        for uuid in uuids:
            row = self._session.db.execute("SELECT id FROM parties WHERE uuid = ?", (uuid,)).fetchone()
            if row:
                found.append(int(row[0]))
        return found

    def labels(self, uuids: list[str]) -> dict[str, str]:
        """The names to show for some parties."""
        return {uuid: self._label(uuid) for uuid in dict.fromkeys(uuids)}

    def _label(self, uuid: str) -> str:
        row = self._session.db.execute("SELECT id, uuid, kind FROM parties WHERE uuid = ?", (uuid,)).fetchone()
        return self._named(row).label if row else uuid[:8]

    def _one(self, condition: str, value: object, shown: str) -> Party:
        row = self._session.db.execute(
            f"SELECT id, uuid, kind FROM parties WHERE {condition}",  # noqa: S608 - constant conditions
            (value,),
        ).fetchone()
        if row is None:
            raise NotFound(_("There is no person or body called {name}.", name=shown))
        return self._named(row)

    def _named(self, row: tuple[int, str, str]) -> Party:
        owner = f"party:{row[1]}"
        texts = self._session.texts
        return Party(PartyId(row[0]), row[1], row[2], texts.latest(owner, "name"), texts.latest(owner, "handle"))
