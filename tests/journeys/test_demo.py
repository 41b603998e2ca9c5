"""The demo: the whole road on the sample library, as a newcomer runs it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ugc_studio import resources
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.app.demo import coming_in
from ugc_studio.app.studio import Studio
from ugc_studio.cli.main import main
from ugc_studio.domain.consent import ConsentState, EventType, Use
from ugc_studio.library.clock import utc_now
from ugc_studio.services.sample.story import Story


@dataclass(frozen=True)
class Played:
    """A demo that was run once, and its document."""

    out: Path
    document: dict[str, Any]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    out = tmp_path_factory.mktemp("demo") / "demo"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert main(["demo", "--out", str(out), "--no-window", "--json", "--quiet"]) == 0
    return Played(out, json.loads(printed.getvalue()))


@pytest.fixture(scope="module")
def studio(played: Played) -> Iterator[Studio]:
    opened = open_studio(played.out / "library", create=False)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def story() -> Story:
    return Story.load(resources.path("sample", "story.toml"), today=utc_now().date())


def asset(studio: Studio, name: str) -> int:
    with studio.library.read() as session:
        return int(session.assets.resolve(name))


def gallery_use(studio: Studio, story: Story, row: Mapping[str, Any]) -> Use:
    """The use of the gallery, or the other one that a row of expectations names."""
    gallery = story.data["gallery"]
    first = utc_now().date() + dt.timedelta(days=gallery["publish_in_days"])
    with studio.library.read() as session:
        brand = session.register.brand("maison").uuid
    return Use(
        channel="website_gallery",
        medium=row.get("media", "website"),
        brand=brand,
        territories=frozenset({"FR"}),
        publish_at=dt.datetime.combine(first, dt.time(12), ZoneInfo("Europe/Paris")),
        paid=row.get("paid", False),
        label=True,
        live_until=first + dt.timedelta(days=gallery["live_days"]),
    )


def names_of(studio: Studio, rows: list[dict[str, Any]], *, ready: bool) -> dict[str, set[str]]:
    """The photos of a plan by file name, with the codes of their reasons."""
    found = {}
    with studio.library.read() as session:
        for row in rows:
            if row["ready"] is ready:
                path = Path(session.assets.occurrences(int(row["asset"]))[0].source_path)
                found[path.name] = {reason["code"] for reason in row["reasons"]}
    return found


def test_the_imports_reconcile_and_name_what_cannot_be_used(played: Played) -> None:
    photos, posts = played.document["imports"]
    for report in (photos, posts):
        left_out = len(report["skipped"]) + len(report["problems"])
        assert report["seen"] == report["imported"] + report["known"] + left_out
    assert {Path(problem["path"]).name: problem["code"] for problem in photos["problems"]} == {
        "IMG_4836.jpg": "truncated",
        "elise.et.le.large_20260701_01.jpg": "not_a_picture",
    }
    assert (photos["imported"], photos["companions"]) == (61, 1)
    assert posts["posts"] == 38
    assert posts["imported"] == 0


def test_every_word_of_consent_occurs(played: Played) -> None:
    assert {state for state, n in played.document["states"].items() if n} == {state.value for state in ConsentState}


def test_every_ledger_state_is_where_the_story_says(studio: Studio, story: Story, played: Played) -> None:
    assert played.document["ledger"]["ok"]
    rows = story.rows("state")
    assert len({row["state"] for row in rows}) == 11
    for row in rows:
        verdict = studio.consent.clearance(asset(studio, row["asset"]), gallery_use(studio, story, row))
        codes = {reason.code.value for reason in verdict.reasons if reason.instrument == row["instrument"]}
        assert row["state"] in codes or (row["state"] == "given" and verdict.cleared), row["asset"]


def test_the_gate_answers_as_the_story_expects(studio: Studio, story: Story) -> None:
    withdrawn_at_the_end = "hugo_dehors_20260719_01"
    for row in story.rows("expect"):
        if withdrawn_at_the_end in row["asset"]:
            continue
        verdict = studio.consent.clearance(asset(studio, row["asset"]), gallery_use(studio, story, row))
        assert verdict.cleared == row["cleared"], (row["asset"], verdict.codes)
        assert set(row.get("reasons", ())) <= verdict.codes, row["asset"]


def test_what_is_cleared_leaves_and_what_is_not_has_reasons(played: Played, studio: Studio) -> None:
    plan = played.document["plan"]
    assert len(plan) == 24
    assert len(names_of(studio, plan, ready=True)) == 19
    blocked = names_of(studio, plan, ready=False)
    assert "sensitive" in blocked["IMG_4835.jpg"]
    assert "refused" in blocked["IMG-20260714-WA0021.jpg"]
    assert "withdrawn" in blocked["IMG-20260811-WA0006.jpg"]
    assert "expired" in blocked["DSC_0431.JPG"]
    assert "media_not_granted" in blocked["IMG-20260709-WA0012.jpg"]
    assert len(played.document["uses"]) == 19


def test_the_exports_lie_in_the_folder(played: Played) -> None:
    exports = played.document["exports"]
    assert list(exports) == ["web", "bundle", "hootsuite", "buffer"]
    for name, export in exports.items():
        assert export["files"]
        for file in export["files"]:
            assert Path(file["path"]).is_file()
        assert export["folder"] == str(played.out / name)
    assert (played.out / "web" / "index.html").is_file()
    assert all(use["url"].startswith("https://media.") for use in exports["buffer"]["uses"])


def test_the_withdrawal_takes_every_use_down_and_the_found_file_is_recognised(played: Played, studio: Studio) -> None:
    kayak = str(asset(studio, "photos/instagram/hugo_dehors_20260719_01.jpg"))
    takedowns = played.document["takedowns"]
    assert {(takedown["asset"], takedown["exporter"]) for takedown in takedowns} == {
        (kayak, name) for name in ("web", "bundle", "hootsuite", "buffer")
    }
    (checked,) = played.document["check"]
    assert (checked["match"]["asset"], checked["match"]["relation"]) == (kayak, "exported")
    assert checked["clearance"]["reasons"][0]["code"] == "withdrawn"
    assert not checked["clearance"]["cleared"]


def test_the_ledger_goes_forward_in_time_and_ends_today(studio: Studio) -> None:
    with studio.library.read() as session:
        rows = list(session.ledger.rows())
    times = [row.at for row in rows]
    assert times == sorted(times)
    assert {EventType.GIVEN, EventType.WITHDRAWN, EventType.USED} <= {EventType(row.type) for row in rows}
    assert times[-1][:10] >= (utc_now() - dt.timedelta(days=1)).date().isoformat()


def test_the_real_licence_is_kept_as_evidence(studio: Studio) -> None:
    licences = hashlib.sha256(resources.path("sample", "LICENCES.md").read_bytes()).hexdigest()
    dragonfly = asset(studio, "photos/instagram/mayadiallo.photo_20260703_01.jpg")
    with studio.library.read() as session:
        sha = str(session.assets.get(dragonfly).sha256)
        (given,) = [event for event in session.ledger.of_asset(sha) if event.type is EventType.GIVEN]
        kept = session.evidence.get_many([proof.id for proof in given.proofs])
    assert licences in {evidence.sha256 for evidence in kept.values()}


def test_people_of_the_story_are_one_person_each(studio: Studio) -> None:
    with studio.library.read() as session:
        names = [party.name for party in session.parties.all()]
    assert len(names) == len(set(names))


def test_a_folder_with_other_files_is_refused_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    assert main(["demo", "--out", str(tmp_path), "--lang", "en"]) == 2
    assert "holds other files" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_stopped_demo_leaves_a_folder_that_the_next_one_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(setting: object, context: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(coming_in, "import_photos", interrupted)
    out = tmp_path / "demo"
    for _time in range(2):
        assert main(["demo", "--out", str(out), "--lang", "en", "--quiet"]) == 130
        assert "Stopped" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]
