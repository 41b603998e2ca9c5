"""``consent form``: release forms on paper, printed, taken back signed, and recorded as they were ticked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.commands.consent.answers import NeededNotice
from ugc_studio.cli.commands.consent.recorded import photos_of, tell
from ugc_studio.cli.consent_options import (
    FILE,
    PERSON,
    Assets,
    MaybeAssets,
    SaidOn,
    check_item,
    day_of,
    parse_pairs,
)
from ugc_studio.cli.context import CliContext
from ugc_studio.domain.consent import HolderBasis
from ugc_studio.domain.errors import NothingUsable, UsageError
from ugc_studio.domain.forms import FORM_LANGUAGES, Expected, FormKind, PaperSize, Part
from ugc_studio.domain.messages import N_, _

if TYPE_CHECKING:
    from ugc_studio.domain.forms import IssuedForm
    from ugc_studio.library.forms import SignedPaper
    from ugc_studio.services.consent.forms.reading import PersonRead
    from ugc_studio.services.consent.forms.service import OpenedPaper

CODE = N_("CODE")
Code = Annotated[str, typer.Argument(help=N_("The code beside the square."), metavar=CODE)]
Signers = Annotated[
    list[str] | None, typer.Option("--signer", help=N_("Who is to sign; several times for several."), metavar=PERSON)
]
Children = Annotated[list[str] | None, typer.Option("--child", help=N_("A child of the family."), metavar=PERSON)]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group."""
    forms = typer.Typer(help=N_("Release forms on paper: print them, attach the signed paper, record what was ticked."))
    group.add_typer(forms, name="form")
    forms.command("create", help=N_("Print a form for some photos as PDF, to fill in or to sign on paper."))(create)
    forms.command("print", help=N_("Print a form again, exactly as it was."))(print_again)
    forms.command("list", help=N_("The forms that were printed, and what came back."))(list_)
    forms.command("attach", help=N_("Attach signed papers: scans, photos or PDF; the code is read from them."))(attach)
    forms.command("record", help=N_("Record what is signed and ticked on a paper."))(record)
    forms.command("dismiss", help=N_("Record nothing from the papers of a form; they stay kept."))(dismiss)


def create(
    ctx: typer.Context,
    assets: Assets,
    notice: NeededNotice,
    out: Annotated[Path, typer.Option("--out", help=N_("Where to write the PDF."), metavar=FILE)],
    kind: Annotated[FormKind, typer.Option("--kind", help=N_("Who signs."))] = FormKind.PERSON,
    language: Annotated[
        str | None, typer.Option("--language", help=N_("fr, en, de, nl or es; the notice has to have that text."))
    ] = None,
    size: Annotated[PaperSize, typer.Option("--size", help=N_("The paper."))] = PaperSize.A4,
    signer: Signers = None,
    child: Children = None,
    brand: Annotated[str | None, typer.Option("--brand", help=N_("For which brand."))] = None,
) -> None:
    """Give out a code and write the PDF; without names those who are recorded are printed."""
    from ugc_studio.services.consent.forms.issuing import FormOrder

    context = CliContext.of(ctx)
    studio = context.studio
    if language is not None and language not in FORM_LANGUAGES:
        raise UsageError(
            _("There are no forms in {language}. Choose from: {known}.", language=language, known=list(FORM_LANGUAGES))
        )
    ids = photos_of(studio, assets)
    people: Sequence[Expected] = [
        *(Expected(Part.SIGNER, *_somebody(studio, name)) for name in signer or ()),
        *(Expected(Part.CHILD, *_somebody(studio, name)) for name in child or ()),
    ]
    people = people or studio.forms.suggested(kind, ids)
    form = studio.forms.issue(FormOrder(kind, ids, notice, language, size, brand, people))
    studio.forms.save(form.code, out)
    _tell_form(context, form, (), file=out)


def print_again(
    ctx: typer.Context,
    code: Code,
    out: Annotated[Path, typer.Option("--out", help=N_("Where to write the PDF."), metavar=FILE)],
) -> None:
    """Write the PDF of a form that was given out before."""
    context = CliContext.of(ctx)
    form = context.studio.forms.get(code)
    context.studio.forms.save(form.code, out)
    _tell_form(context, form, context.studio.forms.papers(form.code), file=out)


