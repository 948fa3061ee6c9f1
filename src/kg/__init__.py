"""kg reads policy documents: who must, may, should or must not do what, each found in its place in the text.

>>> import kg
>>> project = kg.build(["seeds"])
>>> project.provisions[0].actor, project.query("SELECT …"), project.view("graph.html")
>>> kg.load("output")
>>> kg.extract("The Secretary shall submit a report within 90 days.")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.config import Settings
    from kg.errors import KgError
    from kg.project import Project, build, extract, extraction, load

__all__ = ["KgError", "Project", "Settings", "build", "extract", "extraction", "load"]

_HOMES = {"KgError": "kg.errors", "Settings": "kg.config"}


def __getattr__(name: str) -> Any:
    # `import kg` costs nothing; what is used is imported when it is used.
    from importlib import import_module

    if name == "__version__":
        from kg.resources import version

        return version()
    if name in __all__:
        return getattr(import_module(_HOMES.get(name, "kg.project")), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
