"""What other programs read is made where every other paper is made."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.consent.conftest import Start
from tests.desktop.consent.place import Place
from tests.desktop.consent.scenes import clear_reply
from tests.desktop.support.prompts import PlannedPrompts
from tests.services.consent.world import World
from ugc_studio.desktop.dialogs.papers import Kind, PapersDialog, open_papers
from ugc_studio.domain.assets import AssetId


@pytest.fixture
def folder(tmp_path: Path, prompts: PlannedPrompts) -> Path:
    """Where the person puts papers."""
    made = tmp_path / "papers"
    made.mkdir()
    prompts.chosen = [made]
    return made


def choose(place: Place, kind: Kind, photo: int) -> PapersDialog:
    """Open the papers about a photo and choose one."""
    open_papers(place.desk, place.program.window, photo=AssetId(photo))
    dialog = place.dialog(PapersDialog)
    place.wait()
    dialog.kind.set_value(kind.value)
    dialog.kind.picked.emit(kind.value)
    return dialog


def test_a_person_gets_a_receipt_with_their_own_name(world: World, start: Start, folder: Path) -> None:
    photo, lea, notice = clear_reply(world, "léa", "Oui, avec joie")
    world.licence([photo], lea, notice)
    place = start(world)
    dialog = choose(place, Kind.RECEIPT, photo)
    assert not dialog.go.isEnabled()
    assert not dialog.language.isVisibleTo(dialog)
    dialog.person.set_value(lea)
    dialog.person.picked.emit(lea)
    place.press(dialog.go)
    place.wait()
    (file,) = folder.iterdir()
    document = json.loads(file.read_text("utf-8"))
    assert document["@graph"][0]["dpv:hasDataSubject"]["@id"] == f"urn:uuid:{lea}"
    assert place.toast.startswith(f"{file.name} was saved.")


def test_a_photo_that_is_cleared_has_a_policy(world: World, start: Start, folder: Path) -> None:
    photo, lea, notice = clear_reply(world, "léa", "Oui, avec joie")
    world.taken_by([photo], lea)
    world.licence([photo], lea, notice)
    place = start(world)
    place.press(choose(place, Kind.POLICY, photo).go)
    place.wait()
    (file,) = folder.iterdir()
    assert json.loads(file.read_text("utf-8"))["@type"] == "Agreement"


def test_a_photo_that_is_not_cleared_has_none(world: World, start: Start, folder: Path) -> None:
    photo, _lea, _notice = clear_reply(world, "léa", "Oui, avec joie")
    place = start(world)
    place.press(choose(place, Kind.POLICY, photo).go)
    place.wait()
    assert "not cleared" in place.toast
    assert not list(folder.iterdir())


def test_the_ledger_comes_with_a_program_that_checks_it(world: World, start: Start, folder: Path) -> None:
    photo, _lea, _notice = clear_reply(world, "léa", "Oui, avec joie")
    place = start(world)
    place.press(choose(place, Kind.LEDGER, photo).go)
    place.wait()
    (verifier,) = folder.glob("*.verify.py")
    command = [sys.executable, "-I", "-S", str(verifier), "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("The chain is whole.")
