"""The demo's first half: what comes in, which pictures are copies, who is in them, and what everybody said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ugc_studio.app.demo.setting import Setting, Step
from ugc_studio.domain.consent import ConsentState
from ugc_studio.domain.messages import Text, _, ngettext
from ugc_studio.jobs.context import JobContext
from ugc_studio.services.sample.casting import register_cast

if TYPE_CHECKING:
    from ugc_studio.domain.imports import ImportReport
    from ugc_studio.domain.problems import ItemProblem

TABLES = ("manifest.csv", "formulaire.xlsx")


def register(setting: Setting, context: JobContext) -> Step:
    """Set up the brand and its people in an empty library."""
    context.stage(_("Setting up the brand"))
    cast = setting.cast = register_cast(setting.library, setting.studio.consent, setting.story)
    accounts, places = len(cast.handles), len(cast.places)
    notices, people = len(cast.notices), len(cast.parties)
    parts = [
        ngettext("{n} account", "{n} accounts", accounts, n=accounts),
        ngettext("{n} place", "{n} places", places, n=places),
        ngettext("{n} consent notice", "{n} consent notices", notices, n=notices),
        ngettext("{n} person or group", "{n} people and groups", people, n=people),
    ]
    title = _("Set up the invented brand {brand} in a new library", brand=cast.brand.name)
    return Step(title, [_list(parts)], place=setting.folder.library)


def import_photos(setting: Setting, context: JobContext) -> Step:
    """Copy the sample photos into the library."""
    report = _import(setting, context, ["photos"])
    new, known, films, bad = report.imported, report.known, report.companions, len(report.problems)
    parts = [
        ngettext("{n} photo or film copied", "{n} photos and films copied", new, n=new),
        ngettext("{n} file known already", "{n} files known already", known, n=known),
        ngettext("{n} film kept with its photo", "{n} films kept with their photos", films, n=films),
        ngettext("{n} file that cannot be used", "{n} files that cannot be used", bad, n=bad),
    ]
    files = report.seen + films
    title = ngettext("Imported a folder of {n} file", "Imported a folder of {n} files", files, n=files)
    return Step(title, [_list(parts)], _problems(setting, report.problems))


def import_posts(setting: Setting, context: JobContext) -> Step:
    """Read the tables of posts and of the upload form."""
    report = _import(setting, context, TABLES)
    posts, people, answers = report.posts, report.creators, report.evidence
    parts = [
        ngettext("{n} post", "{n} posts", posts, n=posts),
        ngettext("{n} person", "{n} people", people, n=people),
        ngettext("{n} answer to read", "{n} answers to read", answers, n=answers),
    ]
    note = _("A “yes” in a table is a message, not a consent: a person has to read it.")
    title = _("Imported the posts of {first} and {second}", first=TABLES[0], second=TABLES[1])
    return Step(title, [_list(parts), note], _problems(setting, report.problems))


def _import(setting: Setting, context: JobContext, names: Sequence[str]) -> ImportReport:
    """The usual import, which here recognises the people of the story by their names."""
    from ugc_studio.services.importing.service import ImportService

    consent = setting.studio.consent
    service = ImportService(
        setting.library,
        answers=consent,
        make_party=lambda session, draft: setting.cast.party_for(session, draft, consent),
    )
    report = service.run([setting.sample / name for name in names], context=context)
    setting.outcome.imports.append(report)
    return report


def _problems(setting: Setting, problems: Sequence[ItemProblem]) -> list[Text]:
    root = f"{setting.sample.absolute().as_posix()}/photos/"
    return [_("{file}: {reason}", file=problem.path.removeprefix(root), reason=problem.text) for problem in problems]


def find_duplicates(setting: Setting, context: JobContext) -> Step:
    """Compare everything, then confirm what the story says about copies."""
    found = setting.studio.deduplication.find(context)
    related = setting.player.relate()
    parts = [
        ngettext("{n} photo compared", "{n} photos compared", found.assets, n=found.assets),
        ngettext("{n} group of the same picture", "{n} groups of the same picture", found.clusters, n=found.clusters),
    ]
    confirmed = ngettext(
        "{n} copy, crop, screenshot or collage confirmed by a person",
        "{n} copies, crops, screenshots and collages confirmed by a person",
        related,
        n=related,
    )
    return Step(_("Looked for the same picture sent twice"), [_list(parts), confirmed])


def review(setting: Setting, context: JobContext) -> Step:
    """Record who took each photo, who is in it, and where."""
    context.stage(_("Recording who is in the photos"))
    pictures = setting.player.review()
    people = len({row["party"] for row in setting.story.rows("depiction")})
    parts = [
        ngettext("{n} photo or film looked at", "{n} photos and films looked at", pictures, n=pictures),
        ngettext("{n} person or group shown", "{n} people and groups shown", people, n=people),
    ]
    return Step(_("Recorded who took each photo and who is in it"), [_list(parts)])


def tell(setting: Setting, context: JobContext) -> Step:
    """Record requests, answers and decisions, each at its own time."""
    rows = setting.story.rows("event")
    context.stage(_("Recording what people said"), len(rows))
    told = setting.player.tell(context)
    setting.studio.consent.rebuild_summary(context)
    with setting.library.read() as session:
        states = Counter(ConsentState(row.state) for row in session.summary.rows().values())
        events = session.ledger.head()[0]
    setting.outcome.states = states
    parts = [
        ngettext("{n} request, answer or decision", "{n} requests, answers and decisions", told, n=told),
        ngettext("{n} entry in the ledger", "{n} entries in the ledger", events, n=events),
    ]
    use = _(
        "For Instagram in France, the next 30 days: {cleared} cleared, {blocked} blocked, {unasked} not requested, "
        "{waiting} waiting for an answer, {unread} with a message to read, {ended} ended",
        cleared=states[ConsentState.CLEARED],
        blocked=states[ConsentState.BLOCKED],
        unasked=states[ConsentState.NOT_REQUESTED],
        waiting=states[ConsentState.WAITING],
        unread=states[ConsentState.TO_READ],
        ended=states[ConsentState.ENDED],
    )
    first, last = rows[0]["at"].date(), rows[-1]["at"].date()
    title = _("Recorded what everybody said, from {first} to {last}", first=first, last=last)
    return Step(title, [_list(parts), use])


def _list(parts: Sequence[Text]) -> Text:
    return _("{parts}", parts=list(parts))
