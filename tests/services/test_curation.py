"""Galleries: order, words, crops, plans; each change can be taken back and done again."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.library.builders import add_asset
from ugc_studio.channels.registry import Channels
from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import Role
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.galleries import Crop, UseParts
from ugc_studio.domain.schedule import PlannedTime
from ugc_studio.library.library import Library
from ugc_studio.library.session import Session
from ugc_studio.services.curation import CurationService
from ugc_studio.services.history import HistoryService
from ugc_studio.services.uses import UseResolver

NOW = dt.datetime(2026, 11, 24, 9, 0, tzinfo=dt.UTC)
ACTOR = Actor("Ada", Role.EDITOR, "00000000-0000-4000-8000-000000000001")


class Desk:
    """A library with five photos and the services that a curator uses."""

    def __init__(self, root: Path) -> None:
        self.library = Library.create(root, clock=lambda: NOW)
        self.history = HistoryService(self.library, actor=ACTOR)
        self.uses = UseResolver(Channels.load())
        self.curation = CurationService(self.library, history=self.history, uses=self.uses)
        self.assets: list[AssetId] = self.library.write(
            lambda session: [add_asset(session, f"photo {n}", path=f"in/{n}.jpg") for n in range(5)]
        )

    def order(self, name: str = "Spring") -> list[AssetId]:
        return [item.asset_id for item in self.curation.show(name)[1]]

    def close(self) -> None:
        self.library.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "library")
    made.curation.create("Spring")
    yield made
    made.close()


def test_photos_are_added_once_moved_and_taken_out(desk: Desk) -> None:
    a, b, c, d, e = desk.assets
    assert desk.curation.add("Spring", [a, b, c]) == [a, b, c]
    assert desk.curation.add("Spring", [c, d, e], at=1) == [d, e]
    assert desk.order() == [a, d, e, b, c]
    assert desk.curation.move("Spring", [c, a], to=1) == [d, c, a, e, b]
    assert desk.curation.remove("Spring", [c, e]) == [c, e]
    gallery, items = desk.curation.show("Spring")
    assert [(item.asset_id, item.position) for item in items] == [(d, 0), (a, 1), (b, 2)]
    assert gallery.size == 3


def test_words_crop_and_plan_of_an_item(desk: Desk) -> None:
    asset = desk.assets[0]
    desk.curation.add("Spring", [asset])
    desk.curation.set_caption("Spring", asset, "  Café du matin ☕\n")
    desk.curation.set_alt_text("Spring", asset, "A cup on a table")
    desk.curation.set_crop("Spring", asset, Crop(0.1, 0.0, 0.8, 1.0))
    planned = PlannedTime.parse("2027-03-09 10:15", "Europe/Paris")
    item = desk.curation.plan("Spring", asset, planned)
    assert (item.caption, item.alt_text, item.planned) == ("Café du matin ☕", "A cup on a table", planned)
    assert desk.curation.show("Spring")[1] == [item]
    assert desk.curation.set_crop("Spring", asset, Crop(0, 0, 1, 1)).crop is None
    assert desk.curation.set_caption("Spring", asset, "caf\udce9 \0x").caption == "caf x"
    assert desk.curation.set_caption("Spring", asset, " ").caption is None
    with pytest.raises(NotFound):
        desk.curation.show("caf\udce9")
    with pytest.raises(UsageError, match="does not exist"):
        desk.curation.plan("Spring", asset, PlannedTime.parse("2027-03-28 02:30", "Europe/Paris"))


def test_names_are_unique_and_missing_things_are_named(desk: Desk) -> None:
    with pytest.raises(UsageError, match="already a gallery called Spring"):
        desk.curation.create("Spring")
    with pytest.raises(UsageError, match="1 to 200"):
        desk.curation.create("  ")
    with pytest.raises(NotFound, match="Autumn"):
        desk.curation.add("Autumn", desk.assets)
    with pytest.raises(NotFound, match="not in this gallery"):
        desk.curation.set_caption("Spring", desk.assets[0], "x")
    desk.curation.rename("Spring", "Printemps")
    assert [gallery.name for gallery in desk.curation.galleries()] == ["Printemps"]


@pytest.mark.parametrize(
    "values", [(0, 0, 0, 1), (0.5, 0, 0.6, 1), (-0.1, 0, 1, 1), (0, 0, 1.2, 1), (float("nan"),) * 4]
)
def test_a_crop_outside_the_picture_is_refused(values: tuple[float, float, float, float]) -> None:
    with pytest.raises(UsageError, match="four fractions"):
        Crop(*values)


def test_deleting_is_undone_with_everything(desk: Desk) -> None:
    desk.library.write(lambda session: session.register.add_brand("Maison"))
    desk.curation.add("Spring", desk.assets[:3])
    desk.curation.set_caption("Spring", desk.assets[1], "Two")
    desk.curation.set_use("Spring", UseParts(channel="instagram", brand="maison", territories=("FR",)))
    before = desk.curation.show("Spring")
    desk.curation.delete("Spring")
    assert desk.curation.galleries() == []
    change = desk.history.undo()
    assert desk.curation.show("Spring") == before
    assert change.place == {"page": "galleries", "gallery": before[0].id}
    desk.history.redo()
    assert desk.curation.galleries() == []


def test_the_use_of_a_gallery_is_kept_by_uuid_and_checked(desk: Desk) -> None:
    brand = desk.library.write(lambda session: session.register.add_brand("Maison"))
    gallery = desk.curation.set_use(
        "Spring", UseParts(channel="instagram", brand="maison", alterations=("crop",), live_until=dt.date(2027, 6, 30))
    )
    assert gallery.parts.brand == brand.uuid
    assert gallery.parts.alterations == ("adaptation.crop",)
    again = desk.curation.set_use("Spring", UseParts(territories=("fr", "BE")))
    assert again.parts.channel == "instagram"
    assert again.parts.live_until == dt.date(2027, 6, 30)
    for wrong in (UseParts(channel="myspace"), UseParts(territories=("France",)), UseParts(alterations=("sparkle",))):
        with pytest.raises(UsageError):
            desk.curation.set_use("Spring", wrong)


def test_a_use_said_anew_opens_what_it_leaves_out(desk: Desk) -> None:
    desk.curation.set_use("Spring", UseParts(channel="instagram", paid=True, live_until=dt.date(2027, 3, 1)))
    changed = desk.curation.replace_use("Spring", UseParts(channel="x_post"))
    assert changed.parts.paid is None
    assert changed.parts.live_until is None
    assert changed.parts.channel == "x_post"
    desk.history.undo()
    assert desk.curation.show("Spring")[0].parts.paid is True


class GalleryMachine(RuleBasedStateMachine):
    """Any sequence of changes is taken back step by step to every state on the way, and done again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.desk = Desk(Path(self.folder.name) / "library")
        self.desk.curation.create("Spring")
        self.states = [self.state()]
        self.at = 0

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()

    def state(self) -> list[object]:
        return list(self.desk.curation.show("Spring")[1])

    def done(self) -> None:
        now = self.state()
        if now != self.states[self.at]:
            self.states = [*self.states[: self.at + 1], now]
            self.at += 1

    @rule(chosen=st.lists(st.integers(0, 4), min_size=1, max_size=4), at=st.integers(0, 5))
    def add(self, chosen: list[int], at: int) -> None:
        self.desk.curation.add("Spring", [self.desk.assets[n] for n in chosen], at=at)
        self.done()

    @rule(chosen=st.lists(st.integers(0, 4), min_size=1, max_size=3))
    def remove(self, chosen: list[int]) -> None:
        self.desk.curation.remove("Spring", [self.desk.assets[n] for n in chosen])
        self.done()

    @precondition(lambda self: bool(self.states[self.at]))
    @rule(which=st.integers(0, 4), to=st.integers(0, 5), caption=st.sampled_from(["a", "b", None]))
    def change(self, which: int, to: int, caption: str | None) -> None:
        order = self.desk.order()
        asset = order[which % len(order)]
        self.desk.curation.move("Spring", [asset], to=to)
        self.done()
        self.desk.curation.set_caption("Spring", asset, caption)
        self.done()

    @precondition(lambda self: self.at > 0)
    @rule(steps=st.integers(1, 4))
    def undo(self, steps: int) -> None:
        for _step in range(min(steps, self.at)):
            self.desk.history.undo()
            self.at -= 1
            assert self.state() == self.states[self.at]

    @precondition(lambda self: self.at + 1 < len(self.states))
    @rule()
    def redo(self) -> None:
        self.desk.history.redo()
        self.at += 1
        assert self.state() == self.states[self.at]

    @invariant()
    def positions_have_no_gaps(self) -> None:
        items = self.desk.curation.show("Spring")[1]
        assert [item.position for item in items] == list(range(len(items)))


GalleryMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)
TestGalleryMachine = GalleryMachine.TestCase


class TestUses:
    """A use is complete or refused; nothing is guessed."""

    @pytest.fixture
    def office(self, desk: Desk) -> Desk:
        register(desk)
        return desk

    def test_what_is_missing_is_named(self, office: Desk) -> None:
        with office.library.read() as session, pytest.raises(UsageError, match="--channel, --brand, --territory"):
            office.uses.resolve(session, UseParts(), now=NOW)

    def test_an_account_fills_what_it_knows(self, office: Desk) -> None:
        with office.library.read() as session:
            use, channel = office.uses.resolve(session, UseParts(account="@maison_de"), now=NOW)
        assert (use.channel, use.medium, channel.id) == ("instagram", "organic_social", "instagram_feed")
        assert (use.territories, use.zone, use.publish_at, use.live_until) == (
            frozenset({"DE", "AT"}),
            "Europe/Berlin",
            NOW,
            None,
        )

    def test_paid_reach_is_another_medium(self, office: Desk) -> None:
        with office.library.read() as session:
            paid, _channel = office.uses.resolve(session, UseParts(account="@maison_de", paid=True), now=NOW)
            ads, _channel = office.uses.resolve(
                session, UseParts(channel="meta_ads", brand="maison", territories=("FR",)), now=NOW
            )
        assert (paid.medium, paid.paid) == ("paid_social", True)
        assert (ads.medium, ads.paid) == ("paid_social", True)

    def test_days_begin_on_the_clock_of_the_account(self, office: Desk) -> None:
        with office.library.read() as session:
            use, _channel = office.uses.resolve(
                session, UseParts(account="@maison_de", publish_from=dt.date(2027, 1, 1)), now=NOW
            )
            today, _channel = office.uses.resolve(
                session, UseParts(account="@maison_de", publish_from=dt.date(2026, 11, 24)), now=NOW
            )
        assert use.publish_at == dt.datetime(2026, 12, 31, 23, 0, tzinfo=dt.UTC)
        assert today.publish_at == NOW

    @pytest.mark.parametrize(
        "parts",
        [
            UseParts(account="@maison_de", channel="x_post"),
            UseParts(account="@maison_de", brand="other"),
            UseParts(account="@nobody"),
            UseParts(account="@maison_de", territories=("Germany",)),
            UseParts(account="@maison_de", live_until=dt.date(2026, 1, 1)),
        ],
    )
    def test_contradictions_are_refused(self, office: Desk, parts: UseParts) -> None:
        with office.library.read() as session, pytest.raises(UsageError):
            office.uses.resolve(session, parts, now=NOW)

    def test_what_is_stored_is_read_back(self) -> None:
        parts = UseParts(channel="web", territories=("FR",), publish_from=dt.datetime(2027, 1, 2, 3, 4), paid=False)  # noqa: DTZ001 - a wall clock
        assert UseParts.from_json(parts.to_json()) == parts
        assert UseParts(paid=True).over(parts).channel == "web"


