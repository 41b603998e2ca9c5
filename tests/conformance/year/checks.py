"""What must be true after every act: plain recounts that know nothing of how the program answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from zoneinfo import ZoneInfo

from tests.conformance.agreement import difference_of
from tests.conformance.year.mirror import Row
from tests.conformance.year.stage import Stage
from tests.restatement.restated_gate import Judgement, judge
from ugc_studio.domain.verdicts import Verdict

TAKES_DOWN = frozenset(
    """illegal_content tombstone objected withdrawn refused revoked invalidated blocked_by_near_duplicate frozen expired
    outlives_grant employee_left media_not_granted territory_not_granted right_not_granted alteration_not_granted
    purpose_not_granted brand_not_granted excluded_context""".split()
)
"""What takes a picture down that is online; an unread message or a missing paper does not."""


@dataclass
class Publication:
    """One hand-over, as somebody who keeps a list by hand would note it."""

    use: Row
    state: str = "up"
    """``up``, ``due`` (has to come down) or ``down`` (proved)."""
    history: list[str] = field(default_factory=list)
    """When that changed and why, for whoever looks into a fault."""

    def becomes(self, state: str, day: dt.date, why: str) -> None:
        """Note a state, and the day on which it changed."""
        if state != self.state:
            self.state = state
            self.history.append(f"{day} {state} ({why})")


@dataclass
class Kept:
    """An answer of some day, to be asked for again."""

    use: Row
    at: dt.datetime
    codes: frozenset[str]


@dataclass
class Checks:
    """Asks after every act, and keeps count."""

    stage: Stage
    rng: Random
    publications: dict[str, Publication] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    watched: dict[str, tuple[Row, frozenset[str]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    differing: list[tuple[Row, Row]] = field(default_factory=list)
    """Each case and use about which the gate and its restatement differed, to be looked at by hand."""

    # ------------------------------------------------------------------ the gate and its restatement

    def random_use(self, asset: str) -> Row:
        """One planned use of a photo: mostly what is granted here, often at the edge of it."""
        rng, today = self.rng, self.stage.clock().astimezone(ZoneInfo("Europe/Paris")).date()
        day = today + dt.timedelta(days=rng.choice([0, 0, 1, 5, 20, 60, 150]))
        zone = rng.choice(["Europe/Paris"] * 4 + ["Europe/Berlin", "Pacific/Auckland"])
        clock = rng.choice([dt.time(0, 30), dt.time(10), dt.time(10), dt.time(23, 30)])
        use: Row = {
            "asset": asset,
            "on": today,
            "zone": zone,
            "account_market": rng.choice(["FR"] * 6 + ["BE", "BE", "DE", "NL"]),
            "brand": rng.choice(["maison"] * 5 + ["nordsee", "nordsee", "petite"]),
            "media": rng.choice(["organic_social"] * 8 + ["website", "website", "paid_social", "email", "tv"]),
            "publish_at": dt.datetime.combine(day, clock, ZoneInfo(zone)).astimezone(dt.UTC),
            "label": rng.random() < 0.95,
            "alterations": [one for one in ("adaptation.crop", "adaptation.generative") if rng.random() < 0.08],
            "contexts": [one for one in ("alcohol", "sport") if rng.random() < 0.06],
            "purpose": "promotion" if rng.random() < 0.95 else "editorial",
        }
        use["paid"] = use["media"] == "paid_social" or (use["media"] == "organic_social" and rng.random() < 0.08)
        if rng.random() < 0.7:
            use["live_until"] = day + dt.timedelta(days=rng.choice([0, 7, 30, 30, 120, 400]))
        return use

    def judged(self, use: Row) -> Judgement:
        """The restatement's answer, out of the mirror alone."""
        return judge(self.stage.mirror.case(use["asset"], use["brand"]), use)

    def compare(self, use: Row) -> Verdict:
        """Ask both about a use."""
        verdict, judgement = self.stage.ask(use), self.judged(use)
        self.counts["uses"] += 1
        self.counts["cleared"] += verdict.cleared
        if difference := difference_of(verdict.codes, judgement):
            self.fault(f"{difference}: {sorted(verdict.codes)} / {sorted(judgement.reasons)}, {use}")
            self.differing.append((self.stage.mirror.case(use["asset"], use["brand"]), use))
        return verdict

    def after_an_act(self, uses: int) -> None:
        """Random uses of what was touched and of anything else; then what was not touched, as it was before."""
        assets, people, everything = self.stage.last
        touched = self._touched(assets, people, everything=everything)
        self.recount(touched)
        for number in range(uses):
            pool = sorted(touched) if number % 2 == 0 and touched else self.stage.mirror.spoken_of()
            if not pool:
                continue
            use = self.random_use(self.rng.choice(pool))
            verdict = self.compare(use)
            if self.rng.random() < 0.1:
                self.kept.append(Kept(use, self.stage.clock(), verdict.codes))
                self.stage.clock.tick()
        self._look_at_others(touched)

    def _touched(self, assets: set[str], people: set[str], *, everything: bool) -> set[str]:
        mirror = self.stage.mirror
        if everything:
            return set(mirror.assets)
        named = assets | (mirror.photos_of(people) if people and not assets else set())
        paid = people if any(mirror.parties.get(who, {}).get("influencer") for who in people) else set()
        named |= mirror.photos_of(paid) if paid else set()
        return {near for asset in named for near in mirror.neighbours(asset)}

    def _look_at_others(self, touched: set[str]) -> None:
        """What an act says about some photos must not change an answer about another one."""
        for asset in touched & set(self.watched):
            del self.watched[asset]
        if self.watched:
            asset = self.rng.choice(sorted(self.watched))
            use, codes = self.watched[asset]
            self.counts["others"] += 1
            if (now := self.stage.ask(use).codes) != codes:
                self.fault(f"an act about other photos changed {asset}: {sorted(codes)} to {sorted(now)}, {use}")
        while len(self.watched) < min(40, len(self.stage.mirror.assets)):
            asset = self.rng.choice(list(self.stage.mirror.assets))
            use = self.random_use(asset)
            self.watched[asset] = (use, self.stage.ask(use).codes)

    # ------------------------------------------------------------------ takedowns

    def recount(self, assets: Iterable[str]) -> None:
        """Look at every publication of some photos: does it have to come down today, or may it stay again?"""
        today = self.stage.clock().date()
        wanted = set(assets)
        for publication in self.publications.values():
            use = publication.use
            if use["asset"] not in wanted or publication.state == "down":
                continue
            until = use.get("live_until")
            if until is not None and until < today:
                continue  # it is over
            published = use["publish_at"].astimezone(ZoneInfo(use["zone"])).date()
            judgement = self.judged({**use, "on": today, "live_until": until or max(today, published)})
            if judgement.cleared:
                publication.becomes("up", today, "cleared")
            elif judgement.reasons & TAKES_DOWN:
                publication.becomes("due", today, ", ".join(sorted(judgement.reasons)))

    def compare_takedowns(self) -> None:
        """The program's list against the one kept by hand."""
        self.stage.editor.consent.takedowns.sweep()
        self.recount(self.stage.mirror.assets)
        with self.stage.editor.library.read() as session:
            listed = {one.use.uuid: one for one in session.uses.takedowns(state=None)}
        words = {"due": "open", "down": "done"}
        found = {(uuid, one.state) for uuid, one in listed.items()}
        expected = {(uuid, words[one.state]) for uuid, one in self.publications.items() if one.state in words}
        self.counts["takedowns compared"] += len(expected)
        for uuid, state in found ^ expected:
            mine, theirs = self.publications[uuid], listed.get(uuid)
            told = f"{theirs.cause} since event {theirs.opened_seq}" if theirs else "not listed"
            self.fault(f"takedown {state}: {told}; by hand {mine.history}, {mine.use}")

    # ------------------------------------------------------------------ later

    def ask_again(self) -> None:
        """Every kept answer must be the answer for its day, unless its proofs were destroyed since."""
        for one in self.kept:
            if self._lost_proofs(one.use["asset"]):
                continue
            self.counts["as of"] += 1
            codes = self.stage.ask(one.use, as_of=one.at).codes
            if codes != one.codes:
                self.fault(f"as of {one.at}: {sorted(one.codes)} became {sorted(codes)}, {one.use}")

    def _lost_proofs(self, asset: str) -> bool:
        mirror = self.stage.mirror
        near = mirror.neighbours(asset)
        return any(not row.get("intact", True) and set(row.get("assets", [])) & near for row in mirror.events)

    def library_is_whole(self) -> None:
        """The chain is whole, and the lists show what the ledger says."""
        verified = self.stage.editor.ledger.verify()
        if not verified.ok:
            self.fault(f"the chain: {verified.text}")
        self.counts["events"] = verified.events
        with self.stage.editor.library.read() as session:
            if wrong := self.stage.editor.consent.summariser.differing(session):
                self.fault(f"{wrong} photos show in lists what the ledger does not say")

    def fault(self, text: str) -> None:
        """Note a fault."""
        self.faults.append(f"{self.stage.clock():%Y-%m-%d %H:%M:%S} {text}")
