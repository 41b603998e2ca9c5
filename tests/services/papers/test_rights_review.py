"""Ways in which a pack for one person could hand out what is somebody else's."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.services.consent.world import World
from ugc_studio.domain.consent import EventType
from ugc_studio.jobs.context import RecordingContext


@pytest.mark.parametrize("state", ["proposed", "contested"])
def test_a_photo_whose_author_is_not_settled_is_not_handed_out(world: World, tmp_path: Path, state: str) -> None:
    (photo,) = world.photos("sea")
    anna, zoe = world.person("Anna Petit"), world.person("Zoé Roy")
    recorder = world.studio.consent.recorder
    creators = [anna] if state == "proposed" else [anna, zoe]
    recorder.state(EventType.AUTHOR_STATED, [photo], facts={"creators": creators, "state": state})
    recorder.state(EventType.PEOPLE_REVIEWED, [photo], facts={"answer": "none"})
    out = tmp_path / "pack.zip"
    world.studio.papers.access_pack(anna, out, RecordingContext())
    with zipfile.ZipFile(out) as pack:
        assert not [name for name in pack.namelist() if name.endswith(".jpg")]
        assert json.loads(pack.read("data.json"))["photos"][0]["file"] is None
