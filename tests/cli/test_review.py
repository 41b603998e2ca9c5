"""``consent review`` and ``consent freezes``: what waits for legal, and the decision, through the command line."""

from __future__ import annotations

from tests.cli.test_consent import Run, run

__all__ = ["run"]

HASHTAG = ("consent", "grant", "1", "--by", "@marc", "--notice", "reseaux", "--evidence", "comment", "--message", "Oui")


def test_a_matter_is_listed_shown_and_decided(run: Run) -> None:
    run(*HASHTAG)
    (matter,) = run("consent", "review", "list", "--json").json
    assert (matter["key"], matter["kind"], matter["asset"]) == ("grant:1", "grant", "1")
    assert matter["reasons"] == ["Marc Dubois said it in this form only: comment."]
    shown = run("consent", "review", "show", "grant:1").out
    assert "ugc-studio consent review decide grant:1 approve" in shown
    decided = run("consent", "review", "decide", "grant:1", "approve", "--json", role="legal")
    assert [event["type"] for event in decided.json["events"]] == ["approved"]
    assert run("consent", "review", "list").out == "Nothing waits for legal.\n"


def test_an_editor_may_look_and_not_decide(run: Run) -> None:
    run(*HASHTAG)
    assert run("consent", "review", "list", "--json").json
    assert run("consent", "review", "decide", "grant:1", "approve").code != 0
    assert run("consent", "review", "list", "--json").json


def test_a_decision_says_why(run: Run) -> None:
    run(*HASHTAG)
    refused = run("consent", "review", "decide", "grant:1", "invalidate", role="legal")
    assert refused.code == 2
    assert refused.err == "Say why, in a sentence: it is kept with the decision.\n"


def test_what_waits_no_longer_is_said(run: Run) -> None:
    assert run("consent", "review", "show", "grant:1").code != 0
    assert run("consent", "review", "show", "nonsense").code != 0


def test_freezes_are_listed_with_what_they_stop(run: Run) -> None:
    assert run("consent", "freezes").out == "Nothing is frozen.\n"
    run("consent", "freeze", "--creator", "@marc", "--reason", "A complaint came in")
    (freeze,) = run("consent", "freezes", "--json").json
    assert (freeze["target"], freeze["name"], freeze["reason"], freeze["photos"]) == (
        "creator", "Marc Dubois", "A complaint came in", 2,
    )  # fmt: skip
    (matter,) = run("consent", "review", "list", "--kind", "freeze", "--json").json
    run("consent", "review", "decide", matter["key"], "lift", "--reason", "Settled", role="legal")
    assert run("consent", "freezes", "--json").json == []
