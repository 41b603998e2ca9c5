"""The random ledger of a random world: first everybody signs, then things happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from .world import Case, Event, depictions, party

GOOD_NOTICES = ["full"] * 8 + ["wide", "open", "world"]
OTHER_NOTICES = ["organic", "soon", "later", "later", "world", "extra", "channel", "editorial", "thin", "thin"]
EVIDENCE = ["direct_message"] * 3 + ["comment", "email", "form", "signature"]
LIMITS: list[dict[str, Any]] = [
    {"media": ["paid_social"]},
    {"media": ["organic_social"]},
    {"territories": ["DE"]},
    {"territories": ["FR"]},
    {"rights": ["adaptation.crop"]},
    {"media": ["paid_social"], "territories": ["FR"]},
    {"purposes": ["editorial"]},
    {"brands": ["petite"]},
]


def _often(rng: Random, percent: float) -> bool:
    return rng.randrange(1000) < percent * 10


class Ledger:
    """Events in ledger order, without instants until `dated`."""

    def __init__(self, rng: Random, case: Case) -> None:
        self.rng = rng
        self.case = case
        self.events: list[Event] = []

    def signers(self, asset_id: str) -> list[tuple[str, str, str]]:
        """(signer, party, instrument) of everything that might be needed for the asset."""
        card = next(a for a in self.case["asset"] if a["id"] == asset_id)
        found = [s for c in card["creators"] for s in self._of(c, "licence", self._holders(c))]
        for d in depictions(self.case, asset_id):
            found += self._of(d["party"], "image_release", d.get("holders", []))
        return found + [(i["party"], i["party"], "third_party") for i in card.get("items", []) if i["needed"]]

    def _holders(self, who: str) -> list[dict[str, Any]]:
        return [h for d in self.case.get("depiction", []) if d["party"] == who for h in d.get("holders", [])]

    def _of(self, who: str, instrument: str, holders: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
        if party(self.case, who).get("adult", "yes") != "no":
            return [(who, who, instrument)]
        everybody = dict.fromkeys([h["party"] for h in holders] + [who])
        return [(signer, who, instrument) for signer in everybody]

    def add(self, kind: str, by: str, **more: Any) -> Event:
        """Append one event."""
        event: Event = {"type": kind, "by": by, **more}
        self.events.append(event)
        return event

    def legal(self, kind: str, **more: Any) -> Event:
        """Append an act of legal; now and then the wrong role tries, or the reason is missing."""
        extra: dict[str, Any] = {"role": "legal", "reason": "looked into"} | more
        if _often(self.rng, 4):
            extra["role"] = "editor"
        if _often(self.rng, 4):
            del extra["reason"]
        return self.add(kind, "maison", **extra)

    def given(self, asset_id: str, signer: tuple[str, str, str], notice: str) -> Event:
        """Append a yes; `party` is written only where it differs from the speaker."""
        by, who, instrument = signer
        more: dict[str, Any] = {"assets": [asset_id], "instrument": instrument, "notice": notice}
        if who != by:
            more["party"] = who
        return self.add("given", by, **more, evidence=self.rng.choice(EVIDENCE))

    def sign_everything(self, asset_id: str) -> None:
        """Most signatures, mostly for a good notice; sometimes on one document, sometimes paid for."""
        one_notice = self.rng.choice(GOOD_NOTICES if _often(self.rng, 88) else OTHER_NOTICES)
        document = f"doc-{asset_id}" if _often(self.rng, 10) else None
        for signer in self.signers(asset_id):
            own_say_only = signer[0] == signer[1] and party(self.case, signer[1]).get("adult") == "no"
            if _often(self.rng, 65 if own_say_only else 4):
                if _often(self.rng, 50):
                    self.ask(asset_id, signer, one_notice)
                continue
            event = self.given(asset_id, signer, one_notice)
            if document:
                event |= {"doc": document, "evidence": "signature"}
            if party(self.case, signer[0]).get("influencer") and _often(self.rng, 60):
                pay(self, event)
            if self.case["policy"].get("legal_approval") and _often(self.rng, 75):
                approve(self, event, "grant")
        flags = next(a for a in self.case["asset"] if a["id"] == asset_id).get("flags", [])
        if "sensitive" in flags and _often(self.rng, 40):
            self.legal("approved", assets=[asset_id], about="sensitive")
        if "eve" in {s[1] for s in self.signers(asset_id)} and _often(self.rng, 92):
            self.add("guidelines_accepted", "eve", version=self.rng.choice(["v3", "v3", "v3", "v3", "v3", "v2"]))

    def ask(self, asset_id: str, signer: tuple[str, str, str], notice: str) -> None:
        """A request, and sometimes silence or an unread reply after it."""
        by, who, instrument = signer
        more = {"assets": [asset_id], "instrument": instrument, "notice": notice} | (
            {"party": who} if who != by else {}
        )
        self.add("requested", by, **more)
        follow = self.rng.choice(["", "no_response", "no_response", "replied"])
        if follow:
            self.add(follow, by, **more)

    def dated(self, asked: date) -> list[Event]:
        """The events with rising instants between January 2026 and the day before asking."""
        first = datetime(2026, 1, 5, 8, tzinfo=UTC)
        last = datetime(asked.year, asked.month, asked.day, tzinfo=UTC) - timedelta(days=1)
        minutes = int((last - first).total_seconds()) // 60
        instants = sorted(first + timedelta(minutes=self.rng.randrange(minutes)) for _ in self.events)
        return [{"at": at, **event} for at, event in zip(instants, self.events, strict=True)]


# ------------------------------------------------------------------ what happens
def disturb(rng: Random, ledger: Ledger) -> None:
    """Something happens to one asset."""
    happening = rng.choice(HAPPENINGS)
    asset_id = rng.choice(ledger.case["asset"])["id"]
    signers = ledger.signers(asset_id) or [("lea", "lea", "licence")]
    happening(ledger, asset_id, rng.choice(signers))


def a_no(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """Refusal, withdrawal or objection: whole or limited, of this photo or wide, by a signer or by a stranger."""
    rng = ledger.rng
    kind = rng.choice(["refused", "withdrawn", "objected"])
    by, who, instrument = signer
    if kind == "objected" and _often(rng, 40):
        by, who, instrument = "passer", "passer", "image_release"
    more: dict[str, Any] = {"assets": [asset_id], "instrument": instrument} | ({"party": who} if who != by else {})
    if _often(rng, 50):
        more["scope"] = rng.choice(LIMITS)
    elif kind != "refused" and _often(rng, 25):
        more = {k: v for k, v in more.items() if k != "assets"} | {"wide": True}
    ledger.add(kind, by, **more)
    if kind == "withdrawn" and _often(rng, 20):
        ledger.legal("withdrawal_contested", party=who, assets=[asset_id], instrument=instrument)
    if _often(rng, 30):
        again(ledger, asset_id, (by, who, instrument))
    if _often(rng, 25):
        ledger.legal("override", assets=[rng.choice(ledger.case["asset"])["id"]])


def a_no_nearby(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """A no on a photo that has relatives; legal often overrides it for the relative, sometimes too early."""
    if not ledger.case["relation"]:
        return
    relation = ledger.rng.choice(ledger.case["relation"])
    source, relative = ledger.rng.sample([relation["from"], relation["to"]], 2)
    before = len(ledger.events)
    a_no(ledger, source, ledger.rng.choice(ledger.signers(source) or [signer]))
    if _often(ledger.rng, 50):
        ledger.legal("override", assets=[relative])
        if _often(ledger.rng, 20):
            ledger.events.insert(before, ledger.events.pop())


def again(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """A further yes, for some notice, often with an exclusion."""
    event = ledger.given(asset_id, signer, ledger.rng.choice(["full", "full", *OTHER_NOTICES]))
    if _often(ledger.rng, 40):
        event["excludes"] = ledger.rng.choice(LIMITS)
    if ledger.case["policy"].get("legal_approval") and _often(ledger.rng, 60):
        approve(ledger, event, "grant")


def asked_again(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """A request after whatever there was; it displaces no answer, an unread reply does."""
    ledger.ask(asset_id, signer, ledger.rng.choice(["full", "organic", "extra"]))


def a_message(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """A message that nobody has read and that names no request."""
    by, who, instrument = signer
    more = {"party": who} if who != by else {}
    ledger.add("replied", by, assets=[asset_id], instrument=instrument, **more)


def taken_back_by_us(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """Revoked or invalidated by legal, sometimes followed by a new yes."""
    kind = ledger.rng.choice(["revoked", "invalidated"])
    ledger.legal(kind, party=signer[1], assets=[asset_id], instrument=signer[2])
    if _often(ledger.rng, 30):
        again(ledger, asset_id, signer)


def weak_evidence(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """The file of a yes is damaged, or the yes was a hashtag (bound to a request or not)."""
    yeses = [e for e in ledger.events if e["type"] == "given" and asset_id in e["assets"]]
    if yeses and _often(ledger.rng, 40):
        ledger.rng.choice(yeses)["intact"] = False
    elif yeses:
        event = ledger.rng.choice(yeses)
        event["evidence"] = "hashtag"
        if _often(ledger.rng, 30):
            asked = {k: v for k, v in event.items() if k in ("by", "party", "assets", "instrument", "notice")}
            ledger.events.insert(ledger.events.index(event), {"type": "requested", **asked})


def wider(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """A yes whose scope goes beyond (or stays within) its notice, by an editor or by legal, signed or not."""
    rng = ledger.rng
    event = ledger.given(asset_id, signer, rng.choice(["organic", "full", "soon"]))
    scope = dict(next(n["scope"] for n in ledger.case["notice"] if n["id"] == event["notice"]))
    changes: list[dict[str, Any]] = [
        {"media": [*scope["media"], "tv"]},
        {"territories": ["FR", "DE", "BE", "PT"]},
        {"end": scope["end"] + timedelta(days=90)},
        {"start": scope["start"] - timedelta(days=1)},
        {"rights": [*scope.get("rights", ["reproduction", "representation"]), "adaptation.generative"]},
        {"territories": ["FR"]},
    ]
    event["scope"] = scope | rng.choice(changes)
    if _often(rng, 50):
        event |= {"role": "legal", "evidence": "signature", "doc": f"signed-{len(ledger.events)}"}


def money(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """One of the yeses for this photo (rather one with an adult in it) was paid for."""
    adults = [d["asset"] for d in ledger.case["depiction"] if "holders" not in d and d["role"] == "main"]
    asset_id = ledger.rng.choice(adults) if adults else asset_id
    yeses = [e for e in ledger.events if e["type"] == "given" and asset_id in e["assets"]]
    if yeses:
        pay(ledger, ledger.rng.choice(yeses))


def pay(ledger: Ledger, event: Event) -> None:
    """Attach a consideration near the limits, and often legal's approval, and sometimes the contract."""
    rng = ledger.rng
    what = {"advertiser": rng.choice(["maison"] * 3 + ["autre"]), "objective": rng.choice(["summer"] * 3 + ["winter"])}
    value = rng.choice([50, 400, 600, 999, 1000, 1000, 1200])
    event["consideration"] = {"kind": rng.choice(["stay", "voucher", "prize", "fee"]), "value": value, **what}
    if _often(rng, 60):
        approve(ledger, event, "consideration")
    if _often(rng, 25):
        ledger.add("contract", event["by"], **what, evidence="signature")


