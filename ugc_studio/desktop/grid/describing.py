"""What a photo of a list says to people who hear it, and in its tooltip."""

from __future__ import annotations

from ugc_studio.domain.assets import AssetKind, Flag
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.library.assets import AssetRow
from ugc_studio.services.words import CONSENT_STATES, FLAGS


def accessible_text(row: AssetRow | None, *, number: int, count: int) -> Text:
    """The name of a photo for a screen reader: where it stands in the list, who posted it, rights and marks."""
    if row is None:
        return _("Photo {number} of {count}", number=number, count=count)
    if row.asset.kind is AssetKind.VIDEO:
        return _("Video {number} of {count}, {facts}", number=number, count=count, facts=_facts(row))
    return _("Photo {number} of {count}, {facts}", number=number, count=count, facts=_facts(row))


def tool_tip(row: AssetRow) -> Text:
    """The file name, and what the badges say in words."""
    return _("{name}: {facts}", name=row.name, facts=_facts(row))


def length_of(milliseconds: int) -> str:
    """The length of a video as players show it: ``0:18``, ``1:02:05``."""
    minutes, seconds = divmod(max(0, milliseconds + 500) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _facts(row: AssetRow) -> list[Text]:
    facts = [_("by {creator}", creator=row.creator)] if row.creator else []
    facts.append(CONSENT_STATES[row.consent])
    if row.asset.rating:
        facts.append(ngettext("{n} star", "{n} stars", row.asset.rating, n=row.asset.rating))
    if row.asset.flag is not Flag.UNREVIEWED:
        facts.append(FLAGS[row.asset.flag])
    if row.copies:
        facts.append(ngettext("{n} copy", "{n} copies", row.copies, n=row.copies))
    if row.asset.duration_ms:
        facts.append(_("length {time}", time=length_of(row.asset.duration_ms)))
    return facts
