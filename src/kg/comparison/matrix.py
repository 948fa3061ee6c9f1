"""Who is responsible for what: actors against topics or actions, each cell with the provisions behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.comparison.meaning import Placed, nobody, stems
from kg.comparison.wording import force
from kg.model import Corpus, Provision

NOBODY = "(nobody named)"
OTHER = "(other)"
#: Modality words, from what binds most to what binds least: the order in a cell.
ORDER = (
    "must",
    "must not",
    "will",
    "will not",
    "should",
    "should not",
    "may",
    "may not",
    "need not",
    "states",
    "states not",
)


class By(StrEnum):
    """What the columns are."""

    TOPICS = "topics"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True)
class Cell:
    """The provisions of one actor and one topic or action, in the order of the documents."""

    provisions: tuple[Placed, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are of each modality word, in ``ORDER``."""
        found = Counter(force(p.provision) for p in self.provisions)
        return {word: found[word] for word in ORDER if found[word]}

    @property
    def words(self) -> str:
        """The counts as a reader says them: "must 2, may 1"."""
        return ", ".join(f"{word} {count}" for word, count in self.counts.items())

    @property
    def strongest(self) -> str:
        """The modality word that colours the cell."""
        return next(iter(self.counts))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns by label, those that bind most first; cells where there are any provisions."""

    by: By
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    left_out: int = 0  # provisions of the rows and columns that were too many to show

    def _repr_html_(self) -> str:
        from kg.comparison.grid import fragment

        return fragment(self)


def matrix(corpus: Corpus, by: By = By.TOPICS, *, rows: int = 30, columns: int = 20, statements: bool = True) -> Matrix:
    """The matrix of a corpus: at most so many rows and columns, those with most provisions.

    ``statements``: with what merely is said to be so. A provision's topic is that of its object, else of its
    recipient, else of its action.
    """
    labels = _labels(corpus)
    found: dict[tuple[str, str], list[Placed]] = defaultdict(list)
    for extraction in sorted(corpus.extractions, key=lambda e: (e.document.name, e.document.id)):
        for provision in sorted(extraction.provisions, key=lambda p: (p.sentence.start, p.action.start, p.id)):
            if not statements and force(provision) in ("states", "states not"):
                continue
            placed = Placed(extraction.document, provision, corpus.names)
            found[_actor(placed, labels), _column(corpus, placed, by)].append(placed)
    row_totals: Counter[str] = Counter()
    column_totals: Counter[str] = Counter()
    for (row, column), members in found.items():
        # What binds comes before what merely is said to be so.
        weight = sum(1 if force(m.provision).startswith("states") else 1000 for m in members)
        row_totals[row] += weight
        column_totals[column] += weight
    kept_rows, kept_columns = _most(row_totals, rows), _most(column_totals, columns)
    cells = {(r, c): Cell(tuple(found[r, c])) for r in kept_rows for c in kept_columns if (r, c) in found}
    shown = sum(len(cell.provisions) for cell in cells.values())
    return Matrix(by, kept_rows, kept_columns, cells, sum(map(len, found.values())) - shown)


def _labels(corpus: Corpus) -> dict[str, str]:
    """Concept key → row label; where two concepts share a label, the document tells them apart."""
    shared = Counter(c.label for k, c in corpus.names.concepts.items() if k.startswith("entity/"))
    titles = {d.id: d.title or d.name for d in corpus.documents}
    labels = {}
    for key, concept in corpus.names.concepts.items():
        where = titles.get(concept.scope or "")
        labels[key] = f"{concept.label} ({where})" if shared[concept.label] > 1 and where else concept.label
    return labels


def _actor(placed: Placed, labels: Mapping[str, str]) -> str:
    concept = placed.names.of(placed.provision, "actor")
    if concept is None or " ".join(stems(concept.label)) in nobody():
        return NOBODY
    return labels.get(concept.key, concept.label)


def _column(corpus: Corpus, placed: Placed, by: By) -> str:
    provision: Provision = placed.provision
    if by is By.ACTIONS:
        concept = placed.names.of(provision, "action")
        return concept.label if concept else placed.verb
    keys = [corpus.names.keys.get((provision.id, slot)) for slot in ("object", "recipient", "action")]
    return next((corpus.topics[k] for k in keys if k is not None and k in corpus.topics), OTHER)


def _most(totals: Counter[str], limit: int) -> tuple[str, ...]:
    """The largest first; what names nobody, and what is left over, last."""
    last = (NOBODY, OTHER)
    ordered = sorted(totals, key=lambda label: (label in last, -totals[label], label))
    return tuple(ordered[:limit])
