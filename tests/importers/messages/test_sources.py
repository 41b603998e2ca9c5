"""Mails, chats and downloads of messages: what they say, whoever made them."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ugc_studio.domain.errors import UsageError
from ugc_studio.domain.replies.messages import MessageSource, SourceKind
from ugc_studio.importers.messages import reading
from ugc_studio.importers.messages.mail import read_mail, text_of_html

CHAT = """\u200e[12/08/2026, 14:03:22] Belle Rive: Bonjour, pouvons-nous ?
[13/08/2026, 09:00:01] Léa Potager: Oui pour la 1
et la 3
[13/08/2026, 09:01:00] Léa Potager: pas la 2
[13/08/2026, 09:02:00] Léa Potager a quitté le groupe
"""


def source(folder: Path, name: str, data: bytes | str) -> MessageSource:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return reading.read_source(path)


def mail(**parts: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Date"], made["Subject"] = (
        "Léa Potager <lea@potager.example>", "Thu, 13 Aug 2026 09:00:00 +0200", "Re: photos",
    )  # fmt: skip
    made.set_content(parts.get("text", "Oui, avec plaisir"))
    return made


# ---------------------------------------------------------------------- mails


def test_a_mail_has_its_sender_its_day_and_its_words(tmp_path: Path) -> None:
    found = source(tmp_path, "a.eml", bytes(mail()))
    (thread,) = found.threads
    (message,) = thread.messages
    assert found.kind is SourceKind.MAIL
    assert (message.who, message.account, message.on) == ("Léa Potager", "lea@potager.example", dt.date(2026, 8, 13))
    assert message.text == "Oui, avec plaisir"


def test_attachments_are_listed_and_never_read_as_words(tmp_path: Path) -> None:
    made = mail()
    made.add_attachment(b"MZ\x90", maintype="application", subtype="octet-stream", filename="photo.exe")
    made.add_attachment("Oui à tout", subtype="plain", filename="oui.txt")
    made.add_attachment(mail(text="oui"))
    found = source(tmp_path, "a.eml", bytes(made))
    assert found.threads[0].messages[0].text == "Oui, avec plaisir"
    assert found.attachments[:2] == ("photo.exe", "oui.txt")
    assert len(found.attachments) == 3


def test_a_page_is_read_as_one_sees_it() -> None:
    html = (
        "<style>p{}</style><script>oui()</script><p>Bonjour,<br>o<b>u</b>i mais <i>sans pub</i>.</p>"
        "<div style='display:none'>oui à tout</div><div hidden>oui</div>"
        "<div class='gmail_quote'>Le 3 mai, Belle Rive a écrit :<blockquote>Répondez #Oui</blockquote></div>"
    )
    assert text_of_html(html).splitlines() == [
        "Bonjour,", "oui mais sans pub.", "", "> Le 3 mai, Belle Rive a écrit :", "> Répondez #Oui",
    ]  # fmt: skip


def test_only_the_page_is_read_where_there_is_no_plain_text() -> None:
    made = EmailMessage()
    made["From"] = "a@b.example"
    made.set_content("<p>Ja, gerne</p>", subtype="html")
    assert read_mail(bytes(made), "0").threads[0].messages[0].text == "Ja, gerne"


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02", b"From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x", b"Date: nonsense\n\n",
        b"From: a@b\nContent-Type: text/plain; charset=made-up\n\n\xff\xfeoui", b"From: =?x?q?\xff?=\n\noui",
        b"From: a@b\nContent-Transfer-Encoding: base64\n\n%%%%", b"Subject: " + b"a" * 200_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)),
        b"From: a@b\nContent-Type: text/html\n\n" + b"<div>" * 50_000 + b"oui",
        b"From: a@b\nContent-Type: text/html\n\n<![CDATA[ <!-- " + b"<!" * 20_000,
    ],
)  # fmt: skip
def test_a_hostile_mail_is_read_or_refused_in_one_sentence(tmp_path: Path, data: bytes) -> None:
    with contextlib.suppress(UsageError):
        assert len(source(tmp_path, "a.eml", data).threads) == 1


@settings(max_examples=80, deadline=None)
@given(data=st.binary(max_size=600))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UsageError):
        read_mail(b"From: a@b.example\n" + data, "0")


# ---------------------------------------------------------------------- chats and downloads


def test_a_chat_has_a_thread_for_each_sender(tmp_path: Path) -> None:
    found = source(tmp_path, "Chat WhatsApp avec Léa.txt", CHAT)
    by_name = {one.who: one for one in found.threads}
    assert found.kind is SourceKind.CHAT
    assert set(by_name) == {"Belle Rive", "Léa Potager"}
    said = by_name["Léa Potager"].messages
    assert [one.text for one in said] == ["Oui pour la 1\net la 3", "pas la 2"]
    assert said[0].on == dt.date(2026, 8, 13)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("13.08.26, 09:00 - Ina: Ja", dt.date(2026, 8, 13)), ("8/13/26, 9:00 AM - Tom: Yes", dt.date(2026, 8, 13)),
        ("13-08-2026 09:00 - Els: Ja", dt.date(2026, 8, 13)), ("[2026-08-13, 09:00:00] Ana: Sí", dt.date(2026, 8, 13)),
        ("8/9/26, 9:00\u202fAM - Tom: Yes", dt.date(2026, 8, 9)),
    ],
)  # fmt: skip
def test_days_are_written_in_many_ways(tmp_path: Path, line: str, day: dt.date) -> None:
    assert source(tmp_path, "chat.txt", line).threads[0].messages[0].on == day


def test_a_day_that_can_be_read_two_ways_counts_as_the_earlier_one(tmp_path: Path) -> None:
    assert source(tmp_path, "chat.txt", "05/09/2026, 09:00 - Léa: Oui").threads[0].messages[0].on == dt.date(2026, 5, 9)


def test_other_text_is_one_message_without_a_sender(tmp_path: Path) -> None:
    found = source(tmp_path, "note.txt", "Oui, avec plaisir\nLéa")
    assert (found.kind, found.threads[0].messages[0].text) == (SourceKind.TEXT, "Oui, avec plaisir\nLéa")


def test_a_number_as_sender_is_an_account(tmp_path: Path) -> None:
    (thread,) = source(tmp_path, "chat.txt", "13/08/2026, 09:00 - +33 6 12 34 56 78: Oui").threads
    assert thread.account == "+33 6 12 34 56 78"


def export(*contents: str, title: str = "Léa") -> bytes:
    mangled = [one.encode().decode("latin-1") for one in (title, *contents)]
    return json.dumps(
        {
            "participants": [{"name": mangled[0]}, {"name": "Belle Rive"}], "title": mangled[0],
            "thread_path": "inbox/lea.potager_17842",
            "messages": [{"sender_name": mangled[0], "timestamp_ms": 1786608000000 + n, "content": text}
                         for n, text in enumerate(mangled[1:])],
        }
    ).encode()  # fmt: skip


def test_a_download_of_instagram_is_read_with_its_accents_and_its_handle(tmp_path: Path) -> None:
    (thread,) = source(tmp_path, "message_1.json", export("Oui, ça me fait plaisir 😊")).threads
    assert (thread.who, thread.account) == ("Léa", "lea.potager")
    assert thread.messages[0].text == "Oui, ça me fait plaisir 😊"
    assert thread.messages[0].on == dt.date(2026, 8, 13)


def test_an_archive_brings_a_conversation_together(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("inbox/lea/message_2.json", export("Bonjour"))
        archive.writestr("inbox/lea/message_1.json", export("Oui"))
        archive.writestr("inbox/lea/photo.jpg", b"\xff\xd8")
        archive.writestr("../../escape.json", b"[]")
    (thread,) = source(tmp_path, "instagram.zip", data.getvalue()).threads
    assert [one.text for one in thread.messages] == ["Bonjour", "Oui"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"[" * 100_000), ("a.json", b'{"messages": [1, {"content": 2}, {"sender_name": "a"}]}'),
        ("a.json", b'{"messages": [{"sender_name": "a", "content": "b", "timestamp_ms": 1e300}]}'),
        ("a.zip", b"PK\x03\x04broken"), ("a.zip", b"no archive"), ("a.txt", b"\xff\xfe\x00"), ("a.png", b"no picture"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_read_or_refused(tmp_path: Path, name: str, data: bytes) -> None:
    with contextlib.suppress(UsageError):
        source(tmp_path, name, data)


def test_an_archive_bomb_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_MEMBER", 10_000)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("message_1.json", b" " * 5_000_000)
    assert source(tmp_path, "a.zip", data.getvalue()).threads == ()


def test_an_empty_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        source(tmp_path, "a.eml", b"")
    with pytest.raises(UsageError):
        reading.read_source(tmp_path / "nowhere.eml")


def test_screenshots_and_documents_say_nothing_by_themselves(tmp_path: Path) -> None:
    assert source(tmp_path, "a.PNG", b"\x89PNG").kind is SourceKind.PICTURE
    assert source(tmp_path, "a.pdf", b"%PDF").kind is SourceKind.DOCUMENT
