"""Printing a release form: what its code stands for is kept, and the same PDF can be drawn again from that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ugc_studio.domain.actors import Actor
from ugc_studio.domain.assets import AssetState
from ugc_studio.domain.clearance.dossier import Dossier
from ugc_studio.domain.clearance.signers import IDENTIFIABLE, holders_of
from ugc_studio.domain.consent import BrandPolicy
from ugc_studio.domain.errors import NotFound, UsageError
from ugc_studio.domain.forms import FORM_LANGUAGES, Expected, FormKind, IssuedForm, PaperSize, Part, make_code
from ugc_studio.domain.messages import _
from ugc_studio.exporters.forms.content import FormContent, PrintedPhoto, boxes_of_media, boxes_of_rights
from ugc_studio.library.library import Library
from ugc_studio.library.register import Brand, Notice
from ugc_studio.library.session import Session

MOST_PHOTOS, MOST_PEOPLE = 60, 12
LONGEST_NAME = 200
SmallPicture = Callable[[str], Path | None]
"""Our own small JPEG of a photo by its hash; nothing where there is none, or where it must not be seen."""


@dataclass(frozen=True, slots=True)
class FormOrder:
    """What is to be printed; ``language`` is the first of :data:`FORM_LANGUAGES` with a text where none is named."""

    kind: FormKind
    assets: Sequence[int]
    notice: str
    language: str | None = None
    size: PaperSize = PaperSize.A4
    brand: str | None = None
    people: Sequence[Expected] = ()


class FormIssuer:
    """Gives out codes and puts together what is printed."""

    def __init__(self, library: Library, actor: Actor, small: SmallPicture) -> None:
        self._library = library
        self._actor = actor
        self._small = small

    def suggested(self, kind: FormKind, assets: Sequence[int]) -> tuple[Expected, ...]:
        """Who would have to sign, as far as it is recorded: authors and people shown, holders for children."""
        with self._library.read() as session:
            dossiers = session.dossiers.gather(list(assets), policy=BrandPolicy(), packs={})
            found: dict[str, Part] = {}
            for dossier in dossiers.values():
                for party, part in _signers(dossier, kind):
                    found.setdefault(party, part)
            names = session.parties.labels(list(found))
        wanted = [Expected(part, party, names[party]) for party, part in found.items()]
        return tuple(sorted(wanted, key=lambda one: one.part is Part.CHILD))[:MOST_PEOPLE]

    def issue(self, order: FormOrder) -> IssuedForm:
        """Give out a code for a form.

        Raises:
            UsageError: no photo or too many, or the notice has no text in that language.
        """
        return self._library.write(lambda session: self._issue(session, order))

    def _issue(self, session: Session, order: FormOrder) -> IssuedForm:
        shas = _shas(session, order.assets)
        notice = session.register.notice(order.notice)
        brand = _brand_of(session, notice, order.brand)
        language = language_for(notice, order.language)
        form = IssuedForm(
            code=make_code(brand.key, session.forms.is_taken),
            kind=order.kind,
            notice=notice.uuid,
            language=language,
            text_hash=notice.text_hash(language) or "",
            brand=brand.uuid,
            size=order.size,
            issued_at=session.now(),
            issued_by=self._actor.name,
            shas=shas,
            people=tuple(_expected(session, one, order.kind) for one in order.people[:MOST_PEOPLE]),
        )
        session.forms.add(form)
        return form

    def content(self, form: IssuedForm) -> FormContent:
        """Everything that stands on a form, as it was printed.

        Raises:
            UsageError: its text is not the printed one any more (a restored library), or was erased with the brand.
        """
        with self._library.read() as session:
            notice = session.register.notice(form.notice)
            brand = session.register.brand(form.brand)
            veiled = session.summary.veiled()
            people = tuple(_named(session, one) for one in form.people)
        if notice.text_hash(form.language) != form.text_hash:
            raise UsageError(_("The text of form {code} is not there as it was printed.", code=form.code))
        return FormContent(
            form=form,
            brand=brand.name,
            entity=brand.legal_entity or brand.name,
            contact=brand.policy.contact,
            notice_name=notice.name,
            notice_version=notice.version,
            text=notice.texts[form.language],
            rights=boxes_of_rights(notice.scope.rights),
            media=boxes_of_media(notice.scope.media),
            photos=[PrintedPhoto(sha, None if sha in veiled else self._picture(sha)) for sha in form.shas],
            people=people,
        )

    def _picture(self, sha: str) -> bytes | None:
        place = self._small(sha)
        try:
            return place.read_bytes() if place is not None else None
        except OSError:
            return None


def languages_of(notice: Notice) -> list[str]:
    """The languages in which a form with this notice can be printed."""
    return [language for language in FORM_LANGUAGES if notice.texts.get(language, "").strip()]


def language_for(notice: Notice, wanted: str | None) -> str:
    """The language to print in: the text that is signed is never in another language than the words around it.

    Raises:
        UsageError: the notice has no text in it; says in which it has.
    """
    known = languages_of(notice)
    if not known:
        raise UsageError(
            _("The notice {name} has no text in a language of forms ({known}). Add one first.",
              name=notice.name, known=list(FORM_LANGUAGES))
        )  # fmt: skip
    if wanted is None:
        return known[0]
    if wanted not in known:
        raise UsageError(
            _("The notice {name} has no text in {language}. It can be printed in: {known}.",
              name=notice.name, language=wanted, known=known)
        )  # fmt: skip
    return wanted


def _signers(dossier: Dossier, kind: FormKind) -> list[tuple[str, Part]]:
    facts = dossier.assets[dossier.asset]
    if kind is FormKind.PROPERTY:
        return [(item.party, Part.SIGNER) for item in facts.items if item.needed and item.party]
    shown = [one.party for one in facts.depictions if one.role in IDENTIFIABLE]
    found: list[tuple[str, Part]] = []
    for party in dict.fromkeys([*facts.creators, *shown]):
        holders = [one.party for one in holders_of(dossier, facts, party) if one.party != party]
        if not holders and dossier.party(party).adult != "no":
            found.append((party, Part.SIGNER))
        elif kind is FormKind.FAMILY:
            found.append((party, Part.CHILD))
            found += [(holder, Part.SIGNER) for holder in holders]
    return found


def _shas(session: Session, assets: Sequence[int]) -> tuple[str, ...]:
    ids = list(dict.fromkeys(assets))
    if not 0 < len(ids) <= MOST_PHOTOS:
        raise UsageError(_("A form is for 1 to {most} photos.", most=MOST_PHOTOS))
    found = {int(asset.id): asset for asset in session.assets.get_many(ids)}
    if len(found) != len(ids) or any(one.state == AssetState.TOMBSTONE for one in found.values()):
        raise UsageError(_("One of these photos is not in the library any more."))
    if any(session.ledger.is_illegal(str(one.sha256)) for one in found.values()):
        raise UsageError(_("One of these photos must not be printed or shown."))
    return tuple(str(found[one].sha256) for one in ids)


def _brand_of(session: Session, notice: Notice, wanted: str | None) -> Brand:
    """The brand that is named, else the first one that the notice is for.

    Raises:
        UsageError: the notice is not for this brand, or there is no brand.
    """
    if wanted is not None:
        brand = session.register.brand(wanted)
        if notice.scope.brands and brand.uuid not in notice.scope.brands:
            raise UsageError(_("The notice {name} is not for {brand}.", name=notice.name, brand=brand.name))
        return brand
    found = next((one for one in session.register.brands() if one.uuid in notice.scope.brands), None)
    brand_ = found or session.register.brand_or_first(None)
    if brand_ is None:
        raise NotFound(_("There is no brand yet. Add one first."))
    return brand_


def _expected(session: Session, one: Expected, kind: FormKind) -> Expected:
    """As it is kept: somebody known by UUID, somebody else by name; an empty name is a line to write on."""
    if one.part is Part.CHILD and kind is not FormKind.FAMILY:
        raise UsageError(_("Only the form of a family names children."))
    if one.party is not None:
        return Expected(one.part, session.parties.resolve(one.party).uuid)
    name = " ".join((one.name or "").split())[:LONGEST_NAME]
    return Expected(one.part, None, name or None)


def _named(session: Session, one: Expected) -> Expected:
    return replace(one, name=session.parties.by_uuid(one.party).label) if one.party is not None else one
