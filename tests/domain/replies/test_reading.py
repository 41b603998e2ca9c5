"""What stands beside a clear answer: quoted mails, signatures, conditions in so many words, and the words shown."""

from __future__ import annotations

import datetime as dt

import pytest

from ugc_studio.domain.replies import AskedPhoto, AskedRequest, Label, Proposal, ReceivedReply, read_reply
from ugc_studio.domain.replies.quoting import own_words
from ugc_studio.domain.replies.reader import same_account
from ugc_studio.services.consent.replies.lexicon import lexicon


def first(text: str, *, photos: int = 1, given_before: bool = False) -> Proposal:
    request = AskedRequest(
        tuple(AskedPhoto(n + 1) for n in range(photos)), frozenset({"#OuiBelleRive"}), given_before=given_before
    )
    return read_reply(ReceivedReply(text), request, lexicon()).of(1)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Oui\n\nLe 3 mai, Belle Rive a écrit :\n> Non ?", "Oui"), ("Ja\n\nAm 3.5. schrieb Team:\n> x", "Ja"),
        ("Sí\n\nEnviado desde mi iPhone", "Sí"), ("Ja\n\nOp 3 mei schreef Belle Rive:\noude tekst", "Ja"),
        ("Yes\n\nBest wishes,\nGraham Pell\nPell & Sons", "Yes"), ("Ja\n\n-- \nIna Meier\nwww.x.example", "Ja"),
    ],
)  # fmt: skip
def test_only_what_was_written_now_is_read(text: str, own: str) -> None:
    found = own_words(text)
    assert found.strip() == own
    assert len(found) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yes\n\nBest wishes,\nTom\nPS only on Instagram", "Oui\n\nCordialement\nJean\nPas de publicité svp",
        "Yes\n\nOn 3 May, Belle Rive wrote:\n> May we?\n\nbut not for ads", "Ja\n\n-- \nbitte ohne Namen",
    ],
)  # fmt: skip
def test_what_is_added_under_a_name_or_a_quotation_is_read(text: str) -> None:
    assert first(text).label is not Label.YES


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Oui mais pas de pub", {"media:paid_social"}), ("Yes but not on the website", {"media:website"}),
        ("Ja, aber keine Werbung und nicht im Newsletter", {"media:paid_social", "media:email"}),
        ("Ja, maar niet voor reclame", {"media:paid_social"}), ("Sí, pero sin recortar", {"rights:adaptation.crop"}),
        ("Yes, but please no AI", {"rights:adaptation.generative"}),
        ("Oui, à condition de flouter le visage", {"face"}),
        ("Oui, à condition d'être citée", set()),
    ],
)  # fmt: skip
def test_a_condition_proposes_what_it_names_and_nothing_more(text: str, limits: set[str]) -> None:
    proposal = first(text)
    assert (proposal.label, set(proposal.limits)) == (Label.LIMITED, limits)


@pytest.mark.parametrize(
    "text",
    [
        "Merci de supprimer ma photo", "Please delete my photo", "Bitte löscht mein Foto",
        "Graag mijn foto verwijderen",
        "Por favor, borrad mi foto", "I withdraw my consent",
    ],
)  # fmt: skip
def test_taking_back_is_told_from_a_first_no(text: str) -> None:
    assert first(text, given_before=True).label is Label.WITHDRAW


@pytest.mark.parametrize("photos", [1, 3])
def test_every_proposal_says_why_and_shows_words_of_the_message(photos: int) -> None:
    for text in ("Bonjour, oui avec plaisir", "Non merci", "C'est pour où ?", "Oui mais sans mon nom", "hmm"):
        proposal = first(text, photos=photos)
        assert str(proposal.reason)
        assert all(text[span.start : span.end].strip() for span in proposal.spans)


def test_accounts_are_compared_however_they_are_written() -> None:
    assert same_account("@Lea.Potager", "lea.potager")
    assert same_account("+33 6 12 34 56 78", "06 12 34 56 78")
    assert same_account("Lea@Potager.example", "lea@potager.example")
    assert not same_account("lea", "leah")
    assert not same_account(None, None)
    assert not same_account("", "")


def test_a_reply_on_the_day_of_the_request_counts() -> None:
    day = dt.date(2026, 9, 1)
    request = AskedRequest((AskedPhoto(1),), sent_on=day)
    assert read_reply(ReceivedReply("Oui", said_on=day), request, lexicon()).of(1).label is Label.YES
