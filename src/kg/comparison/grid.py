"""The matrix as a picture (SVG by matplotlib) and as a page: picture, table, and the sentences of each cell."""

from __future__ import annotations

import io
import re
import textwrap
from typing import Any

from kg.comparison import sheet
from kg.comparison.matrix import By, Matrix
from kg.comparison.wording import force, said

_CELL, _ROW, _LEFT, _TOP = 1.15, 0.62, 2.6, 1.5  # inches
_WRAP_ROW, _WRAP_COLUMN, _LINES = 30, 15, 4


def as_svg(matrix: Matrix, *, links: bool = True) -> str:
    """The picture: a square for each cell in the colour of what binds most, with the counts in it.

    ``links``: each square leads to ``#cell-ROW-COLUMN``. The same matrix gives the same bytes.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    rows, columns = max(1, len(matrix.rows)), max(1, len(matrix.columns))
    # Text as text can be read out, searched and selected, and no font of this machine gets into the file.
    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "kg",
        "font.family": ["sans-serif"],
        "text.parse_math": False,
    }
    with mpl.rc_context(settings):
        size = (_LEFT + columns * _CELL + 0.2, _TOP + rows * _ROW + 0.2)
        figure = Figure(figsize=size)
        FigureCanvasSVG(figure)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, size[0])
        axes.set_ylim(size[1], 0)
        axes.axis("off")
        for c, column in enumerate(matrix.columns):
            x = _LEFT + (c + 0.5) * _CELL
            axes.text(
                x, _TOP - 0.12, _wrapped(column, _WRAP_COLUMN), ha="center", va="bottom", fontsize=9, color="#0F172A"
            )
        for r, row in enumerate(matrix.rows):
            y = _TOP + (r + 0.5) * _ROW
            axes.text(
                _LEFT - 0.12, y, _wrapped(row, _WRAP_ROW, 2), ha="right", va="center", fontsize=9, color="#0F172A"
            )
            for c, column in enumerate(matrix.columns):
                cell = matrix.cells.get((row, column))
                colour = _colour(cell.strongest) if cell else "#F1F4F8"
                place = (_LEFT + c * _CELL + 0.03, _TOP + r * _ROW + 0.03)
                square = Rectangle(place, _CELL - 0.06, _ROW - 0.06, facecolor=colour, edgecolor="none")
                axes.add_patch(square)
                if cell is None:
                    continue
                counts = list(cell.counts.items())
                shown = [f"{word} {count}" for word, count in counts[:3]] + (["…"] if len(counts) > 3 else [])
                label = axes.text(
                    _LEFT + (c + 0.5) * _CELL,
                    y,
                    "\n".join(shown),
                    ha="center",
                    va="center",
                    fontsize=8,
                    color="#FFFFFF",
                )
                if links:
                    square.set_url(f"#cell-{r}-{c}")
                    label.set_url(f"#cell-{r}-{c}")
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :].replace(' target="_blank"', "")
    title = "Actors by topics" if matrix.by is By.TOPICS else "Actors by actions"
    svg = re.sub(r"(<svg\b[^>]*)>", rf'\1 role="img" aria-label="{title}">', svg, count=1)
    # XML 1.0 has no control characters; matplotlib writes what it is given.
    return "".join(c for c in svg if c in "\n\t" or c.isprintable())


def _colour(word: str) -> str:
    if word in sheet.COLOURS:
        return sheet.COLOURS[word]
    return sheet.COLOURS["must not" if word.endswith(" not") and word != "states not" else "states"]


def _wrapped(label: str, width: int, lines: int = _LINES) -> str:
    """The label in lines, never cut inside a word that fits; what is left out shows as an ellipsis."""
    clean = "".join(c for c in label if c.isprintable())
    wrapped = textwrap.wrap(clean, width) or [""]
    if len(wrapped) > lines:
        wrapped = [
            *wrapped[: lines - 1],
            textwrap.shorten(" ".join(wrapped[lines - 1 :]), width, placeholder="…") or "…",
        ]
    return "\n".join(wrapped)


def as_html(matrix: Matrix, *, home: tuple[str, str] | None = None) -> str:
    """The page: picture, table and sentences; every cell leads to its sentences.

    ``home``: title and address of the page that it belongs to.
    """
    title = "Who is responsible for what"
    return sheet.page(title, f"{sheet.home(home)}<h1>{title}</h1>\n{_body(matrix)}")


def fragment(matrix: Matrix) -> str:
    """Picture, table and sentences for a notebook."""
    return sheet.fragment(_body(matrix))


def _body(matrix: Matrix) -> str:
    if not matrix.rows:
        return '<p class="lead">No provisions.</p>'
    t = sheet.text
    what = "topics" if matrix.by is By.TOPICS else "actions"
    lines = [
        f'<p class="lead">Actors by {what}, in the colour of what binds most. Select a cell to read its sentences.</p>'
    ]
    if matrix.left_out:
        lines.append(f"<p>{matrix.left_out} more provisions are in rows and columns that are not shown.</p>")
    lines.append('<div class="wide"><table class="grid">\n<thead><tr><th scope="col">Actor</th>')
    lines += [f'<th scope="col">{t(sheet.capital(c))}</th>' for c in matrix.columns]
    lines.append("</tr></thead>\n<tbody>")
    for r, row in enumerate(matrix.rows):
        lines.append(f'<tr><th scope="row">{t(sheet.capital(row))}</th>')
        for c, column in enumerate(matrix.columns):
            cell = matrix.cells.get((row, column))
            tags = " ".join(f"<span>{sheet.tag(w)} {n}</span>" for w, n in cell.counts.items()) if cell else ""
            lines.append(f'<td><a href="#cell-{r}-{c}">{tags}</a></td>' if cell else "<td></td>")
        lines.append("</tr>")
    lines.append(f'</tbody></table></div>\n<div class="wide">{_pictured(as_svg(matrix))}</div>')
    for r, row in enumerate(matrix.rows):
        for c, column in enumerate(matrix.columns):
            cell = matrix.cells.get((row, column))
            if cell is None:
                continue
            lines.append(f'<section class="entry" id="cell-{r}-{c}"><h2>{t(sheet.capital(row))} – {t(column)}</h2><ul>')
            for placed in cell.provisions:
                lines.append(
                    f"<li>{sheet.tag(force(placed.provision))} {t(said(placed))}"
                    f"<blockquote>{t(placed.sentence)} <small>({t(placed.place)})</small></blockquote></li>"
                )
            lines.append("</ul></section>")
    return "\n".join(lines)


def _pictured(svg: str) -> str:
    """The picture without inline styles, which the page's policy forbids: each becomes presentation attributes."""
    svg = re.sub(r"<style[^>]*>.*?</style>|<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)

    def attributes(found: re.Match[str]) -> str:
        pairs = [p.split(":", 1) for p in found[1].split(";") if ":" in p]
        kept = []
        for name, value in pairs:
            name, value = name.strip(), value.strip()
            if name == "font":
                size, _, _ = value.partition(" ")
                kept += [f'font-size="{size}"', 'font-family="sans-serif"']
            else:
                kept.append(f'{name}="{value.replace(chr(34), "")}"')
        return " ".join(kept)

    return re.sub(r'style="([^"]*)"', attributes, svg)
