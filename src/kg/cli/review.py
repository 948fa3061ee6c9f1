"""`kg review`: a person's decisions about provisions and names, kept in a file that every build applies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.build import CORRECTIONS
from kg.cli.options import DEFAULT_OUTPUT, Output, Store

if TYPE_CHECKING:
    from kg.entities.corrections import Correction
    from kg.model import Document, Provision
    from kg.project import Project


def review(
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="Provisions; without any, one after the other is shown."),
    ] = None,
    output: Output = DEFAULT_OUTPUT,
    accept: Annotated[bool, typer.Option("--accept", help="They are right.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="They are wrong: leave them out.")] = False,
    change: Annotated[
        list[str] | None, typer.Option("--set", metavar="SLOT=WORDS", help="What stands in a slot; no words empty it.")
    ] = None,
    merge: Annotated[
        list[str] | None, typer.Option("--merge", metavar="NAME=OTHER", help="OTHER is another name of NAME.")
    ] = None,
    split: Annotated[
        list[str] | None, typer.Option("--split", metavar="NAME=OTHER", help="OTHER is not a name of NAME.")
    ] = None,
    document: Annotated[
        str | None, typer.Option("--document", "-d", help="Only in this document (its name or id).")
    ] = None,
    below: Annotated[float, typer.Option("--below", min=0, max=1, help="Show only what is less sure than this.")] = 1.0,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="Why.")] = "",
    file: Annotated[Path, typer.Option("--file", metavar="FILE", help="Where the decisions are kept.")] = Path(
        CORRECTIONS
    ),
    store: Store = None,
) -> None:
    """Accept, reject or change provisions, merge or split names: by ID, or one after the other in the terminal."""
    from kg.cli import console
    from kg.corpus import files
    from kg.entities.corrections import add, dump
    from kg.errors import UsageError
    from kg.project import load

    if accept + reject + bool(change) > 1:
        raise UsageError("--accept, --reject and --set are three decisions", hint="give one of them")
    if (accept or reject or change) and not ids:
        raise UsageError("which provisions?", hint="give their ids: kg list shows them")
    kept = _kept(file)
    before = len(kept)
    with load(output, store=store) as project:
        given = [*_about_names(project, merge or [], split or [], document, by, note)]
        if ids and (accept or reject or change):
            given += _about_provisions(project, ids, accept, change or [], by, note)
        elif not given or ids:
            given_now = _asked(project, ids or [], document, below, kept, by, note)
            for correction in given_now:  # each decision is on disk before the next question
                kept = add(kept, correction)
                files.write(file, dump(kept))
    for correction in given:
        kept = add(kept, correction)
    if given:
        files.write(file, dump(kept))
    new = len(kept) - before
    console.note(f"{file}: {console.counted(len(kept), 'decision')}, {new} new; kg build applies them")


def _kept(file: Path) -> tuple[Correction, ...]:
    """The decisions that the file holds; none where there is no file."""
    from kg.entities.corrections import load
    from kg.errors import CorrectionError

    try:
        return load(file.read_text(encoding="utf-8"), place=str(file))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise CorrectionError(f"cannot be read ({error})", place=str(file), hint="it must be UTF-8 text") from error


def _about_names(
    project: Project, merge: list[str], split: list[str], document: str | None, by: str, note: str
) -> Iterator[Correction]:
    from kg.entities.corrections import Correction, Decision
    from kg.errors import UsageError

    where = project.document(document).name if document else ""
    for decision, options in ((Decision.MERGE, merge), (Decision.SPLIT, split)):
        for option in options:
            name, equals, other = (part.strip() for part in option.partition("="))
            if not (name and equals and other):
                raise UsageError("must be NAME=OTHER", place=f"--{decision} {option}", hint="see: kg list --names")
            yield Correction(decision, where, names=(name, other), by=by, note=note)


def _about_provisions(
    project: Project, ids: list[str], accept: bool, change: list[str], by: str, note: str
) -> Iterator[Correction]:
    from kg.entities.corrections import Decision, about

    changes = _changes(change)
    decision = Decision.ACCEPT if accept else Decision.CHANGE if changes else Decision.REJECT
    for ident in ids:
        provision = project.provision(ident)
        yield about(provision, project.document(provision.document), decision, change=changes, by=by, note=note)


def _changes(options: list[str]) -> dict[str, str]:
    """Slot → words, from ``SLOT=WORDS`` options."""
    from kg.entities.corrections import check_change
    from kg.errors import UsageError

    changes: dict[str, str] = {}
    for option in options:
        slot, equals, words = option.partition("=")
        if not equals:
            raise UsageError("must be SLOT=WORDS", place=f"--set {option}", hint='such as --set "actor=the Board"')
        changes[slot.strip()] = words.strip()
    check_change(changes)
    return changes


def _asked(
    project: Project,
    ids: list[str],
    document: str | None,
    below: float,
    kept: tuple[Correction, ...],
    by: str,
    note: str,
) -> Iterator[Correction]:
    """Shows one provision after the other, the least sure first, and asks; "q" or the end of input ends it."""
    from kg.cli import console
    from kg.entities.corrections import Decision, about
    from kg.errors import CorrectionError

    todo = _todo(project, ids, document, below, kept)
    for number, (page, provision) in enumerate(todo, 1):
        _show(page, provision, number, len(todo))
        answer = _ask("[a]ccept, [r]eject, [c]hange, [s]kip, [q]uit", "s")
        if answer is None or answer.startswith("q"):
            return
        if answer.startswith("a"):
            yield about(provision, page, Decision.ACCEPT, by=by, note=note)
        elif answer.startswith("r"):
            yield about(provision, page, Decision.REJECT, by=by, note=note)
        while answer is not None and answer.startswith("c"):
            option = _ask("SLOT=WORDS", "")
            if not option:
                break
            try:
                changes = _changes([option])
            except CorrectionError as error:
                console.note(str(error))
                continue
            yield about(provision, page, Decision.CHANGE, change=changes, by=by, note=note)
            break


def _todo(
    project: Project, ids: list[str], document: str | None, below: float, kept: tuple[Correction, ...]
) -> list[tuple[Document, Provision]]:
    if ids:
        found = [project.provision(ident) for ident in ids]
        return [(project.document(p.document), p) for p in found]
    decided = {(c.document, c.provision) for c in kept}
    left = [
        (page, p)
        for page, p in project.select(document=document)
        if not p.confirmed and (page.name, p.id) not in decided and (p.confidence < below or below == 1.0)
    ]
    return sorted(left, key=lambda item: (item[1].confidence, item[0].name, item[1].sentence.start, item[1].id))


def _show(document: Document, provision: Provision, number: int, total: int) -> None:
    from kg.cli import console
    from kg.cli.show import slots

    sentence = provision.sentence.of(document.text)
    lines = [f"\n{number} of {total}  {provision.id}  {document.name}", console.visible(sentence)]
    lines += [f"  {slot:<12} {console.visible(phrase.text)}" for slot, phrase in slots(provision)]
    lines.append(f"  {'modality':<12} {provision.modality}, {provision.polarity}")
    lines.append(f"  {'sure':<12} {provision.confidence:.2f}  {provision.rule}")
    typer.echo("\n".join(lines), err=True)


def _ask(question: str, default: str) -> str | None:
    """The answer in lower-case first letters; None at the end of input."""
    try:
        answer = typer.prompt(question, default=default, show_default=False, err=True)
    except typer.Abort:
        return None
    return str(answer).strip()
