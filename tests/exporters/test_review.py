"""Review files in a real browser: read, decided by keyboard alone, answered to a file or a text, without a network."""

from __future__ import annotations

import base64
import itertools
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.support import showroom
from tests.support.browser import Browser, browser
from ugc_studio.domain.handover import ReviewKind, ReviewRequest
from ugc_studio.domain.handover_answers import AnswerSheet
from ugc_studio.exporters.review.words import languages, words_for
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.handover.reading import read_returned, read_text

KINDS = ("lawyer", "manager", "translator")
HOSTILE = '</script><script>alert(1)</script>"\'><img src=x onerror=alert(2)> \u202e {{ 7*7 }}'


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("reviews")
    showroom.build(root / "library")
    room = showroom.Showroom(*_open(root / "library"), root)
    ids = tuple(room.ids[name] for name in ("lake", "market", "refused"))
    made = {}
    for kind in KINDS:
        for language in ("en", "fr"):
            said: dict[str, Any] = {"asset_ids": ids}
            if kind == "translator":
                said = {"gallery": "Spring", "target": "de"}
            request = ReviewRequest(
                ReviewKind(kind), f"Maître {HOSTILE[:60]}", language=language, message=HOSTILE, title=HOSTILE, **said
            )
            name = f"{kind}-{language}"
            made[name] = room.studio.handovers.make(request, root / name, RecordingContext()).page
    room.studio.close()
    return made


def _open(root: Path) -> tuple[Any, Any]:
    from ugc_studio.app.bootstrap import open_studio

    studio = open_studio(root, actor="Ada", clock=showroom.clock)
    return studio, showroom.names_of(studio)


@pytest.fixture
def chromium(tmp_path: Path) -> Iterator[Browser]:
    with browser(tmp_path) as made:
        yield made