def list_(
    ctx: typer.Context,
    assets: MaybeAssets = None,
    waiting: Annotated[bool, typer.Option("--waiting", help=N_("Only those with a paper to record."))] = False,
) -> None:
    """List forms, the newest first."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    ids = photos_of(studio, assets) if assets else [None]
    forms = list({form.code: form for one in ids for form in studio.forms.all(one)}.values())
    papers: dict[str, list[SignedPaper]] = {}
    for paper in studio.forms.papers(waiting=waiting):
        papers.setdefault(paper.code, []).append(paper)
    shown = [form for form in forms if not waiting or form.code in papers]
    if console.json:
        console.emit_json([_form_json(form, papers.get(form.code, ())) for form in shown])
        return
    console.table(
        (N_("Code"), N_("Kind"), N_("Language"), N_("Photos"), N_("Printed"), N_("By"), N_("Came back")),
        [
            (form.code, form.kind.value, form.language, len(form.shas), form.issued_on, form.issued_by,
             _state(papers.get(form.code, ())))
            for form in shown
        ],
    )  # fmt: skip


def attach(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=N_("Scans, photos, PDF, or folders of them."), metavar=FILE)],
    code: Annotated[
        str | None, typer.Option("--code", help=N_("The code, where it cannot be read from the file."), metavar=CODE)
    ] = None,
) -> int:
    """Keep papers as evidence; they wait until what is ticked on them is recorded."""
    context = CliContext.of(ctx)
    studio, console = context.studio, context.console
    if code is not None and (len(files) != 1 or files[0].is_dir()):
        raise UsageError(_("With --code name one file."))
    if missing := [str(file) for file in files if not file.exists()]:
        raise UsageError(_("The proof {file} cannot be read.", file=missing[0]))
    found: list[dict[str, Any]] = []
    kept = 0
    for seen in [(files[0], code, None)] if code else [(x.path, x.code, x.why_not) for x in studio.forms.look(files)]:
        path, known, why_not = seen
        entry: dict[str, Any] = {"file": str(path), "code": known, "evidence": None, "reason": why_not}
        if known is not None:
            paper = studio.forms.attach(path, known, as_read=code is None)
            kept += 1
            entry |= {"code": paper.code, "evidence": paper.evidence, "waiting": paper.recorded_at is None}
            console.print(_("{file}: form {code}, kept. Now: ugc-studio consent form record {code}",
                            file=path.name, code=paper.code))  # fmt: skip
        else:
            console.note(_("{file}: {reason}", file=path.name, reason=why_not))
        found.append(entry)
    if console.json:
        console.emit_json(found)
    if not kept:
        raise NothingUsable(_("No file is a signed form of this library. Name the code: --code CODE"))
    return 0 if kept == len(found) else 1


def record(
    ctx: typer.Context,
    code: Code,
    signed: Annotated[
        list[str], typer.Option("--signed", help=N_("Who signed and ticked to be of age."), metavar=PERSON)
    ],
    ticked: Annotated[
        list[str] | None,
        typer.Option(
            "--ticked",
            help=N_("A box that is ticked, such as organic_social or crop; one at a time."),
            metavar=N_("BOX"),
        ),
    ] = None,
    all_ticked: Annotated[bool, typer.Option("--all-ticked", help=N_("Every box is ticked."))] = False,
    author: Annotated[
        list[str] | None, typer.Option("--author", help=N_("Who ticked to have taken the photos."), metavar=PERSON)
    ] = None,
    child: Children = None,
    child_signed: Annotated[
        list[str] | None, typer.Option("--child-signed", help=N_("A child that signed too."), metavar=PERSON)
    ] = None,
    turns_18: Annotated[
        list[str] | None,
        typer.Option("--turns-18", help=N_("When a child turns 18: NAME=MM/YYYY."), metavar=N_("NAME=MONTH")),
    ] = None,
    basis: Annotated[
        HolderBasis | None, typer.Option("--basis", help=N_("Why those who signed decide for the children."))
    ] = None,
    not_shown: Annotated[
        list[str] | None, typer.Option("--not-shown", help=N_("Who is not in the photos."), metavar=PERSON)
    ] = None,
    photo: Annotated[
        list[str] | None, typer.Option("--photo", help=N_("Only these photos of the form."), metavar=N_("PHOTO"))
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--everybody", help=N_("Nobody else can be recognised in these photos."))
    ] = False,
    said_on: SaidOn = None,
    thing: Annotated[
        str | None,
        typer.Option("--thing", help=N_("What is shown: building, artwork, brand…"), metavar=N_("WORD")),
    ] = None,
    guidelines: Annotated[
        str | None, typer.Option("--guidelines", help=N_("The version that an employee wrote down as read."))
    ] = None,
) -> None:
    """Record a paper: nothing counts as ticked that is not named here."""
    from ugc_studio.services.consent.forms.reading import DEFAULT_THING, PaperReading

    context = CliContext.of(ctx)
    studio = context.studio
    opened = _waiting_paper(studio, code)
    boxes = _boxes(opened, ticked or [], every=all_ticked)
    people = _people(
        studio, opened, signed=signed, authors=author or [], children=child or [], child_signed=child_signed or [],
        months=parse_pairs(turns_18), hidden=not_shown or [],
    )  # fmt: skip
    reading = PaperReading(
        evidence=opened.paper.evidence,
        assets=photos_of(studio, photo) if photo else [int(one) for one in opened.assets],
        people=people,
        rights=boxes & frozenset(opened.rights),
        media=boxes & frozenset(opened.media),
        basis=basis,
        everybody=everybody,
        said_on=day_of(said_on),
        thing=check_item(thing) if thing else DEFAULT_THING,
        guidelines=guidelines,
    )
    tell(context, studio.forms.record(reading))


def dismiss(ctx: typer.Context, code: Code) -> None:
    """Lay the waiting papers of a form aside."""
    context = CliContext.of(ctx)
    form = context.studio.forms.get(code)
    papers = context.studio.forms.papers(form.code, waiting=True)
    for paper in papers:
        context.studio.forms.dismiss(paper.evidence)
    if context.console.json:
        context.console.emit_json({"code": form.code, "dismissed": len(papers)})
    else:
        context.console.print(_("Nothing is recorded from the papers of form {code}.", code=form.code))


# ---------------------------------------------------------------------- reading the options


def _somebody(studio: Any, name: str) -> tuple[str | None, str | None]:
    """The person in the register, or the name of somebody who is not."""
    from ugc_studio.domain.errors import NotFound

    try:
        with studio.library.read() as session:
            return session.parties.resolve(name).uuid, None
    except NotFound:
        if name.isdigit():
            raise
        return None, name


def _waiting_paper(studio: Any, code: str) -> OpenedPaper:
    form = studio.forms.get(code)
    papers = studio.forms.papers(form.code, waiting=True)
    if not papers:
        raise UsageError(_("No paper of form {code} waits to be recorded. Attach it first.", code=form.code))
    opened: OpenedPaper = studio.forms.open(papers[-1].evidence)
    return opened


def _boxes(opened: OpenedPaper, ticked: Sequence[str], *, every: bool) -> frozenset[str]:
    known = {box.removeprefix("adaptation."): box for box in (*opened.rights, *opened.media)}
    known |= {box: box for box in known.values()}
    if every:
        return frozenset(known.values())
    unknown = [box for box in ticked if box not in known]
    if unknown or not ticked:
        boxes = [box.removeprefix("adaptation.") for box in (*opened.rights, *opened.media)]
        raise UsageError(_("Say which boxes are ticked, or --all-ticked. The paper has: {boxes}.", boxes=boxes))
    return frozenset(known[box] for box in ticked)


def _people(
    studio: Any, opened: OpenedPaper, *, signed: Sequence[str], authors: Sequence[str], children: Sequence[str],
    child_signed: Sequence[str], months: dict[str, str], hidden: Sequence[str],
) -> list[PersonRead]:  # fmt: skip
    """The people of the form in its order, then those who were named only now."""
    from ugc_studio.services.consent.forms.reading import PersonRead

    named = [*dict.fromkeys([*signed, *authors, *children, *child_signed, *months, *hidden])]
    who = {name: _somebody(studio, name) for name in named}
    young = {*children, *child_signed, *months}

    def read(part: Part, place: int | None, party: str | None, label: str, shown: bool) -> PersonRead:
        mine = {name for name, (uuid, typed) in who.items() if (uuid and uuid == party) or (typed or name) == label}
        return PersonRead(
            part, place, party, label, signed=bool(mine & {*signed, *child_signed}),
            shown=shown and not mine & {*hidden}, author=bool(mine & {*authors}),
            turns_18=next((month for name, month in months.items() if name in mine), ""),
        )  # fmt: skip

    found = [read(one.part, one.place, one.party, one.label, one.shown) for one in opened.people if one.label]
    told = {label for one in opened.people for label in (one.label, one.party)}
    for name, (uuid, typed) in who.items():
        if uuid not in told and (typed or name) not in told:
            part = Part.CHILD if name in young else Part.SIGNER
            found.append(read(part, None, uuid, typed or name, opened.form.kind is not FormKind.PROPERTY))
    return found


# ---------------------------------------------------------------------- showing


def _tell_form(context: CliContext, form: IssuedForm, papers: Sequence[SignedPaper], *, file: Path) -> None:
    if context.console.json:
        context.console.emit_json({**_form_json(form, papers), "file": str(file)})
    else:
        context.console.print(_("Form {code} is written to {file}.", code=form.code, file=str(file)))


def _form_json(form: IssuedForm, papers: Sequence[SignedPaper]) -> dict[str, Any]:
    return {
        "code": form.code,
        "kind": form.kind.value,
        "notice": form.notice,
        "language": form.language,
        "text_hash": form.text_hash,
        "brand": form.brand,
        "size": form.size.value,
        "issued_at": form.issued_at,
        "issued_by": form.issued_by,
        "photos": list(form.shas),
        "people": [{"part": one.part.value, "party": one.party, "name": one.name} for one in form.people],
        "papers": [
            {"evidence": one.evidence, "came_at": one.came_at, "by": one.came_by, "recorded_at": one.recorded_at}
            for one in papers
        ],
    }


def _state(papers: Sequence[SignedPaper]) -> Any:
    if not papers:
        return _("not yet")
    if any(one.recorded_at is None for one in papers):
        return _("to record")
    return dt.date.fromisoformat(papers[-1].came_at[:10])
