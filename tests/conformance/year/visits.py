"""One visit: photos come in, somebody looks at them, people are asked, and most of them answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.conformance.year.cast import Household
from tests.conformance.year.mirror import Row
from tests.conformance.year.stage import Stage
from ugc_studio.domain.consent import EventType
from ugc_studio.services.consent.households import FamilyRelease

Plan = Callable[[dt.date, Callable[[], None]], None]
NOTICES = ["wide"] * 8 + ["organic", "short", "short", "summer", "world", "own", "channel", "editorial"]
EVIDENCE = ["direct_message"] * 3 + ["comment", "email", "form"]
LIMITS: list[Row] = [
    {"media": ["paid_social"]}, {"media": ["organic_social"]}, {"territories": ["DE"]}, {"territories": ["FR"]},
    {"rights": ["adaptation.crop"]}, {"media": ["paid_social"], "territories": ["FR"]}, {"brands": ["petite"]},
]  # fmt: skip


@dataclass
class Visit:
    """The photos of one household, from their arrival to the answers."""

    stage: Stage
    rng: Random
    household: Household
    photos: list[str]
    day: dt.date
    plan: Plan
    notice: str = ""
    shown: list[tuple[str, list[dict[str, Any]]]] = field(default_factory=list)
    """Who is in the photos, with the holders of those who are minors."""

    def arrive(self) -> None:
        """The photos come in."""
        self.stage.bring(self.photos, video=self.rng.random() < 0.08)
        self.notice = self.rng.choice(NOTICES)
        for days, act in ((0, self.name_the_author), (1, self.look), (2, self.ask), (4, self.answer)):
            self.plan(self.day + dt.timedelta(days=days + self.rng.randrange(2)), act)

    def name_the_author(self) -> None:
        """An editor says who took them."""
        state = "contested" if self.rng.random() < 0.03 else "confirmed"
        creators = [self.household.creator]
        if self.household.friends and self.rng.random() < 0.05:
            creators.append(self.household.friends[0])
        for photo in self.here():
            self.stage.mirror.assets[photo] |= {"creators": creators, "author": state}
        uuids = [self.stage.uuids[creator] for creator in creators]
        self.stage.state(EventType.AUTHOR_STATED, self.here(), creators=uuids, state=state)

    def look(self) -> None:
        """An editor says who is in them, where they are, and what is heard."""
        people = [] if self.rng.random() < 0.45 else self._company()
        answer = "reviewed" if people else "none"
        for photo in self.here():
            self.stage.mirror.assets[photo]["people"] = answer
        for who, holders in people:
            self._depict(who, holders)
        self.stage.state(EventType.PEOPLE_REVIEWED, self.here(), answer=answer)
        if self.stage.mirror.assets[self.photos[0]].get("kind") == "video":
            self._listen()
        place = self.rng.choice(["beach", "bar", ""])
        if place:
            for photo in self.here():
                self.stage.mirror.assets[photo]["place"] = place
            self.stage.state(EventType.PLACED, self.here(), place=self.stage.uuids[place])

    def _company(self) -> list[tuple[str, list[dict[str, Any]]]]:
        household, rng = self.household, self.rng
        found: list[tuple[str, list[dict[str, Any]]]] = [(who, []) for who in household.friends if rng.random() < 0.6]
        found += [(child, household.holders) for child in household.children if rng.random() < 0.7]
        found += [(parent, []) for parent in household.parents if rng.random() < 0.4]
        if self.stage.mirror.parties[household.creator].get("adult") == "no" and household.parents:
            found.append((household.creator, household.holders))
        if found and rng.random() < 0.04:
            found[-1] = (found[-1][0], [])  # nobody asked who holds parental authority
        return found

    def _depict(self, who: str, holders: list[dict[str, Any]]) -> None:
        role = self.rng.choice(["main", "main", "recognisable", "recognisable", "crowd"])
        facts: Row = {"role": role}
        if role == "crowd":
            facts["recognisable"] = self.rng.random() < 0.2
        said = {**facts, "holders": [[self.stage.uuids[h["party"]], h["basis"]] for h in holders]} if holders else facts
        for photo in self.here():
            row = {"asset": photo, "party": who, **facts}
            self.stage.mirror.depict({**row, "holders": holders} if holders else row)
        self.shown.append((who, holders))
        self.stage.state(EventType.DEPICTED, self.here(), who, **said)

    def _listen(self) -> None:
        heard = self.rng.choice(["no_music", "own_sound", "muted", "licensed", "not_reviewed"])
        for photo in self.here():
            self.stage.mirror.assets[photo]["audio"] = heard
        self.stage.state(EventType.AUDIO_REVIEWED, self.here(), answer=heard)

    # ------------------------------------------------------------------ asking

    def signatures(self) -> list[Row]:
        """Whose word is needed for what, as far as an editor can tell."""
        creator = self.household.creator
        minor = self.stage.mirror.parties[creator].get("adult") == "no"
        signers = [parent for parent in self.household.parents if parent != creator] if minor else [creator]
        wanted = [{"by": by, "party": creator, "instrument": "licence"} for by in [*signers, *([creator] * minor)]]
        for who, holders in self.shown:
            adults = [holder["party"] for holder in holders] or [who]
            own = [who] if holders and self.rng.random() < 0.7 else []
            wanted += [{"by": by, "party": who, "instrument": "image_release"} for by in [*adults, *own]]
        return wanted

    def here(self) -> list[str]:
        """The photos that are still there."""
        return [p for p in self.photos if "tombstone" not in self.stage.mirror.assets[p].get("flags", [])]

    def ask(self) -> None:
        """Each of them is asked once."""
        for row in self.signatures():
            if self.rng.random() < 0.8 and self.here():
                self.stage.request({"type": "requested", **row, "assets": self.here(), "notice": self.notice})

    def answer(self) -> None:
        """Some sign one paper, most write back, a few refuse, say nothing, or are not read at once."""
        if self.household.children and self.rng.random() < 0.35 and self._sign_one_paper():
            return
        for row in self.signatures():
            dice = self.rng.random()
            if dice < 0.93:
                self._yes(row)
            elif dice < 0.95:
                self._say("no_response", row)
            elif dice < 0.97:
                self._say("refused", row)
            elif dice < 0.99:
                self._say("replied", row)

    def _say(self, kind: str, row: Row) -> None:
        if self.here():
            self.stage.answer({"type": kind, **row, "assets": self.here(), "notice": self.notice})

    def _yes(self, row: Row) -> None:
        if not self.here():
            return
        said: Row = {"type": "given", **row, "assets": self.here(), "notice": self.notice}
        said["evidence"] = self.rng.choice(EVIDENCE)
        if self.rng.random() < 0.1:
            said["excludes"] = self.rng.choice(LIMITS)
        influencer = self.stage.mirror.parties[row["by"]].get("influencer")
        if influencer or self.rng.random() < 0.04:
            said["consideration"] = {
                "kind": self.rng.choice(["stay", "voucher", "fee"]), "value": self.rng.choice([50, 400, 600, 1000]),
                "advertiser": "maison", "objective": self.rng.choice(["summer", "winter"]),
            }  # fmt: skip
        if not self.stage.answer(said):
            return
        self._approve(said)

    def _approve(self, said: Row) -> None:
        row = {"type": "approved", "role": "legal", "party": said.get("party", said["by"]), "assets": said["assets"],
               "instrument": said["instrument"], "reason": "seen"}  # fmt: skip
        if self.rng.random() < 0.6:
            self.stage.decide(EventType.APPROVED, {**row, "about": "grant"})
        if "consideration" in said and self.rng.random() < 0.6:
            self.stage.decide(EventType.APPROVED, {**row, "about": "consideration"})

    def _sign_one_paper(self) -> bool:
        """A family release: one file for everybody who is shown, for whom anybody may sign."""
        mirror, photos = self.stage.mirror, self.here()
        signers = [who for who in dict.fromkeys([self.household.creator, *self.household.parents])
                   if mirror.parties[who].get("adult") != "no"]  # fmt: skip
        crowd = {d["party"] for p in photos for d in mirror.depictions[p] if d["role"] == "crowd"}
        rows = [row for row in self.signatures() if row["by"] in signers]
        rows = [row for row in rows if row["instrument"] == "licence" or row["party"] not in crowd]
        signing = [who for who in signers if any(row["by"] == who for row in rows)]
        if not photos or not signing:
            return False
        paper = self.stage.root.parent / "paper.pdf"
        paper.write_bytes(f"signed {self.photos[0]}".encode())
        release = FamilyRelease([self.stage.ids[p] for p in photos], [self.stage.uuids[who] for who in signing],
                                self.stage.uuids[f"notice:{self.notice}"], [paper])  # fmt: skip
        events = self.stage.editor.consent.family_release(release)
        names = {uuid: name for name, uuid in self.stage.uuids.items()}
        for event in events:
            self.stage.mirror.say({
                "at": event.at, "type": "given", "by": names[event.by or ""], "party": names[event.party or ""],
                "instrument": event.instrument, "assets": photos, "notice": self.notice, "evidence": "signature",
                "doc": f"paper-{self.photos[0]}",
            })  # fmt: skip
        if len(events) < len({(row["by"], row["party"], row["instrument"]) for row in rows}):
            raise AssertionError(f"the paper stands for more than was written: {rows}")
        self.stage.act(photos, signing)
        return True
