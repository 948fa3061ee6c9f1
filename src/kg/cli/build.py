"""`kg build`: documents to a project folder, and a short table of what came out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.options import DEFAULT_OUTPUT, Config, Json, Model, Private, Store

if TYPE_CHECKING:
    from kg.building import Report
    from kg.config import Settings
    from kg.sharding import Cluster

SHOWN = 5  # documents that the summary names for each thing that happened to them


class Engine(StrEnum):
    """Where documents are read and parsed."""

    PROCESSES = "processes"
    DASK = "dask"


def build(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Files, folders, http(s) addresses, or - for standard input.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="The project folder to write.")
    ] = DEFAULT_OUTPUT,
    model: Model = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that read and parse.")] = 1,
    engine: Annotated[Engine, typer.Option("--engine", help="Processes here, or a Dask cluster.")] = Engine.PROCESSES,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster; else one is started here.")
    ] = None,
    shards: Annotated[
        str | None,
        typer.Option("--shards", metavar="ADDRESS", help="Where a cluster keeps shards: a folder, s3://…"),
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Remove documents that are no longer at the paths.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")] = False,
    allow_private: Private = False,
    store: Store = None,
    config: Config = None,
    as_json: Json = False,
) -> int:
    """Build documents into a graph. What has not changed since the last build is kept as it is."""
    from kg import building
    from kg.cli import console

    with console.progress("building") as progress:
        report = building.build(
            paths,
            output,
            settings=settings(config, paths, model, private=allow_private),
            jobs=jobs,
            cluster=cluster(engine, scheduler, shards, jobs),
            prune=prune,
            dry_run=dry_run,
            address=store,
            progress=progress,
        )
    if dry_run:
        _print_plan(report, prune, as_json)
        return 0
    _warn(report, output)
    if as_json:
        console.dump(summary(report))
    else:
        _print_summary(report, output, store)
    return exit_code(report)


CORRECTIONS = "corrections.toml"  # where `kg review` writes what people decide


def settings(config: Path | None, paths: list[str], model: str | None, *, private: bool = False) -> Settings:
    """The settings of --config, of ./kg.toml, or of the kg.toml in a folder that is built; with the options put in.

    corrections.toml and aliases.ttl are found there too, with or without a kg.toml beside them.
    """
    from dataclasses import replace

    from kg.config import ALIASES, FILE, Settings, load

    folders = [Path(), *(Path(path) for path in paths if Path(path).is_dir())]
    file = config or next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)
    found = load(file) if file else Settings()
    if found.corrections is None:
        found = replace(found, corrections=_first(folders, CORRECTIONS))
    if found.alias_list is None:
        found = replace(found, alias_list=_first(folders, ALIASES))
    if private:
        found = replace(found, limits={**found.limits, "private": True})
    return replace(found, model=model) if model else found


def _first(folders: list[Path], name: str) -> str | None:
    """The first file of that name in the folders."""
    return next((str(folder / name) for folder in folders if (folder / name).is_file()), None)


def cluster(engine: Engine, scheduler: str | None, shards: str | None, jobs: int) -> Cluster | None:
    """The cluster that the options ask for. Raises UsageError for options of a cluster without one."""
    if engine is Engine.DASK:
        from kg.sharding import Cluster

        return Cluster(scheduler, shards, jobs)
    if scheduler is not None or shards is not None:
        from kg.errors import UsageError

        raise UsageError("--scheduler and --shards are for clusters", hint="add --engine dask")
    return None


def exit_code(report: Report) -> int:
    """0 where everything was built, 1 where something was skipped, 2 where nothing could be read."""
    from kg.cli import FINDINGS, WRONG

    if not report.failures:
        return 0
    return FINDINGS if report.corpus.documents else WRONG


def summary(report: Report) -> dict[str, Any]:
    """The figures of a build, for programs and for the table."""
    from collections import Counter

    corpus = report.corpus
    modalities = Counter(str(p.modality) for p in corpus.provisions)
    actors: Counter[str] = Counter()
    for provision in corpus.provisions:
        concept = corpus.names.of(provision, "actor")
        if concept is not None:
            actors[concept.label] += 1
    ranked = sorted(actors.items(), key=lambda item: (-item[1], item[0]))
    return {
        "documents": len(corpus.documents),
        "parsed": len(report.parsed),
        "sentences": sum(e.sentences for e in corpus.extractions),
        "provisions": len(corpus.provisions),
        "modalities": dict(sorted(modalities.items(), key=lambda item: (-item[1], item[0]))),
        "actors": dict(ranked[:10]),
        "skipped": [{"document": f.name, "reason": f.reason} for f in report.failures]
        + [{"document": name, "reason": f"the same text as {other}"} for name, other in report.copies],
        "without provisions": list(report.fruitless),
        "removed": list(report.removed),
        "gone": _left(report),
        "corrections that no longer hold": list(report.unmet),
        "written": list(report.written),
    }


def _warn(report: Report, output: Path) -> None:
    """One line on stderr for each document that did not come out as its owner may expect."""
    from shlex import quote

    from kg.cli import console

    parsed = set(report.parsed)
    for failure in report.failures:
        console.note(failure.reason)
    for extraction in report.corpus.extractions:
        document = extraction.document
        if document.name in parsed:
            for text in document.notes:
                console.note(f"{document.name}: {text}")
            if not extraction.provisions:
                where = "" if output == DEFAULT_OUTPUT else f" -o {quote(str(output))}"
                look = f"kg show {quote(document.name)}{where}"
                console.note(f"{document.name}: no provision found; look at its text with: {look}")
    for text in report.unmet:
        console.note(text)
    left = _left(report)
    if left:
        some = ", ".join(left[:3]) + (" …" if len(left) > 3 else "")
        console.note(f"{some}: built before, no longer at the paths; remove with: kg build --prune")


def _left(report: Report) -> list[str]:
    """Documents that are in the graph, but no longer at the paths."""
    return [
        name
        for name in report.plan.gone
        if name not in report.removed and name in report.ledger and report.ledger[name].status == "built"
    ]


def _print_summary(report: Report, output: Path, store: str | None) -> None:
    from kg.cli import console

    figures = summary(report)
    parsed = figures["parsed"]
    kept = figures["documents"] - sum(1 for name in report.parsed if name in {d.name for d in report.corpus.documents})
    how = "" if not parsed or not kept else f"{parsed} parsed now, {kept} unchanged"
    rows: list[tuple[str, object, str]] = [
        ("documents", figures["documents"], how if parsed else "all unchanged"),
        ("sentences", figures["sentences"], ""),
        ("provisions", figures["provisions"], _listed(figures["modalities"])),
        ("actors", len(_actors(report)), _listed(dict(list(figures["actors"].items())[:5]))),
    ]
    skipped = figures["skipped"]
    rows += _counted_lines("skipped", [_reason(s["document"], s["reason"]) for s in skipped])
    rows += _counted_lines("removed", figures["removed"])
    console.table(("", "", ""), rows, numbers=(1,), headings=False)
    if not figures["documents"]:
        return
    console.say("")
    index = output / "index.html"
    console.say(
        f"Open {console.visible(index)} in a browser, or ask: kg query -o {console.visible(output)} --named NAME"
    )
    if store:
        console.say(f"The graph is at {console.visible(store)}")


def _counted_lines(what: str, lines: Sequence[str]) -> list[tuple[str, object, str]]:
    """How many there are, and the first of them, one a line."""
    shown = [*lines[:SHOWN], f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else list(lines)
    return [(what, len(lines), line) if at == 0 else ("", "", line) for at, line in enumerate(shown)]


def _actors(report: Report) -> set[str]:
    names = report.corpus.names
    return {key for (_, slot), key in names.keys.items() if slot == "actor"}


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _reason(name: str, reason: str) -> str:
    return reason if reason.startswith(name) else f"{name}: {reason}"


def _print_plan(report: Report, prune: bool, as_json: bool) -> None:
    from kg.cli import console

    plan = report.plan
    lists = {
        "new": plan.new,
        "changed": plan.changed,
        "again": plan.again,
        "unchanged": plan.unchanged,
        "removed" if prune else "gone": plan.gone,
    }
    if as_json:
        console.dump({kind: list(names) for kind, names in lists.items()})
        return
    says = {
        "new": "would be read and parsed: new",
        "changed": "would be read and parsed: the file, the rules, the model or kg changed",
        "again": "would be tried again",
        "unchanged": "would be kept",
        "removed": "would be removed",
        "gone": "no longer at the paths; would be removed with --prune",
    }
    for kind, names in lists.items():
        if names:
            console.say(f"{len(names)} {says[kind]}")
            if kind != "unchanged":
                for name in names:
                    console.say(f"  {console.visible(name)}")
