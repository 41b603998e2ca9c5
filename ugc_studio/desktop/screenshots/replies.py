"""Ways to the states of a reply: the form that takes one in, and what is proposed about each kind of answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.consent.page import ConsentPage
from ugc_studio.desktop.pages.consent.reply_dialog import open_reply
from ugc_studio.desktop.shell.window import Window
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.consent import EvidenceKind, Instrument
from ugc_studio.services.consent.replies.service import IncomingReply

SAID: Mapping[str, str] = {
    "yes": "Bonjour, oui avec grand plaisir ! Merci de demander 😊",
    "limited": "Oui, mais pas de pub et pas sur le site svp",
    "no": "C'est gentil, mais on préfère garder nos photos de famille pour nous 🙏",
    "question": "Bonjour, c'est pour quelle photo exactement ? Et nos prénoms seront affichés ?",
    "unclear": "Toutes sauf celle de ma fille",
    "withdraw": "Bonjour, j'ai changé d'avis : merci de supprimer ma photo de votre site",
}
"""What somebody answers, in each of the ways that the reader tells apart."""
MOST_ASKED = 3
Way = Callable[[Window, Desk], None]


def answered(kind: str) -> Way:
    """Somebody whom nobody had asked is asked for their photos and answers in this way; opened on the desk."""

    def keep(studio: Studio) -> int:
        person, assets = _asked(studio)
        studio.replies.keep(IncomingReply(person, assets, SAID[kind], EvidenceKind.DIRECT_MESSAGE))
        return assets[0]

    def walk(_window: Window, desk: Desk) -> None:
        desk.act(
            keep, kinds=Changed.CONSENT,
            done=lambda asset: desk.go("consent", {"queue": "to_read", "asset": asset}),
        )  # fmt: skip

    return walk


def _asked(studio: Studio) -> tuple[str, tuple[int, ...]]:
    """Ask the author with the most photos that nobody asked about; returns who it is, and for which photos."""
    wanted = set(studio.browsing.find("rights:not_requested"))
    formule = studio.consent_desk.formules()[0]
    with studio.library.read() as session:
        people = session.parties.all()
        theirs = {one.uuid: [int(a) for a in session.authors.assets_of(one.id) if a in wanted] for one in people}
    person = max(people, key=lambda one: len(theirs[one.uuid]))
    assets = tuple(theirs[person.uuid][:MOST_ASKED])
    studio.consent.recorder.request(
        assets, by=person, party=person, instrument=Instrument.LICENCE, notice=formule.notice, force=True
    )
    return person.uuid, assets


def taken_in(window: Window, desk: Desk) -> None:
    """The form for a new reply, with words about several photos."""
    page = window.pages["consent"]
    if not isinstance(page, ConsentPage):
        return

    def opened(asset: int) -> None:
        dialog = open_reply(desk, window, AssetId(asset))
        dialog.message.setPlainText("La 1 oui avec plaisir, mais pas la 2 svp")

    desk.act(lambda studio: _asked(studio)[1][0], kinds=Changed.CONSENT, done=opened)
