"""Who acts: the name and role recorded with every event."""

from __future__ import annotations

from dataclasses import dataclass

from ugc_studio.domain.consent import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A profile of this computer: an audit trail and a guard against mistakes, not a defence against its owner.

    ``uuid`` stands in the ledger; the name lives in the library's side table.
    """

    name: str
    role: Role
    uuid: str