def register(desk: Desk) -> None:
    """Two brands, a market and an account."""

    def work(session: Session) -> None:
        maison = session.register.add_brand("Maison")
        session.register.add_brand("Other")
        market = session.register.add_market("DACH", countries=("DE", "AT"), language="de")
        session.register.add_account(
            "@maison_de", brand=maison, channel="instagram", market=market, zone="Europe/Berlin"
        )

    desk.library.write(work)


class TestCampaigns:
    """A goal and a deadline, and galleries made from others."""

    def test_a_goal_is_set_and_taken_back(self, desk: Desk) -> None:
        desk.curation.set_goal("Spring", 20, dt.date(2026, 12, 24))
        assert desk.curation.show("Spring")[0].goal == 20
        desk.history.undo()
        assert desk.curation.show("Spring")[0].goal is None
        desk.history.redo()
        assert desk.curation.show("Spring")[0].deadline == dt.date(2026, 12, 24)
        with pytest.raises(UsageError):
            desk.curation.set_goal("Spring", 0, None)

    def test_a_duplicate_has_words_but_no_dates(self, desk: Desk) -> None:
        desk.curation.add("Spring", desk.assets[:2])
        desk.curation.set_caption("Spring", desk.assets[0], "Hello")
        desk.curation.plan("Spring", desk.assets[0], PlannedTime.parse("2026-12-01 10:00", "Europe/Paris"))
        desk.curation.duplicate("Spring", "Summer")
        items = desk.curation.show("Summer")[1]
        assert [(item.caption, item.planned) for item in items] == [("Hello", None), (None, None)]
        desk.history.undo()
        with pytest.raises(NotFound):
            desk.curation.show("Summer")
        desk.history.redo()
        assert len(desk.order("Summer")) == 2

    def test_many_are_reordered_in_one_step(self, desk: Desk) -> None:
        desk.curation.add("Spring", desk.assets)
        a, b, c, d, e = desk.assets
        assert desk.curation.reorder("Spring", [e, c, a]) == [e, c, a, b, d]
        desk.history.undo()
        assert desk.order() == [a, b, c, d, e]

    def test_the_kept_photo_takes_the_place_of_its_copy(self, desk: Desk) -> None:
        a, b, c, d, _e = desk.assets
        desk.curation.add("Spring", [a, b, c])
        desk.curation.set_caption("Spring", b, "Hello")
        desk.curation.set_crop("Spring", b, Crop(0, 0, 0.5, 1))
        assert desk.curation.substitute("Spring", {b: d}) == [d]
        assert desk.order() == [a, d, c]
        item = desk.curation.show("Spring")[1][1]
        assert (item.caption, item.crop) == ("Hello", None)
        desk.history.undo()
        assert desk.order() == [a, b, c]
        assert desk.curation.show("Spring")[1][1].crop == Crop(0, 0, 0.5, 1)
        desk.history.redo()
        assert desk.order() == [a, d, c]

    def test_where_both_are_in_the_copy_leaves(self, desk: Desk) -> None:
        a, b, c = desk.assets[:3]
        desk.curation.add("Spring", [a, b, c])
        assert desk.curation.substitute("Spring", {a: c}) == []
        assert desk.order() == [b, c]
        desk.history.undo()
        assert desk.order() == [a, b, c]

    def test_a_deleted_campaign_comes_back_with_its_imports(self, desk: Desk) -> None:
        gallery = desk.curation.show("Spring")[0]

        def bind(session: Session) -> None:
            session.db.execute("UPDATE batches SET campaign_id = ?", [gallery.id])

        desk.library.write(bind)
        desk.curation.delete("Spring")
        desk.history.undo()
        with desk.library.read() as session:
            assert session.batches.get(1).campaign_id == gallery.id
