"""What a paper can be about, read on a thread: the photo, everybody in the register, and photos that show others."""

from __future__ import annotations

from dataclasses import dataclass

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.pages.consent.photo_list import Tickable
from ugc_studio.desktop.pages.consent.reading import small_picture
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.messages import _

MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a paper can be about: the photo that is being looked at, and everybody in the register."""

    photo: str | None
    people: tuple[tuple[str, str], ...]


def subjects_of(studio: Studio, photo: AssetId | None) -> Subjects:
    """Everybody by name, and the photo by its own."""
    rows = studio.browsing.rows([photo]) if photo is not None else []
    with studio.library.read() as session:
        people = [(party.uuid, party.label) for party in session.parties.all() if party.name or party.handle]
    return Subjects(
        f"{rows[0].asset.id} · {rows[0].name}" if rows else None,
        tuple(sorted(people, key=lambda one: one[1].casefold())),
    )


def doubtful(studio: Studio, party: str, brand: str | None) -> list[Tickable]:
    """The photos that somebody took and that are not enclosed by themselves."""
    photos = [one for one in studio.papers.photos_of(party, brand=brand) if one.taken and not one.encloses_itself]
    with studio.library.read() as session:
        veiled = session.summary.veiled()
    return [
        Tickable(
            one.asset.id,
            one.name,
            small_picture(studio, str(one.asset.sha256), sensitive=str(one.asset.sha256) in veiled, side=40),
            hint=_("may show other people"),
        )
        for one in photos[:MOST_SHOWN]
    ]
