"""The reading view: the source text with every provision underlined, linked both ways with the graph."""

from __future__ import annotations

from kg.model import Corpus
from kg.views.html import page


def text_page(corpus: Corpus, *, title: str, document: str | None = None) -> str:
    """The page, opened on the text. ``document`` (id or name) narrows it to one document.

    Text and graph are two views of one page, so that a selection goes with the reader from one to the other and a
    link to it works from ``file://``.
    """
    return page(corpus, title=title, document=document, view="text")
