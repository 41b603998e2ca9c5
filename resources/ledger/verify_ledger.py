#!/usr/bin/env python3
"""Checks a consent ledger that UGC Studio exported. It needs Python 3.8 or newer and nothing else.

    python3 verify_ledger.py LEDGER.jsonl [--head NUMBER:CHECKSUM] [--texts TEXTS.jsonl] [--lang fr] [--json]

Without a file it takes the ledger that lies beside it under the same name. It reads, writes nothing, and needs no
network. Exit code 0: whole; 1: broken, and the first wrong row is named; 2: the file cannot be read as a ledger.

How it checks. Each line of the ledger is one event. Its checksum is the SHA-256 of the JSON list

    [seq, at, actor, role, type, subject, payload, prev]

written without spaces, in UTF-8, where `prev` is the checksum of the event before (64 zeros before the first). Who
changes, removes, moves or inserts an event therefore breaks the chain at that place. Who cuts off the end does not
break it: that only shows against a head (the number and checksum of the last event) that somebody else kept. Heads
stand in every paper and backup that the program made.

Names and messages are not in the ledger. It holds commitments instead: the SHA-256 of 16 random bytes and the text. A
file of texts (--texts) brings both, so that anybody can see that the text was not changed since. A text that was erased
(GDPR art. 17) is missing there, and the chain stays whole.
"""

import argparse
import hashlib
import json
import os
import re
import sys
from pathlib import Path

FIRST = "0" * 64
COLUMNS = ("seq", "at", "actor", "role", "type", "subject", "payload", "prev", "hash")

WORDS = {
    "en": {
        "missing": "Row {seq} is missing or out of order.",
        "unlinked": "Row {seq} does not follow the row before it.",
        "changed": "Row {seq} was changed.",
        "cut": "Rows from {first} to {last} were cut off.",
        "other": "Row {seq} is not the one that was known before.",
        "cut_somewhere": "A head that was known before is not in this chain: rows after {last} were cut off.",
        "whole": "The chain is whole. Events: {events}, from {since} to {until}.",
        "empty": "The chain is whole, and holds no event.",
        "broken": "The chain is broken. {text}",
        "head": "Head: {events}:{head}",
        "compare": "Compare this head with one on paper or in a backup: without one, a cut-off end does not show.",
        "texts": "Texts: {intact} are unchanged, {wrong} are not what the chain names, {absent} are not in the file.",
        "wrong_text": "  line {line} of the texts ({owner}, {field}) is not what the chain names",
        "not_ledger": "{file} is not an exported ledger.",
        "not_texts": "{file} is not a file of texts.",
        "bad_head": "{head} is no head: it has 64 digits and letters from a to f.",
        "which": "Say which ledger to check: verify_ledger.py LEDGER.jsonl",
    },
    "fr": {
        "missing": "La ligne {seq} manque ou n’est pas à sa place.",
        "unlinked": "La ligne {seq} ne suit pas la ligne qui la précède.",
        "changed": "La ligne {seq} a été modifiée.",
        "cut": "Les lignes {first} à {last} ont été coupées.",
        "other": "La ligne {seq} n’est pas celle qui était connue auparavant.",
        "cut_somewhere": "Une tête connue auparavant n’est pas dans cette chaîne : les lignes après {last} ont été "
        "coupées.",
        "whole": "La chaîne est intacte. Événements : {events}, du {since} au {until}.",
        "empty": "La chaîne est intacte et ne contient aucun événement.",
        "broken": "La chaîne est rompue. {text}",
        "head": "Tête : {events}:{head}",
        "compare": "Comparez cette tête à celle d’un document ou d’une sauvegarde : sans elle, une fin coupée ne se "
        "voit pas.",
        "texts": "Textes : {intact} inchangés, {wrong} différents de ce que la chaîne désigne, {absent} absents du "
        "fichier.",
        "wrong_text": "  la ligne {line} des textes ({owner}, {field}) n’est pas ce que la chaîne désigne",
        "not_ledger": "{file} n’est pas un registre exporté.",
        "not_texts": "{file} n’est pas un fichier de textes.",
        "bad_head": "{head} n’est pas une tête : elle compte 64 chiffres et lettres de a à f.",
        "which": "Indiquez le registre à vérifier : verify_ledger.py REGISTRE.jsonl",
    },
}


class Unreadable(Exception):
    """The key of a sentence and what stands in it."""


