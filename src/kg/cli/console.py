"""Printing: tables and marked sentences to stdout, warnings and progress to stderr.

What documents hold is printed with its control characters made visible: a document must not drive the terminal.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from kg.model import Provision

WIDTH = 110  # of tables that go to a file or a pipe
CUT = 20  # characters of what is cut to its beginning


def out() -> Console:
    """A rich console on stdout that interprets nothing in what it prints."""
    return _console(sys.stdout)


def _console(stream: Any) -> Console:
    from rich.console import Console

    columns = os.environ.get("COLUMNS", "")
    width = None if stream.isatty() else int(columns) if columns.isdecimal() and int(columns) > 0 else WIDTH
    return Console(file=stream, width=width, markup=False, highlight=False, emoji=False, soft_wrap=False)


def visible(text: object) -> str:
    """The text with what would move the cursor, change colours or the direction of writing shown as escapes."""
    return "".join(_shown(c) for c in str(text))


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() else character.encode("unicode_escape", "backslashreplace").decode("ascii")


def said(provision: Provision) -> str:
    """The modality in words: "must", "must not", "may"; "statement" where nothing is asked and nothing denied."""
    from kg.model import Modality
    from kg.views.scene import is_negative, word

    negative = is_negative(provision)
    plain = provision.modality is Modality.STATEMENT and not negative
    return "statement" if plain else word(provision.modality, negative)


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: Iterable[int] = (),
    whole: Iterable[int] = (),
    cut: Iterable[int] = (),
    headings: bool = True,
) -> None:
    """Prints rows under headings; where they do not fit side by side, their cells one under the other.

    The columns counted in ``numbers`` stand flush right, those in ``whole`` are never broken into lines, those in
    ``cut`` neither, but end in "…" where they are wide.
    """
    from kg.cli.layout import GAP, widths

    right, unbroken, short = set(numbers), set(whole), set(cut)
    heads = [visible(name) for name in columns]
    cells = [["" if cell is None else visible(cell) for cell in row] for row in rows]
    for row in cells:
        for count in short:
            row[count] = row[count] if len(row[count]) <= CUT else row[count][: CUT - 1] + "…"
    found = widths(heads, cells, out().width, whole=unbroken | short | right)
    if found is None and headings:
        emit(_records(heads, cells))
        return
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="bold", show_header=headings)
    for count, name in enumerate(heads):
        side: Literal["left", "right"] = "right" if count in right else "left"
        width = found[count] if found else None
        made.add_column(Text(name), justify=side, overflow="fold", no_wrap=count in unbroken | short, width=width)
    for row in cells:
        made.add_row(*map(Text, row))
    emit(made)


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> RenderableType:
    """Each row as lines of a heading and a cell, and a blank line between rows; empty cells are left out."""
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    made.add_column(style="bold", no_wrap=True)
    made.add_column(overflow="fold")
    for number, row in enumerate(rows):
        if number:
            made.add_row()
        for name, cell in zip(columns, row, strict=True):
            if cell:
                made.add_row(Text(name), Text(cell))
    return made


def emit(renderable: RenderableType) -> None:
    """Prints what rich renders, without the blanks that it fills lines up with."""
    console = out()
    with console.capture() as captured:
        console.print(renderable)
    _write("".join(f"{line.rstrip()}\n" for line in captured.get().split("\n")[:-1]))


def say(text: str) -> None:
    """One line on stdout, as it is."""
    write(text + "\n")


def write(text: str) -> None:
    """A result on stdout in UTF-8, whatever the locale says, so that the bytes are the same everywhere.

    To a file or a pipe it goes as it is; on a terminal, what would drive the terminal is shown as escapes.
    """
    if sys.stdout.isatty():
        text = "\n".join(visible(line) for line in text.split("\n"))
    _write(text)


def _write(text: str) -> None:
    sys.stdout.flush()
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        # A lone surrogate has no UTF-8; inside JSON what is written for it is its escape.
        buffer.write(text.encode("utf-8", "backslashreplace"))


def counted(number: int, thing: str) -> str:
    """How many of a thing: "1 document", "2 documents"."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def dump(value: object) -> None:
    """A value as JSON on stdout."""
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def note(text: str) -> None:
    """One line on stderr."""
    sys.stderr.write(f"kg: {visible(text)}\n")


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar on stderr while work goes on, where stderr is a terminal: a function of done, total, name; else None."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_console(sys.stderr), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def advance(done: int, total: int, name: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{label} {visible(name)[:40]}".strip())

        yield advance
