"""The words and papers of the sample's people: what they wrote in answer, and specimens of what they signed.

They speak French, as the brand's guests do; these are documents of the sample and not texts of the program.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ugc_studio.domain.consent import EventType, EvidenceKind

YES = {
    EvidenceKind.FORM: "☑ {title} : j’accepte (case cochée dans le formulaire)",
    EvidenceKind.COMMENT: "Oui, bien sûr ! #ouimaisonalize 🙌 ({title})",
    EvidenceKind.DIRECT_MESSAGE: "Oui, avec plaisir ! D’accord pour « {title} » 😊",
    EvidenceKind.EMAIL: "Bonjour,\n\nj’ai bien lu « {title} » et je suis d’accord.\n\n{name}",
    EvidenceKind.HASHTAG: "#ouimaisonalize",
    EvidenceKind.SIGNATURE: "",
}
NO_ADVERTISING = "Oui pour tout, sauf la publicité, merci ! ({title})"
OTHERWISE = {
    EventType.REFUSED: "Non merci, je préfère que cette photo ne soit pas publiée.",
    EventType.WITHDRAWN: "Bonjour,\n\nje ne veux plus apparaître sur cette photo. Merci de la retirer.\n\n{name}",
    EventType.OBJECTED: "Bonjour,\n\npas cette photo de mes enfants, s’il vous plaît. Merci de la supprimer.\n\n{name}",
    EventType.REPLIED: "Attendez, c’est laquelle déjà ? Oui, mais seulement si…",
}


def message(said: EventType, *, evidence: EvidenceKind, title: str, name: str, partly: bool = False) -> str | None:
    """What somebody wrote, word for word; ``None`` where a paper says it or nothing was written."""
    yes = NO_ADVERTISING if partly else YES[evidence]
    pattern = yes if said is EventType.GIVEN else OTHERWISE.get(said, "")
    return pattern.format(title=title, name=name) or None


def write_paper(path: Path, *, title: str, lines: Sequence[str]) -> Path:
    """Write a one-page PDF of plain text: a specimen that stands for a signed paper."""
    shown = [("F2", 16, "SPÉCIMEN : document de démonstration, sans valeur"), ("F2", 13, title)]
    shown += [("F1", 11, part) for line in lines for part in _wrapped(line)]
    text = "BT 60 780 Td 18 TL\n"
    text += "".join(f"/{font} {size} Tf ({_escaped(line)}) Tj T*\n" for font, size, line in shown) + "ET"
    stream = text.encode("cp1252", "replace")
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"
        for name, base in (("F1", "Helvetica"), ("F2", "Helvetica-Bold"))
    )
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << "
        + fonts.encode("ascii") + b" >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]  # fmt: skip
    path.write_bytes(_pdf(bodies))
    return path


def _pdf(bodies: Sequence[bytes]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return data + head + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(data))


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _wrapped(line: str) -> list[str]:
    import textwrap

    return textwrap.wrap(line, 84) or [""]
