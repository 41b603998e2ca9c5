"""Opens a library for a front end: the right folder, the right person, ready to work."""

from __future__ import annotations

import getpass
from pathlib import Path

from ugc_studio import resources
from ugc_studio.app.studio import Studio
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.consent import Role
from ugc_studio.domain.messages import Translator
from ugc_studio.library.clock import Clock, utc_now
from ugc_studio.library.folder import LibraryFolder
from ugc_studio.library.library import Library
from ugc_studio.library.opening import has_history
from ugc_studio.services.consent.erasing import finish_begun
from ugc_studio.services.consent.restoring import Reapplier
from ugc_studio.services.consent.verifying import LedgerKeeper


def open_studio(
    folder: Path,
    *,
    actor: str | None = None,
    role: str | None = None,
    language: str = "en",
    create: bool = True,
    clock: Clock = utc_now,
) -> Studio:
    """Open (or make) the library in ``folder`` and wire its services for one person.

    A library that another program writes to is opened for reading only, and says so.
    """
    if create and not (folder / "library.db").exists() and not has_history(LibraryFolder(folder)):
        library = Library.create(folder, clock=clock)
    else:
        library = Library.open(folder, clock=clock, fallback=True, reapply=Reapplier())
    try:
        if library.writable:
            LedgerKeeper(library).catch_up()
            finish_begun(library)
        person = actor_of(library, actor or profile_name(), Role(role or Role.EDITOR))
    except BaseException:
        library.close()
        raise
    return Studio(library, actor=person, translator=Translator(resources.translations(language), language))


def actor_of(library: Library, name: str, role: Role) -> Actor:
    """The actor of a name: its UUID stands in the ledger, made at its first act."""
    if library.writable:
        with library.read() as session:
            known = {actor_name: uuid for uuid, actor_name in session.register.actor_names().items()}
        uuid = known.get(name) or library.write(lambda session: session.register.actor_uuid(name))
    else:
        uuid = ""
    return Actor(name, role, uuid)


def profile_name() -> str:
    """The system's user, where no profile says otherwise."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "user"
