"""Make the sample photos again: paint the scenes, copy the sources, make the copies and the damaged files.

``python make.py --sources DIR``: DIR holds the CC0 and public-domain originals named in ``../LICENCES.md`` as
``KEY.png`` (see ``REAL``). Without it the committed photos stay and only the painted ones and the copies are made.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageOps
from scenes import SCENES
from sea import wave

PHOTOS = Path(__file__).resolve().parent.parent / "photos"
LONG_SIDE = 1440
CAMERAS = {"IMG": ("Alizea", "A14"), "DSC": ("Boreale", "D75"), "DSCN": ("Boreale", "P300"), "PXL": ("Alizea", "Six")}


@dataclass(frozen=True, slots=True)
class Photo:
    """One file: where it goes, what it shows, when it was taken (local time; none: stripped by the sender's app)."""

    path: str
    shows: str
    taken: str | None = None
    quality: int = 80
    gps: tuple[float, float] | None = None


REAL = [
    Photo("instagram/elise.et.le.large_20260621_01.jpg", "pier"),
    Photo("instagram/elise.et.le.large_20260624_01.jpg", "dunes", quality=76),
    Photo("instagram/mayadiallo.photo_20260602_01.jpg", "dandelion"),
    Photo("instagram/mayadiallo.photo_20260609_01.jpg", "buttercup"),
    Photo("instagram/mayadiallo.photo_20260703_01.jpg", "lavender", quality=76),
    Photo("instagram/mayadiallo.photo_20260703_02.jpg", "meadow", quality=74),
    Photo("instagram/hugo_dehors_20260718_01.jpg", "birds"),
    Photo("instagram/hugo_dehors_20260718_02.jpg", "coral", quality=78),
    Photo("instagram/nina.gourmande_20260705_01.jpg", "coffee"),
    Photo("instagram/nina.gourmande_20260711_01.jpg", "spices", quality=74),
    Photo("instagram/nina.gourmande_20260829_01.jpg", "grapes"),
    Photo("instagram/solenevoyage_20260716_01.jpg", "desert"),
    Photo("mail/famille-peeters/DSC_0412.JPG", "lake", "2026-08-04 10:42:10", 76, (45.92, 6.87)),
    Photo("mail/famille-peeters/DSC_0431.JPG", "peaks", "2026-08-05 15:08:44", 76, (45.93, 6.86)),
    Photo("mail/famille-roux/IMG_4807.jpg", "kitten", "2026-07-12 17:20:03", 76),
    Photo("mail/famille-roux/IMG_4812.jpg", "blue", "2026-07-13 09:51:37", 78),
    Photo("whatsapp-group/IMG-20260709-WA0012.jpg", "deck"),
    Photo("whatsapp-group/IMG-20260722-WA0004.jpg", "cat"),
    Photo("form/hibiscus.jpg", "hibiscus", "2026-06-27 08:15:22"),
    Photo("form/DSCN0871.JPG", "osprey", "2026-08-06 07:33:59", 74),
    Photo("form/DSCN0884.JPG", "otters", "2026-08-06 11:02:16", 74),
    Photo("form/DSCN0890.JPG", "wren", "2026-08-06 18:47:41", 78),
    Photo("equipe/PXL_20260615_063012114.jpg", "terrace", "2026-06-15 08:30:12"),
]
PAINTED = [
    Photo("mail/famille-roux/IMG_4821.jpg", "family_sunset", "2026-07-14 21:32:05", gps=(43.91, -1.37)),
    Photo("mail/famille-roux/IMG_4822.jpg", "family_sunset_burst", "2026-07-14 21:32:06", gps=(43.91, -1.37)),
    Photo("mail/famille-roux/IMG_4835.jpg", "sandcastle", "2026-07-15 11:14:50"),
    Photo("mail/famille-roux/IMG_4840.JPG", "wave", "2026-07-15 16:03:28"),
    Photo("mail/famille-benali/IMG_0207.jpg", "shoulders", "2026-08-19 20:58:14"),
    Photo("mail/famille-peeters/DSC_0467.JPG", "ridge_hikers", "2026-08-07 09:26:31"),
    Photo("whatsapp-group/IMG-20260714-WA0021.jpg", "table_under_lights"),
    Photo("whatsapp-group/IMG-20260716-WA0009.jpg", "campfire"),
    Photo("whatsapp-group/IMG-20260730-WA0002.jpg", "running_in_waves"),
    Photo("whatsapp-group/IMG-20260731-WA0017.jpg", "kids_club"),
    Photo("whatsapp-group/IMG-20260811-WA0006.jpg", "paddle_boards"),
    Photo("instagram/hugo_dehors_20260719_01.jpg", "kayak_dawn"),
    Photo("instagram/solenevoyage_20260717_01.jpg", "selfie_pool"),
    Photo("instagram/solenevoyage_20260718_01.jpg", "hammock"),
    Photo("instagram/nina.gourmande_20260712_01.jpg", "ice_cream"),
    Photo("instagram/nina.gourmande_20260713_01.jpg", "breakfast"),
    Photo("instagram/tombecker_de_20260803_01.jpg", "regatta"),
    Photo("instagram/tombecker_de_20260804_01.jpg", "starry_bungalows"),
    Photo("instagram/mia.sur.la.plage_20260810_01.jpg", "friends_jump"),
    Photo("instagram/elise.et.le.large_20260712_01.jpg", "selfie_couple"),
    Photo("instagram/elise.et.le.large_20260814_01.jpg", "jetty_couple"),
    Photo("form/IMG_3310.jpg", "bungalow", "2026-06-28 12:05:40"),
    Photo("form/IMG_3318.jpg", "pine_walk", "2026-06-29 18:21:09"),
    Photo("form/piscine.jpg", "pool_parasols", "2026-07-01 13:44:52"),
    Photo("equipe/PXL_20260622_045503870.jpg", "yoga_sunrise", "2026-06-22 06:55:03"),
    Photo("equipe/PXL_20260725_201944002.jpg", "concert", "2026-07-25 22:19:44"),
]


def exif(photo: Photo) -> Image.Exif:
    """The few facts that a camera would write."""
    tags = Image.Exif()
    if photo.taken is None:
        return tags
    name = Path(photo.path).stem.split("_")[0]
    make, model = CAMERAS.get(name, CAMERAS["IMG"])
    when = photo.taken.replace("-", ":")
    tags[271], tags[272], tags[306], tags[33432] = make, model, when, "CC0 1.0, see LICENCES.md"
    details = tags.get_ifd(0x8769)
    details[36867], details[36868], details[36881] = when, when, "+02:00"
    if photo.gps:
        lat, lon = photo.gps
        place = tags.get_ifd(0x8825)
        place[1], place[2] = "N", (int(lat), round(lat % 1 * 60), 0)
        place[3], place[4] = "W" if lon < 0 else "E", (int(abs(lon)), round(abs(lon) % 1 * 60), 0)
    return tags


def save(picture: Image.Image, path: str, *, quality: int = 80, tags: Image.Exif | None = None) -> None:
    """Write a JPEG below ``photos/``."""
    target = PHOTOS / path
    target.parent.mkdir(parents=True, exist_ok=True)
    picture.convert("RGB").save(target, "JPEG", quality=quality, optimize=True, exif=tags or Image.Exif())


def originals(sources: Path | None, *, paint: bool) -> None:
    """Write the painted photos and, when their sources are at hand, the real ones."""
    for photo in PAINTED if paint else []:
        save(Image.fromarray(SCENES[photo.shows]()), photo.path, quality=photo.quality, tags=exif(photo))
    for photo in REAL:
        if sources is None:
            break
        with Image.open(sources / f"{photo.shows}.png") as opened:
            picture = opened.convert("RGB")
        picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
        save(picture, photo.path, quality=photo.quality, tags=exif(photo))


def _open(path: str) -> Image.Image:
    with Image.open(PHOTOS / path) as picture:
        return picture.convert("RGB")


def copies() -> None:
    """Make the duplicates, one of each kind that a brand receives."""
    family, castle = "mail/famille-roux/IMG_4821.jpg", "mail/famille-roux/IMG_4835.jpg"
    (PHOTOS / "whatsapp-group").mkdir(exist_ok=True)
    shutil.copyfile(PHOTOS / family, PHOTOS / "form/IMG_4821 (1).jpg")
    lake = (PHOTOS / "mail/famille-peeters/DSC_0412.JPG").read_bytes()
    (PHOTOS / "form/lac.jpg").write_bytes(without_metadata(lake))
    pier = _open("instagram/elise.et.le.large_20260621_01.jpg")
    save(
        pier.resize((1080, round(1080 * pier.height / pier.width)), Image.Resampling.LANCZOS),
        "instagram/vacances.inspi_20260702_01.jpg",
        quality=68,
    )
    save(_open(castle), "whatsapp-group/IMG-20260715-WA0030.jpg", quality=58)
    table = _open("whatsapp-group/IMG-20260714-WA0021.jpg")
    table.thumbnail((800, 800), Image.Resampling.LANCZOS)
    save(table, "mail/amis/image0.jpeg", quality=76)
    save(
        ImageOps.mirror(_open("instagram/hugo_dehors_20260719_01.jpg")),
        "instagram/hugo_dehors_20260720_01.jpg",
        quality=78,
    )
    save(
        _open(family).crop((420, 330, 930, 853)).resize((1000, 1025), Image.Resampling.LANCZOS),
        "instagram/camille.enbalade_20260716_01.jpg",
        quality=78,
    )
    screenshot(_open("instagram/mayadiallo.photo_20260703_01.jpg"), "whatsapp-group/Screenshot_20260801-093412.jpg")
    breakfast = _open("instagram/nina.gourmande_20260713_01.jpg")
    save(
        ImageOps.expand(breakfast.resize((960, 960), Image.Resampling.LANCZOS), (60, 60, 60, 200), "white"),
        "instagram/nina.gourmande_20260714_story.jpg",
        quality=76,
    )
    dunes = ImageEnhance.Color(_open("instagram/elise.et.le.large_20260624_01.jpg")).enhance(0.55)
    save(
        Image.blend(dunes, Image.new("RGB", dunes.size, "#d9a066"), 0.16),
        "instagram/elise.et.le.large_20260625_01.jpg",
        quality=74,
    )
    turned = Image.Exif()
    turned[274], turned[271], turned[272], turned[306] = 6, "Alizea", "A14", "2026:06:28 12:05:40"
    save(
        _open("form/IMG_3310.jpg").transpose(Image.Transpose.ROTATE_90), "form/IMG_3310-1.jpg", quality=80, tags=turned
    )
    collage(
        (
            "instagram/mayadiallo.photo_20260609_01.jpg",
            "instagram/solenevoyage_20260718_01.jpg",
            "whatsapp-group/IMG-20260811-WA0006.jpg",
            "instagram/tombecker_de_20260803_01.jpg",
        ),
        "instagram/vacances.inspi_20260820_01.jpg",
    )


def without_metadata(data: bytes) -> bytes:
    """Drop the APPn and comment segments of a JPEG: other bytes, the same pixels."""
    out, at = bytearray(data[:2]), 2
    while data[at + 1] != 0xDA:
        size = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE1 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE):
            out += data[at : at + size]
        at += size
    return bytes(out + data[at:])


