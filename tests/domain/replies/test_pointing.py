"""Several photos in one answer: which are meant, and above all which are not."""

from __future__ import annotations

import itertools
import random

import pytest

from ugc_studio.domain.replies import AskedPhoto, AskedRequest, Label, ReceivedReply, read_reply
from ugc_studio.services.consent.replies.lexicon import lexicon

WORDS = {
    "fr": ("oui", "non", "et", ("oui pour", "d'accord pour"), ("pas", "non pour"), "toutes sauf", "la {}", "photo {}"),
    "en": ("yes", "no", "and", ("yes to", "happy with"), ("not", "no to"), "all except", "{}", "photo {}"),
    "de": ("ja", "nein", "und", ("ja zu", "einverstanden mit"), ("nicht", "nein zu"), "alle außer", "{}", "Bild {}"),
    "nl": ("ja", "nee", "en", ("ja voor", "akkoord voor"), ("niet", "nee voor"), "alle behalve", "{}", "foto {}"),
    "es": ("sí", "no", "y", ("sí a", "de acuerdo con"), ("no", "no a"), "todas menos", "la {}", "foto {}"),
}  # fmt: skip
"""Yes and no behind photos, "and", yes and no in front of them, "all but", and how a photo is named."""
GAPS = (", ", " ", ". ", "\n", " - ", "; ")


def listed(numbers: list[int], shape: str, joint: str) -> str:
    """ "1, 2 and 5"."""
    named = [shape.format(n) for n in numbers]
    return f"{', '.join(named[:-1])} {joint} {named[-1]}" if len(named) > 1 else named[0]


def read(text: str, photos: int) -> list[Label]:
    request = AskedRequest(tuple(AskedPhoto(n + 1) for n in range(photos)))
    return [one.label for one in read_reply(ReceivedReply(text), request, lexicon()).proposals]


def answers(code: str) -> list[tuple[str, int, list[int], list[int]]]:
    """Made-up answers with what they allow and what they refuse."""
    yes, no, joint, before_yes, before_no, but, *shapes = WORDS[code]
    chance, found = random.Random(code), []
    for shape, gap in itertools.product(shapes, GAPS):
        photos = chance.randint(3, 7)
        numbers = list(range(1, photos + 1))
        chance.shuffle(numbers)
        cut = chance.randint(1, photos - 1)
        allowed, refused = sorted(numbers[:cut]), sorted(numbers[cut:])
        a, r = listed(allowed, str(shape), str(joint)), listed(refused, str(shape), str(joint))
        found += [(f"{a} {yes}{gap}{r} {no}", photos, allowed, refused),
                  (f"{r} {no}{gap}{a} {yes}", photos, allowed, refused)]  # fmt: skip
        for ahead, against in itertools.product(before_yes, before_no):
            found += [(f"{ahead} {a}{gap}{against} {r}", photos, allowed, refused),
                      (f"{ahead} {a}{gap}{r} {no}", photos, allowed, refused),
                      (f"{a} {yes}{gap}{against} {r}", photos, allowed, refused)]  # fmt: skip
        found.append((f"{but} {r}", photos, allowed, refused))
    return found


@pytest.mark.parametrize("code", WORDS)
def test_what_is_refused_is_never_allowed(code: str) -> None:
    wrong = []
    for text, photos, _allowed, refused in answers(code):
        said = read(text, photos)
        if any(said[number - 1] is Label.YES for number in refused):
            wrong.append((text, [one.value for one in said]))
    assert not wrong


@pytest.mark.parametrize("code", WORDS)
def test_most_of_what_is_allowed_is_found(code: str) -> None:
    cases = answers(code)
    whole = sum(
        all(read(text, photos)[number - 1] is Label.YES for number in allowed) for text, photos, allowed, _no in cases
    )
    assert whole / len(cases) > 0.6


@pytest.mark.parametrize(
    ("text", "photos"),
    [
        ("Yes to all 4", 3), ("les 3 oui", 2), ("ja, alle drei", 4), ("the 2 is ok", 2), ("de 2 mag", 2),
        ("las 2 sí", 3),
        ("die 2 ja", 2), ("yes to 1 or 2", 2), ("Oui pour la 9", 3), ("the first one is fine", 1),
        ("one of them yes", 3),
        ("you can use it", 3), ("vous pouvez utiliser la photo", 2), ("yes to the one with the dog", 2),
    ],
)  # fmt: skip
def test_what_points_at_no_known_photo_allows_none_for_sure(text: str, photos: int) -> None:
    said = read(text, photos)
    assert said.count(Label.YES) < photos


def test_the_others_are_those_that_were_not_named() -> None:
    assert read("La 2 non, les autres oui", 3) == [Label.YES, Label.NO, Label.YES]
    assert read("Only the first: yes. The others no", 3)[1:] == [Label.NO, Label.NO]
