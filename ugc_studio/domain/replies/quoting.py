"""Of a message, only what its sender wrote now: quoted text, mail heads, signatures and device lines are blanked.

Places stay as they are in the original, so that a span of words can be shown there.
"""

from __future__ import annotations

import re

_QUOTE_HEAD = re.compile(
    r"^[ \t]*(?:"
    r"le\b.{3,200}\ba (?:écrit|ecrit)\s*:"
    r"|on\b.{3,200}\bwrote\s*:"
    r"|am\b.{3,200}\bschrieb\b.{0,120}:"
    r"|.{0,80}\bschrieb am\b.{3,120}:"
    r"|op\b.{3,200}\b(?:schreef|geschreven)\b.{0,120}:"
    r"|el\b.{3,200}\bescribi(?:ó|o)\s*:"
    r"|.{1,80}\b(?:a écrit|wrote|schrieb|schreef|escribi(?:ó|o))\s*:[ \t]*$"
    r"|-{2,}\s*(?:message d['’]origine|original message|message transféré|forwarded message|"
    r"ursprüngliche nachricht|weitergeleitete nachricht|oorspronkelijk bericht|doorgestuurd bericht|"
    r"mensaje original|mensaje reenviado)\b.*"
    r"|_{5,}[ \t]*$"
    r"|(?:de|from|von|van)\s*:\s*\S.*(?:\n[ \t]*(?:envoyé|date|à|objet|sent|to|subject|gesendet|datum|an|betreff|"
    r"verzonden|aan|onderwerp|enviado|fecha|para|asunto)\s*:.*)+"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_LINE = re.compile(r"^[ \t]*[>|›»].*$", re.MULTILINE)
_DEVICE = re.compile(
    r"^[ \t]*(?:(?:sent|get|envoyé|envoye|gesendet|verzonden|verstuurd|enviado|von meinem|obtenez|télécharg|outlook)\b"
    r".{0,60}\b(?:my|mon|ma|meinem|mein|mijn|mi|desde|depuis|from|von|vanaf|via|mit|outlook|yahoo|gmail|gesendet)\b.{0,60})$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE_MARK = re.compile(r"^--[ \t]*$", re.MULTILINE)
_CLOSING = re.compile(
    r"^[ \t]*(?:"
    r"(?:bien |très |tres )?(?:cordialement|amicalement|sincèrement|respectueusement)(?: vôtre| à vous)?"
    r"|(?:avec )?(?:mes |nos )?(?:meilleures |sincères )?salutations(?: distinguées| cordiales| respectueuses)?"
    r"|bien à (?:vous|toi)|cdlt|bàv|bises|bisous|à bientôt|belle journée|bonne journée"
    r"|veuillez agréer.{0,120}"
    r"|(?:with )?(?:best|kind|kindest|warm|warmest)? ?(?:wishes|regards)|best|cheers|yours"
    r"|yours (?:faithfully|sincerely|truly)"
    r"|all the best|many thanks|thanks|love|sincerely|respectfully"
    r"|(?:mit )?(?:freundlichen|freundlichem|besten|herzlichen|lieben|sonnigen|schönen|vielen)? ?"
    r"(?:grüßen|grüssen|gruß|gruss|grüße|grüsse|dank)"
    r"|(?:viele|liebe|beste|schöne|herzliche|sonnige|freundliche) (?:grüße|grüsse)|hochachtungsvoll|mfg|lg|vg"
    r"|(?:met )?(?:vriendelijke|hartelijke|warme|lieve|zonnige|beste) (?:groet|groeten|groetjes)"
    r"|hoogachtend|mvg|groet|groeten|groetjes"
    r"|(?:un )?(?:cordial |fuerte |afectuoso )?(?:saludo|saludos|abrazo|abrazos)(?: cordiales)?"
    r"|atentamente|cordialmente|atte"
    r"|(?:le |les )?saluda(?:n|mos)? atentamente"
    r")[ \t]*[,.!]?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_SAYS_MORE = re.compile(
    r"\b(?:p\.?\s?s|nb|n\.b|ps|foto\w*|photo\w*|pic|pics|picture\w*|image\w*|imagen\w*|imágen\w*|bild\w*|cliché\w*"
    r"|publi\w*|veröffentl\w*|plaats\w*|post\w*|teil\w*|delen|share|partag\w*|werbung|reclame|ads?|advert\w*|pub|publicité"
    r"|insta\w*|facebook|fb|tiktok|website|webseite|newsletter|nieuwsbrief"
    r"|gesicht\w*|face\w*|visage\w*|cara|caras|gezicht\w*|name\w*|nom|noms|naam|namen|nombre\w*|tag\w*|crédit\w*|credit\w*"
    r"|enfant\w*|fille|fils|kid\w*|child\w*|daughter|son|kind\w*|tochter|sohn|dochter|zoon|hij[ao]s?|niñ\w+"
    r"|please|svp|stp|bitte|aub|alstublieft|alsjeblieft|por favor|merci de"
    r"|only|nur|alleen|solo|sólo|seulement|uniquement|except\w*|sauf|außer|ausser|behalve|salvo|excepto"
    r"|but|mais|aber|maar|pero|without|sans|ohne|zonder|sin"
    r"|oui|yes|ja|sí|non|nein|nee|permission|autoris\w*|erlaub\w*|toestemming|permiso|consent\w*|delete|supprim\w*|lösch\w*|verwijder\w*|borr\w*)\b",
    re.IGNORECASE,
)
_NAME_LINE = re.compile(r"^[ \t]*[\w.’'&+-]+(?:[ \t]+[\w.’'&+-]+){0,5}[ \t]*$")
MOST_SIGNATURE_LINES = 8


def own_words(text: str) -> str:
    """The message with everything blanked that is not its sender's own answer; its length stays the same."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    head = _QUOTE_HEAD.search(text)
    if head is not None:  # what stands between or below marked lines was written now
        marked = _QUOTED_LINE.search(text, head.end()) is not None
        text = _blank(text, head.start(), head.end() if marked else len(text))
    for pattern in (_QUOTED_LINE, _DEVICE):
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    mark = _SIGNATURE_MARK.search(text)
    if mark is not None and not _SAYS_MORE.search(text, mark.end()):
        text = _blank(text, mark.start(), len(text))
    return _without_signature(text)


def _without_signature(text: str) -> str:
    """Blank a closing formula with the name and the lines after it, unless these speak of the matter once more."""
    for closing in _CLOSING.finditer(text):
        rest = text[closing.end() :]
        lines = [line for line in rest.splitlines() if line.strip()]
        if not text[: closing.start()].strip():
            continue
        fits = len(lines) <= MOST_SIGNATURE_LINES and (not lines or _NAME_LINE.match(lines[0]) is not None)
        if fits and not any(_SAYS_MORE.search(line) for line in lines):
            return _blank(text, closing.start(), len(text))
    return text


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "".join(sign if sign == "\n" else " " for sign in text[start:end]) + text[end:]
