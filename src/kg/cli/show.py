"""`kg show`: one provision with everything that is known of it, or a document's text."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_OUTPUT, Json, Output, Store

if TYPE_CHECKING:
    from rich.text import Text

    from kg.model import Document, Phrase, Provision, Span
    from kg.project import Project

COLOURS = {
    "actor": "bold blue",
    "deontic": "bold magenta",
    "action": "bold green",
    "object": "bold yellow",
    "recipient": "bold cyan",
    "attribution": "italic",
    "condition": "underline",
    "constraint": "underline cyan",
    "purpose": "underline green",
    "consequence": "underline red",
}


def show(
    what: Annotated[str, typer.Argument(metavar="ID", help="Of a provision (its beginning will do), or a document.")],
    output: Output = DEFAULT_OUTPUT,
    store: Store = None,
    as_json: Json = False,
) -> None:
    """Show a provision: the sentence with its phrases marked, offsets, rule, RDF. Or a document's text."""
    from kg.cli import console
    from kg.errors import UsageError
    from kg.project import load
    from kg.rows import row

    with load(output, store=store) as project:
        try:
            provision = project.provision(what)
        except UsageError as error:
            if "begin so" in error.reason:
                raise
            _show_document(project, what, error)
            return
        document = project.document(provision.document)
        if as_json:
            console.dump(row(document, provision, project.names))
        else:
            _show_provision(project, document, provision)


def _show_document(project: Project, what: str, error: Exception) -> None:
    from kg.cli import console
    from kg.errors import UsageError

    try:
        document = project.document(what)
    except UsageError as other:
        raise UsageError("no such provision or document", place=what, hint="see: kg list") from other
    console.write(document.text)


def _show_provision(project: Project, document: Document, provision: Provision) -> None:
    from kg.cli import console

    console.emit(_marked(document, provision))
    console.say("")
    rows: list[tuple[object, ...]] = []
    for slot, phrase in slots(provision):
        concept = project.names.of(provision, slot) if slot in COLOURS else None
        label = concept.label if concept and concept.label != phrase.text else None
        rows.append((slot, phrase.text, _place(phrase), label))
    console.table(("slot", "words", "offsets", "name"), rows)
    console.say("")
    block = document.block_at(provision.sentence.start)
    facts = [
        ("id", provision.id),
        ("modality", f"{provision.modality}, {provision.polarity}"),
        ("document", document.name),
        ("title", document.title),
        ("place", _where(document, provision)),
        ("path", " › ".join(block.path) if block and block.path else None),
        ("rule", _explained(provision.rule)),
        ("confidence", f"{provision.confidence:.2f}"),
    ]
    console.table(("", ""), [fact for fact in facts if fact[1]], headings=False)
    console.say("")
    console.write(_used_prefixes(project.turtle(provision)))


def _used_prefixes(turtle: str) -> str:
    """The Turtle without the prefixes that it does not use."""
    lines = turtle.splitlines(keepends=True)
    body = "".join(line for line in lines if not line.startswith("@prefix"))
    used = set(re.findall(r"(?<!\w)\w+:", body))  # in words of the text too: one prefix too many does no harm
    return "".join(line for line in lines if not line.startswith("@prefix") or line.split()[1] in used)


def _explained(rule: str) -> str:
    """The rule's id and what it says. A graph that another version built may name a rule that is no more."""
    from kg.directives.rules import explain

    try:
        return f"{rule}: {explain(rule)}" if rule else ""
    except KeyError:
        return rule


def slots(provision: Provision) -> list[tuple[str, Phrase]]:
    """The filled slots with their names, in the order of the model."""
    single = ("attribution", "actor", "deontic", "action", "object", "recipient")
    found = [(name, getattr(provision, name)) for name in single]
    found += [("condition", phrase) for phrase in provision.conditions]
    found += [(f"constraint ({c.kind})", c.phrase) for c in provision.constraints]
    found += [(name, getattr(provision, name)) for name in ("purpose", "consequence")]
    return [(name, phrase) for name, phrase in found if phrase is not None]


def _marked(document: Document, provision: Provision) -> Text:
    """The sentence with the phrases in colour; for an item of a list, with the words that it continues."""
    from rich.text import Text

    from kg.cli import console

    # The longer phrase first, so that one inside it is seen. What was implied is marked where it was understood from.
    spans = [
        (span, COLOURS[slot.partition(" ")[0]])
        for slot, phrase in slots(provision)
        for span in (phrase.parts if phrase.implied else (phrase.span,))
    ]
    spans.sort(key=lambda item: item[0].start - item[0].end)
    text = Text()
    for passage in _passages(document, provision):
        styles: list[str] = [""] * (passage.end - passage.start)
        for span, style in spans:
            for at in range(max(span.start, passage.start), min(span.end, passage.end)):
                styles[at - passage.start] = style
        words = zip(passage.of(document.text), styles, strict=True)
        if text:
            text.append(" … ")
        for style, run in groupby(words, key=lambda pair: pair[1]):
            text.append(console.visible("".join(character for character, _ in run)), style or None)
    return text


def _passages(document: Document, provision: Provision) -> list[Span]:
    """The sentence, between what leads in to its list item and what closes the list."""
    sentence = provision.sentence
    block = document.block_at(sentence.start)
    around = (*block.lead_in, *block.closing) if block else ()
    outside = {span for span in around if span.end <= sentence.start or span.start >= sentence.end}
    return sorted({*outside, sentence})


def _place(phrase: Phrase) -> str:
    if not phrase.implied:
        return f"{phrase.start}–{phrase.end}"
    parts = ", ".join(f"{p.start}–{p.end}" for p in phrase.parts)
    return f"implied, from {parts}" if parts else "implied"


def _where(document: Document, provision: Provision) -> str:
    block = document.block_at(provision.sentence.start)
    place = f"characters {provision.sentence.start}–{provision.sentence.end}"
    if block is not None:
        place += f", paragraph {block.number}" + (f", page {block.page}" if block.page is not None else "")
    return place
