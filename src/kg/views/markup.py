"""HTML without scripts: what the table, the gallery and the notebook share.

Everything that comes from a document passes ``escape`` here: it cannot become markup.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from kg.model import Phrase, Provision
from kg.views.labels import clean
from kg.views.payload import modality_class
from kg.views.scene import is_negative, word

_TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

STYLE = """
:root { color-scheme: light dark; --page: #f7f9fc; --card: #fff; --ink: #0f172a; --muted: #4a5568; --line: #d7dee8;
  --accent: #1d4ed8; --mark: #fef0b8; --must: #1d4ed8; --mustnot: #b91c1c; --should: #0f766e; --may: #7c3aed;
  --will: #9a3412; --neednot: #86198f; --statement: #5b6677; }
@media (prefers-color-scheme: dark) { :root { --page: #0e1524; --card: #162033; --ink: #eaf0fa; --muted: #a9b4c6;
  --line: #2c3950; --accent: #93b4ff; --mark: #5c4a0c; --must: #93b4ff; --mustnot: #ff8f8f; --should: #5edbc8;
  --may: #c7a6ff; --will: #fdba74; --neednot: #f0abfc; --statement: #a9b4c6; } }
body { margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 16px/1.55 Inter, "Segoe UI", Roboto, "Noto Sans", system-ui, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 28px 20px 60px; }
h1 { font-size: 24px; line-height: 1.3; margin: 0; }
a { color: var(--accent); }
.sub { color: var(--muted); margin: 4px 0 20px; }
.chip { display: inline-block; padding: 0 9px; border: 1.5px solid currentColor; border-radius: 20px; font-size: 13px;
  font-weight: 600; line-height: 21px; white-space: nowrap; }
.must { color: var(--must); } .mustnot { color: var(--mustnot); } .should { color: var(--should); }
.may { color: var(--may); } .will { color: var(--will); } .neednot { color: var(--neednot); }
.statement { color: var(--statement); }
mark { background: var(--mark); color: inherit; border-radius: 3px; }
""".strip()


def escape(text: str) -> str:
    """The text as HTML, without marks that turn the reading direction and without control characters."""
    kept = "".join(
        c for c in text if c not in _TURNING and (c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    )
    return html.escape(kept, quote=True)


def chip(provision: Provision) -> str:
    """The modality's word in its colour."""
    kind, says = modality_class(provision), word(provision.modality, is_negative(provision))
    return f'<span class="chip {kind}">{says if provision.modality != "statement" else "statement"}</span>'


def marked(text: str, provision: Provision) -> str:
    """The sentence of a provision with its actor, deontic, action and object marked."""
    start, end = provision.sentence.start, provision.sentence.end
    spans: list[tuple[int, int]] = []
    for phrase in (provision.actor, provision.deontic, provision.action, provision.object, provision.recipient):
        spans.extend(_stretches(phrase, start, end))
    pieces, at = [], start
    for a, b in _joined(spans, text):
        pieces.append(escape(text[at:a]))
        pieces.append(f"<mark>{escape(text[a:b])}</mark>")
        at = b
    pieces.append(escape(text[at:end]))
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _stretches(phrase: Phrase | None, start: int, end: int) -> Iterable[tuple[int, int]]:
    if phrase is None or phrase.implied or not start <= phrase.start < phrase.end <= end:
        return []
    return [(phrase.start, phrase.end)]


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for a, b in sorted(spans):
        if joined and (a <= joined[-1][1] or not text[joined[-1][1] : a].strip()):
            joined[-1] = (joined[-1][0], max(joined[-1][1], b))
        else:
            joined.append((a, b))
    return joined


def graph_link(page: str, **fragment: str) -> str:
    """The address of a selection in the graph page: ``graph.html#node=…``."""
    return escape(page + "#" + "&".join(f"{name}={quote(value, safe='')}" for name, value in fragment.items()))


def static_page(title: str, body: str, style: str = "") -> str:
    """A complete HTML file without scripts; nothing but its own style is allowed to work in it."""
    sheet = f"{STYLE}\n{style.strip()}\n" if style else f"{STYLE}\n"
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data: 'self'; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>{escape(clean(title))}</title>\n<style>{sheet}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )
