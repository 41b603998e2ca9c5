"""Writes the page, its style sheet and its structured data (schema.org, as search engines read rights)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ugc_studio import resources
from ugc_studio.domain.consent import Use
from ugc_studio.domain.exports import ExportItem
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.domain.schedule import zone_named
from ugc_studio.exporters.base import ExportRequest, disclosure
from ugc_studio.exporters.templates import rendered

EAGER = 3
"""Photos at the top that are loaded at once; the others wait until they come near."""
FEW = 2
"""Up to so many photos are shown large."""
RIGHTS = "rights"
"""The place on the page that tells on which ground the photos are shown; it serves as their licence's address."""
_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class Picture:
    """One file of a photo."""

    path: str
    format: str
    width: int
    height: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Photo:
    """An item with the files that were made of it, widest first."""

    item: ExportItem
    pictures: tuple[Picture, ...]
    colour: int

    @property
    def anchor(self) -> str:
        """A name for links that stays the same in every export of the gallery."""
        return f"p-{self.item.asset.sha256[:12]}"

    @property
    def full(self) -> Picture:
        """The widest JPEG: what every browser can show."""
        return next(one for one in self.pictures if one.format == "jpeg")

    @property
    def ratio(self) -> float:
        """Width divided by height."""
        return self.full.width / self.full.height

    @property
    def fallback(self) -> Picture:
        """A JPEG of middle size, for browsers that cannot choose."""
        jpegs = [one for one in self.pictures if one.format == "jpeg"]
        return min(jpegs, key=lambda one: abs(one.width - 960))

    @property
    def sources(self) -> list[dict[str, str]]:
        """``<source>`` by format, best first, with the candidates from narrow to wide."""
        found = []
        for kind, media_type in _TYPES.items():
            files = sorted((one for one in self.pictures if one.format == kind), key=lambda one: one.width)
            found.append({"type": media_type, "srcset": ", ".join(f"{one.path} {one.width}w" for one in files)})
        return found

    def sizes(self, *, few: bool) -> str:
        """How wide the photo is shown: the whole line on a telephone, else by its ratio in a row."""
        wide = round(self.ratio * (48 if few else 22), 1)
        return f"(max-width: 40rem) 100vw, min(94vw, {wide}rem)"


def style_sheet(photos: Sequence[Photo]) -> tuple[str, bytes]:
    """Path and bytes of the style sheet; each photo's ratio and colour are rules in it, as the page allows no inline
    styles.
    """
    base = resources.path("templates", "web", "style.css").read_text(encoding="utf-8")
    rules = "".join(
        f"#{photo.anchor}{{--ratio:{photo.ratio:.4f};--colour:#{photo.colour:06x};--width:{photo.full.width}px}}\n"
        f"#v-{photo.anchor}{{--ratio:{photo.ratio:.4f}}}\n"
        for photo in photos
    )
    data = (base + "\n" + rules).encode("utf-8")
    return f"gallery-{hashlib.sha256(data).hexdigest()[:10]}.css", data


def page_html(photos: Sequence[Photo], request: ExportRequest, *, style: str) -> bytes:
    """The page, complete."""
    from markupsafe import Markup

    translator = request.translator
    data = json.dumps(structured_data(photos, request), ensure_ascii=False, indent=1)
    return rendered(
        "web",
        "page.html",
        language=translator.language,
        title=request.title,
        brand=request.brand,
        style=style,
        photos=[_shown(photo, number, photos, request) for number, photo in enumerate(photos)],
        few=FEW,
        rights=RIGHTS,
        texts={name: translator(text) for name, text in _texts(len(photos)).items()},
        index=request.options.index,
        base=_base(request),
        # nothing in it can end the script element or be taken for markup
        data=Markup(data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")),  # noqa: S704 - escaped here
    )


def _texts(count: int) -> dict[str, Text]:
    return {
        "skip": _("Skip to the photos"),
        "count": ngettext("{n} photo", "{n} photos", count, n=count),
        "enlarge": _("Enlarge"),
        "close": _("Close"),
        "next": _("Next photo"),
        "previous": _("Previous photo"),
        "full": _("Picture file"),
        "licence": _("Rights"),
        "permission": _("Shown with the permission of the people who took these photos. All rights stay with them."),
        "photos": _("Photos"),
    }


def _shown(photo: Photo, number: int, photos: Sequence[Photo], request: ExportRequest) -> dict[str, Any]:
    item, rights = photo.item, photo.item.rights
    translator = request.translator
    position = _("Photo {number} of {count}", number=number + 1, count=len(photos))
    return {
        "anchor": photo.anchor,
        "width": photo.full.width,
        "height": photo.full.height,
        "src": photo.fallback.path,
        "full": photo.full.path,
        "sources": photo.sources,
        "sizes": photo.sizes(few=len(photos) <= FEW),
        "alt": item.item.alt_text or "",
        "label": item.item.alt_text or translator(position),
        "position": translator(position),
        "caption": item.item.caption or "",
        "disclosure": disclosure(item.use, translator) or "",
        "credit": rights.credit_line or "",
        "web_statement": _http(rights.web_statement),
        "eager": number < EAGER,
        "next": photos[(number + 1) % len(photos)].anchor,
        "previous": photos[number - 1].anchor,
        "several": len(photos) > 1,
    }


def structured_data(photos: Sequence[Photo], request: ExportRequest) -> dict[str, Any]:
    """schema.org ``ImageGallery`` with an ``ImageObject`` for each photo."""
    return {
        "@context": "https://schema.org",
        "@type": "ImageGallery",
        "name": request.title,
        "inLanguage": request.translator.language,
        "datePublished": _day(request.use),
        "image": [_image_object(photo, request) for photo in photos],
    }


def _image_object(photo: Photo, request: ExportRequest) -> dict[str, Any]:
    item, rights, full = photo.item, photo.item.rights, photo.full
    ends = [day for day in (rights.licence_until, item.use.live_until) if day is not None]
    fields = {
        "@type": "ImageObject",
        "@id": f"#{photo.anchor}",
        "contentUrl": _base(request) + full.path,
        "width": full.width,
        "height": full.height,
        "caption": item.item.caption,
        "description": item.item.alt_text,
        "creator": {"@type": "Person", "name": rights.creator} if rights.creator else None,
        "creditText": rights.credit_line,
        "copyrightNotice": rights.copyright_notice,
        "license": _http(rights.web_statement) or f"{_base(request)}#{RIGHTS}",
        "acquireLicensePage": _http(rights.licensor_url),
        "datePublished": _day(item.use),
        "expires": min(ends).isoformat() if ends else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _day(use: Use) -> str:
    """The day of publication, on the clock of who publishes."""
    return use.publish_at.astimezone(zone_named(use.zone)).date().isoformat()


def rights_address(request: ExportRequest) -> str | None:
    """Where the page tells about rights, once its public address is known."""
    base = _base(request)
    return f"{base}#{RIGHTS}" if base else None


def _base(request: ExportRequest) -> str:
    """The page's public address with a slash, or nothing when it is not known."""
    base = request.options.media_base
    return base.rstrip("/") + "/" if base else ""


def _http(address: str | None) -> str | None:
    """An address that may become a link; anything but http(s) is left out."""
    return address if address and address.startswith(("https://", "http://")) else None
