"""The words of the window: what strangers wrote is made harmless wherever it stands inside a sentence of ours."""

from __future__ import annotations

from ugc_studio import resources
from ugc_studio.desktop.widgets.basic import shown
from ugc_studio.domain.messages import Translator


class WindowTranslator(Translator):
    """Renders texts for the window; whatever is to leave it (messages, files) is rendered by the core's translator."""

    @classmethod
    def of(cls, language: str) -> WindowTranslator:
        """The translator of a language."""
        return cls(resources.translations(language), language)

    def plain(self) -> Translator:
        """The same language as the core speaks it, from the same catalogue."""
        return Translator(self._translations, self.language)

    def show(self, value: object) -> str:
        """Render one field, cut to a sane length and without signs that would turn the rest of a line round."""
        return shown(super().show(value))
