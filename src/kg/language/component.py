"""A spaCy component that fills ``doc._.directives``."""

from __future__ import annotations

from typing import Any


def make_component(nlp: Any, name: str) -> Any:
    """The factory behind ``nlp.add_pipe("kg_directives")``."""
    raise NotImplementedError
