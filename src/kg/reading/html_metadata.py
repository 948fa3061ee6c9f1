"""What a page says about itself: meta elements first, then what trafilatura makes of the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {  # the first that is there counts
    "title": ("dcterms.title", "dc.title", "citation_title", "og:title"),
    "issuer": (
        "dcterms.publisher",
        "dc.publisher",
        "dcterms.creator",
        "dc.creator",
        "citation_publisher",
        "og:site_name",
    ),
    "date": (
        "dcterms.issued",
        "dcterms.date",
        "dc.date.issued",
        "dc.date",
        "citation_publication_date",
        "article:published_time",
    ),
    "number": ("dcterms.identifier", "dc.identifier", "citation_technical_report_number"),
}
_ISO = re.compile(r"^\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|[T\s])")


def metadata(root: _Element) -> dict[str, str]:
    """Title, issuer, date, number and language, those that the page gives."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or "").strip().lower()
        value = " ".join((meta.get("content") or "").split())
        if key and value:
            said.setdefault(key, value)
    found = {field: next((said[n] for n in names if n in said), "") for field, names in _NAMES.items()}
    iso = _ISO.match(found["date"].replace("/", "-"))
    found["date"] = iso[0] if iso else ""
    if found["number"].startswith(("http://", "https://")):
        found["number"] = ""
    found["language"] = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    for field, value in _trafilatura(root).items():
        found[field] = found[field] or value
    return {field: value for field, value in found.items() if value}


def _trafilatura(root: _Element) -> dict[str, str]:
    import copy

    from trafilatura import extract_metadata

    try:
        # Its date search rewrites the tree. "Original" is the day of publication, not of the last change.
        found = extract_metadata(copy.deepcopy(root), date_config={"original_date": True, "extensive_search": False})
    except Exception:  # metadata are a convenience: no error of theirs is worth losing the document
        return {}
    return {
        "title": " ".join((found.title or "").split()),
        "issuer": " ".join((found.sitename or found.author or "").split()),
        "date": found.date or "",
    }
