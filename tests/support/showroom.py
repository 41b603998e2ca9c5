"""A small real library with photos in every state of consent that exports care about."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.studio import Studio
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import BASE_RIGHTS, EventType, Instrument, Right, Scope
from ugc_studio.domain.search import Query
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.consent.recording import Answer

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
PHOTOS = ("lake", "market", "terrace", "unasked", "refused", "tall")
MEDIA = frozenset({"organic_social", "website", "partners", "internal"})


def clock() -> dt.datetime:
    """The moment in which the showroom lives."""
    return NOW


@dataclass(slots=True)
class Showroom:
    """An opened copy; ``ids`` are the photos by name."""

    studio: Studio
    ids: dict[str, AssetId]
    root: Path

    def withdraw(self, *names: str) -> None:
        """Léa takes her yes back."""
        self.studio.consent.recorder.answer(
            Answer(EventType.WITHDRAWN, [self.ids[name] for name in names], by="@lea.m", message="Please take it down.",
                   instrument=Instrument.LICENCE, evidence="direct_message")
        )  # fmt: skip


def paint(path: Path, seed: int, size: tuple[int, int] = (1500, 1000)) -> Path:
    """A JPEG that looks like no other, with a place, a serial number and a comment as telephones write them."""
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 255, (9, 12, 3), dtype=np.uint8)
    picture = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
    fine = random.integers(0, 255, (size[1] // 20, size[0] // 20, 3), dtype=np.uint8)
    picture = Image.blend(picture, Image.fromarray(fine).resize(size, Image.Resampling.NEAREST), 0.15)
    exif = Image.Exif()
    exif[0x0110] = "Phone 7"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-12345"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    picture.save(path, quality=88, exif=exif, comment=b"secret comment")
    return path


def build(root: Path) -> None:
    """Make the library once: import the photos, ask the people, make the gallery."""
    source = root.parent / "source"
    source.mkdir(parents=True)
    for seed, name in enumerate(PHOTOS):
        paint(source / f"{name}.jpg", seed, (800, 1600) if name == "tall" else (1500, 1000))
    studio = open_studio(root, actor="Ada", clock=clock)
    studio.importing.run([source], context=RecordingContext())
    ids = names_of(studio)
    _record_consent(studio, ids)
    studio.curation.create("Spring")
    studio.curation.add("Spring", [ids[name] for name in PHOTOS])
    studio.curation.set_caption("Spring", ids["lake"], "=Morning at the lake ☕\n<b>no markup</b>")
    studio.curation.set_alt_text("Spring", ids["lake"], 'A lake in "morning" light & fog')
    studio.close()


def names_of(studio: Studio) -> dict[str, AssetId]:
    """The photos of the showroom by name."""
    with studio.library.read() as session:
        rows = session.assets.page(session.search.ids(Query(), today=NOW.date(), brand_id=None))
    return {row.name.removesuffix(".jpg"): row.asset.id for row in rows}


def _record_consent(studio: Studio, ids: dict[str, AssetId]) -> None:
    recorder = studio.consent.recorder
    brand = studio.library.write(lambda session: session.register.add_brand("Maison"))
    studio.library.write(
        lambda session: session.register.add_account("@maison", brand=brand, channel="instagram", zone="Europe/Paris")
    )
    lea = recorder.add_party("creator", name="Léa Müller", handle="@lea.m", facts={"adult": "yes"})
    every = list(ids.values())
    recorder.state(EventType.AUTHOR_STATED, every, facts={"creators": [lea.uuid], "state": "confirmed"})
    recorder.state(EventType.PEOPLE_REVIEWED, every, facts={"answer": "none"})
    scope = Scope(
        media=MEDIA, territories=frozenset({"FR"}), start=dt.date(2026, 6, 1), end=dt.date(2027, 12, 31),
        brands=frozenset({brand.uuid}), credit_line="Photo: Léa Müller (@lea.m)", credit_required=True,
    )  # fmt: skip
    crops = Scope(**{**{name: getattr(scope, name) for name in scope.__slots__},
                     "rights": BASE_RIGHTS | {Right.CROP.value}})  # fmt: skip
    for name, offered, photos in (("Plain", scope, ["market"]), ("Crops", crops, ["lake", "terrace", "tall"])):
        notice = recorder.issue_notice(name, scope=offered, texts={"en": "May we use your photo?"})
        recorder.answer(
            Answer(EventType.GIVEN, [ids[photo] for photo in photos], by="@lea.m", instrument=Instrument.LICENCE,
                   notice=notice.uuid, evidence="direct_message", message="Yes, with pleasure!")
        )  # fmt: skip
    recorder.answer(
        Answer(EventType.REFUSED, [ids["refused"]], by="@lea.m", instrument=Instrument.LICENCE, message="Not this one.",
               evidence="direct_message")
    )  # fmt: skip


def open_copy(template: Path, root: Path) -> Showroom:
    """Open a fresh copy of the showroom."""
    shutil.copytree(template, root)
    studio = open_studio(root, actor="Ada", clock=clock)
    return Showroom(studio, names_of(studio), root)