def canonical(value):
    """JSON written the one way that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def checksum(row):
    """The checksum that a row ought to have."""
    return hashlib.sha256(canonical(list(row[:8])).encode("utf-8", "surrogatepass")).hexdigest()


def read_row(line):
    """One line as a tuple of columns; ValueError for anything else."""
    try:
        data = json.loads(line)
        return (int(data["seq"]), *(str(data[name]) for name in COLUMNS[1:]))
    except (KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ValueError("not a row of a ledger") from error


def lines_of(path):
    """The lines of a file that hold something, with their numbers; bytes that are no text come through as they are."""
    with Path(path).open(encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield number, line


def read_ledger(path):
    """Every row; a line that cannot be read stands as a row that fits nowhere."""
    rows, readable = [], False
    for _number, line in lines_of(path):
        try:
            row = read_row(line)
            readable = True
        except ValueError:
            row = ((rows[-1][0] if rows else 0) + 1, *("",) * 8)
        rows.append(row)
    if rows and not readable:
        raise Unreadable("not_ledger", {"file": Path(path).name})
    return rows


def first_fault(rows):
    """The first row that is wrong within the chain itself: its number, and the key and fields of a sentence."""
    prev, last = FIRST, 0
    for row in rows:
        if row[0] != last + 1:
            return last + 1, "missing", {"seq": last + 1}
        if row[7] != prev:
            return row[0], "unlinked", {"seq": row[0]}
        if row[8] != checksum(row):
            return row[0], "changed", {"seq": row[0]}
        prev, last = row[8], row[0]
    return None


def against(rows, heads, hashes):
    """The first contradiction between a chain that is whole in itself and what was known of it."""
    known = {0: FIRST}
    known.update((row[0], row[8]) for row in rows)
    last = rows[-1][0] if rows else 0
    for seq, value in sorted(heads):
        if seq > last:
            return last + 1, "cut", {"first": last + 1, "last": seq}
        if known.get(seq) != value:
            return seq, "other", {"seq": seq}
    present = set(known.values())
    if any(value not in present for value in hashes):
        return last + 1, "cut_somewhere", {"last": last}
    return None


def commitments(rows):
    """Every commitment that the chain names: to names, messages, reasons and links."""
    found = set()
    for row in rows:
        try:
            payload = json.loads(row[6])
        except ValueError:
            continue
        facts = payload.get("facts") or {}
        found.update(value for value in (payload.get("reason"), facts.get("permalink")) if value)
        found.update(proof[1] for proof in payload.get("proofs", []) if proof[0] == "text")
        if row[4] in ("party_registered", "party_described"):
            found.update(facts[name] for name in ("name", "handle") if facts.get(name))
    return found


def checksums_in(rows):
    """Every word of 64 digits and letters that stands in the details of any event."""
    found = set()
    for row in rows:
        found.update(re.findall('"([0-9a-f]{64})"', row[6]))
    return found


def check_texts(rows, path):
    """Compare a file of texts with the chain: how many are unchanged, which are wrong, how many are absent."""
    named, anywhere, seen, wrong = commitments(rows), checksums_in(rows), set(), []
    for number, line in lines_of(path):
        try:
            text = json.loads(line)
            salted = bytes.fromhex(text["salt"]) + text["text"].encode("utf-8", "surrogatepass")
            owner, field, commitment = str(text["owner"]), str(text["field"]), str(text["commitment"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Unreadable("not_texts", {"file": Path(path).name}) from error
        if hashlib.sha256(salted).hexdigest() == commitment and commitment in anywhere:
            seen.add(commitment)
        else:
            wrong.append({"line": number, "owner": owner, "field": field})
    return {"intact": len(seen), "wrong": wrong, "absent": len(named - seen)}


def read_head(word):
    """A head as it was printed: CHECKSUM or NUMBER:CHECKSUM."""
    seq, colon, rest = word.rpartition(":")
    value = (rest if colon else word).strip().lower()
    if len(value) != 64 or set(value) - set("0123456789abcdef") or (colon and not seq.isdigit()):
        raise Unreadable("bad_head", {"head": word})
    return (int(seq) if colon else None), value


def verify(path, heads=(), texts=None):
    """Everything that can be said of a ledger, as a dict; `fault` is the key and the fields of a sentence."""
    known = [read_head(word) for word in heads]
    rows = read_ledger(path)
    fault = first_fault(rows) or against(
        rows, [head for head in known if head[0] is not None], [value for seq, value in known if seq is None]
    )
    result = {
        "ok": fault is None,
        "events": rows[-1][0] if rows else 0,
        "head": rows[-1][8] if rows else FIRST,
        "first_bad": fault[0] if fault else None,
        "fault": fault[1:] if fault else None,
        "since": rows[0][1][:10] if rows else None,
        "until": rows[-1][1][:10] if rows else None,
    }
    if texts:
        result["texts"] = check_texts(rows, texts)
        result["ok"] = result["ok"] and not result["texts"]["wrong"]
    return result


def tell(result, words, heads):
    """Print the result as sentences."""
    if result["fault"]:
        print(words["broken"].format(text=words[result["fault"][0]].format(**result["fault"][1])))
    else:
        print((words["whole"] if result["events"] else words["empty"]).format(**result))
        print(words["head"].format(**result))
        if not heads:
            print(words["compare"])
    if "texts" in result:
        found = result["texts"]
        print(words["texts"].format(intact=found["intact"], wrong=len(found["wrong"]), absent=found["absent"]))
        for one in found["wrong"]:
            print(words["wrong_text"].format(**one))


def beside(script):
    """The ledger that lies beside this file under the same name, if there is one."""
    found = script.with_name(script.name[: -len(".verify.py")] + ".jsonl")
    return found if script.name.endswith(".verify.py") and found.is_file() else None


def main(arguments):
    """The command; returns its exit code."""
    parser = argparse.ArgumentParser(description="Checks a consent ledger that UGC Studio exported.")
    parser.add_argument("file", nargs="?", default=beside(Path(__file__).resolve()))
    parser.add_argument("--head", action="append", default=[], help="a head that was kept: CHECKSUM or NUMBER:CHECKSUM")
    parser.add_argument("--texts", help="the file of names and messages that was exported with it")
    spoken = "fr" if os.environ.get("LANG", "").startswith("fr") else "en"
    parser.add_argument("--lang", choices=sorted(WORDS), default=spoken)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    options = parser.parse_args(arguments)
    words = WORDS[options.lang]
    if options.file is None:
        print(words["which"], file=sys.stderr)
        return 2
    try:
        result = verify(options.file, options.head, options.texts)
    except Unreadable as error:
        key, fields = error.args
        print(words[key].format(**fields), file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    fault = result.pop("fault") if options.json else result["fault"]
    if options.json:
        result["text"] = words[fault[0]].format(**fault[1]) if fault else None
        print(json.dumps(result, ensure_ascii=True, sort_keys=True))
    else:
        tell(result, words, options.head)
    return 0 if result["ok"] else 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))
