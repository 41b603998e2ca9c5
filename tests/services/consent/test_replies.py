"""A reply is taken in word for word, joined to its request, and read photo by photo."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.services.consent.world import World, sha_of
from ugc_studio.domain.consent import EventType, EvidenceKind, Instrument
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.replies import Label
from ugc_studio.library.register import Notice
from ugc_studio.services.consent.replies.proposing import read_message
from ugc_studio.services.consent.replies.service import IncomingReply, text_of
from ugc_studio.services.consent.unread import unread_messages

DAY = dt.date(2026, 9, 2)


@pytest.fixture
def asked(world: World) -> tuple[World, str, list[int]]:
    """Léa was asked for three photos."""
    photos = world.photos("a", "b", "c")
    lea, notice = world.person("Léa", handle="@lea.potager"), world.notice()
    world.taken_by(photos, lea)
    request(world, lea, photos, notice)
    world.clock.forward(days=1)
    return world, lea, photos


def request(world: World, person: str, photos: list[int], notice: Notice) -> None:
    with world.studio.library.read() as session:
        party = session.parties.by_uuid(person)
    world.studio.consent.recorder.request(photos, by=party, party=party, instrument=Instrument.LICENCE, notice=notice)


def reply(lea: str, photos: list[int], text: str, **said: object) -> IncomingReply:
    fields = {"account": "lea.potager", "said_on": DAY, "evidence": EvidenceKind.DIRECT_MESSAGE, **said}
    return IncomingReply(lea, tuple(photos), text, **fields)  # type: ignore[arg-type]  # fields by name


def labels(world: World, incoming: IncomingReply) -> list[Label]:
    read = world.studio.replies.read(incoming)
    return [one.label for one in read.reading.proposals]


def test_each_photo_has_its_own_proposal(asked: tuple[World, str, list[int]]) -> None:
    world, lea, photos = asked
    assert labels(world, reply(lea, photos, "La 1 et la 3 oui, pas la 2 svp")) == [Label.YES, Label.NO, Label.YES]


@pytest.mark.parametrize(
    "said",
    [{"account": "autre"}, {"said_on": dt.date(2026, 8, 30)}, {"account": "@maison"}],
    ids=["another account", "before the request", "our own account"],
)
def test_no_yes_from_elsewhere_or_from_before(asked: tuple[World, str, list[int]], said: dict[str, object]) -> None:
    world, lea, photos = asked
    read = world.studio.replies.read(reply(lea, photos, "Oui, avec plaisir !", **said))
    assert {one.label for one in read.reading.proposals} == {Label.UNCLEAR}
    assert read.reading.warnings


def test_what_was_allowed_before_can_be_taken_back(asked: tuple[World, str, list[int]]) -> None:
    world, lea, photos = asked
    words = "Bonjour, merci de supprimer mes photos de votre site"
    assert labels(world, reply(lea, photos, words)) == [Label.NO] * 3
    world.licence(photos, lea, world.notice("Autre"))
    assert labels(world, reply(lea, photos, words)) == [Label.WITHDRAW] * 3


def test_a_condition_names_what_it_leaves_out(asked: tuple[World, str, list[int]]) -> None:
    world, lea, photos = asked
    read = world.studio.replies.read(reply(lea, photos, "Oui mais pas de pub, et pas sur le site"))
    first = read.reading.of(1)
    assert (first.label, set(first.limits)) == (Label.LIMITED, {"media:paid_social", "media:website"})
    assert read.words(sha_of("a"))


def test_the_open_request_is_found_by_account_before_name(asked: tuple[World, str, list[int]]) -> None:
    world, lea, _photos = asked
    same = world.person("Léa")
    other = world.photos("d")
    world.taken_by(other, same)
    request(world, same, other, world.notice("Autre"))
    found = world.studio.replies.matches(account="@Lea.Potager", who="Léa", on=DAY)
    assert [(one.request.by, one.is_sure) for one in found] == [(lea, True), (same, False)]


def test_no_request_fits_a_message_from_before_it(asked: tuple[World, str, list[int]]) -> None:
    world = asked[0]
    assert not world.studio.replies.matches(account="lea.potager", who=None, on=dt.date(2026, 8, 30))


def test_a_kept_reply_is_unread_and_can_be_read_again(asked: tuple[World, str, list[int]]) -> None:
    world, lea, photos = asked
    world.studio.replies.keep(reply(lea, photos, "Oui pour la 1"))
    with world.studio.library.read() as session:
        (event,) = unread_messages(session)
        text = session.texts.by_commitment(event.proofs[0].id)
        read = read_message(session, event, str(text))
    assert (event.party, event.instrument, event.evidence) == (lea, "licence", "direct_message")
    assert read.says_yes_to(sha_of("a"))
    assert not read.says_yes_to(sha_of("b"))


def test_the_account_is_known_to_the_ledger_as_a_commitment_only(asked: tuple[World, str, list[int]]) -> None:
    world, lea, photos = asked
    (event,) = world.studio.replies.keep(reply(lea, photos, "Oui", account="lea.secret"))
    assert "lea.secret" not in json.dumps(dict(event.facts))
    with world.studio.library.read() as session:
        assert session.texts.by_commitment(str(event.facts["account"])) == "lea.secret"


def test_nothing_said_and_nothing_attached_is_no_reply(asked: tuple[World, str, list[int]]) -> None:
    world, lea, photos = asked
    with pytest.raises(UsageError):
        world.studio.replies.keep(reply(lea, photos, "  "))


def test_of_a_chat_only_the_excerpt_is_kept(asked: tuple[World, str, list[int]], tmp_path: Path) -> None:
    world, lea, photos = asked
    chat = tmp_path / "chat.txt"
    chat.write_text(
        "01/01/2026, 09:00 - Léa: Bonne année\n02/09/2026, 09:00 - Marc: secret de Marc\n"
        "20/09/2026, 09:00 - Léa: Oui avec plaisir\n", "utf-8",
    )  # fmt: skip
    source = world.studio.replies.look_into(chat)
    thread = next(one for one in source.threads if one.who == "Léa")
    text = text_of(thread, dt.date(2026, 9, 1))
    assert text == "Oui avec plaisir"
    (event,) = world.studio.replies.keep(reply(lea, photos, text, source=source, thread=thread))
    with world.studio.library.read() as session:
        (proof,) = session.evidence.get_many(one.id for one in event.proofs).values()
        kept = session.evidence.path(proof).read_text("utf-8")
    assert source.sha256 in kept
    assert "Oui avec plaisir" in kept
    assert "secret" not in kept
    assert "Bonne année" not in kept


def test_a_mail_is_kept_whole(asked: tuple[World, str, list[int]], tmp_path: Path) -> None:
    world, lea, photos = asked
    mail = tmp_path / "a.eml"
    mail.write_bytes(b"From: lea@potager.example\nDate: Wed, 2 Sep 2026 09:00:00 +0200\n\nOui\n")
    (event,) = world.studio.replies.keep(reply(lea, photos, "Oui", files=(mail,), evidence=EvidenceKind.EMAIL))
    assert event.type is EventType.REPLIED
    with world.studio.library.read() as session:
        kept = [session.evidence.path(one) for one in session.evidence.get_many(p.id for p in event.proofs).values()]
    assert [path.read_bytes() for path in kept] == [mail.read_bytes()]
