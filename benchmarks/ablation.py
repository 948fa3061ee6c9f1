"""What each repair and each family of rules contributes: F1 with it switched off, less F1 with everything on.

    python -m benchmarks.ablation [--gold DIR] [--only WORD] [--json]

Columns: lenient F1 on the seed and on the development sentences, and the share of the other slots (conditions,
constraints, recipients, deontics …) that is found on the latter; with --gold (or KG_GOLD) the mean F1 of actor, aim
and object on the organic programme and on the food councils, and F1 on BenchIE. A negative figure is what would be
lost. Rules that stand in for one another each seem to contribute little: the rows do not add up.

kg itself has no switches: what is switched off is replaced, for the time of the measurement, by something that does
nothing (unittest.mock). Each row names what it replaces; a name that is no longer there is an error.
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks import quality
from kg.clauses import REPAIRS, repair
from kg.directives.adjuncts import NONE

Nothing = Callable[..., Any]


def _never(*_: Any, **__: Any) -> bool:
    return False


def _no_list(*_: Any, **__: Any) -> list[Any]:
    return []


def _none(*_: Any, **__: Any) -> None:
    return None


def _as_it_is(_: Any, drafts: Any, *__: Any) -> Any:
    return drafts


_MASKING, _READING = "kg.language.masking", "kg.directives.reading"


@dataclass(frozen=True, slots=True)
class Switch:
    """A family of rules, and what stands in for it when it is off: "module:name" → replacement."""

    name: str
    off: tuple[tuple[str, Any], ...]


def switches() -> list[Switch]:
    """Every row of the table but the first."""
    return [
        Switch("every repair", _repairs_off(frozenset(REPAIRS))),
        *(Switch(f"repair: {name}", _repairs_off(frozenset({name}))) for name in REPAIRS),
        Switch("masking: frames", ((f"{_MASKING}:mask_frames", _none), (f"{_MASKING}.operative:opens_frame", _never))),
        Switch("masking: operative paragraphs", ((f"{_MASKING}:mask_operative", _none),)),
        Switch("masking: quoted titles", ((f"{_MASKING}.quotes:mask_quotes", _none),)),
        Switch("masking: insertions", ((f"{_MASKING}:insertions", _no_list),)),
        Switch("masking: parentheses", ((f"{_MASKING}.labels:remove_parentheses", _none),)),
        Switch(
            "masking: labels and datelines",
            tuple(
                (f"{_MASKING}.labels:remove_{name}", _none) for name in ("dateline", "opening_labels", "inner_labels")
            ),
        ),
        Switch("reporting verbs", _rule("speech:reports")),
        Switch("directing verbs", _rule("direction:directs")),
        Switch("committing verbs", _rule("direction:commits")),
        Switch("linking verbs", _rule("links:links")),
        Switch("impersonal it and there", _rule("impersonal:is_impersonal")),
        Switch("embedded clauses", _rule("embedded:read_embedded", _none)),
        Switch("roles in appositions", _rule("reading:roles", _no_list)),
        Switch("leading adjuncts", _rule("circumstances:leading", lambda *_: NONE)),
        Switch("light verbs", _rule("light:is_light")),
        Switch("prepositional objects", _rule("complements:read_prepositional")),
        Switch("adjectives as actions", _rule("complements:read_adjective", _none)),
        Switch("adjuncts cut from nouns", _rule("arguments:cuts", _no_list)),
        Switch("objects shared by listed verbs", _rule("sharing:share_objects", _as_it_is)),
        Switch("objects shared by light verbs", _rule("reading:share_light_objects", lambda drafts: drafts)),
        Switch("tails shared by nouns", (("kg.clauses.groups:_share_tails", lambda _, found: found),)),
        Switch("pronouns resolved", (("kg.directives.anaphora:Antecedents.resolve", _as_it_is),)),
    ]


def _repairs_off(names: frozenset[str]) -> tuple[tuple[str, Any], ...]:
    less = partial(repair, without=names)
    return ((f"{_READING}:repair", less), ("benchmarks.benchie:repair", less))


def _rule(place: str, replacement: Nothing = _never) -> tuple[tuple[str, Any], ...]:
    """A function of the reading of sentences: "module:name", where it is looked up when it is called."""
    return ((f"kg.directives.{place}", replacement),)


@contextmanager
def switched_off(switch: Switch) -> Iterator[None]:
    """Replaces what the switch names. Raises SystemExit where it names something that is not there."""
    with ExitStack() as stack:
        for target, replacement in switch.off:
            module, _, path = target.partition(":")
            *owners, name = path.split(".")
            owner: Any = importlib.import_module(module)
            for step in owners:
                owner = getattr(owner, step, None)
            if not hasattr(owner, name):
                raise SystemExit(f"ablation of {switch.name!r}: there is no {target} any more")
            stack.enter_context(patch.object(owner, name, replacement))
        yield


def measured(folder: Path | None, model: str | None) -> dict[str, float]:
    """F1 on each set, as things are."""
    development = quality.development(model)["all"]
    slots = development["slots"].values()
    figures = {
        "seed": quality.seed(model)["lenient"]["f1"],
        "development": development["lenient"]["f1"],
        "slots": sum(slot["found"] for slot in slots) / sum(slot["lines"] for slot in slots),
    }
    for name in quality.IG_SETS:
        if folder and (folder / f"{name}.ig.jsonl").is_file():
            found = quality.institutional(name, folder, model)
            figures[name] = sum(found[c]["f1"] for c in ("actor", "aim", "object")) / 3
    if folder and (folder / "benchie-dev.txt").is_file():
        figures["benchie-dev"] = quality.open_extraction(folder, model)["f1"]
    return figures


def ablation(folder: Path | None, model: str | None, only: str = "") -> dict[str, Any]:
    """{"everything on": {set: F1}, "without": {switch: {set: difference}}}."""
    whole = measured(folder, model)
    without = {}
    for switch in switches():
        if only in switch.name:
            with switched_off(switch):
                less = measured(folder, model)
            without[switch.name] = {name: round(less[name] - whole[name], 4) for name in whole}
    return {"everything on": {name: round(value, 4) for name, value in whole.items()}, "without": without}


def table(found: dict[str, Any]) -> str:
    """The differences as text; a dot where there is none."""
    names = list(found["everything on"])
    width = max(map(len, ("everything on", *found["without"])))
    lines = [" " * width + "".join(f"  {name:>15}" for name in names)]
    lines.append("everything on".ljust(width) + "".join(f"  {found['everything on'][n]:15.3f}" for n in names))
    for switch, row in found["without"].items():
        cells = (f"{row[n]:+.3f}" if abs(row[n]) >= 0.0005 else "·" for n in names)
        lines.append(switch.ljust(width) + "".join(f"  {cell:>15}" for cell in cells))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.ablation")
    options.add_argument("--gold", help="folder of the sets that others coded")
    options.add_argument("--only", default="", help="only the rows whose name holds this")
    options.add_argument("--json", action="store_true", help="print JSON instead of the table")
    options.add_argument("--model", help="spaCy pipeline to parse with")
    given = options.parse_args(arguments)
    found = ablation(quality.gold_folder(given.gold), given.model, given.only)
    print(json.dumps(found, indent=1) if given.json else table(found))


if __name__ == "__main__":
    main()
