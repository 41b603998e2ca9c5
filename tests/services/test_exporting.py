"""Only cleared photos leave, with their rights, whole or not at all, and written down before they appear."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conformance.rights.expanding import LOST, expanded, words
from tests.conformance.rights.odrl import faults
from tests.support import showroom
from tests.support.showroom import Showroom
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.domain.consent import Use
from ugc_studio.domain.errors import NotFound, Stopped, UsageError
from ugc_studio.domain.exports import ExportOptions, ExportReport, ItemState
from ugc_studio.domain.galleries import Crop, UseParts
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.library.session import Session
from ugc_studio.services.exporting.folder import LIST

WEB = UseParts(brand="maison", territories=("FR",))
PARTNERS = UseParts(channel="partners", brand="maison", territories=("FR",))
INSTAGRAM = UseParts(account="@maison")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("showroom") / "library"
    showroom.build(root)
    return root


@pytest.fixture
def room(template: Path, tmp_path: Path) -> Iterator[Showroom]:
    opened = showroom.open_copy(template, tmp_path / "library")
    yield opened
    opened.studio.close()


def export(
    room: Showroom, out: Path, to: str = "bundle", parts: UseParts = PARTNERS, *, replace: bool = False, **options: Any
) -> ExportReport:
    plan = room.studio.exporting.plan("Spring", to, parts, ExportOptions(**options))
    return room.studio.exporting.execute(plan, out, RecordingContext(), replace_old=replace)


def states(room: Showroom, report_or_plan: Any) -> dict[str, str]:
    plan = getattr(report_or_plan, "plan", report_or_plan)
    names = {asset: name for name, asset in room.ids.items()}
    return {names[item.asset.id]: item.state.value for item in plan.items}


def recorded(room: Showroom) -> int:
    with room.studio.library.read() as session:
        return len(session.uses.all())


def test_a_plan_says_what_would_leave_and_writes_nothing(room: Showroom, tmp_path: Path) -> None:
    before = sorted(path for path in tmp_path.rglob("*") if path.suffix != ".db-shm")
    plan = room.studio.exporting.plan("Spring", "bundle", PARTNERS)
    assert states(room, plan) == {
        "lake": "ready",
        "market": "ready",
        "terrace": "ready",
        "unasked": "blocked",
        "refused": "blocked",
        "tall": "ready",
    }
    blocked = {item.asset.id: item.verdict for item in plan.items if item.state is ItemState.BLOCKED}
    assert blocked[room.ids["unasked"]].codes == {"unknown"}  # type: ignore[union-attr]  # blocked items have a verdict
    assert "refused" in blocked[room.ids["refused"]].codes  # type: ignore[union-attr]  # the same
    assert sorted(path for path in tmp_path.rglob("*") if path.suffix != ".db-shm") == before
    assert recorded(room) == 0


def test_a_use_that_is_not_granted_blocks_everything(room: Showroom, tmp_path: Path) -> None:
    for parts, code in (
        (UseParts(channel="partners", brand="maison", territories=("DE",)), "territory_not_granted"),
        (UseParts(channel="print", brand="maison", territories=("FR",)), "media_not_granted"),
        (UseParts(account="@maison", paid=True), "approval_pending"),
        (UseParts(account="@maison", alterations=("overlay",)), "alteration_not_granted"),
        (UseParts(account="@maison", live_until=dt.date(2028, 1, 1)), "outlives_grant"),
    ):
        plan = room.studio.exporting.plan("Spring", "bundle", parts)
        assert plan.ready == ()
        assert code in {reason for item in plan.items if item.verdict for reason in item.verdict.codes}
    report = export(room, tmp_path / "out", parts=UseParts(account="@maison", paid=True))
    assert (report.out, report.files) == (None, ())
    assert not (tmp_path / "out").exists()


def test_a_crop_is_an_alteration_and_a_smaller_size_is_none(room: Showroom) -> None:
    room.studio.curation.set_crop("Spring", room.ids["market"], Crop(0.1, 0.1, 0.8, 0.8))
    room.studio.curation.set_crop("Spring", room.ids["lake"], Crop(0.1, 0.1, 0.8, 0.8))
    plan = room.studio.exporting.plan("Spring", "bundle", PARTNERS)
    by_name = {asset: item for name, asset in room.ids.items() for item in plan.items if item.asset.id == asset}
    assert by_name[room.ids["market"]].verdict.codes == {"alteration_not_granted"}  # type: ignore[union-attr]  # it was asked
    assert by_name[room.ids["lake"]].ready
    preset = room.studio.exporting.plan("Spring", "bundle", INSTAGRAM, ExportOptions(preset="square_1x1"))
    assert states(room, preset)["market"] == "blocked"
    assert states(room, preset)["terrace"] == "ready"


def test_the_bundle_holds_pictures_sheets_and_a_manifest(room: Showroom, tmp_path: Path) -> None:
    out = tmp_path / "hand-over"
    report = export(room, out)
    assert report.out == out
    assert {path.name for path in out.iterdir()} == {
        "pictures", "manifest.json", "spring-captions.csv", "spring-captions.xlsx", LIST,
    }  # fmt: skip
    manifest = json.loads((out / "manifest.json").read_text())
    assert [item["number"] for item in manifest["items"]] == [1, 2, 3, 6]
    with room.studio.library.read() as session:
        uses = {use.rendition_sha256: use for use in session.uses.all()}
        head = session.ledger.head()
    assert head[0] >= 4
    assert manifest["ledger_head"].partition(":")[0].isdigit()
    for item in manifest["items"]:
        assert item["sha256"] in uses
        assert uses[item["sha256"]].path == str(out / item["file"])
        assert item["policy"]["permission"][0]["target"] == "urn:" + item["asset"]
        assert item["window"] == {"from": "2026-06-01", "until": "2027-12-31"}
    assert len(uses) == len(report.uses) == 4
    rows = list(csv.reader(io.StringIO((out / "spring-captions.csv").read_text("utf-8-sig"), newline="")))
    assert rows[1][4].startswith("'=Morning at the lake ☕\n")
    assert rows[1][4].endswith("Photo: Léa Müller (@lea.m)")


def test_the_excel_sheet_types_every_text_as_text(room: Showroom, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    export(room, tmp_path / "out")
    sheet = load_workbook(tmp_path / "out" / "spring-captions.xlsx").active
    assert sheet is not None
    cell = sheet.cell(2, 5)
    assert (cell.data_type, str(cell.value)[:8]) == ("s", "=Morning")


@pytest.mark.needs("exiftool")
def test_exported_files_carry_rights_and_nothing_private(room: Showroom, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(room, out)
    shown = subprocess.run(
        ["exiftool", "-j", "-G1", "-struct", "-r", str(out / "pictures")], capture_output=True, check=True
    )
    for found in json.loads(shown.stdout):
        assert found["XMP-dc:Creator"] == ["Léa Müller"]
        assert found["XMP-photoshop:Credit"] == found["IPTC:Credit"] == "Photo: Léa Müller (@lea.m)"
        assert "Maison" in found["XMP-xmpRights:UsageTerms"]
        assert found["XMP-plus:LicenseEndDate"].startswith("2027:12:31")
        policy = json.loads(found["XMP-iptcExt:EmbdEncRightsExpr"][0]["EncRightsExpr"])
        assert policy["permission"][0]["action"][0] in {"derive", "display"}
        assert list(faults(policy)) == []
        assert not [word for word in words(expanded(policy)) if LOST in word]
        assert not [name for name in found if "GPS" in name or "Serial" in name or "Comment" in name]
    assert not any(b"SERIAL" in path.read_bytes() for path in out.rglob("*.jpg"))


def test_an_existing_folder_is_kept_unless_it_is_ours_to_replace(room: Showroom, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(room, out)
    first = {path.name for path in (out / "pictures").iterdir()}
    with pytest.raises(UsageError, match="--replace"):
        export(room, out)
    room.withdraw("lake")
    export(room, out, replace=True)
    assert len({path.name for path in (out / "pictures").iterdir()}) == len(first) - 1
    (out / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes\.txt"):
        export(room, out, replace=True)
    assert (out / "notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_changed_file_of_ours_is_not_replaced(room: Showroom, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export(room, out)
    (out / "manifest.json").write_text("edited by hand")
    with pytest.raises(UsageError, match=r"manifest\.json"):
        export(room, out, replace=True)


def test_an_export_never_goes_into_the_library(room: Showroom) -> None:
    with pytest.raises(UsageError, match="does not go into the library"):
        export(room, room.root / "originals" / "out")


def test_stopping_leaves_nothing_and_records_nothing(room: Showroom, tmp_path: Path) -> None:
    class StopAfterOne(RecordingContext):
        def advance(self, count: int = 1) -> None:
            super().advance(count)
            self.stop()

    plan = room.studio.exporting.plan("Spring", "bundle", PARTNERS)
    with pytest.raises(Stopped, match="Nothing was exported"):
        room.studio.exporting.execute(plan, tmp_path / "out", StopAfterOne())
    assert [path.name for path in tmp_path.iterdir()] == ["library"]
    assert recorded(room) == 0


EXPORTING = """
import sys
from pathlib import Path
from tests.conformance.rights.expanding import LOST, expanded, words
from tests.conformance.rights.odrl import faults
from tests.support import showroom
from ugc_studio.app.bootstrap import open_studio
from ugc_studio.domain.galleries import UseParts
from ugc_studio.jobs.context import RecordingContext