def approve(ledger: Ledger, event: Event, about: str) -> None:
    """Legal approves the grant or its consideration."""
    who = event.get("party", event["by"])
    ledger.legal("approved", party=who, assets=event["assets"], instrument=event["instrument"], about=about)


def freeze(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """Crisis freeze of one of the four targets, half of them lifted again."""
    rng = ledger.rng
    targets = [("asset", asset_id), ("creator", "lea"), ("place", "beach"), ("brand", "maison"), ("brand", "petite")]
    kind, ident = rng.choice(targets)
    target = {"kind": kind, "id": ident}
    ledger.add("frozen", "maison", target=target, reason="crisis")
    if _often(rng, 50):
        ledger.legal("unfrozen", target=target)


def merge(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """Copies are stacked, the statement is often made, and sometimes the stack is undone (and made again)."""
    rng, cards = ledger.rng, ledger.case["asset"]
    if len(cards) < 2:
        return
    kept, copy = rng.sample(cards, 2)
    relations = ledger.case["relation"]
    pair = {kept["id"], copy["id"]}
    relations[:] = [r for r in relations if {r["from"], r["to"]} != pair]
    relations.append(
        {"from": copy["id"], "to": kept["id"], "kind": rng.choice(["exact", "same"]), "state": "confirmed"}
    )
    if _often(rng, 75):
        copy["creators"] = list(kept["creators"])
    if _often(rng, 70):  # the yes was given for the hidden copy only
        ledger.events[:] = [e for e in ledger.events if not (e["type"] == "given" and kept["id"] in e["assets"])]
        for wanted in ledger.signers(kept["id"]):
            ledger.given(copy["id"], wanted, "full")
    both = [kept["id"], copy["id"]]
    for step in ["merged", "same_work", "split", "merged"][: rng.choice([1, 2, 2, 2, 3, 4])]:
        ledger.add(step, "maison", assets=both)


def no_notice(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """A yes that names no notice: it never permits."""
    del ledger.given(asset_id, signer, "full")["notice"]


def wide_yes(ledger: Ledger, asset_id: str, signer: tuple[str, str, str]) -> None:
    """ "You may use everything I ever post": it reaches no photo that it does not list."""
    event = ledger.given(asset_id, signer, "full")
    event["assets"] = []
    event["wide"] = True


Happening = Callable[[Ledger, str, tuple[str, str, str]], None]
HAPPENINGS: Sequence[Happening] = (
    [a_no] * 5
    + [a_no_nearby] * 5
    + [again] * 3
    + [weak_evidence] * 3
    + [wider] * 2
    + [money] * 4
    + [merge] * 3
    + [freeze] * 2
    + [asked_again, a_message, taken_back_by_us, taken_back_by_us, no_notice, wide_yes]
)
