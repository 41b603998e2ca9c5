"""Single cells: pictures, counts, dates and names as people and spreadsheets write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from ugc_studio.domain.posts import CreatorDraft, platform_of

MEDIA_ENDINGS = (
    ".jpg .jpeg .jpe .jfif .png .webp .gif .tif .tiff .heic .heif .hif .avif .bmp .mp4 .m4v .mov .webm"
).split()
_FILE_HOSTS = ("drive.google.com", "api.typeform.com", "jotform.com", "storage.tally.so", "airtableusercontent.com")
_WITH_LINK = re.compile(r"([^,\n;|]*?)\s*\((https?://[^\s()]+)\)")
_IMAGE_FORMULA = re.compile(r'=\s*IMAGE\s*\(\s*"([^"]+)"', re.IGNORECASE)
_COUNT = re.compile(r"^[+]?(\d[\d\s.,'’]*)\s*([kmb]|mio|mln|tsd|mille)?\+?$", re.IGNORECASE)
_SPACES = re.compile(r"[\s\u00a0\u202f'’]")
_FACTORS = {"k": 1e3, "tsd": 1e3, "mille": 1e3, "m": 1e6, "mio": 1e6, "mln": 1e6, "b": 1e9}
_ROUNDED = re.compile(r"^\d(?:[.,]\d+)?E\+?\d{2}$", re.IGNORECASE)
_HANDLE = re.compile(r"^@?[\w.\-]{1,60}$")
_NUMERIC = re.compile(r"^(\d{1,4})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?=$|[T\s,])")
_DAY_NAME = re.compile(
    r"(?:^|(?<=\s))(\d{1,2})(?:er|st|nd|rd|th|\.|º)?[\s\-]+(?:de\s+)?([^\W\d]{3,})\.?[\s,\-]+(?:de\s+)?(\d{4})\b"
)
_NAME_DAY = re.compile(r"\b([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})[:h.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?\s?m\b\.?)?", re.IGNORECASE
)
_ZONE = re.compile(r"(?:\s*(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?|\s*(Z|UTC|GMT))\s*$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier janv januar enero ene gennaio gen januari",
            "feb february fevrier fevr fev februar febrero febbraio februari",
            "mar march mars marz marzo maart mrt",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag mei",
            "jun june juin juni junio giugno giu",
            "jul july juillet juil juli julio luglio lug",
            "aug august aout agosto ago augustus",
            "sep sept september septembre septiembre settembre set",
            "oct october octobre oktober okt octubre ottobre ott",
            "nov november novembre noviembre",
            "dec december decembre dezember dez diciembre dic dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_PROFILE_FOLDERS = frozenset({"profile", "in", "user", "c"})
_EXCEL_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's wall clock has no zone
_FIRST_YEAR, _LAST_YEAR = 1995, 2100


@dataclass(frozen=True, slots=True)
class MediaReference:
    """One picture that a cell names: by a path, an address, or both."""

    path: str | None
    url: str | None = None


def media_references(cells: Iterable[str]) -> list[MediaReference]:
    """Every picture named in the cells of one row, in order, each once."""
    found: list[MediaReference] = []
    for cell in cells:
        found.extend(_references(cell))
    return list(dict.fromkeys(found))


def _references(cell: str) -> list[MediaReference]:
    if formula := _IMAGE_FORMULA.match(cell):
        return [MediaReference(None, formula.group(1))]
    linked = [MediaReference(name.strip(" ,;") or None, url) for name, url in _WITH_LINK.findall(cell)]
    if linked:  # Airtable: name.jpg (https://…), other.jpg (https://…)
        return linked
    parts = [cell] if _one_path(cell) else re.split(r"[\n|;]|,(?=\s*(?:https?://|\S))", cell)
    return [
        MediaReference(None, part) if is_address(part) else MediaReference(part)
        for part in (part.strip().strip('"') for part in parts)
        if part
    ]


def _one_path(cell: str) -> bool:
    """Whether a cell with commas in it is the name of one file: only one ending, and that at its end."""
    lower = cell.lower()
    count = sum(lower.count(ending + mark) for ending in MEDIA_ENDINGS for mark in (",", ";", "|", "\n", " "))
    return not count and lower.count("://") <= 1 and "\n" not in cell and lower.endswith(tuple(MEDIA_ENDINGS))


def is_address(text: str) -> bool:
    """Whether a text is an address on the web (and not a path)."""
    return text[:8].lower().startswith(("http://", "https://"))


def looks_like_media(cell: str) -> bool:
    """Whether a cell names a picture or a video."""
    references = _references(cell)
    return bool(references) and all(_is_media(reference) for reference in references)


def _is_media(reference: MediaReference) -> bool:
    if reference.url is None:
        return (reference.path or "").lower().endswith(tuple(MEDIA_ENDINGS))
    try:
        parts = urlsplit(reference.url)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.path.lower().endswith(tuple(MEDIA_ENDINGS)) or host.endswith(_FILE_HOSTS)


def parse_count(text: str) -> int | None:
    """A number of likes or comments: ``1.2K``, ``3,4 k``, ``12 345``; unknown (also ``-1``: hidden) is nothing."""
    found = _COUNT.match(text.strip())
    if found is None:
        return None
    digits, unit = _SPACES.sub("", found.group(1)), (found.group(2) or "").casefold()
    if not unit and re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
        return int(re.sub(r"[.,]", "", digits))
    if not unit and re.fullmatch(r"\d+([.,]0+)?", digits):
        return _bounded(float(re.split(r"[.,]", digits)[0]))
    if unit and re.fullmatch(r"\d+([.,]\d+)?", digits):
        return _bounded(float(digits.replace(",", ".")) * _FACTORS[unit])
    return None


def _bounded(number: float) -> int | None:
    return round(number) if number < 1e12 else None


def is_rounded_number(text: str) -> bool:
    """Whether a spreadsheet has rounded this id (it keeps 15 digits only)."""
    plain = text.strip()
    lost = len(plain) - 15
    return bool(_ROUNDED.match(plain)) or (plain.isdigit() and lost > 0 and plain.endswith("0" * lost))


def parse_creator(handle: str, author: str, platform: str | None, permalink: str | None) -> CreatorDraft | None:
    """Who posted: a handle, a profile address or a name, whichever column it stands in."""
    handle, author = handle.strip(), author.strip()
    if is_address(handle) or is_address(author):
        address = handle if is_address(handle) else author
        platform = platform or platform_of(address)
        segments = [part for part in _path_of(address).split("/") if part and part not in _PROFILE_FOLDERS]
        handle = segments[0] if segments else ""
        author = "" if is_address(author) else author
    if not handle and author.startswith("@") and _HANDLE.match(author):
        handle, author = author, ""
    if handle and not _HANDLE.match(handle):
        handle, author = "", author or handle
    if not handle and not author:
        return None
    return CreatorDraft(platform or platform_of(permalink) or "other", handle.lstrip("@") or None, author or None)


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def parse_tags(cells: Iterable[str]) -> tuple[str, ...]:
    """Words that sort a post, without ``#``; at most 50 of at most 100 characters."""
    words = [word for cell in cells for word in re.split(r"[,;|\n]|\s+(?=#)", cell)]
    tags = [" ".join(unicodedata.normalize("NFC", word).split()).lstrip("#").strip()[:100].rstrip() for word in words]
    return tuple(dict.fromkeys(tag for tag in tags if tag and tag.isprintable()))[:50]


