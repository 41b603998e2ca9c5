"""``duplicates``: find photos that look the same, and say what they are to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ugc_studio.cli.context import CliContext
from ugc_studio.domain.assets import AssetId
from ugc_studio.domain.errors import NotFound
from ugc_studio.domain.messages import N_, Text, _, ngettext
from ugc_studio.domain.relations import RelationKind

if TYPE_CHECKING:
    from ugc_studio.domain.clusters import Cluster
    from ugc_studio.domain.relations import Relation
    from ugc_studio.services.deduplication import Decision, DuplicateList

ClusterArgument = Annotated[str, typer.Argument(metavar=N_("GROUP"), help=N_("The number of a group."))]
FirstArgument = Annotated[str, typer.Argument(metavar=N_("PHOTO"), help=N_("An id, sha256:PREFIX or a source path."))]
SecondArgument = Annotated[str, typer.Argument(metavar=N_("PHOTO"), help=N_("The other photo."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the tree."""
    group = typer.Typer(help=N_("Find photos that look the same, and decide about them."))
    app.add_typer(group, name="duplicates")
    group.command("find", help=N_("Compare new photos with all others."))(find)
    group.command("list", help=N_("List groups of the same photo, and photos that come from another."))(list_)
    group.command("merge", help=N_("Stack a group: one photo shows, the others are hidden. Nothing is deleted."))(merge)
    group.command("split", help=N_("Take photos out of a group and show them again."))(split)
    group.command("keep", help=N_("Keep all photos of a group side by side."))(keep)
    group.command("dismiss", help=N_("State that none of a group is a copy of another."))(dismiss)
    group.command("exact", help=N_("Stack all copies with exactly the same pixels, if no rights are in question."))(
        exact
    )
    group.command("relate", help=N_("State that a photo is a copy of another, or comes from it."))(relate)
    group.command("unrelate", help=N_("State that two photos are not copies of each other."))(unrelate)


def find(ctx: typer.Context) -> None:
    """Bring relations and groups up to date."""
    cli = CliContext.of(ctx)
    studio = cli.studio
    report = cli.console.run_job(studio.deduplication.find).result()
    studio.consent.relations_changed()
    if cli.console.json:
        cli.console.emit_json(report)
        return
    cli.console.print(ngettext("{n} photo compared.", "{n} photos compared.", report.assets, n=report.assets))
    cli.console.print(
        ngettext("{n} group of the same photo.", "{n} groups of the same photo.", report.clusters, n=report.clusters)
    )


def list_(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help=N_("Also what was decided already."))] = False,
) -> None:
    """Show what waits for a decision."""
    cli = CliContext.of(ctx)
    found: DuplicateList = cli.studio.deduplication.list(settled=everything)
    if cli.console.json:
        cli.console.emit_json(_listing(found))
        return
    if not found.clusters and not found.relations:
        cli.console.print(_("No duplicates wait for a decision."))
        return
    _show_clusters(cli, found)
    grouped = {member.asset: cluster.id for cluster in found.clusters for member in cluster.members}
    _show_relations(
        cli, found, [r for r in found.relations if grouped.get(r.from_asset, 0) != grouped.get(r.to_asset, -1)]
    )


def merge(
    ctx: typer.Context,
    cluster: ClusterArgument,
    keep: Annotated[str | None, typer.Option(metavar=N_("PHOTO"), help=N_("The photo that shows."))] = None,
) -> None:
    """Stack a group."""
    cli = CliContext.of(ctx)
    kept = cli.studio.browsing.resolve([keep])[0] if keep is not None else None
    decision: Decision = cli.studio.deduplication.merge(_cluster(cluster), keep=kept)
    _report(cli, decision, _("Merged. Photo {id} shows, the others are hidden.", id=str(decision.representative)))


def split(
    ctx: typer.Context,
    cluster: ClusterArgument,
    photos: Annotated[list[str], typer.Argument(metavar=N_("PHOTO"), help=N_("The photos to take out."))],
) -> None:
    """Take photos out of a group."""
    cli = CliContext.of(ctx)
    assets = cli.studio.browsing.resolve(photos)
    decision = cli.studio.deduplication.split(_cluster(cluster), assets)
    n = len(assets)
    _report(cli, decision, ngettext("{n} photo shows again.", "{n} photos show again.", n, n=n))


def keep(ctx: typer.Context, cluster: ClusterArgument) -> None:
    """Keep a group side by side."""
    cli = CliContext.of(ctx)
    _report(cli, cli.studio.deduplication.keep_all(_cluster(cluster)), _("Kept. You will not be asked again."))


def dismiss(ctx: typer.Context, cluster: ClusterArgument) -> None:
    """State that a group holds no copies."""
    cli = CliContext.of(ctx)
    decision = cli.studio.deduplication.not_duplicates(_cluster(cluster))
    _report(cli, decision, _("Recorded: these are not copies of each other. You will not be asked again."))


