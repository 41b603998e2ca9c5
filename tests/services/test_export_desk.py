"""The place of exports: the form as data, the check before anything is written, and presets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import showroom
from tests.support.showroom import Showroom
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.exports import ExportOptions
from ugc_studio.domain.galleries import UseParts
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.domain.scheduling import Fault
from ugc_studio.domain.verdicts import ReasonCode
from ugc_studio.jobs.context import RecordingContext
from ugc_studio.services.exporting.blockers import CODES, Action, Obstacle
from ugc_studio.services.exporting.desk import FieldKind

WEB = UseParts(brand="maison", territories=("FR",))
INSTAGRAM = UseParts(account="@maison")
FILE_FAULTS = {
    Fault.NOT_UTF8, Fault.BYTE_ORDER_MARK, Fault.HEADER_ROW, Fault.HEADER_WRONG, Fault.COLUMNS, Fault.BLANK_ROW,
    Fault.DATE_FORMAT, Fault.TOO_MANY_ROWS,
}  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("showroom") / "library"
    showroom.build(root)
    return root


@pytest.fixture
def room(template: Path, tmp_path: Path) -> Iterator[Showroom]:
    made = showroom.open_copy(template, tmp_path / "library")
    yield made
    made.studio.close()


def test_every_code_has_an_obstacle() -> None:
    assert {code.value for code in ReasonCode} <= set(CODES)
    assert {fault.value for fault in Fault if fault not in FILE_FAULTS} <= set(CODES)


class TestReview:
    """What stays out and why, what passed, and what will be written."""

    def test_a_rule_that_could_not_be_read_is_said(self, room: Showroom) -> None:
        desk, exporting = room.studio.export_desk, room.studio.exporting
        assert desk.review(exporting.plan("Spring", "web", WEB)).remarks == ()
        in_belgium = UseParts(brand="maison", territories=("FR", "BE"))
        (remark,) = desk.review(exporting.plan("Spring", "web", in_belgium)).remarks
        assert "The rules for minors in BE could not be read" in str(remark)

    def test_each_obstacle_has_one_button(self, room: Showroom) -> None:
        plan = room.studio.exporting.plan("Spring", "web", WEB)
        review = room.studio.export_desk.review(plan)
        assert (review.ready, review.blocked, review.left_out) == (4, 2, 0)
        refused, unasked = review.blockers
        assert (refused.obstacle, refused.action) == (Obstacle.REFUSED, Action.REMOVE)
        assert refused.assets == (room.ids["refused"],)
        assert (unasked.obstacle, unasked.action, unasked.count) == (Obstacle.NOT_ASKED, Action.ASK, 1)
        assert str(unasked.text) == "1 photo: nobody was asked"
        assert "nothing is recorded" in str(unasked.details[room.ids["unasked"]][0])
        assert str(review.button) == "Export 4 photos"
        assert "Location, device and comments are left out of every file." in map(str, review.passed)

    def test_the_first_rows_are_those_of_the_export(self, room: Showroom, tmp_path: Path) -> None:
        for name, day in (("market", "2026-12-02 10:00"), ("lake", "2026-12-01 10:00")):
            room.studio.curation.plan("Spring", room.ids[name], PlannedTime.parse(day, "Europe/Paris"))
        plan = room.studio.exporting.plan(
            "Spring", "buffer", INSTAGRAM, ExportOptions(media_base="https://cdn.example.com/spring")
        )
        review = room.studio.export_desk.review(plan)
        assert [row.asset_id for row in review.rows][:2] == [room.ids["lake"], room.ids["market"]]
        first = review.rows[0]
        assert first.file.startswith("media/001-")
        assert first.when is not None
        assert first.caption.endswith("Photo: Léa Müller (@lea.m)")
        assert any(text.startswith("Texts are within the limit: the longest has") for text in map(str, review.passed))
        bundle = room.studio.exporting.plan("Spring", "bundle", UseParts(channel="partners", brand="maison",
                                                                        territories=("FR",)))  # fmt: skip
        told = room.studio.export_desk.review(bundle)
        report = room.studio.exporting.execute(bundle, tmp_path / "out", RecordingContext())
        mains = [file for file in report.files if file.main]
        assert [row.file.split("…")[0] for row in told.rows] == [file.path[:13] for file in mains]
        assert 0.2 < told.bytes / sum(file.bytes for file in mains) < 5

    def test_what_went_there_before_is_said(self, room: Showroom, tmp_path: Path) -> None:
        plan = room.studio.exporting.plan("Spring", "web", WEB)
        room.studio.exporting.execute(plan, tmp_path / "site", RecordingContext())
        review = room.studio.export_desk.review(room.studio.exporting.plan("Spring", "web", WEB))
        assert len(review.again) == 4
        assert any(warning.count == 4 for warning in review.warnings)

    def test_a_permission_that_ends_asks_for_another_date(self, room: Showroom) -> None:
        late = UseParts(brand="maison", territories=("FR",), publish_from=dt.date(2028, 6, 1))
        review = room.studio.export_desk.review(room.studio.exporting.plan("Spring", "web", late))
        ends = next(blocker for blocker in review.blockers if blocker.obstacle is Obstacle.ENDS)
        assert (ends.action, ends.count) == (Action.CHANGE_DATE, 4)
        assert review.passed == ()
        assert review.rows == ()


class TestForm:
    """Options are data, so that the form is generated."""

    def test_every_destination_has_a_form(self, room: Showroom) -> None:
        desk = room.studio.export_desk
        names = set(ExportOptions.__dataclass_fields__)
        for destination in desk.destinations():
            fields = desk.fields(destination.id, channel=destination.implied_channel or "instagram_feed")
            assert {field.id for field in fields} <= names
            for field in fields:
                assert field.default == getattr(ExportOptions(), field.id)
                assert bool(field.choices) == (field.kind is FieldKind.CHOICE)

    def test_picture_sizes_are_those_of_the_channel(self, room: Showroom) -> None:
        fields = {field.id: field for field in room.studio.export_desk.fields("bundle", channel="instagram_feed")}
        assert [choice.value for choice in fields["preset"].choices][:1] == [None]
        assert len(fields["preset"].choices) > 1
        assert "media_base" not in fields
        buffer = {field.id: field for field in room.studio.export_desk.fields("buffer")}
        assert buffer["media_base"].required
        assert "day_first" in {field.id for field in room.studio.export_desk.fields("hootsuite")}


class TestPresets:
    """Exports that are made often."""

    def test_a_preset_comes_back_as_it_was(self, room: Showroom) -> None:
        desk = room.studio.export_desk
        options = ExportOptions(title="Été", index=False, ledger_head="1:abc")
        parts = UseParts(brand="maison", territories=("FR", "BE"), live_until=dt.date(2027, 1, 1))
        number = desk.save_preset("Site", "web", parts=parts, options=options)
        (preset,) = desk.presets()
        assert (preset.id, preset.name, preset.exporter, preset.parts) == (number, "Site", "web", parts)
        assert preset.options == ExportOptions(title="Été", index=False)
        desk.save_preset("Site", "bundle")
        assert [one.exporter for one in desk.presets()] == ["bundle"]
        desk.delete_preset(number)
        assert desk.presets() == []
        with pytest.raises(NotFound):
            desk.delete_preset(number)

    def test_names_and_destinations_are_checked(self, room: Showroom) -> None:
        with pytest.raises(UsageError):
            room.studio.export_desk.save_preset("  ", "web")
        with pytest.raises(NotFound):
            room.studio.export_desk.save_preset("Site", "nowhere")
