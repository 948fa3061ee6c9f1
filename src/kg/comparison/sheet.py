"""The HTML page that diffs, matrices and timelines stand on: one file, no script, nothing from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import html

# The colours of the graph page, by modality word.
COLOURS = {
    "must": "#1D4ED8",
    "must not": "#B91C1C",
    "will": "#9A3412",
    "should": "#0F766E",
    "may": "#7C3AED",
    "need not": "#86198F",
    "states": "#5B6677",
}

STYLE = """
.kg { color-scheme: light dark; --ink: #0F172A; --muted: #4A5568; --line: #D7DEE8; --card: #FFFFFF; --page: #F7F9FC;
  --mark: #FEF0B8; --accent: #1D4ED8; --good: #166534; --bad: #B91C1C;
  color: var(--ink); font: 16px/1.5 Inter, "Segoe UI", Roboto, "Noto Sans", system-ui, sans-serif; }
body.kg { margin: 0; background: var(--page); }
.kg main { max-width: 74rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
.kg h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
.kg h2 { font-size: 1.05rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
.kg .lead { color: var(--muted); max-width: 46rem; }
.kg .entry { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem;
  margin: .5rem 0; }
.kg .entry p { margin: 0 0 .35rem; }
.kg .entry .what { font-weight: 600; }
.kg ul { margin: .25rem 0; padding-left: 1.25rem; }
.kg q, .kg blockquote { quotes: none; }
.kg blockquote { margin: .35rem 0 0; padding-left: .75rem; border-left: 3px solid var(--line); color: var(--muted); }
.kg blockquote b { color: var(--ink); font-weight: 600; }
.kg del { color: var(--bad); } .kg ins { color: var(--good); text-decoration: none; font-weight: 600; }
.kg table { border-collapse: collapse; font-size: .9rem; background: var(--card); }
.kg th, .kg td { border: 1px solid var(--line); padding: .35rem .5rem; text-align: left; vertical-align: top; }
.kg thead th { position: sticky; top: 0; background: var(--page); }
.kg .wide { overflow-x: auto; }
.kg .grid tbody th { position: sticky; left: 0; background: var(--card); min-width: 8rem; max-width: 15rem; }
.kg .grid td a { display: grid; gap: .2rem; text-decoration: none; white-space: nowrap; }
.kg .grid td a:hover { text-decoration: underline; }
.kg .stack th[scope="row"] { white-space: nowrap; }
.kg small { color: var(--muted); }
.kg a { color: var(--accent); }
.kg .tag { display: inline-block; color: #FFFFFF; border-radius: .25rem; padding: 0 .4rem; font-size: .8rem;
  white-space: nowrap; }
.kg svg { max-width: 100%; height: auto; background: #FFFFFF; }
.kg :target { background: var(--mark); color: #0F172A; }
@media (prefers-color-scheme: dark) {
  .kg { --ink: #E6EBF4; --muted: #A9B4C6; --line: #2B3850; --card: #162033; --page: #0E1524; --mark: #5C4A00;
    --accent: #8FB4FF; --good: #7DD3A0; --bad: #FCA5A5; }
  .kg :target { color: #FFFFFF; }
}
@media (max-width: 760px) {
  .kg .stack thead { position: absolute; left: -9999px; }
  .kg .stack, .kg .stack tbody, .kg .stack tr, .kg .stack th, .kg .stack td { display: block; border: 0; }
  .kg .stack tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
}
@media print { body.kg { background: none; } .kg .entry { break-inside: avoid; } }
"""
STYLE += "".join(f".kg .is-{name.replace(' ', '-')} {{ background: {colour}; }}\n" for name, colour in COLOURS.items())


def text(words: str) -> str:
    """The words as HTML text: markup in them is shown, and marks that turn the direction of writing are taken out."""
    return html.escape("".join(c for c in words if c.isprintable() or c in "\n\t"), quote=True)


def page(title: str, body: str) -> str:
    """A whole page around the body. Its Content-Security-Policy lets nothing in but the style above."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{text(title)}</title>\n<style>{STYLE}</style>\n</head>\n"
        f'<body class="kg">\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    )


def home(to: tuple[str, str] | None) -> str:
    """A line with a link, of a title and an address, to the page that this one belongs to; nothing for None."""
    return f'<p class="lead"><a href="{text(to[1])}">{text(to[0])}</a></p>\n' if to else ""


def fragment(body: str) -> str:
    """The body for a notebook's output cell."""
    return f'<style>{STYLE}</style>\n<div class="kg">\n{body}\n</div>\n'


def capital(words: str) -> str:
    """The words as the start of a cell: "provinces" as "Provinces", but "iPhone" as it is."""
    return words[:1].upper() + words[1:] if words.split(" ", 1)[0].islower() else words


def tag(force: str) -> str:
    """A modality word on its colour."""
    name = force if force in COLOURS else "must not" if force.endswith(" not") else "states"
    return f'<span class="tag is-{name.replace(" ", "-")}">{text(force)}</span>'
