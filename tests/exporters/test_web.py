"""The web gallery: every line of its contract, read from the files it wrote."""

from __future__ import annotations

import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import find_program
from tests.support import showroom
from ugc_studio.domain.exports import ExportOptions
from ugc_studio.domain.framing import Box
from ugc_studio.domain.galleries import UseParts
from ugc_studio.exporters.web.exporter import web_sizes
from ugc_studio.jobs.context import RecordingContext

PARTS = UseParts(brand="maison", territories=("FR",))
VOID = {"meta", "link", "img", "source", "br"}


class Page(HTMLParser):
    """The tags of a page in order, with their attributes, and whether they nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.data: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.data[self.open[-1]] = self.data.get(self.open[-1], "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("web")
    showroom.build(root / "template")
    room = showroom.open_copy(root / "template", root / "library")
    for name, options in (
        ("site", ExportOptions()),
        ("hidden", ExportOptions(index=False, media_base="https://photos.example.com/spring", title="A & <B>")),
    ):
        plan = room.studio.exporting.plan("Spring", "web", PARTS, options)
        room.studio.exporting.execute(plan, root / name, RecordingContext())
    room.studio.close()
    return root


@pytest.fixture(scope="module")
def page(site: Path) -> Page:
    return Page((site / "site" / "index.html").read_text("utf-8"))


def structured(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.data["script"])
    return found


def test_the_page_nests_and_has_its_landmarks(page: Page) -> None:
    assert page.open == []
    assert [len(page.all(tag)) for tag in ("h1", "main", "header", "footer", "title")] == [1] * 5
    assert page.all("html")[0]["lang"] == "en"
    skip = page.all("a")[0]
    assert (skip["class"], skip["href"]) == ("skip", "#photos")
    assert page.all("main")[0]["id"] == "photos"


def test_no_script_runs_and_no_style_is_inline(page: Page) -> None:
    (policy,) = [meta for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in (policy["content"] or "")
    assert "script-src" not in (policy["content"] or "")
    assert [script.get("type") for script in page.all("script")] == ["application/ld+json"]
    for _tag, attributes in page.tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_every_file_is_there_hashed_and_linked(site: Path, page: Page) -> None:
    folder = site / "site"
    linked = {image["src"] for image in page.all("img")} | {link["href"] for link in page.all("link")}
    for element in (*page.all("source"), *page.all("img")):
        linked |= {part.split()[0] for part in (element.get("srcset") or "").split(", ") if part}
    linked |= {anchor["href"] for anchor in page.all("a") if not (anchor["href"] or "").startswith("#")}
    assert all((folder / str(path)).is_file() for path in linked)
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert written - linked == {"index.html", ".ugc-studio-export.json"}
    assert all(re.search(r"-[0-9a-f]{10}\.(avif|webp|jpg|css)$", str(path)) for path in linked)


def test_pictures_say_their_size_and_come_in_three_formats(site: Path, page: Page) -> None:
    figures = [image for image in page.all("img") if image.get("srcset")]
    assert len(figures) == 4
    assert [image.get("loading") for image in figures] == [None, None, None, "lazy"]
    assert [image.get("fetchpriority") for image in figures] == ["high", "high", "high", None]
    for image in page.all("img"):
        assert image.keys() >= {"width", "height", "alt"}
    for image in figures:
        assert image["sizes"]
        for candidate in (image["srcset"] or "").split(", "):
            path, _space, width = candidate.partition(" ")
            with Image.open(site / "site" / path) as picture:
                assert f"{picture.width}w" == width
                assert picture.width / picture.height == pytest.approx(
                    int(image["width"] or 0) / int(image["height"] or 1), rel=0.01
                )
    assert [source["type"] for source in page.all("source")[:2]] == ["image/avif", "image/webp"]


def test_widths_stop_at_the_picture() -> None:
    assert [width for width, _h in web_sizes(Box(0, 0, 3000, 2000), (320, 640, 2048))] == [2048, 640, 320]
    assert [width for width, _h in web_sizes(Box(0, 0, 1000, 500), (320, 640, 2048))] == [1000, 640, 320]
    assert [width for width, _h in web_sizes(Box(0, 0, 660, 500), (320, 640, 2048))] == [640, 320]
    assert web_sizes(Box(0, 0, 200, 100), (320, 640)) == [(200, 100)]


def test_foreign_text_is_text(site: Path, page: Page) -> None:
    html = (site / "site" / "index.html").read_text("utf-8")
    assert "&lt;b&gt;no markup&lt;/b&gt;" in html
    assert page.all("b") == []
    lake = next(image for image in page.all("img") if image["alt"])
    assert lake["alt"] == 'A lake in "morning" light & fog'
    assert "A &amp; &lt;B&gt;" in (site / "hidden" / "index.html").read_text("utf-8")
    captions = [paragraph for paragraph in page.all("p") if paragraph.get("class") == "caption"]
    assert all(paragraph["dir"] == "auto" for paragraph in captions)


def test_search_engines_read_the_rights(page: Page) -> None:
    gallery = structured(page)
    assert (gallery["@type"], gallery["name"], len(gallery["image"])) == ("ImageGallery", "Spring", 4)
    for image in gallery["image"]:
        assert image["creator"] == {"@type": "Person", "name": "Léa Müller"}
        assert image["creditText"] == "Photo: Léa Müller (@lea.m)"
        assert image["copyrightNotice"] == "© Léa Müller"
        assert image["expires"] == "2027-12-31"
        assert image["license"] == "#rights"
        assert image["datePublished"] == "2026-11-24"
        assert image["width"] > 0
    anchors = {figure["id"] for figure in page.all("figure")}
    assert {image["@id"].removeprefix("#") for image in gallery["image"]} == anchors


def test_a_public_address_makes_links_absolute_and_pages_may_hide(site: Path) -> None:
    hidden = Page((site / "hidden" / "index.html").read_text("utf-8"))
    images = structured(hidden)["image"]
    assert all(image["contentUrl"].startswith("https://photos.example.com/spring/photos/") for image in images)
    assert {image["license"] for image in images} == {"https://photos.example.com/spring/#rights"}
    assert [footer["id"] for footer in hidden.all("footer")] == ["rights"]
    robots = next(meta["content"] for meta in hidden.all("meta") if meta.get("name") == "robots")
    assert robots == "noindex, noimageindex, max-image-preview:none"
    properties = {meta.get("property") for meta in hidden.all("meta")}
    assert {"og:image", "og:image:width", "og:image:height"} <= properties


def test_each_photo_opens_by_a_link_and_closes_to_its_place(page: Page) -> None:
    ids = {attributes["id"] for _tag, attributes in page.tags if attributes.get("id")}
    targets = {str(anchor["href"])[1:] for anchor in page.all("a") if str(anchor["href"]).startswith("#")}
    assert targets <= ids
    assert len([one for one in targets if one.startswith("v-")]) == 4
    for view in page.all("section"):
        assert (view["role"], view["aria-modal"]) == ("dialog", "true")
        assert view["aria-label"]


def test_files_carry_no_name_of_the_original(site: Path) -> None:
    names = [path.name for path in (site / "site").rglob("*")]
    assert not any(photo in name for name in names for photo in showroom.PHOTOS)
    assert not any(b"SERIAL" in path.read_bytes() for path in (site / "site").rglob("*") if path.is_file())


@pytest.mark.needs("chromium")
@pytest.mark.parametrize(("scheme", "light"), [(1, True), (0, False)])
def test_a_browser_shows_it_from_the_disk_in_both_schemes(site: Path, tmp_path: Path, scheme: int, light: bool) -> None:
    shot = tmp_path / "shot.png"
    subprocess.run(
        [
            str(find_program("chromium")),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--blink-settings=preferredColorScheme={scheme}",
            "--virtual-time-budget=5000",
            "--window-size=800,900",
            f"--screenshot={shot}",
            (site / "site" / "index.html").as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with Image.open(shot) as picture:
        ground = picture.convert("L").getpixel((5, 5))
        colours = picture.convert("RGB").crop((0, 300, 800, 900)).quantize(64).getcolors()
    assert isinstance(ground, int | float)
    assert (ground > 200) is light
    assert colours is not None
    assert len(colours) > 40  # photos, not an empty page


@pytest.mark.needs("exiftool")
def test_pictures_name_the_page_that_tells_their_rights(site: Path) -> None:
    shown = subprocess.run(
        ["exiftool", "-j", "-XMP-xmpRights:WebStatement", "-r", str(site / "hidden" / "photos")],
        capture_output=True, check=True,
    )  # fmt: skip
    found = json.loads(shown.stdout)
    assert found
    assert {one["WebStatement"] for one in found} == {"https://photos.example.com/spring/#rights"}
