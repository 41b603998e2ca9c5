"""History."""

from __future__ import annotations

from ugc_studio.desktop.desk import Desk
from ugc_studio.desktop.pages.base import Page
from ugc_studio.desktop.widgets.basic import column, panel
from ugc_studio.desktop.widgets.frame import Header, PageFrame
from ugc_studio.domain.messages import _


class HistoryPage(Page):
    """History."""

    name = "history"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.set_content(
            PageFrame(self.theme, header=Header(self.theme, desk.show(_("History"))), body=panel(column(None)))
        )
