"""``party show`` and the lists of people: sums, guidelines, coming of age."""

from __future__ import annotations

from tests.cli.test_consent import Run, run

__all__ = ["run"]


def test_a_person_is_shown_with_what_they_were_given(run: Run) -> None:
    run("party", "edit", "@marc", "--influencer")
    run(
        "consent", "grant", "1", "--by", "@marc", "--notice", "reseaux", "--evidence", "email", "--message", "Oui",
        "--consideration", "kind=fee,value=1200,advertiser=maison,objective=summer",
    )  # fmt: skip
    shown = run("party", "show", "@marc", "--json").json
    (line,) = shown["in_return"]
    assert (line["advertiser"], line["calendar_year"], line["contract_needed"], line["contract"]) == (
        "maison", 1200.0, True, False,
    )  # fmt: skip
    assert shown["label_needed"] is True
    assert "a written contract is needed" in run("party", "show", "@marc").out
    assert [one["name"] for one in run("party", "rewarded", "--json").json] == ["Marc Dubois"]


def test_employees_and_minors_are_listed(run: Run) -> None:
    run("party", "add", "Ines", "--kind", "employee", "--adult", "yes", "--leaves", "2031-12-31")
    run("consent", "guidelines", "Ines", "2026-1")
    (ines,) = run("party", "employees", "--json").json
    assert (ines["name"], ines["guidelines_accepted"], ines["leaves"]) == ("Ines", ["2026-1"], "2031-12-31")
    assert run("party", "of-age", "--json").json == []
    assert "Ines" in run("party", "employees").out
