"""Errors that end a command, each with one plain sentence and an exit code.

::

    StudioError                      1
    ├── UsageError                   2   wrong option, wrong id, a use that is not fully described
    │   └── NotFound                 2   no such asset, party, gallery …
    ├── RefusedError                 3   refused by the gate or by the role
    │   └── RoleRefused              3
    ├── NothingUsable                4   nothing in the input could be used
    ├── LibraryError                 5
    │   ├── LibraryMissing           5   no library in that folder
    │   ├── LibraryLocked            5   another program writes to it
    │   ├── LibraryReadOnly          5
    │   ├── LibraryNewer             5   made by a newer version
    │   ├── LibraryDamaged           5
    │   ├── LibraryClosed            5   asked after it was closed
    │   └── DiskFull                 5
    └── Stopped                      130 the user asked to stop

Problems of a single file are not errors: see :mod:`ugc_studio.domain.problems`.
"""

from __future__ import annotations

from typing import ClassVar

from ugc_studio.domain.messages import Text


class StudioError(Exception):
    """Something the user can understand and act on; ``text`` is the sentence to show."""

    exit_code: ClassVar[int] = 1

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)


class UsageError(StudioError):
    """The question or command was not complete or not possible."""

    exit_code = 2


class NotFound(UsageError):
    """What was named does not exist in this library."""


class RefusedError(StudioError):
    """The gate or the ledger said no."""

    exit_code = 3


class RoleRefused(RefusedError):
    """The role of this profile may not do that."""


class NothingUsable(StudioError):
    """The input held nothing that could be used."""

    exit_code = 4


class LibraryError(StudioError):
    """The library cannot be opened or written."""

    exit_code = 5


class LibraryMissing(LibraryError):
    """There is no library in that folder."""


class LibraryLocked(LibraryError):
    """Another program has the library open for writing."""


class LibraryReadOnly(LibraryError):
    """The library is open for reading only."""


class LibraryNewer(LibraryError):
    """The library was written by a newer version of the program."""


class LibraryDamaged(LibraryError):
    """The database is not whole."""


class LibraryClosed(LibraryError):
    """A look-up came after the library had been closed; whoever asked is no longer there either."""


class DiskFull(LibraryError):
    """There is no room left on the disk."""


class Stopped(StudioError):
    """The user asked to stop; what was done is kept."""

    exit_code = 130