class Tags(HTMLParser):
    """The tags of a page in order, with their attributes."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.read_text("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


# ---------------------------------------------------------------------- as a file


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_can_load_and_send_nothing(files: dict[str, Path], kind: str) -> None:
    tags = Tags(files[f"{kind}-en"])
    (policy,) = [one["content"] or "" for one in tags.all("meta") if one.get("http-equiv")]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not {"link", "iframe", "object", "embed", "form", "base"} & {tag for tag, _a in tags.found}
    addresses = [value for _tag, one in tags.found for name, value in one.items() if name in {"src", "href", "srcset"}]
    assert all((one or "").startswith(("data:image/jpeg;base64,", "#")) for one in addresses)
    assert not [name for _tag, one in tags.found for name in one if name.startswith("on") or name == "style"]
    assert len(tags.all("script")) == 2
    assert [one["content"] for one in tags.all("meta") if one.get("name") == "robots"] == ["noindex, noimageindex"]


def test_texts_of_strangers_are_text(files: dict[str, Path]) -> None:
    for page in files.values():
        text = page.read_text("utf-8")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "49" not in re.findall(r"<h1[^>]*>(.*?)</h1>", text)[0]


def test_every_language_says_everything() -> None:
    first, *others = [words_for(one) for one in languages()]
    assert {"en", "fr"} <= set(languages())
    for words in others:
        for part in ("common", "leads", "confidential", "decisions", "subjects"):
            ours, theirs = getattr(first, part), getattr(words, part)
            assert ours.keys() == theirs.keys()
            assert all(re.findall(r"\{\w+\}", ours[key]) == re.findall(r"\{\w+\}", theirs[key]) for key in ours)
    assert "cession" not in str(words_for("fr"))


# ---------------------------------------------------------------------- in a browser


def decide(page: Browser, *keys: str) -> None:
    page.ask("document.querySelector('article').focus()")
    for key in keys:
        page.press(key)


def saved(page: Browser) -> bytes:
    page.ask("document.getElementById('save').focus()")
    page.press("Enter")
    name = page.ask("JSON.parse(document.getElementById('ugcreview').textContent).name")
    return page.downloaded(f"{name}.ugcanswer")


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_choosing_by_keyboard_gives_a_file(
    files: dict[str, Path], chromium: Browser, tmp_path: Path, language: str
) -> None:
    chromium.open(files[f"manager-{language}"])
    decide(chromium, "p", "x")
    progress = str(chromium.ask("document.getElementById('progress').textContent"))
    assert progress == {"en": "2 of 2 answered", "fr": "2 réponse(s) sur 2"}[language]
    (tmp_path / "back.ugcanswer").write_bytes(saved(chromium))
    sheet = read_returned(tmp_path / "back.ugcanswer")
    assert isinstance(sheet, AnswerSheet)
    assert [one.decision.value for one in sheet.items] == ["pick", "reject"]
    assert sheet.reader.startswith("Maître")
    assert chromium.complaints == []
    assert [one for one in chromium.requests if not one.startswith(("data:", "file:", "blob:"))] == []
    assert chromium.ask("document.querySelectorAll('script').length") == 2


@pytest.mark.needs("chromium")
def test_a_lawyer_has_to_say_why(files: dict[str, Path], chromium: Browser, tmp_path: Path) -> None:
    chromium.open(files["lawyer-fr"])
    decide(chromium, "x")
    assert chromium.ask("document.activeElement.dataset.field") == "comment"
    chromium.ask("document.getElementById('save').click()")
    assert chromium.ask("document.activeElement.getAttribute('aria-invalid')") == "true"
    assert "motif" in str(chromium.ask("document.getElementById('said').textContent"))
    chromium.type("Mauvaise personne : « Zoé » 🙅")
    chromium.press("j")  # a letter in a text is a letter
    (tmp_path / "back.ugcanswer").write_bytes(saved(chromium))
    sheet = read_returned(tmp_path / "back.ugcanswer")
    assert isinstance(sheet, AnswerSheet)
    (one,) = sheet.items
    assert (one.decision.value, one.comment) == ("invalidate", "Mauvaise personne : « Zoé » 🙅j")
    assert chromium.complaints == []


@pytest.mark.needs("chromium")
def test_a_translation_can_be_copied_as_text(files: dict[str, Path], chromium: Browser) -> None:
    chromium.open(files["translator-en"])
    chromium.ask("document.querySelector('textarea[data-field=caption]').focus()")
    chromium.type("Morgen am See ☕\nüber Nacht")
    chromium.ask("document.getElementById('copy').focus()")
    chromium.press("Enter")
    block = str(chromium.ask("document.getElementById('block').value"))
    assert max(map(len, block.splitlines())) <= 64
    (one,) = read_text(f"Hello,\n\n{block}\nBest").items
    assert one.caption == "Morgen am See ☕\nüber Nacht"
    assert chromium.ask("document.activeElement.id") == "block"


@pytest.mark.needs("chromium")
def test_nothing_is_saved_without_an_answer_or_a_name(files: dict[str, Path], chromium: Browser) -> None:
    chromium.open(files["manager-en"])
    chromium.ask("document.getElementById('save').click()")
    assert chromium.ask("document.getElementById('said').textContent") == "There is no answer yet."
    decide(chromium, "p")
    chromium.ask("document.getElementById('reader').value = ' '")
    chromium.ask("document.getElementById('save').click()")
    assert chromium.ask("document.activeElement.id") == "reader"


@pytest.mark.needs("chromium")
def test_without_scripts_it_can_still_be_read(files: dict[str, Path], chromium: Browser) -> None:
    chromium.open(files["lawyer-en"], scripts=False)
    document = chromium.send("DOM.getDocument", depth=-1)["root"]
    text = json.dumps(document)
    assert "can be read and printed" in text
    (finish,) = [node for node in nodes(document) if "finish" in node.get("attributes", [])[1:2]]
    assert "hidden" in finish["attributes"]  # no button that would do nothing


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node.get("children", []):
        yield from nodes(child)


CONTRAST = """(() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [17, 17, 19] : [250, 250, 251];
  };
  const poor = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
    if (!own || !node.checkVisibility() || node.matches(".skip, script, style")) continue;
    const [a, b] = [light(rgb(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(node.outerHTML.slice(0, 80));
  }
  return poor;
})()"""


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_it(files: dict[str, Path], chromium: Browser, kind: str, scheme: str) -> None:
    """The basics of WCAG 2.2 AA: names, one main part, headings in order, contrast, targets, width of a telephone."""
    chromium.open(files[f"{kind}-fr"], scheme=scheme)
    assert chromium.ask("document.documentElement.lang") == "fr"
    assert chromium.ask("[...document.querySelectorAll('[id]')].map((one) => one.id)") == list(
        dict.fromkeys(chromium.ask("[...document.querySelectorAll('[id]')].map((one) => one.id)"))
    )
    levels = chromium.ask("[...document.querySelectorAll('h1,h2,h3')].map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    nameless = (
        "[...document.querySelectorAll('input,textarea,button')].filter((one) => !(one.labels?.length || "
        "one.textContent.trim())).map((one) => one.outerHTML)"
    )
    assert chromium.ask(nameless) == []
    blind = "[...document.images].filter((one) => !one.alt || !one.complete || !one.naturalWidth).length"
    assert chromium.ask(blind) == 0
    assert chromium.ask(CONTRAST) == []
    small = (
        "[...document.querySelectorAll('.choice,button')].filter((one) => one.checkVisibility() && "
        "one.getBoundingClientRect().height < 44).length"
    )
    assert chromium.ask(small) == 0
    chromium.send("Emulation.setDeviceMetricsOverride", width=360, height=700, deviceScaleFactor=1, mobile=True)
    assert chromium.ask("document.documentElement.scrollWidth") <= 360


@pytest.mark.needs("chromium")
def test_it_prints(files: dict[str, Path], chromium: Browser) -> None:
    chromium.open(files["lawyer-en"], scheme="dark")
    paper = base64.b64decode(chromium.send("Page.printToPDF", printBackground=True)["data"])
    assert paper.startswith(b"%PDF-")
    chromium.send("Emulation.setEmulatedMedia", media="print")
    assert chromium.ask("getComputedStyle(document.getElementById('finish')).display") == "none"
    assert chromium.ask("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