class Tell(RecordingContext):
    def advance(self, count=1):
        super().advance(count)
        print("built", flush=True)

if __name__ == "__main__":
    studio = open_studio(Path(sys.argv[1]), actor="Ada", clock=showroom.clock)
    plan = studio.exporting.plan("Spring", "web", UseParts(brand="maison", territories=("FR",)))
    studio.exporting.execute(plan, Path(sys.argv[2]), Tell())
"""


def test_a_killed_export_leaves_nothing_in_its_place_and_the_next_one_cleans_up(template: Path, tmp_path: Path) -> None:
    room = showroom.open_copy(template, tmp_path / "library")
    room.studio.close()
    script, out = tmp_path / "exporting.py", tmp_path / "work" / "site"
    script.write_text(EXPORTING)
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(script), str(room.root), str(out)],
        stdout=subprocess.PIPE, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == b"built\n"
        os.killpg(process.pid, signal.SIGKILL)
    assert [path.suffix for path in out.parent.iterdir()] == [".building"]
    studio = open_studio(room.root, actor="Ada", clock=showroom.clock)
    with studio.library.read() as session:
        assert session.uses.all() == []
    plan = studio.exporting.plan("Spring", "web", WEB)
    studio.exporting.execute(plan, out, RecordingContext())
    studio.close()
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_a_folder_may_have_a_long_name_and_left_overs_go(room: Showroom, tmp_path: Path) -> None:
    out = tmp_path / "place" / ("é" * 127)
    export(room, out)
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    site = tmp_path / "work" / "site"
    (site.parent / ".site.0123abcd.old").mkdir(parents=True)  # killed between the two renames
    (site.parent / ".site.mine.old").mkdir()
    export(room, site)
    assert sorted(path.name for path in site.parent.iterdir()) == [".site.mine.old", "site"]


def test_a_withdrawal_between_plan_and_execute_blocks(room: Showroom, tmp_path: Path) -> None:
    plan = room.studio.exporting.plan("Spring", "bundle", PARTNERS)
    room.withdraw("lake", "market")
    report = room.studio.exporting.execute(plan, tmp_path / "out", RecordingContext())
    assert states(room, report)["lake"] == "blocked"
    assert len(report.uses) == 2
    assert len(list((tmp_path / "out" / "pictures").iterdir())) == 2


def test_a_withdrawal_while_files_are_built_blocks_too(room: Showroom, tmp_path: Path) -> None:
    class WithdrawMeanwhile(RecordingContext):
        done = False

        def advance(self, count: int = 1) -> None:
            super().advance(count)
            if not WithdrawMeanwhile.done:
                WithdrawMeanwhile.done = True
                room.withdraw("terrace")

    plan = room.studio.exporting.plan("Spring", "bundle", PARTNERS)
    report = room.studio.exporting.execute(plan, tmp_path / "out", WithdrawMeanwhile())
    assert states(room, report)["terrace"] == "blocked"
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [item["number"] for item in manifest["items"]] == [1, 2, 6]
    assert recorded(room) == 3


def test_uses_are_written_down_before_anything_appears(
    room: Showroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    seen: list[bool] = []
    consent = room.studio.consent
    original = consent.record_use

    def watched(session: Session, **fields: Any) -> str:
        seen.append(out.exists())
        return original(session, **fields)

    monkeypatch.setattr(consent, "record_use", watched)
    export(room, out)
    assert seen == [False] * 4
    assert out.exists()


def test_a_photo_whose_original_is_damaged_stays_out_with_its_reason(room: Showroom, tmp_path: Path) -> None:
    with room.studio.library.read() as session:
        asset = session.assets.get(room.ids["lake"])
        gone = session.assets.get(room.ids["market"])
    path = room.studio.library.originals.path(asset.sha256, asset.format)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:3000])
    room.studio.library.originals.path(gone.sha256, gone.format).unlink()
    report = export(room, tmp_path / "out")
    assert [problem.code for problem in report.problems] == ["truncated"]
    reasons = {item.asset.id: [reason.code for reason in item.reasons] for item in report.plan.items}
    assert reasons[room.ids["lake"]] == ["truncated"]
    assert reasons[room.ids["market"]] == ["original_missing"]
    assert len(report.uses) == 2


def test_the_same_photo_to_the_same_place_is_warned_about(room: Showroom, tmp_path: Path) -> None:
    export(room, tmp_path / "first")
    plan = room.studio.exporting.plan("Spring", "bundle", PARTNERS)
    assert all("already_handed_over" in {warning.code for warning in item.warnings} for item in plan.ready)
    elsewhere = room.studio.exporting.plan("Spring", "bundle", INSTAGRAM)
    assert not any("already_handed_over" in {w.code for w in item.warnings} for item in elsewhere.items)


def test_the_use_of_the_gallery_counts_where_nothing_else_is_said(room: Showroom) -> None:
    room.studio.curation.set_use("Spring", UseParts(account="@maison", live_until=dt.date(2027, 3, 1)))
    social = room.studio.exporting.plan("Spring", "hootsuite")
    assert (social.use.channel, social.use.live_until) == ("instagram", dt.date(2027, 3, 1))
    web = room.studio.exporting.plan("Spring", "web")
    assert (web.use.medium, web.use.account, web.use.territories) == ("website", None, frozenset({"FR"}))
    with pytest.raises(UsageError, match="website_gallery"):
        room.studio.exporting.plan("Spring", "web", UseParts(channel="instagram"))


def test_what_does_not_exist_is_named(room: Showroom) -> None:
    with pytest.raises(NotFound, match="web, bundle"):
        room.studio.exporting.plan("Spring", "myspace", PARTNERS)
    with pytest.raises(NotFound, match="Autumn"):
        room.studio.exporting.plan("Autumn", "bundle", PARTNERS)
    with pytest.raises(UsageError, match="long_edge"):
        room.studio.exporting.plan("Spring", "bundle", PARTNERS, ExportOptions(preset="huge"))
    with pytest.raises(UsageError, match="--channel"):
        room.studio.exporting.plan("Spring", "bundle", WEB)


class TestSchedulers:
    """Files for scheduling tools."""

    def plan_posts(self, room: Showroom, names: Sequence[str], hours: Sequence[str]) -> None:
        for name, hour in zip(names, hours, strict=True):
            room.studio.curation.plan(
                "Spring", room.ids[name], PlannedTime.parse(f"2026-12-01 {hour}", "Europe/London")
            )

    def test_hootsuite_numbers_pictures_in_the_order_of_its_rows(self, room: Showroom, tmp_path: Path) -> None:
        self.plan_posts(room, ["lake", "market", "terrace"], ["18:00", "09:02", "12:00"])
        out = tmp_path / "out"
        report = export(room, out, "hootsuite", INSTAGRAM)
        reasons = {item.asset.id: [reason.code for reason in item.reasons] for item in report.plan.items}
        assert reasons[room.ids["tall"]] == ["too_narrow", "needs_planned_time"]
        name = "hootsuite_MMDD_Europe-Paris.csv"
        rows = list(csv.reader(io.StringIO((out / name).read_bytes().decode("utf-8"), newline="")))
        assert [row[0] for row in rows] == ["12/01/2026 10:05", "12/01/2026 13:00", "12/01/2026 19:00"]
        assert rows[2][1] == "=Morning at the lake ☕\n<b>no markup</b>\n\nPhoto: Léa Müller (@lea.m)"
        manifest = json.loads((out / "manifest.json").read_text())
        order = [item["asset"] for item in manifest["items"]]
        with room.studio.library.read() as session:
            wanted = [f"sha256:{session.assets.get(room.ids[n]).sha256}" for n in ("market", "terrace", "lake")]
        assert order == wanted
        assert sorted(path.name[:4] for path in (out / "media").iterdir()) == ["001-", "002-", "003-"]
        moved = next(item for item in report.plan.items if item.asset.id == room.ids["market"])
        assert "time_moved" in {warning.code for warning in moved.warnings}
        assert "Europe/Paris" in (out / "README.txt").read_text("utf-8")

    def test_the_gate_is_asked_about_the_day_of_the_post(self, room: Showroom) -> None:
        room.studio.curation.plan("Spring", room.ids["lake"], PlannedTime.parse("2028-01-05 10:00", "Europe/Paris"))
        plan = room.studio.exporting.plan("Spring", "hootsuite", INSTAGRAM)
        lake = next(item for item in plan.items if item.asset.id == room.ids["lake"])
        assert lake.verdict is not None
        assert lake.verdict.codes == {"expired"}

    def test_buffer_needs_addresses_and_makes_them(self, room: Showroom, tmp_path: Path) -> None:
        without = room.studio.exporting.plan("Spring", "buffer", INSTAGRAM)
        assert {reason.code for item in without.items for reason in item.reasons} == {"needs_public_link", "too_narrow"}
        base = "https://media.example.com/spring/"
        self.plan_posts(room, ["lake"], ["18:00"])
        out = tmp_path / "out"
        export(room, out, "buffer", INSTAGRAM, media_base=base)
        rows = list(csv.reader(io.StringIO((out / "buffer_Europe-Paris.csv").read_bytes().decode("utf-8"), newline="")))
        assert rows[0] == ["Text", "Image URL", "Tags", "Posting Time"]
        assert rows[1][3] == "2026-12-01 19:00"
        assert [row[3] for row in rows[2:]] == ["", ""]
        for row in rows[1:]:
            assert row[1].startswith(base)
            assert (out / "media" / row[1].removeprefix(base)).is_file()
        with room.studio.library.read() as session:
            assert {use.url for use in session.uses.all()} == {row[1] for row in rows[1:]}

    @pytest.mark.parametrize(
        ("base", "why"),
        [
            ("http://media.example.com", "begin with https"),
            ("media", "begin with https"),
            ("https://192.168.1.4/x", "from outside"),
            ("https://nas.local/", "from outside"),
            ("https://media..example.com/", "from outside"),
            ("https://media.example.com:0/", "from outside"),
            ("https://media.example.com:99999/", "characters"),
            ("https://media.example.com/a|b", "characters"),
            ("https://media.example.com/?folder=a", "without \\? or #"),
            ("https://media.example.com/#a", "without \\? or #"),
        ],
    )
    def test_addresses_that_no_tool_can_fetch_are_refused(self, room: Showroom, base: str, why: str) -> None:
        with pytest.raises(UsageError, match=why):
            room.studio.exporting.plan("Spring", "buffer", INSTAGRAM, ExportOptions(media_base=base))

    def test_the_second_of_two_equal_hours_stays_the_second(self, room: Showroom) -> None:
        room.studio.curation.plan("Spring", room.ids["lake"], PlannedTime.parse("2027-10-31 01:32", "UTC"))
        plan = room.studio.exporting.plan("Spring", "hootsuite", INSTAGRAM)
        lake = next(item for item in plan.items if item.asset.id == room.ids["lake"])
        assert lake.use.publish_at == dt.datetime(2027, 10, 31, 1, 35, tzinfo=dt.UTC)
        assert "dst_overlap" in {warning.code for warning in lake.warnings}

    def test_the_sheet_tells_the_time_that_the_tool_is_told(self, room: Showroom, tmp_path: Path) -> None:
        self.plan_posts(room, ["market"], ["09:02"])
        out = tmp_path / "out"
        export(room, out, "hootsuite", INSTAGRAM)
        rows = list(csv.reader(io.StringIO((out / "captions.csv").read_text("utf-8-sig"), newline="")))
        assert (rows[1][2], rows[1][3]) == ("2026-12-01 10:05", "Europe/Paris")
        (planned,) = (item["planned"] for item in json.loads((out / "manifest.json").read_text())["items"])
        assert planned == "2026-12-01T09:05:00Z"

    def test_an_upload_counts_as_publication(self, room: Showroom, tmp_path: Path) -> None:
        self.plan_posts(room, ["lake"], ["18:00"])
        export(room, tmp_path / "out", "buffer", INSTAGRAM, media_base="https://media.example.com/a")
        asked: list[Use] = [
            item.use
            for item in room.studio.exporting.plan(
                "Spring", "buffer", INSTAGRAM, ExportOptions(media_base="https://media.example.com/a")
            ).items
            if item.asset.id == room.ids["lake"]
        ]
        assert asked[0].uploaded_at == showroom.NOW
        assert asked[0].publish_at == dt.datetime(2026, 12, 1, 18, 0, tzinfo=dt.UTC)

    def test_texts_are_never_cut(self, room: Showroom) -> None:
        room.studio.curation.set_caption("Spring", room.ids["lake"], "word " * 500)
        self.plan_posts(room, ["lake"], ["18:00"])
        plan = room.studio.exporting.plan("Spring", "hootsuite", INSTAGRAM)
        lake = next(item for item in plan.items if item.asset.id == room.ids["lake"])
        assert [reason.code for reason in lake.reasons] == ["text_too_long"]

    def test_rows_beyond_the_cap_go_into_numbered_parts(
        self, room: Showroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import dataclasses

        tool = room.studio.exporting.exporters.get("hootsuite")
        dialect = tool._tool.dialect  # type: ignore[attr-defined]  # the limit of a real tool is 350 rows
        monkeypatch.setattr(tool._tool, "_dialect", dataclasses.replace(dialect, max_rows=2))  # type: ignore[attr-defined]  # a tool of ours
        self.plan_posts(room, ["lake", "market", "terrace"], ["18:00", "09:00", "12:00"])
        export(room, tmp_path / "out", "hootsuite", INSTAGRAM)
        parts = sorted((tmp_path / "out").glob("hootsuite_*.csv"))
        assert [part.name for part in parts] == [
            "hootsuite_MMDD_Europe-Paris_01.csv",
            "hootsuite_MMDD_Europe-Paris_02.csv",
        ]


def test_a_contact_sheet_shows_every_photo(room: Showroom, tmp_path: Path) -> None:
    export(room, tmp_path / "out", "contact-sheet", WEB)
    html = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert html.count("<figure>") == 4
    assert "&lt;b&gt;no markup&lt;/b&gt;" in html
    for path in (tmp_path / "out" / "pictures").iterdir():
        with Image.open(path) as picture:
            assert max(picture.size) == 720
