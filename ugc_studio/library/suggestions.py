"""What the search box offers while somebody types: names that exist, with what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ugc_studio.domain.search import Field
from ugc_studio.library.filters import each_tag, fold

if TYPE_CHECKING:
    from ugc_studio.library.session import Session

NAMES = {
    Field.PLACE: "SELECT name FROM places",
    Field.GALLERY: "SELECT name FROM galleries",
    Field.CAMPAIGN: "SELECT name FROM galleries WHERE goal IS NOT NULL OR deadline IS NOT NULL",
}
CREATORS = """SELECT handle, name FROM creators
  WHERE key LIKE ?1 ESCAPE '\\' OR name LIKE ?1 ESCAPE '\\' OR name LIKE '% ' || ?1 ESCAPE '\\' ORDER BY key LIMIT ?2"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One name: the field that it is a value of, and the term that finds it."""

    field: Field
    value: str

    @property
    def term(self) -> str:
        """What to write into the search box."""
        quoted = not self.value or any(sign in self.value for sign in ' ,:"')
        return f'{self.field.value}:"{self.value}"' if quoted else f"{self.field.value}:{self.value}"


def suggestions(session: Session, prefix: str, *, limit: int) -> list[Suggestion]:
    """At most ``limit`` names in which a word begins like ``prefix``, some of each kind; names that begin so first."""
    wanted = fold(prefix.lstrip("#@"))
    if not wanted:
        return []
    found = [
        list(_matching(Field.TAG, each_tag(session.db), wanted, limit)),
        [Suggestion(Field.CREATOR, name) for name in _creators(session, wanted, limit)],
        *(
            list(_matching(field, (row[0] for row in session.db.execute(sql)), wanted, limit))
            for field, sql in NAMES.items()
        ),
    ]
    chosen: list[Suggestion] = []
    while len(chosen) < limit and any(found):  # in turns, so that a hundred tags do not hide the one place
        chosen += [kind.pop(0) for kind in found if kind]
    order = {field: at for at, field in enumerate((Field.TAG, Field.CREATOR, *NAMES))}
    return sorted(chosen[:limit], key=lambda one: order[one.field])


def _matching(field: Field, names: Iterable[str], wanted: str, limit: int) -> Iterator[Suggestion]:
    folded = [(fold(name), name) for name in names]
    begins = sorted(pair for pair in folded if pair[0].startswith(wanted))
    inside = sorted(pair for pair in folded if not pair[0].startswith(wanted) and f" {wanted}" in pair[0])
    return (Suggestion(field, name) for _folded, name in (begins + inside)[:limit])


def _creators(session: Session, wanted: str, limit: int) -> list[str]:
    pattern = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    rows = session.db.execute(CREATORS, [pattern, limit])
    return list(dict.fromkeys("@" + handle.lstrip("@") if handle else name for handle, name in rows))
