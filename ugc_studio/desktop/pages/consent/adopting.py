"""Adopting a standard wording for a brand: where people write to, in which countries, for how long."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ugc_studio.app.studio import Studio
from ugc_studio.desktop.changes import Changed
from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.dialogs.fields import Field, FieldsDialog, Values, codes
from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.library.register import Brand, Notice


def open_adopting(desk: Desk, window: QWidget, key: str, *, brand: str | None) -> None:
    """Read what is known of the brand, then ask for the rest."""

    def read(studio: Studio) -> Brand | None:
        with studio.library.read() as session:
            return session.register.brand_or_first(brand)

    desk.ask(read, lambda found: _show(desk, window, key, found), owner=window, key="adopting")


def _show(desk: Desk, window: QWidget, key: str, brand: Brand | None) -> None:
    if brand is None:
        desk.toast(_("Add a brand first: rights are granted to a brand."))
        return
    catalogue = desk.studio.notices.catalogue
    fields = (
        Field("contact", _("Contact"), brand.policy.contact or "",
              hint=_("An e-mail address, where people withdraw and ask. It stands in the text.")),
        Field("countries", _("Countries"), ", ".join(brand.countries),
              hint=_("Codes of two letters, for instance: FR, BE")),
        Field("months", _("Months"), str(catalogue.formule(key).months),
              hint=_("How long it holds, from today on.")),
    )  # fmt: skip

    def save(studio: Studio, said: Values) -> Notice:
        if not said["months"].isdecimal():
            raise UsageError(_("A term is counted in months, from 1 to 600."))
        return studio.notices.adopt(
            key, brand=brand.key, territories=codes(said["countries"]), months=int(said["months"]),
            contact=said["contact"],
        )  # fmt: skip

    title = catalogue.title(key, desk.language)
    FieldsDialog(
        desk, window, _("Adopt “{name}”", name=title), fields, save=save, yes=_("Adopt it"),
        toast=_("The wording was adopted"), kinds=Changed.REGISTER,
    ).appear()  # fmt: skip
