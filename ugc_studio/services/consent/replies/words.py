"""The labels of the reader in words."""

from __future__ import annotations

from collections.abc import Mapping

from ugc_studio.domain.messages import Text, _
from ugc_studio.domain.replies import Label

LABELS: Mapping[Label, Text] = {
    Label.YES: _("Seems to be a yes"),
    Label.LIMITED: _("A yes with a condition"),
    Label.NO: _("Seems to be a no"),
    Label.QUESTION: _("Asks something first"),
    Label.UNCLEAR: _("Not clear"),
    Label.WITHDRAW: _("Takes it back"),
}
