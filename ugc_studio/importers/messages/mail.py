"""A mail (``.eml``, RFC 5322 and MIME): sender, day and text; attachments are listed, never opened."""

from __future__ import annotations

import datetime as dt
import email.policy
import re
from collections.abc import Iterator
from email.message import Message as MimePart
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.messages import _
from ugc_studio.domain.replies.messages import Message, MessageSource, SourceKind, Thread

MOST_PARTS = 200
MAX_TEXT = 200_000
"""Signs of one text part that are looked at; an answer stands at the top."""
SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"})
BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "blockquote", "hr", "ul", "ol"})
VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr", "source", "embed"})
SPACES = re.compile(r"\s+")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|mso-hide\s*:\s*all", re.IGNORECASE)
QUOTES = re.compile(r"gmail_quote|yahoo_quoted|moz-cite|OutlookMessageHeader|appendonsend|divRplyFwdMsg", re.IGNORECASE)


def read_mail(data: bytes, sha256: str) -> MessageSource:
    """Read a mail.

    Raises:
        UsageError: it is no mail, or nested beyond reason.
    """
    try:
        mail = BytesParser(policy=email.policy.default).parsebytes(data)
        parts = _parts(mail)
        name, address = parseaddr(str(mail.get("From", "")))
        subject, sent = str(mail.get("Subject", "")) or None, str(mail.get("Date", ""))
        texts = [(part.get_content_type(), _content(part)) for part in parts if _is_text(part)]
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError) as error:
        raise UsageError(_("This mail cannot be read.")) from error
    text = next((words for kind, words in texts if kind == "text/plain" and words.strip()), None)
    if text is None:
        text = next((text_of_html(words) for kind, words in texts if kind == "text/html"), "")
    if not address and not text.strip():
        raise UsageError(_("This mail cannot be read."))
    message = Message(name or address, text.strip(), address or None, _day(sent))
    attached = tuple(f"{part.get_filename() or part.get_content_type()}" for part in parts if not _is_text(part))
    return MessageSource(SourceKind.MAIL, sha256, (Thread(subject or "", message.who, (message,), address or None),),
                         attached, subject)  # fmt: skip


def _parts(mail: MimePart) -> list[MimePart]:
    """The leaves of a mail; a mail inside it is one leaf, because it is somebody else's words."""
    found: list[MimePart] = []
    waiting: list[MimePart] = [mail]
    while waiting and len(found) < MOST_PARTS:
        part = waiting.pop(0)
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting = [*(one for one in payload if isinstance(one, MimePart)), *waiting]
        else:
            found.append(part)
    return found


def _is_text(part: MimePart) -> bool:
    attached = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return part.get_content_type() in {"text/plain", "text/html"} and not attached


def _content(part: MimePart) -> str:
    payload = part.get_payload(decode=True)
    data = payload[: MAX_TEXT * 4] if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = data.decode(charset, "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    return text[:MAX_TEXT].replace("\r\n", "\n")


def _day(sent: str) -> dt.date | None:
    try:
        return parsedate_to_datetime(sent).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def text_of_html(html: str) -> str:
    """The words of a page as one reads them: nothing hidden, quoted parts marked as quoted."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return "\n".join(reader.lines()).strip()


class _Words(HTMLParser):
    """Collects text line by line, with ``>`` before what stands in a quotation."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []
        self._inside = {"": 0, "hides": 0, "quotes": 0}
        """How many open elements do what: counted, because they may be nested without end."""
        self._pieces: list[tuple[bool, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what hides or quotes the words inside."""
        if tag in BLOCKS:
            self._pieces.append((self._is("quotes"), "\n"))
        if tag in VOID:
            return
        known = {name: value or "" for name, value in attrs}
        style, names = known.get("style", ""), f"{known.get('class', '')} {known.get('id', '')}"
        silent = tag in SILENT or "hidden" in known or HIDDEN.search(style)
        quotes = tag == "blockquote" or QUOTES.search(names)
        does = "hides" if silent else "quotes" if quotes else ""
        self._open.append((tag, does))
        self._inside[does] += 1

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of that name, and what was left open in it."""
        for place in range(len(self._open) - 1, max(-1, len(self._open) - 60), -1):
            if self._open[place][0] == tag:
                for _name, does in self._open[place:]:
                    self._inside[does] -= 1
                del self._open[place:]
                break
        if tag in BLOCKS:
            self._pieces.append((self._is("quotes"), "\n"))

    def handle_data(self, data: str) -> None:
        """Keep words that can be seen."""
        if not self._is("hides"):
            self._pieces.append((self._is("quotes"), SPACES.sub(" ", data)))

    def lines(self) -> Iterator[str]:
        """The text, line by line; several empty ones become one."""
        quoted, line, empty = False, "", 0
        for quotes, piece in [*self._pieces, (False, "\n")]:
            if piece == "\n" or quotes != quoted:
                words = " ".join(line.split())
                empty = 0 if words else empty + 1
                if words or empty == 1:
                    yield f"> {words}" if quoted and words else words
                quoted, line = quotes, ""
            if piece != "\n":
                line += piece

    def _is(self, what: str) -> bool:
        return self._inside[what] > 0
