"""Keeps the text catalogues: ``python packaging/texts.py update|check|compile``.

``update`` reads every marked text of the program into the template and merges it into each language;
``check`` fails when that would change something, or when a text is untranslated or fuzzy; ``compile`` makes the
``.mo`` files that the program reads. Needs Babel only.
"""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

DOMAIN = "ugc_studio"
ROOT = Path(__file__).resolve().parent.parent
# The marks of ugc_studio.domain.messages; templates of web pages use _() and ngettext() too.
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt.j2", "jinja2")]
SOURCES = ("ugc_studio", "resources/templates")
COMMENT_TAGS = ("Translators:",)
UNWANTED_HEADERS = (
    *('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By'),
    *('"Report-Msgid-Bugs-To', '"Last-Translator', '"Language-Team'),
)


def catalogue_files(root: Path) -> Iterator[Path]:
    """Every language's catalogue."""
    yield from sorted((root / "resources" / "i18n").glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def template_file(root: Path) -> Path:
    """The template that holds every marked text."""
    return root / "resources" / "i18n" / f"{DOMAIN}.pot"


def extract(root: Path) -> Catalog:
    """Read every marked text from the sources, in a stable order."""
    template = Catalog(project="UGC Studio", charset="utf-8", fuzzy=False, header_comment="# Texts of UGC Studio.")
    for source in SOURCES:
        found = extract_from_dir(root / source, METHODS, keywords=KEYWORDS, comment_tags=COMMENT_TAGS)
        # Files only, no line numbers: a catalogue should change when a text does, not when code moves.
        for name, _line, message, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
            template.add(message, locations=[(f"{source}/{name}", 0)], auto_comments=comments, context=context)
    return template


def read(file: Path) -> Catalog:
    """Read a catalogue or template; a missing one is empty."""
    if not file.exists():
        return Catalog(charset="utf-8", fuzzy=False)
    with file.open("rb") as stream:
        return read_po(stream, locale=None if file.suffix == ".pot" else file.parent.parent.name)


def write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue in the form that this project keeps: no dates, no line numbers, sorted."""
    with file.open("wb") as stream:
        write_po(stream, catalogue, width=120, omit_header=False, include_lineno=False, sort_output=True)
    # Babel stamps the hour of each run and its own version into the header: every update would be a change.
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not line.startswith(UNWANTED_HEADERS)), "utf-8")


def update(root: Path) -> None:
    """Bring the template and every language up to date."""
    template = extract(root)
    write(template_file(root), template)
    for file in catalogue_files(root):
        catalogue = read(file)
        # No guessed translations: a wrong text in a consent paper is worse than an English one.
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        write(file, catalogue)
        print(f"{file.relative_to(root)}: {sum(map(is_open, messages(catalogue)))} of {len(catalogue)} to translate")


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Every entry but the header."""
    yield from (message for message in catalogue if message.id)


def key(message: Message) -> tuple[str, ...]:
    """What makes an entry the same entry in two catalogues."""
    return tuple(message.id) if isinstance(message.id, tuple | list) else (str(message.id),)


def is_open(message: Message) -> bool:
    """Whether an entry still waits for a translator."""
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return message.fuzzy or not all(texts)


def field_errors(message: Message) -> Iterator[str]:
    """Named fields that a translation lost or invented: they would show as ``{name}`` on screen."""
    known = set().union(*map(fields, key(message)))
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    for text in filter(None, texts):
        if unknown := fields(text) - known:
            yield f"unknown field {{{sorted(unknown)[0]}}} in {text!r}"
    if not message.pluralizable and all(texts) and (lost := known - fields(str(texts[0]))):
        yield f"field {{{sorted(lost)[0]}}} is missing in {texts[0]!r}"


def fields(text: str) -> set[str]:
    """The names in braces of a text."""
    try:
        return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name}
    except ValueError:
        return set()


def check(root: Path) -> list[str]:
    """Every fault of the catalogues, one sentence each."""
    extracted = {key(message) for message in messages(extract(root))}
    faults = []
    if extracted != {key(message) for message in messages(read(template_file(root)))}:
        faults.append("the template is older than the texts: run  python3 dev.py texts")
    for file in catalogue_files(root):
        name = file.relative_to(root).as_posix()
        catalogue = list(messages(read(file)))
        if extracted != {key(message) for message in catalogue}:
            faults.append(f"{name} does not hold the same texts as the program: run  python3 dev.py texts")
        faults += [f"{name}: to translate: {key(message)[0]!r}" for message in catalogue if is_open(message)]
        faults += [f"{name}: {fault}" for message in catalogue for fault in field_errors(message)]
    return faults


def compile_catalogues(root: Path) -> None:
    """Make the ``.mo`` of each catalogue that is newer than its compiled form."""
    for file in catalogue_files(root):
        compiled = file.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= file.stat().st_mtime:
            continue
        half = compiled.with_suffix(".mo.new")
        with half.open("wb") as stream:
            write_mo(stream, read(file))
        half.replace(compiled)


def main(arguments: list[str]) -> int:
    """Run one of the three tasks."""
    task = arguments[0] if arguments else ""
    if task == "update":
        update(ROOT)
    elif task == "compile":
        compile_catalogues(ROOT)
    elif task == "check":
        faults = check(ROOT)
        print("\n".join(faults[:20]) or "Texts: every one is translated.")
        if len(faults) > 20:
            print(f"… and {len(faults) - 20} more")
        return 1 if faults else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