def exact(ctx: typer.Context) -> None:
    """Stack every group of equal pixels."""
    cli = CliContext.of(ctx)
    done = cli.console.run_job(cli.studio.deduplication.resolve_exact).result()
    if cli.console.json:
        cli.console.emit_json(done)
        return
    cli.console.print(
        ngettext("{n} exact copy is hidden.", "{n} exact copies are hidden.", done.copies, n=done.copies)
    )


def relate(
    ctx: typer.Context,
    first: FirstArgument,
    second: SecondArgument,
    kind: Annotated[RelationKind, typer.Option(help=N_("What the first photo is to the second."))],
    detail: Annotated[str, typer.Option(help=N_("In a word: crop, screenshot, mirror…"))] = "",
) -> None:
    """State a relation."""
    cli = CliContext.of(ctx)
    one, other = (cli.studio.browsing.resolve([photo])[0] for photo in (first, second))
    _report(cli, cli.studio.deduplication.relate(one, other, kind, detail=detail), _("Recorded."))


def unrelate(ctx: typer.Context, first: FirstArgument, second: SecondArgument) -> None:
    """State that there is no relation."""
    cli = CliContext.of(ctx)
    one, other = (cli.studio.browsing.resolve([photo])[0] for photo in (first, second))
    decision = cli.studio.deduplication.unrelate(one, other)
    _report(cli, decision, _("Recorded: these are not copies of each other. You will not be asked again."))


def _report(cli: CliContext, decision: Decision, text: Text) -> None:
    if cli.console.json:
        cli.console.emit_json(
            {
                "cluster": _id(decision.cluster),
                "representative": _id(decision.representative),
                "carried": dict(decision.carried),
                "same_work": [str(asset) for asset in decision.same_work],
                "several_authors": decision.several_authors,
            }
        )
        return
    cli.console.print(text)
    if decision.several_authors:
        cli.console.note(_("These photos name different authors. Check who took the photo before you use it."))
    if decision.same_work:
        command = " ".join(("ugc-studio consent same-work", *map(str, decision.same_work)))
        hint = _("All are by one confirmed author. To let their permissions count together: {command}", command=command)
        cli.console.note(hint)


def _show_clusters(cli: CliContext, found: DuplicateList) -> None:
    rows = []
    for cluster in found.clusters:
        for member in cluster.members:
            shows = _("shows") if member.asset == cluster.representative else ""
            size = f"{member.width} × {member.height}"
            rows.append((str(cluster.id), str(member.asset), shows, size, _path(found, member.asset)))
    if rows:
        cli.console.table((N_("Group"), N_("Photo"), N_("Suggested"), N_("Size"), N_("File")), rows)
    for cluster in found.clusters:
        for remark in _remarks(cluster):
            cli.console.note(remark)


def _remarks(cluster: Cluster) -> list[Text]:
    remarks = []
    if cluster.several_authors:
        remarks.append(_("Group {id} names different authors.", id=str(cluster.id)))
    if cluster.large:
        n = len(cluster.members)
        remarks.append(_("Group {id} is large ({n} photos): look at it before you merge it.", id=str(cluster.id), n=n))
    return remarks


def _show_relations(cli: CliContext, found: DuplicateList, relations: list[Relation]) -> None:
    from ugc_studio.services.words import RELATION_STATES, RELATIONS, relation_detail

    rows = [
        (
            str(r.from_asset), RELATIONS[r.kind], str(r.to_asset), relation_detail(r.detail), RELATION_STATES[r.state],
            _path(found, r.from_asset),
        )
        for r in relations
    ]  # fmt: skip
    if rows:
        cli.console.table(
            (N_("Photo"), N_("Is"), N_("Of photo"), N_("Detail"), N_("State"), N_("File")), rows
        )


def _listing(found: DuplicateList) -> dict[str, Any]:
    return {
        "assets": {str(asset): list(paths) for asset, paths in found.paths.items()},
        "clusters": [
            {
                "id": str(cluster.id),
                "representative": str(cluster.representative),
                "state": cluster.state,
                "members": [{"asset": str(member.asset), "sha256": member.sha256} for member in cluster.members],
                "several_authors": cluster.several_authors,
                "large": cluster.large,
            }
            for cluster in found.clusters
        ],
        "relations": [
            {
                "from": str(relation.from_asset),
                "to": str(relation.to_asset),
                "kind": relation.kind,
                "detail": relation.detail,
                "confidence": relation.confidence,
                "region": list(relation.region) if relation.region else None,
                "state": relation.state,
                "source": relation.source,
            }
            for relation in found.relations
        ],
    }


def _path(found: DuplicateList, asset: int) -> str:
    return next(iter(found.paths.get(AssetId(asset), ())), "")


def _cluster(reference: str) -> int:
    if not reference.isascii() or not reference.isdigit() or len(reference) > 18:
        raise NotFound(_("There is no group of duplicates {id}.", id=reference))
    return int(reference)


def _id(value: int | None) -> str | None:
    return None if value is None else str(value)
