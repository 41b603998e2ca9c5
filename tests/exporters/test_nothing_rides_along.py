"""Originals full of private things: no byte of them is in anything that leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.support import showroom
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.domain.consent import EventType, Instrument, Scope
from ugc_studio.domain.exports import ExportOptions
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.consent.recording import Answer

SECRET = b"SECRET"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    b"<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>SECRET person</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>"
    b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)
WEBSITE = UseParts(brand="maison", territories=("FR",))
INSTAGRAM = UseParts(account="@maison")
EXPORTS = (
    ("web", WEBSITE, ExportOptions()),
    ("contact-sheet", WEBSITE, ExportOptions()),
    ("bundle", UseParts(channel="partners", brand="maison", territories=("FR",)), ExportOptions()),
    ("hootsuite", INSTAGRAM, ExportOptions()),
    ("buffer", INSTAGRAM, ExportOptions(media_base="https://media.example.com/a")),
)


def painted(seed: int) -> Image.Image:
    """A picture like no other."""
    return Image.effect_noise((1200, 1000), 40 + seed).convert("RGB")


def private_exif() -> Image.Exif:
    """Names, a device, a place and a small picture, and the camera held upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E], exif[0x013B], exif[0x8298] = "SECRET title", "SECRET artist", "SECRET rights"
    exif.get_ifd(0x8769).update({0xA431: "SECRET serial", 0xA430: "SECRET owner", 0x927C: b"SECRET maker note"})
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0), 0x1D: "2026:01:01"})
    return exif


def originals(folder: Path) -> None:
    """One of each kind, with all that it can carry."""
    folder.mkdir()
    exif = private_exif()
    painted(1).save(folder / "a.jpg", exif=exif, xmp=XMP, comment=b"SECRET comment")
    with (folder / "a.jpg").open("ab") as stream:
        stream.write(b"SECRET behind the end" * 9)
    texts = PngInfo()
    texts.add_text("Comment", "SECRET comment")
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    painted(2).save(folder / "b.png", pnginfo=texts, exif=exif)
    painted(3).save(folder / "c.webp", exif=exif, xmp=XMP)
    painted(4).save(folder / "d.tif", exif=exif)
    painted(5).save(folder / "e.gif", comment=b"SECRET comment")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("private")
    originals(root / "source")
    studio = open_studio(root / "library", actor="Ada", clock=showroom.clock)
    studio.importing.run([root / "source"], context=RecordingContext())
    ids = list(showroom.names_of(studio).values())
    brand = studio.library.write(lambda session: session.register.add_brand("Maison"))
    studio.library.write(lambda session: session.register.add_account("@maison", brand=brand, channel="instagram"))
    recorder = studio.consent.recorder
    lea = recorder.add_party("creator", name="SECRET Müller", handle="@lea.m", facts={"adult": "yes"})
    recorder.state(EventType.AUTHOR_STATED, ids, facts={"creators": [lea.uuid], "state": "confirmed"})
    anna = recorder.add_party("depicted", name="SECRET Anna", facts={"adult": "yes"})
    recorder.state(EventType.PEOPLE_REVIEWED, ids, facts={"answer": "reviewed"})
    recorder.state(EventType.DEPICTED, ids, party=anna, facts={"role": "main"})
    scope = Scope(showroom.MEDIA, frozenset({"FR"}), brands=frozenset({brand.uuid}), credit_line="Photo: @lea.m")
    notice = recorder.issue_notice("Plain", scope=scope, texts={"en": "May we?"})
    for party, instrument in ((lea, Instrument.LICENCE), (anna, Instrument.IMAGE_RELEASE)):
        recorder.answer(
            Answer(EventType.GIVEN, ids, by=party.uuid, instrument=instrument, notice=notice.uuid, evidence="email",
                   message="Yes")
        )  # fmt: skip
    studio.curation.create("All")
    studio.curation.add("All", ids)
    for minute, asset in enumerate(ids):
        studio.curation.plan("All", asset, PlannedTime.parse(f"2026-12-01 10:{minute * 5:02}", "Europe/Paris"))
    for name, parts, options in EXPORTS:
        plan = studio.exporting.plan("All", name, parts, options)
        report = studio.exporting.execute(plan, root / "out" / name, RecordingContext())
        assert len(report.uses) == 5
    studio.close()
    return root


def test_every_original_carries_what_must_stay(outcome: Path) -> None:
    assert all(SECRET in path.read_bytes() for path in (outcome / "source").iterdir())


@pytest.mark.parametrize("name", [name for name, _parts, _options in EXPORTS])
def test_no_byte_of_it_leaves(outcome: Path, name: str) -> None:
    files = [path for path in (outcome / "out" / name).rglob("*") if path.is_file()]
    assert [path.name for path in files if SECRET in path.read_bytes()] == []
    pictures = [path for path in files if path.suffix in {".jpg", ".webp", ".avif"}]
    assert len(pictures) >= 5
    for path in pictures:
        with Image.open(path) as picture:
            assert 0x0112 not in picture.getexif()
            assert 0x8825 not in picture.getexif()


def test_pictures_stand_upright(outcome: Path) -> None:
    sizes = []
    for path in sorted((outcome / "out" / "bundle" / "pictures").iterdir()):
        with Image.open(path) as picture:
            sizes.append(picture.height > picture.width)
    assert sizes.count(True) == 4  # all but the GIF, which knows no orientation
