"""The page: a pyvis network in a template of our own, everything inside one file.

This is the one module that knows pyvis. Its own template is not used: it links hosts on the network, and titles or
headings with markup in them run as scripts.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from kg.model import Corpus
from kg.views.labels import clean
from kg.views.payload import Json, inline_json, layout_of, page_data, vis_edges, vis_nodes
from kg.views.scene import scene

if TYPE_CHECKING:
    from jinja2 import Environment

VIS = "lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = (
    "data.js",
    "theme.js",
    "columns.js",
    "map.js",
    "draw.js",
    "picture.js",
    "panel.js",
    "list.js",
    "text.js",
    "download.js",
    "view.js",
)
OPTIONS: Json = {
    "autoResize": False,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 3600000,
    },
}


def page(
    corpus: Corpus, *, title: str, actor: str | None = None, document: str | None = None, view: str = "graph"
) -> str:
    """A complete HTML file: the graph, the source text and a list, linked with each other.

    ``actor`` (a concept's key, label or alias) and ``document`` (its id or name) narrow the page to a part of the
    corpus. ``view`` is what it opens on: "graph", "text" or "list". The file makes no request and needs no host.
    """
    from pyvis.network import Network

    shown = scene(corpus, actor=actor, document=document)
    layout = layout_of(shown)
    network = Network(directed=True, cdn_resources="in_line")
    # Appended in one go: add_node and add_edge look through all earlier ones each time.
    network.nodes = vis_nodes(shown, layout)
    network.edges = vis_edges(shown)
    network.options = OPTIONS
    network.set_template_dir(str(files("kg.views") / "templates"), "view.html")
    environment: Environment = network.templateEnv
    environment.autoescape = True
    scripts = [_library(), *(_read(name) for name in SCRIPTS)]
    style = _read("view.css")
    environment.globals.update(
        title=clean(title) or "Directives",
        policy=_policy(scripts, [style]),
        scripts=scripts,
        style=style,
        data={**page_data(shown, layout), "title": clean(title) or "Directives", "view": view},
        inline_json=inline_json,
    )
    html: str = network.generate_html()
    return html


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """A Content-Security-Policy that allows these very scripts and styles, and nothing else.

    https://www.w3.org/TR/CSP3/
    """
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(map(_digest, scripts)),
            "style-src " + " ".join(map(_digest, styles)),
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _digest(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


@cache
def _library() -> str:
    """vis-network as pyvis ships it."""
    source = files("pyvis").joinpath(VIS).read_text(encoding="utf-8")
    # A source map would be a second request once someone opens the developer tools.
    return _inert(re.sub(r"(?m)^//# sourceMappingURL=.*$", "", source))


@cache
def _read(name: str) -> str:
    return _inert(files("kg.views").joinpath("templates", name).read_text(encoding="utf-8"))


def _inert(source: str) -> str:
    """The source, checked that it cannot end its own element; one kind of line end, so that its hash holds."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    if re.search(r"</(script|style)|<!--", source, re.IGNORECASE):
        raise ValueError("a script or style of the page holds the end of its own element")
    return source
