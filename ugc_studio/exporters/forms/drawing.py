"""A release form as PDF: the same page can be filled in on a screen, or printed and signed."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale

from ugc_studio.domain.forms import Expected, FormKind, Part
from ugc_studio.exporters.forms.content import FormContent, FormWords, form_words
from ugc_studio.exporters.forms.page import FormPages

MOST_PRINTED = 24
"""Photos that are printed small; further ones are named by their codes."""
_LINES = {FormKind.PERSON: 1, FormKind.FAMILY: 2, FormKind.PROPERTY: 1, FormKind.EMPLOYEE: 1}
_CHILD_LINES = 4
TEXT_HASH_SHOWN = 16


def draw_form(content: FormContent) -> bytes:
    """The PDF; drawn twice, because every page says of how many it is one."""
    pages = _Form(content, None).draw()
    return _Form(content, pages.page).draw().finish()


class _Form:
    """Puts the parts of one form below each other."""

    def __init__(self, content: FormContent, pages: int | None) -> None:
        self.content = content
        self.form = content.form
        self.words: FormWords = form_words(content.form.language)
        self.title = self.words.say("title", self.form.kind.value)
        self.pages = FormPages(
            self.form.size, language=self.form.language, title=self.title, code=self.form.code, foot=self._foot(),
            page_of=self.words.say("sentence", "page"),
        )  # fmt: skip
        self.pages.pages = pages

    def draw(self) -> FormPages:
        say, pages, content = self.words.say, self.pages, self.content
        who = content.entity if content.entity == content.brand else f"{content.brand} ({content.entity})"
        pages.head(self.title, [who, say("sentence", "voluntary"), say("sentence", "code")])
        self._photos()
        pages.heading(say("heading", "text"))
        pages.paragraph(content.text)
        pages.paragraph(f"SHA-256 {self.form.text_hash}", hint=True)
        self._choices()
        self._people()
        pages.heading(say("heading", "withdraw"))
        contact = content.contact or say("sentence", "no_contact", entity=content.entity)
        pages.paragraph(say("sentence", "withdraw", contact=contact, code=self.form.code))
        return pages

    def _foot(self) -> str:
        language = Locale.parse(self.form.language).get_display_name() or self.form.language
        return f"{self.form.code} · " + self.words.say(
            "sentence", "text_is", notice=self.content.notice_name, version=self.content.notice_version,
            language=language, hash=f"{self.form.text_hash[:TEXT_HASH_SHOWN]}…",
        )  # fmt: skip

    def _photos(self) -> None:
        say, pages, photos = self.words.say, self.pages, self.content.photos
        pages.heading(say("heading", "photos"), keep=pages.measures.photo + 50)
        pages.paragraph(say("sentence", "photos"))
        printed = [
            (one.picture, f"{say('label', 'photo', n=number)} · {one.code}")
            for number, one in enumerate(photos[:MOST_PRINTED], start=1)
        ]
        pages.photos(printed, say("sentence", "not_printed"))
        rest = photos[MOST_PRINTED:]
        if rest:
            codes = ", ".join(f"{n} · {one.code}" for n, one in enumerate(rest, start=MOST_PRINTED + 1))
            pages.paragraph(say("sentence", "more", codes=codes))
        if len(photos) > 1:
            pages.line("photos.except", say("label", "not_for"))

    def _choices(self) -> None:
        say, pages, content = self.words.say, self.pages, self.content
        pages.heading(say("heading", "choices"))
        pages.paragraph(say("heading", "rights"), hint=True)
        for right in content.rights:
            pages.tick(f"right.{right.replace('.', '_')}", self.words.right(right))
        pages.paragraph(say("heading", "media"), hint=True)
        for medium in content.media:
            pages.tick(f"medium.{medium}", self.words.medium(medium, content.brand))

    def _people(self) -> None:
        kind = self.form.kind
        signers = self._lines(Part.SIGNER, _LINES[kind])
        children = self._lines(Part.CHILD, _CHILD_LINES) if kind is FormKind.FAMILY else []
        if kind in {FormKind.FAMILY, FormKind.EMPLOYEE}:
            key = "household" if kind is FormKind.FAMILY else "employee"
            self.pages.paragraph(self.words.say("sentence", key))
        if children:
            self.pages.heading(self.words.say("heading", "children"), keep=60)
            for number, child in enumerate(children, start=1):
                self._child(number, child)
        self.pages.heading(self.words.say("heading", "people"), keep=160)
        for number, signer in enumerate(signers, start=1):
            self._signer(number, signer)

    def _lines(self, part: Part, least: int) -> Sequence[Expected]:
        """Those who are expected; where nobody is, lines to write on."""
        known = [one for one in self.content.people if one.part is part]
        return known or [Expected(part)] * least

    def _child(self, number: int, child: Expected) -> None:
        say, pages = self.words.say, self.pages
        pages.line(f"child{number}.name", say("label", "name"), said=child.name, share=0.42)
        pages.line(f"child{number}.turns_18", say("label", "turns_18"), share=0.27, at=0.42)
        pages.line(f"child{number}.sign", say("label", "child_signature"), said="", share=0.31, at=0.69)
        rule = pages.y + 5
        left = pages.measures.margin + 0.69 * pages.measures.width
        pages.canvas.setLineWidth(0.6)
        pages.canvas.line(left, rule, pages.measures.margin + pages.measures.width, rule)

    def _signer(self, number: int, signer: Expected) -> None:
        say, pages, kind, name = self.words.say, self.pages, self.form.kind, f"signer{number}"
        ticks = {
            FormKind.PERSON: ("adult", "shown", "author"),
            FormKind.FAMILY: ("adult", "shown", "author", "joint", "sole", "guardian"),
            FormKind.PROPERTY: ("adult", "owner"),
            FormKind.EMPLOYEE: ("adult", "shown", "author"),
        }[kind]
        measures = pages.measures
        block = (len(ticks) + 5) * (measures.text * 1.36 + 5) + 2 * measures.field + measures.signature
        pages.need(min(block, measures.page[1] / 2))
        pages.line(f"{name}.name", say("label", "name"), said=signer.name, share=0.5)
        pages.line(f"{name}.contact", say("label", "contact"), share=0.5, at=0.5)
        if kind is FormKind.PROPERTY:
            pages.line(f"{name}.thing", say("label", "thing"))
        if kind is FormKind.EMPLOYEE:
            pages.line(f"{name}.guidelines", say("label", "guidelines"))
        for key in ticks:
            pages.tick(f"{name}.{key}", say("tick", key))
        pages.need(measures.signature + 30)
        top = pages.y
        pages.line(f"{name}.place", say("label", "place"), share=0.25)
        pages.line(f"{name}.date", say("label", "date"), share=0.2, at=0.25)
        pages.y = top
        pages.signature(say("label", "signature"), share=0.55, at=0.45)
        pages.y -= 6