def screenshot(picture: Image.Image, path: str) -> None:
    """Show a picture inside the bars of a made-up photo app, as on a phone."""
    screen = Image.new("RGB", (720, 1280), "#101214")
    picture.thumbnail((720, 900), Image.Resampling.LANCZOS)
    top = 250
    screen.paste(picture, (0, top))
    draw = ImageDraw.Draw(screen)
    draw.text((34, 22), "09:34", fill="white", font_size=26)
    draw.rounded_rectangle((640, 26, 684, 46), 5, outline="white", width=2)
    draw.ellipse((30, 160, 90, 220), fill="#c98f66")
    draw.text((108, 176), "mayadiallo.photo", fill="white", font_size=28)
    below = top + picture.height + 28
    for n, x in enumerate((34, 104, 174)):
        draw.rounded_rectangle((x, below, x + 44, below + 40), 12 + 4 * n, outline="white", width=3)
    draw.text((34, below + 66), "1 204", fill="white", font_size=28)
    draw.rounded_rectangle((260, 1244, 460, 1252), 4, fill="#8a8f94")
    save(screen, path, quality=76)


def collage(parts: tuple[str, ...], path: str) -> None:
    """Set four photos in a square with white gaps."""
    sheet = Image.new("RGB", (1080, 1080), "white")
    for n, part in enumerate(parts):
        cell = ImageOps.fit(_open(part), (526, 526), Image.Resampling.LANCZOS)
        sheet.paste(cell, (9 + (n % 2) * 536, 9 + (n // 2) * 536))
    save(sheet, path, quality=74)


def damaged() -> None:
    """Two files that cannot be used: half a JPEG, and a web page that was saved as a photo."""
    whole = (PHOTOS / "mail/famille-roux/IMG_4835.jpg").read_bytes()
    (PHOTOS / "mail/famille-roux/IMG_4836.jpg").write_bytes(whole[:9000])
    page = (
        '<!DOCTYPE html>\n<html lang="fr"><head><title>Contenu indisponible</title></head>\n'
        "<body><p>Ce lien a expiré.</p></body></html>\n"
    )
    (PHOTOS / "instagram/elise.et.le.large_20260701_01.jpg").write_text(page, encoding="utf-8")


def films() -> None:
    """The moving half of a Live Photo and a short film without sound."""
    frames = [cv2.cvtColor(wave(n / 30, 384, 288), cv2.COLOR_RGB2BGR) for n in range(30)]
    film(frames, PHOTOS / "mail/famille-roux/IMG_4840.MOV")
    picture = cv2.cvtColor(np.asarray(_open("instagram/tombecker_de_20260803_01.jpg")), cv2.COLOR_RGB2BGR)
    pan = [
        cv2.resize(
            picture[120 + n : 120 + n + 540, 40 + 5 * n : 40 + 5 * n + 960], (400, 226), interpolation=cv2.INTER_AREA
        )
        for n in range(48)
    ]
    film(pan, PHOTOS / "whatsapp-group/VID-20260805-WA0003.mp4")


def film(frames: list[cv2.typing.MatLike], target: Path) -> None:
    """Write frames as MPEG-4 at 20 a second."""
    height, width = frames[0].shape[:2]
    writer = cv2.VideoWriter(str(target), cv2.VideoWriter.fourcc(*"mp4v"), 20, (width, height))
    for frame in frames:
        writer.write(frame)
    writer.release()


def main() -> None:
    """Make everything, in an order in which each file finds what it is made from."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--keep-painted", action="store_true", help="do not paint again what is there")
    chosen = parser.parse_args()
    started = datetime.now(UTC)
    originals(chosen.sources, paint=not chosen.keep_painted)
    copies()
    damaged()
    films()
    size = sum(path.stat().st_size for path in PHOTOS.rglob("*") if path.is_file())
    count = sum(path.is_file() for path in PHOTOS.rglob("*"))
    print(f"{count} files, {size / 1e6:.1f} MB, {(datetime.now(UTC) - started).seconds} s")


if __name__ == "__main__":
    main()