def date_order(texts: Iterable[str]) -> str | None:
    """``dmy`` or ``mdy`` if one of the dates of a column proves it."""
    for text in texts:
        if (found := _NUMERIC.match(text.strip())) and len(found.group(1)) <= 2 and found.group(2) != "-":
            first, second = int(found.group(1)), int(found.group(3))
            if first > 12 >= second:
                return "dmy"
            if second > 12 >= first:
                return "mdy"
    return None


def is_ambiguous_date(text: str) -> bool:
    """Whether day and month of a date could be exchanged."""
    found = _NUMERIC.match(text.strip())
    return bool(found and len(found.group(1)) <= 2 and int(found.group(1)) <= 12 and int(found.group(3)) <= 12)


def parse_date(text: str, order: str = "dmy") -> str | None:
    """A date as stored: an instant in UTC where the zone is told, else a wall clock or a calendar date."""
    plain = text.strip()
    if re.fullmatch(r"\d+([.,]\d+)?", plain):
        return _from_number(plain.replace(",", "."))
    parsed = _calendar_date(plain, order)
    if parsed is None:
        return None
    day, rest = parsed
    time = _TIME.search(rest)
    if time is None:
        return day.isoformat()
    hour, minute, second = int(time.group(1)), int(time.group(2)), int(time.group(3) or 0)
    if half := (time.group(4) or "").casefold():
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat()
    wall = dt.datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - the zone comes next, if told
    return _with_zone(wall, rest[time.end() :])


def _with_zone(wall: dt.datetime, rest: str) -> str:
    zone = _ZONE.match(rest)
    if zone is None:
        return wall.isoformat()
    offset = dt.timedelta(hours=int(zone.group(2) or 0), minutes=int(zone.group(3) or 0))
    if offset > dt.timedelta(hours=14):
        return wall.isoformat()
    moment = wall - (-offset if zone.group(1) == "-" else offset)
    return f"{moment.isoformat()}Z"


def _calendar_date(text: str, order: str) -> tuple[dt.date, str] | None:
    if found := _NUMERIC.match(text):
        one, two, three = found.group(1), int(found.group(3)), found.group(4)
        if len(one) >= 3:
            triple = (int(one), two, int(three))
        elif two > 12 >= int(one) or (order == "mdy" and int(one) <= 12):
            triple = (_year(three), int(one), two)
        else:
            triple = (_year(three), two, int(one))
    elif found := _DAY_NAME.search(text):
        triple = (int(found.group(3)), _month(found.group(2)), int(found.group(1)))
    elif found := _NAME_DAY.search(text):
        triple = (int(found.group(3)), _month(found.group(1)), int(found.group(2)))
    else:
        return None
    try:
        day = dt.date(*triple)
    except ValueError:
        return None
    return (day, text[found.end() :]) if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _month(name: str) -> int:
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _MONTHS.get(letters, 0)


def _from_number(text: str) -> str | None:
    number = float(text)
    if 30_000 <= number < 80_000:  # days since 1899-12-30, as spreadsheets count
        moment = _EXCEL_EPOCH + dt.timedelta(seconds=round(number * 86_400))
        return moment.isoformat() if number % 1 else moment.date().isoformat()
    seconds = number / 1000 if number >= 1e11 else number
    if 8e8 <= seconds < 4.1e9:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return None
