"""The consent commands: what they record, say and refuse, through the whole command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.services.consent.world import World
from ugc_studio.cli.main import main


@dataclass
class Answered:
    """How one command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Answered]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command line on a library with three photos, a brand and one author (Marc Dubois)."""
    world = World(tmp_path / "library")
    world.photos("one", "two", "three")
    author = world.person("Marc Dubois", handle="@marc")
    world.taken_by([1, 2], author)
    world.notice("Réseaux")
    world.close()

    def call(*words: str, role: str = "editor") -> Answered:
        capsys.readouterr()
        code = main(["--library", str(tmp_path / "library"), "--lang", "en", "--role", role, *words])
        captured = capsys.readouterr()
        return Answered(code, captured.out, captured.err)

    return call


GRANT = ("consent", "grant", "1", "--by", "@marc", "--notice", "reseaux", "--evidence", "email", "--message", "Oui")
USE = ("--channel", "instagram_feed", "--brand", "maison", "--territory", "FR", "--until", "2027-05-01")


def test_a_grant_clears_the_photo_and_prints_the_contract(run: Run) -> None:
    recorded = run(*GRANT, "--json")
    assert recorded.code == 0
    (event,) = recorded.json["events"]
    assert event.keys() == {"seq", "type", "state", "hash"}
    assert (event["type"], event["state"]) == ("given", "cleared")
    asked = run("clearance", "1", *USE, "--json")
    assert asked.code == 0
    assert (asked.json["asset"], asked.json["cleared"], asked.json["reasons"]) == ("1", True, [])


def test_a_recording_reads_like_a_sentence_with_names(run: Run) -> None:
    said = run(*GRANT, "--exclude", "territories=BE").out
    assert "Marc Dubois gave the author’s licence: social networks, the website; BE, FR" in said
    assert "but not BE." in said
    assert "Photo 1: Cleared" in said


def test_a_blocked_use_says_why_and_what_would_clear_it(run: Run) -> None:
    run(*GRANT)
    blocked = run("clearance", "1", "--channel", "instagram_feed", "--brand", "maison", "--territory", "DE", "--json")
    assert blocked.code == 3
    (reason,) = blocked.json["reasons"]
    assert reason["code"] == "territory_not_granted"
    assert reason["text"] == "Marc Dubois did not allow these countries: DE."
    (need,) = blocked.json["would_clear"]
    assert need["needs"]["territories"] == ["DE"]
    assert need["text"] == "Cleared if Marc Dubois also gives the author’s licence for countries DE."


def test_as_of_reads_the_ledger_as_it_stood(run: Run) -> None:
    run(*GRANT)
    assert run("clearance", "1", *USE, "--as-of", "2026-08-01", "--json").json["cleared"] is False
    assert run("clearance", "1", *USE, "--as-of", "someday").code == 2


def test_a_limited_no_leaves_the_rest(run: Run) -> None:
    run(*GRANT)
    run("consent", "withdraw", "1", "--by", "@marc", "--only", "media=website")
    assert run("clearance", "1", *USE).code == 0
    website = ("--channel", "website_gallery", "--brand", "maison", "--territory", "FR", "--until", "2027-05-01")
    assert [r["code"] for r in run("clearance", "1", *website, "--json").json["reasons"]] == ["withdrawn"]


def test_an_objection_of_someone_never_asked_blocks_every_photo_of_theirs(run: Run) -> None:
    run(*GRANT)
    assert run("consent", "object", "--by", "@marc", "--everything").code == 0
    assert run("clearance", "1", *USE).code == 3
    assert run("consent", "object", "--by", "@marc").code == 2


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("consent", "grant", "99", *GRANT[3:]), 2, "There is no photo with the number 99."),
        (("consent", "grant", "1", "--by", "@nobody", *GRANT[5:]), 2, "There is no person or body called @nobody."),
        ((*GRANT[:5], "--notice", "nope", *GRANT[7:]), 2, "There is no notice called nope."),
        ((*GRANT[:7], "--evidence", "email"), 2, "A grant needs proof"),
        ((*GRANT, "--territory", "DE"), 3, "wider than its notice (countries)"),
        ((*GRANT, "--exclude", "media=radio"), 2, "radio is no medium"),
        ((*GRANT, "--exclude", "colour=red"), 2, "colour=red is not understood"),
        ((*GRANT, "--consideration", "value=50"), 2, "Say what was given"),
        ((*GRANT[:-2], "--proof", "/no/such/file"), 2, "The proof /no/such/file cannot be read."),
        (("consent", "grant", "3", *GRANT[3:]), 2, "neither the author of these photos nor recorded in them"),
        (("consent", "approve", "1"), 3, "Only the legal role may record an approval."),
        (("consent", "override", "1", "--reason", "x"), 3, "Only the legal role may record an exception"),
        (("consent", "unfreeze", "--everything", "--reason", "x"), 3, "Only the legal role"),
        (("consent", "unflag", "1", "--reason", "x"), 3, "Only the legal role"),
        (("consent", "freeze",), 2, "Say what"),
        (("consent", "erase", "1"), 2, "Say --yes"),
        (("consent", "erase", "nobody at all", "--yes"), 2, "There is no person or body called nobody at all."),
        (("consent", "item", "1", "--item", "Fresque de Paul Durand"), 2, "is not understood"),
        (("consent", "same-work", "1", "2"), 3, "not stacked"),
        (("clearance", "1", "--brand", "maison"), 2, "Missing: --channel, --territory"),
        (("takedowns", "done", "7"), 2, "prove it"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence(run: Run, words: tuple[str, ...], code: int, sentence: str) -> None:
    ended = run(*words)
    assert ended.code == code
    assert sentence in ended.err
    assert "Traceback" not in ended.err
    assert run("consent", "list", "--state", "cleared", "--json").json == []


def test_the_scheduler_may_freeze_but_not_grant(run: Run) -> None:
    assert run(*GRANT, role="scheduler").code == 3
    assert run("consent", "freeze", "--brand", "maison", "--reason", "storm", role="scheduler").code == 0


def test_a_freeze_holds_until_legal_lifts_it(run: Run) -> None:
    run(*GRANT)
    frozen = run("consent", "freeze", "--everything", "--reason", "an accident at the lake")
    assert "Publishing was frozen for the whole library." in frozen.out
    asked = run("clearance", "1", *USE)
    assert asked.code == 3
    assert "Publishing is frozen for the whole library until legal lifts it." in asked.out
    assert run("consent", "unfreeze", "--everything", "--reason", "cleared up", role="legal").code == 0
    assert run("clearance", "1", *USE).code == 0


def test_legal_may_write_a_wider_grant_from_an_attached_paper_only(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "signed.pdf"
    paper.write_bytes(b"%PDF signed")
    wide = ("consent", "grant", "1", "--by", "@marc", "--notice", "reseaux", "--evidence", "signature",
            "--territory", "DE", "--territory", "FR")  # fmt: skip
    assert run(*wide, "--message", "signed", role="legal").code == 3
    assert run(*wide, "--proof", str(paper)).code == 3
    assert run(*wide, "--proof", str(paper), role="legal").code == 0
    assert run("clearance", "1", "--channel", "instagram_feed", "--brand", "maison", "--territory", "DE",
               "--until", "2027-01-01").code == 0  # fmt: skip


def test_a_family_release_creates_every_grant_at_once(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "family.pdf"
    paper.write_bytes(b"%PDF signed by both")
    run("party", "add", "Anne Dubois", "--kind", "guardian", "--adult", "yes")
    run("party", "add", "Lou Dubois", "--kind", "depicted", "--adult", "no", "--turns-18", "05/2037")
    run("consent", "depict", "1", "--party", "Lou Dubois", "--as", "main", "--holder", "Anne Dubois=joint",
        "--holder", "Marc Dubois=joint", "--complete")  # fmt: skip
    family = ("consent", "family", "1", "2", "--notice", "reseaux", "--proof", str(paper))
    assert run(*family, "--signer", "Lou Dubois", "--json").code == 0  # the child may sign too
    run("consent", "depict", "2", "--party", "Lou Dubois", "--as", "main")  # whose holders are known by now
    recorded = run(*family, "--signer", "@marc", "--signer", "Anne Dubois", "--json").json["events"]
    assert [event["type"] for event in recorded] == ["given"] * 3
    show = run("consent", "show", "2", "--json").json["instruments"]
    assert {(one["instrument"], one["signer_name"]) for one in show if one["said"] == "given"} >= {
        ("image_release", "Anne Dubois"), ("image_release", "Marc Dubois"), ("licence", "Marc Dubois"),
    }  # fmt: skip
    codes = {reason["code"] for reason in run("clearance", "1", *USE, "--json").json["reasons"]}
    assert codes == {"approval_pending"}  # a minor: legal has to approve
    assert run("consent", "approve", "1", role="legal").code == 0
    assert run("clearance", "1", *USE).code == 0
    run("party", "add", "Somebody Else")
    stranger = run(*family, "--signer", "Somebody Else")
    assert stranger.code == 2
    assert "neither the author" in stranger.err


def test_show_reads_like_a_dossier(run: Run) -> None:
    run("consent", "request", "1", "--to", "@marc", "--notice", "reseaux")
    run("consent", "reply", "1", "--by", "@marc", "--message", "Oui mais pas pour la pub", "--evidence", "email")
    assert "State: To read" in run("consent", "show", "1").out
    run(*GRANT, "--said-on", "2026-08-30")
    shown = run("consent", "show", "1").out
    order = [
        "State: Cleared", "cleared.", "Licence of the author: Marc Dubois", "was asked for",
        "A message of Marc Dubois", "“Oui mais pas pour la pub”", "Marc Dubois gave the author’s licence",
    ]  # fmt: skip
    places = [shown.find(text, 0 if n < 3 else shown.find("What happened")) for n, text in enumerate(order)]
    assert -1 not in places
    assert places == sorted(places)
    document = run("consent", "show", "1", "--json").json
    assert document.keys() >= {"asset", "state", "instruments", "events"}
    (signatory,) = document["instruments"]
    assert (signatory["name"], signatory["said"], signatory["enough"]) == ("Marc Dubois", "given", True)
    last = document["events"][-1]
    assert (last["said_on"], last["role"], last["proofs"][0]["state"]) == ("2026-08-30", "editor", "kept")


def test_an_erased_person_leaves_the_chain_whole_and_nothing_else(run: Run, tmp_path: Path) -> None:
    run(*GRANT)
    erased = run("consent", "erase", "@marc", "--yes", "--json")
    assert erased.code == 0
    assert [event["type"] for event in erased.json["events"]] == ["erased"] * 3
    assert run("ledger", "verify").code == 0
    shown = run("consent", "show", "1", "--json").json
    assert shown["state"] == "blocked"
    assert {proof["state"] for event in shown["events"] for proof in event["proofs"]} == {"erased"}
    everything = b"".join(file.read_bytes() for file in (tmp_path / "library").rglob("*") if file.is_file())
    assert b"Dubois" not in everything
    assert b"@marc" not in everything


def test_lists_by_state_and_by_end(run: Run) -> None:
    run(*GRANT)
    run("consent", "request", "2", "--to", "@marc", "--notice", "reseaux")
    assert [row["asset"] for row in run("consent", "list", "--state", "waiting", "--json").json] == ["2"]
    assert [row["asset"] for row in run("consent", "list", "--state", "cleared", "--json").json] == ["1"]
    assert run("consent", "list", "--expiring", "30", "--json").json == []
    assert [row["asset"] for row in run("consent", "list", "--expiring", "2000", "--json").json] == ["1"]


def test_a_table_of_grants_is_recorded_row_by_row(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "formulaire.csv"
    table.write_bytes(
        "Photo;Nom;Formule;Réponse;Sauf;Date\n"
        "1;@marc;reseaux;oui;territories=BE;2026-08-30\n"
        "2;@marc;reseaux;non;;\n"
        "2;@marc;reseaux;peut-être;;\n"
        "99;@marc;reseaux;oui;;\n".encode("cp1252")
    )
    assert run("consent", "import", str(table), "--dry-run", "--json").json["events"] == []
    report = run("consent", "import", str(table), "--json")
    assert report.code == 1
    assert [event["type"] for event in report.json["events"]] == ["given", "refused"]
    assert [problem["path"].rpartition(":")[2] for problem in report.json["problems"]] == ["4", "5"]
    proof = run("consent", "show", "1", "--json").json["events"][-1]["proofs"][0]
    assert "by: @marc" in proof["text"]
    again = run("consent", "import", str(table), "--json").json
    assert (again["events"], again["known"], len(again["problems"])) == ([], 2, 2)
    (tmp_path / "empty.csv").write_text("hello\n", "utf-8")
    assert run("consent", "import", str(tmp_path / "empty.csv")).code == 4


def test_a_proof_outside_the_tables_folder_is_refused(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "grants.csv"
    table.write_text("photo,by,notice,evidence,proof\n1,@marc,reseaux,signature,../../../../etc/passwd\n", "utf-8")
    report = run("consent", "import", str(table), "--json")
    assert report.code == 1
    assert "does not lie beside the table" in report.json["problems"][0]["reason"]


def test_legal_can_keep_what_a_claim_needs(run: Run) -> None:
    run(*GRANT)
    retain = ("consent", "retain", "@marc", "--until", "2030-01-01", "--reason", "a claim is pending")
    assert run(*retain).code == 3
    assert "kept for a legal claim" in run(*retain, role="legal").out
    run("consent", "erase", "@marc", "--yes")
    assert run("party", "show", "@marc", "--json").json["name"] == "Marc Dubois"
    assert [photo for photo in run("consent", "list", "--json").json if photo["asset"] in {"1", "2"}] == []


def test_a_photo_marked_as_illegal_shows_where_to_report_and_stays_blocked(run: Run) -> None:
    run(*GRANT)
    marked = run("consent", "flag", "1", "--as", "illegal")
    assert "internet-signalement.gouv.fr" in marked.err
    run("consent", "unflag", "1", "--reason", "a mistake", role="legal")
    asked = run("clearance", "1", *USE, "--json")
    assert [reason["code"] for reason in asked.json["reasons"]] == ["illegal_content"]


def test_an_influencer_needs_label_and_from_a_thousand_euros_a_contract(run: Run, tmp_path: Path) -> None:
    run("party", "edit", "@marc", "--influencer")
    run(*GRANT, "--consideration", "kind=stay,value=1000,advertiser=maison,objective=Été 2026")
    run("consent", "approve", "1", "--about", "consideration", "--reason", "checked", role="legal")

    def codes(*more: str) -> set[str]:
        return {reason["code"] for reason in run("clearance", "1", *USE, *more, "--json").json["reasons"]}

    assert codes() == {"influencer_label_missing", "influencer_contract_missing"}
    assert codes("--label") == {"influencer_contract_missing"}
    paper = tmp_path / "contract.pdf"
    paper.write_bytes(b"%PDF")
    run("consent", "contract", "@marc", "--advertiser", "Maison Alizé", "--objective", "Été 2026",
        "--proof", str(paper))  # fmt: skip
    assert codes("--label") == set()


def test_someone_who_does_not_want_to_be_asked_is_not_asked(run: Run) -> None:
    ask = ("consent", "request", "1", "--to", "@marc", "--notice", "reseaux")
    assert run(*ask).code == 0
    assert "less than 14 days ago" in run(*ask).err
    assert run(*ask, "--again").code == 0
    run("consent", "do-not-contact", "@marc")
    refused = run(*ask, "--again")
    assert refused.code == 3
    assert "Marc Dubois asked not to be contacted again." in refused.err
