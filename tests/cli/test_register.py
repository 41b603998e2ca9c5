"""The register on the command line: what is added can be listed, shown and edited, and wrong words are sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ugc_studio.cli.main import main


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run one command line; returns the exit code and the JSON document."""

    def call(*words: str) -> tuple[int, Any, str]:
        capsys.readouterr()
        code = main(["--library", str(tmp_path / "library"), "--lang", "en", "--json", *words])
        captured = capsys.readouterr()
        return code, json.loads(captured.out), captured.err

    return call


def test_a_brand_with_its_policy_and_standard_use(run: Any) -> None:
    code, brand, _err = run("brand", "add", "Maison Alizé", "--entity", "Villages Alizé SAS", "--country", "fr")
    assert code == 0
    assert (brand["key"], brand["countries"], brand["entity"]) == ("maison-alize", ["FR"], "Villages Alizé SAS")
    words = ("--guidelines", "v3", "--no-approve-paid", "--channel", "website_gallery", "--days", "60")
    assert run("brand", "edit", "maison-alize", *words)[0] != 0, "only legal takes an approval away"
    _code, edited, _err = run("--role", "legal", "brand", "edit", "maison-alize", *words)
    assert (edited["policy"]["guidelines"], edited["policy"]["approval"]["paid"]) == ("v3", False)
    assert edited["policy"]["approval"]["minors"] is True
    assert (edited["standard_use"]["medium"], edited["standard_use"]["days"]) == ("website", 60)
    assert run("brand", "list")[1] == [edited]
    assert run("brand", "show", "Maison Alizé")[1] == edited


def test_the_states_follow_a_changed_standard_use(run: Any, tmp_path: Path) -> None:
    from tests.services.consent.world import World

    world = World(tmp_path / "library")
    (photo,) = world.photos("one")
    author, notice = world.person("Marc Dubois"), world.notice()
    world.taken_by([photo], author)
    world.licence([photo], author, notice)
    world.close()
    assert run("assets", "show", "1")[1]["consent"] == "cleared"
    run("brand", "edit", "maison", "--territory", "DE")
    assert run("assets", "show", "1")[1]["consent"] != "cleared"


def test_accounts_markets_and_places(run: Any) -> None:
    run("brand", "add", "Maison", "--key", "maison")
    _code, market, _err = run("market", "add", "France et Belgique", "--country", "FR", "--country", "BE",
                              "--key", "fr")  # fmt: skip
    assert market["countries"] == ["BE", "FR"]
    _code, account, _err = run("account", "add", "@maison", "--brand", "maison", "--channel", "instagram_feed",
                               "--market", "fr")  # fmt: skip
    assert (account["handle"], account["countries"]) == ("@maison", ["BE", "FR"])
    _code, account, _err = run("account", "edit", "@maison", "--zone", "Europe/Brussels")
    assert account["zone"] == "Europe/Brussels"
    assert run("market", "edit", "fr", "--language", "nl")[1]["language"] == "nl"
    run("place", "add", "Océan", "--country", "FR")
    assert run("place", "edit", "Océan", "--name", "Alizé Océan")[1]["name"] == "Alizé Océan"
    assert [place["name"] for place in run("place", "list")[1]] == ["Alizé Océan"]
    assert run("account", "list")[1] == [account]


def test_people_are_described_by_codes_only(run: Any) -> None:
    _code, party, _err = run("party", "add", "Lou Roux", "--kind", "depicted", "--adult", "no", "--turns-18", "05/2037",
                             "--residence", "be")  # fmt: skip
    assert (party["adult"], party["turns_18"], party["residence"]) == ("no", "05/2037", "BE")
    _code, party, _err = run("party", "edit", "Lou Roux", "--handle", "lou", "--name", "Lou Roux-Peeters")
    assert (party["name"], party["handle"]) == ("Lou Roux-Peeters", "@lou")
    assert run("party", "show", "@lou")[1]["id"] == party["id"]
    assert run("party", "list", "--kind", "creator")[1] == []
    assert run("ledger", "verify")[0] == 0


def test_a_notice_gets_versions_and_remarks(run: Any, tmp_path: Path) -> None:
    run("brand", "add", "Maison", "--key", "maison")
    text = tmp_path / "fr.txt"
    text.write_text("Cession des droits", "utf-8")
    code, first, err = run("notice", "add", "Réseaux 24 mois", "--key", "reseaux", "--media", "organic_social",
                           "--territory", "FR", "--text", f"fr={text}")  # fmt: skip
    assert code == 0
    assert "no end" in err
    assert "cession" in err
    _code, second, err = run("notice", "edit", "reseaux", "--until", "2028-05-31", "--right", "crop")
    assert (second["version"], second["scope"]["end"]) == (2, "2028-05-31")
    assert second["scope"]["media"] == ["organic_social"]
    assert "adaptation.crop" in second["scope"]["rights"]
    assert run("notice", "show", "reseaux@1")[1] == first
    assert run("notice", "show", "reseaux")[1] == second
    assert [notice["version"] for notice in run("notice", "list")[1]] == [1, 2]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("brand", "show", "nope"), "There is no brand called nope."),
        (("brand", "add", "X", "--country", "France"), "France is not a country code"),
        (("brand", "add", " "), "A name cannot be empty."),
        (("brand", "edit", "maison"), "Say what is to change."),
        (("brand", "add", "Maison", "--key", "maison"), "already a brand"),
        (("account", "add", "@x", "--brand", "maison", "--channel", "myspace"), "myspace"),
        (("account", "add", "@x", "--brand", "maison", "--channel", "instagram_feed", "--zone", "Mars"), "time zone"),
        (("party", "add"), "Give a name or a handle."),
        (("party", "add", "X", "--turns-18", "2037-05"), "is not a month"),
        (("notice", "add", "N", "--media", "radio", "--territory", "FR"), "radio is no medium"),
        (("notice", "add", "N", "--media", "website"), "one country"),
        (("notice", "add", "N", "--media", "website", "--territory", "FR", "--right", "everything"), "no right"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence(run: Any, words: tuple[str, ...], sentence: str) -> None:
    run("brand", "add", "Maison", "--key", "maison")
    code, document, err = run(*words)
    assert code == 2
    assert sentence in err
    assert document["error"]["exit_code"] == 2
