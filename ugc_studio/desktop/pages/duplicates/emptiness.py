"""What each tab says while nothing is on it."""

from __future__ import annotations

from collections.abc import Mapping

from ugc_studio.domain.messages import Text, _
from ugc_studio.services.deduplication.groups import Tab

EMPTY: Mapping[Tab, tuple[Text, Text]] = {
    Tab.NEAR: (_("No duplicates"), _("We compare new photos after every import.")),
    Tab.SCENE: (_("No photos of the same scene"), _("Photos taken one after the other are listed here.")),
    Tab.RESOLVED: (_("Nothing decided yet"), _("Groups that you decided about stay here, to look at or to undo.")),
}
"""Heading and sentence."""
