"""The check of the catalogues: what a translator must be told, and that reading a catalogue always works."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

from ugc_studio import resources
from ugc_studio.domain.messages import Translator, _, ngettext

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
from ugc_studio.domain.messages import N_, _, ngettext
a = _("{name} was kept", name=1)
b = ngettext("{n} photo", "{n} photos", 2, n=2)
c = N_("Help.")
"""
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
FRENCH = HEADER + """
msgid "Help."
msgstr "Aide."

msgid "{n} photo"
msgid_plural "{n} photos"
msgstr[0] "{n} photo"
msgstr[1] "{n} photos"

msgid "{name} was kept"
msgstr "{name} a été gardé"
"""


@pytest.fixture(scope="module")
def texts() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "packaging" / "texts.py"))


@pytest.fixture
def catalogue(tmp_path: Path, texts: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The French catalogue of a small program, complete and up to date."""
    (tmp_path / "ugc_studio").mkdir()
    (tmp_path / "ugc_studio" / "program.py").write_text(PROGRAM, "utf-8")
    (tmp_path / "resources" / "templates").mkdir(parents=True)
    file = tmp_path / "resources" / "i18n" / "fr" / "LC_MESSAGES" / "ugc_studio.po"
    file.parent.mkdir(parents=True)
    file.write_text(FRENCH, "utf-8")
    texts["update"](tmp_path)
    monkeypatch.setattr(resources, "folder", lambda: tmp_path / "resources")
    return file


def test_a_complete_catalogue_has_no_faults(texts: dict[str, Any], catalogue: Path, tmp_path: Path) -> None:
    assert texts["check"](tmp_path) == []


def test_an_update_changes_nothing_the_second_time(texts: dict[str, Any], catalogue: Path, tmp_path: Path) -> None:
    before = catalogue.read_bytes(), texts["template_file"](tmp_path).read_bytes()
    texts["update"](tmp_path)
    assert (catalogue.read_bytes(), texts["template_file"](tmp_path).read_bytes()) == before


@pytest.mark.parametrize(("old", "new", "fault"), [
    ('msgstr "Aide."', 'msgstr ""', "to translate: 'Help.'"),
    ('msgstr[1] "{n} photos"', 'msgstr[1] ""', "to translate: '{n} photo'"),
    ("{name} a été", "{nom} a été", "unknown field {nom}"),
    ("{name} a été", "Un fichier a été", "field {name} is missing"),
])
def test_each_fault_is_told(
    texts: dict[str, Any], catalogue: Path, tmp_path: Path, old: str, new: str, fault: str
) -> None:
    catalogue.write_text(catalogue.read_text("utf-8").replace(old, new), "utf-8")
    assert any(fault in told for told in texts["check"](tmp_path))


def test_a_guessed_translation_is_a_fault(texts: dict[str, Any], catalogue: Path, tmp_path: Path) -> None:
    lines = catalogue.read_text("utf-8").replace('msgid "Help."', '#, fuzzy\nmsgid "Help."')
    catalogue.write_text(lines, "utf-8")
    assert texts["check"](tmp_path) == ["resources/i18n/fr/LC_MESSAGES/ugc_studio.po: to translate: 'Help.'"]


def test_a_new_text_makes_the_template_stale(texts: dict[str, Any], catalogue: Path, tmp_path: Path) -> None:
    with (tmp_path / "ugc_studio" / "program.py").open("a", encoding="utf-8") as program:
        program.write('d = _("New.")\n')
    assert "the template is older than the texts: run  python3 dev.py texts" in texts["check"](tmp_path)


def test_a_catalogue_is_read_compiled_or_not(texts: dict[str, Any], catalogue: Path, tmp_path: Path) -> None:
    for step in (lambda: None, lambda: texts["compile_catalogues"](tmp_path)):
        step()
        french = Translator(resources.translations("fr"), "fr")
        assert french(_("{name} was kept", name="a.jpg")) == "a.jpg a été gardé"
        assert french(ngettext("{n} photo", "{n} photos", 1500, n=1500)) == "1\u202f500 photos"
    assert catalogue.with_suffix(".mo").exists()
    assert resources.languages() == ("en", "fr")


def test_an_unknown_language_gets_the_source_texts(catalogue: Path) -> None:
    assert Translator(resources.translations("xx"))(_("Not in any catalogue.")) == "Not in any catalogue."
