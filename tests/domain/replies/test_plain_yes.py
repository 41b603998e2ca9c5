"""What is a plain yes, in five languages, and above all what is none."""

from __future__ import annotations

import pytest

from ugc_studio.domain.replies import LONGEST, hashtags_in
from ugc_studio.services.consent.replies.lexicon import is_plain_yes

PLAIN = (
    "Oui", "Oui !", "OUI 😊", "Oui, avec plaisir !", "Bonjour, oui, merci !", "Bien sûr ❤️", "D’accord, merci beaucoup",
    "J'accepte.", "Yes", "yes!", "Hi! Yes, of course, thank you so much 🙏🏽", "I agree.", "Ja", "Ja, gerne!",
    "Hallo, ja, natürlich 👍", "Ich bin einverstanden.", "Ja graag, bedankt!", "Akkoord", "Ik ga akkoord. Groetjes",
    "Sí", "¡Sí, por supuesto!", "Claro que sí, gracias", "De acuerdo", "#OuiMaison", "Oui ! #ouimaison",
    "Pas de problème", "Kein Problem!", "Geen probleem hoor",
)  # fmt: skip
FRENCH = (
    "Non", "Non merci", "Oui mais pas sur votre site", "Oui, seulement si je suis créditée", "Oui ?", "Oui…", "Oui...",
    "Attendez, c’est laquelle déjà ? Oui, mais seulement si…", "Oui sauf celle de ma fille",
    "Oui à toutes sauf une", "Oui pour Instagram", "Oui, jusqu’en juin", "Oui et non", "Oui. Enfin, non.",
    "Oui oui", "Oui, oui", "Oui bonjour", "Merci", "Peut-être", "Ouais", "oui 🤔", "oui 😂", "oui / non", "« Oui »",
    "> oui", "Oui (si floutée)", "Ouistiti", "o̶u̶i̶", "oui\u200bmais", "#ouiailleurs", "oui @autre", "Oui 50 €",
    "Si vous payez", "Je ne suis pas d'accord", "d'accord, je réfléchis", "Je croyais avoir dit oui", "😊", "👍", "",
)  # fmt: skip
ENGLISH = (
    "No", "No thanks", "Yes, but not for ads", "Yes if you credit me", "Yes? Which one?", "Yes and no",
    "Of course not", "Absolutely not", "Yes to the first one", "Ok", "Yeah right", "Sure, whatever", "Maybe",
    "I never said yes", "Thanks!", "Yes for 3 months", "yes, only my back is seen", "Not yes", "With pleasure, unpaid",
)  # fmt: skip
GERMAN = (
    "Nein", "Ja, aber ohne Gesicht", "Ja, nur auf der Website", "Ja ja", "Jein", "Ja, wenn ich genannt werde",
    "Gerne nicht", "Nicht einverstanden", "Ja und nein", "Danke", "Ja, außer Werbung", "Vielleicht",
)  # fmt: skip
DUTCH = (
    "Nee", "Ja, maar niet op Facebook", "Ja nee", "Ja, dag", "Nee, bedankt", "Alleen als mijn naam erbij staat",
    "Niet akkoord", "Ja, mits zonder kinderen", "Ja hoor...", "Graag eerst overleg",
)  # fmt: skip
SPANISH = (
    "No", "No, gracias", "Sí, pero sin mi hija", "Sí, claro", "Claro que no", "Sí, solo en Instagram", "Si me pagas",
    "Tal vez", "No estoy de acuerdo", "¿Sí?", "Por supuesto que no", "Sí, hasta diciembre",
)  # fmt: skip
LIMITS = ("mais", "si", "sauf", "non", "but", "no", "aber", "nein", "maar", "nee", "pero", "?", "…")


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_yes_is_one(text: str) -> None:
    assert is_plain_yes(text, hashtags={"#ouimaison"})


@pytest.mark.parametrize("text", [*FRENCH, *ENGLISH, *GERMAN, *DUTCH, *SPANISH])
def test_whatever_limits_asks_or_denies_is_none(text: str) -> None:
    assert not is_plain_yes(text, hashtags={"#ouimaison"})


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("yes", ["Oui", "Yes", "Ja", "Sí", "D’accord"])
def test_no_limit_hides_beside_a_yes(yes: str, limit: str) -> None:
    for text in (f"{yes} {limit} Léo", f"{yes}, {limit} Léo", f"Léo {limit}. {yes}!", f"{yes}\n{limit} 1"):
        assert not is_plain_yes(text)


def test_a_message_without_text_or_a_long_one_is_none() -> None:
    assert not is_plain_yes(None)
    assert not is_plain_yes("Oui" + " !" * LONGEST)


def test_a_hashtag_counts_only_where_the_request_named_it() -> None:
    agreed = hashtags_in(["Répondez #OuiMaison si vous êtes d’accord.", "Reply #YesMaison"])
    assert is_plain_yes("#yesmaison", hashtags=agreed)
    assert not is_plain_yes("#yesbrand", hashtags=agreed)
    assert not is_plain_yes("#yesmaison")
