"""A file is told again whatever became of it, and the gate answers about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from tests.support import showroom
from tests.support.showroom import Showroom
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.exports import ExportOptions
from ugc_studio.domain.galleries import Crop, UseParts
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.checking import Checked

WEB = UseParts(channel="website_gallery", brand="maison", territories=("FR",))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Showroom]:
    """A library that exported a web page (with one photo cropped) and a bundle."""
    root = tmp_path_factory.mktemp("checking")
    showroom.build(root / "template")
    opened = showroom.open_copy(root / "template", root / "library")
    studio = opened.studio
    studio.curation.set_crop("Spring", opened.ids["terrace"], Crop(0.3, 0.25, 0.6, 0.6))
    for exporter, parts in (("web", UseParts()), ("bundle", UseParts(channel="partners"))):
        plan = studio.exporting.plan(
            "Spring", exporter, parts.over(UseParts(brand="maison", territories=("FR",))), ExportOptions()
        )
        studio.exporting.execute(plan, root / exporter, RecordingContext())
    yield opened
    studio.close()


def check(room: Showroom, *files: Path, parts: UseParts = WEB) -> list[Checked]:
    return room.studio.checking.check(files, parts, RecordingContext())


def names(room: Showroom, answers: list[Checked]) -> list[str | None]:
    by_id = {asset: name for name, asset in room.ids.items()}
    return [by_id[one.match.asset.id] if one.match else None for one in answers]


def test_every_exported_file_is_found_under_any_name(room: Showroom, tmp_path: Path) -> None:
    files, wanted = [], []
    numbers = {f"{number:03}": name for number, name in enumerate(showroom.PHOTOS, 1)}
    pictures = [*(room.root.parent / "web" / "photos").iterdir(), *(room.root.parent / "bundle" / "pictures").iterdir()]
    assert len(pictures) > 50
    for number, picture in enumerate(pictures):
        copy = tmp_path / f"{number}.dat"
        copy.write_bytes(picture.read_bytes())
        files.append(copy)
        wanted.append(numbers[picture.name[:3]])
    answers = check(room, *files)
    assert names(room, answers) == wanted
    assert {one.match.relation for one in answers if one.match} == {"exported"}


@pytest.mark.parametrize("width", [1500, 480])
def test_re_encoded_resized_and_mirrored_files_are_found(room: Showroom, tmp_path: Path, width: int) -> None:
    files = []
    for name in ("lake", "terrace", "tall"):
        number = showroom.PHOTOS.index(name) + 1
        source = sorted((room.root.parent / "web" / "photos").glob(f"{number:03}-*.jpg"))[0]
        with Image.open(source) as opened:
            picture = opened.convert("RGB")
        picture.thumbnail((width, width))
        for form in (".jpg", ".webp", ".png"):
            path = tmp_path / f"{name}{form}"
            picture.save(path, quality=55)
            files.append(path)
        mirrored = tmp_path / f"{name}-mirror.jpg"
        ImageOps.mirror(picture).save(mirrored, quality=80)
        files.append(mirrored)
    assert names(room, check(room, *files)) == [name for name in ("lake", "terrace", "tall") for _form in range(4)]


def test_a_file_without_its_metadata_is_the_same_picture(room: Showroom, tmp_path: Path) -> None:
    from ugc_studio.media.jpeg import walk

    source = next((room.root.parent / "bundle" / "pictures").glob("001-*.jpg"))
    data = source.read_bytes()
    stripped = tmp_path / "stripped.jpg"
    stripped.write_bytes(b"\xff\xd8" + b"".join(data[start:stop] for start, stop in walk(data).picture) + b"\xff\xd9")
    (answer,) = check(room, stripped)
    assert answer.match is not None
    assert (answer.match.asset.id, answer.match.relation, answer.match.confidence) == (
        room.ids["lake"],
        "exported",
        1.0,
    )


def test_originals_and_strangers(room: Showroom, tmp_path: Path) -> None:
    original = room.root.parent / "source" / "market.jpg"
    stranger = showroom.paint(tmp_path / "stranger.jpg", 77)
    plain = tmp_path / "plain.png"
    Image.new("RGB", (600, 400), (200, 200, 200)).save(plain)
    text = tmp_path / "notes.txt"
    text.write_text("not a picture")
    answers = check(room, original, stranger, plain, text, tmp_path / "gone.jpg")
    assert names(room, answers) == ["market", None, None, None, None]
    assert answers[0].match is not None
    assert answers[0].match.relation == "exact"
    assert [one.problem.code if one.problem else None for one in answers] == [
        None,
        None,
        None,
        "not_a_picture",
        "vanished",
    ]


def test_the_gate_answers_for_the_stated_use_or_the_standard_one(room: Showroom) -> None:
    source = room.root.parent / "source"
    files = [source / "lake.jpg", source / "refused.jpg"]
    assert [one.verdict.cleared for one in check(room, *files) if one.verdict] == [True, False]
    standard = check(room, *files, parts=UseParts())
    assert [one.use.medium for one in standard if one.use] == ["organic_social"] * 2
    assert [one.verdict.cleared for one in standard if one.verdict] == [True, False]
    paid = check(room, files[0], parts=UseParts(account="@maison", paid=True))
    assert [one.verdict.cleared for one in paid if one.verdict] == [False]
    with pytest.raises(UsageError, match="--brand"):
        check(room, files[0], parts=UseParts(channel="instagram"))


def test_checking_leaves_nothing_behind(room: Showroom) -> None:
    incoming = room.studio.library.folder.incoming
    check(room, room.root.parent / "source" / "lake.jpg")
    assert list(incoming.iterdir()) == []
