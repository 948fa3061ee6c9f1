"""RDF terms as N-Triples text, and the minting of IRIs from content.

Terms stay text on the way into a store: that is what its bulk loader reads, what a SPARQL update holds and what an
exporter sorts, and it is several times quicker than an object for each term.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias
from urllib.parse import quote, unquote

from kg.graph.vocab import POLICY, XSD

Term: TypeAlias = str  # one N-Triples term: '<iri>' or '"literal"…'
Triple: TypeAlias = tuple[Term, Term, Term]

# RDF literals are sequences of Unicode scalar values, so a lone surrogate has no place in them; U+0000 is lost by
# several stores. Text that holds either is written in an escaped form under a datatype that says so.
ESCAPED: Final = POLICY + "escapedText"

_SPECIAL = re.compile(r'["\\\n\r\t\b\f\x00\ud800-\udfff]')
_UNHOLDABLE = re.compile(r"[\x00\ud800-\udfff]")
_TO_HIDE = re.compile(r"[\\\x00\ud800-\udfff]")
_HIDDEN = re.compile(r"\\(\\|u[0-9A-F]{4})")
_ECHAR = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_IRI_SAFE = "/-._~"


def iri(value: str) -> Term:
    """The term of an IRI that is known to hold no character that IRIs forbid."""
    return f"<{value}>"


def is_address(text: str) -> bool:
    """Whether the text is a plain http(s) address that can stand as an IRI."""
    return re.fullmatch(r"https?://[A-Za-z0-9.\-]+(:\d+)?(/[A-Za-z0-9/._~%!$&'()*+,;=:@?#\-]*)?", text) is not None


def literal(text: str, datatype: str | None = None) -> Term:
    """The term of a text; with lone surrogates or U+0000 in it, in the escaped form."""
    if not _SPECIAL.search(text):
        body = text
    elif _UNHOLDABLE.search(text):
        hidden = _TO_HIDE.sub(lambda m: "\\\\" if m[0] == "\\" else f"\\u{ord(m[0]):04X}", text)
        body, datatype = _SPECIAL.sub(lambda m: _ECHAR[m[0]], hidden), ESCAPED
    else:
        body = _SPECIAL.sub(lambda m: _ECHAR[m[0]], text)
    return f'"{body}"^^<{datatype}>' if datatype else f'"{body}"'


def unescape(value: str, datatype: str) -> str:
    """The text behind a literal's lexical form."""
    if datatype != ESCAPED:
        return value
    return _HIDDEN.sub(lambda m: "\\" if m[1] == "\\" else chr(int(m[1][1:], 16)), value)


def integer(value: int) -> Term:
    """The term of a whole number."""
    return f'"{value}"^^<{XSD}integer>'


def boolean(value: bool) -> Term:
    """The term of a truth value."""
    return f'"{str(value).lower()}"^^<{XSD}boolean>'


def double(value: float) -> Term:
    """The term of a number, in the form that Oxigraph gives back: shortest decimal, no exponent."""
    if value != value or value in (float("inf"), float("-inf")):
        text = "NaN" if value != value else "INF" if value > 0 else "-INF"
    else:
        text = format(Decimal(repr(value)), "f").removesuffix(".0")
    return f'"{text}"^^<{XSD}double>'


def date(value: str) -> Term:
    """The term of an ISO 8601 date: typed where it is a whole calendar date, plain where only a year or month."""
    return literal(value, XSD + "date") if _DATE.fullmatch(value) else literal(value)


def safe(text: str) -> str:
    """The text as it may stand in an IRI's path; ``unsafe`` undoes it."""
    return quote(text, safe=_IRI_SAFE, errors="surrogatepass")


def unsafe(text: str) -> str:
    """The text that ``safe`` was given."""
    return unquote(text, errors="surrogatepass")


def digest(*cells: str) -> str:
    """16 hexadecimal digits minted from texts."""
    return hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Minting:
    """The IRIs of a project's data, under its base IRI."""

    base: str

    def document(self, document_id: str) -> str:
        """The document, and the named graph that holds it."""
        return f"{self.base}document/{document_id}"

    def document_id(self, address: str) -> str:
        """The id behind a document's IRI."""
        return address.removeprefix(self.base + "document/")

    def provision(self, provision_id: str, copy: int = 1) -> str:
        """The provision; ``copy`` tells apart provisions that differ only in what the id is not minted from."""
        return f"{self.base}provision/{provision_id}" + (f"-{copy}" if copy > 1 else "")

    def concept(self, key: str) -> str:
        """The actor, object or action."""
        known = key.startswith(("entity/", "action/"))
        return f"{self.base}{safe(key)}" if known else f"{self.base}concept/{safe(key)}"

    def key(self, address: str) -> str:
        """The concept's key behind its IRI."""
        return unsafe(address.removeprefix(self.base).removeprefix("concept/"))

    def rule(self, rule: str) -> str:
        """The rule that found a provision."""
        return f"{self.base}rule/{safe(rule)}"

    def membership(self, provision_id: str) -> str:
        """Somebody's post, as a provision tells it."""
        return f"{self.provision(provision_id)}#membership"

    def role(self, title: str) -> str:
        """A post: "General Secretary"."""
        return f"{self.base}role/{safe(title)}"

    def topic(self, topic: str) -> str:
        """A group of concepts."""
        return f"{self.base}topic/{safe(topic)}"

    @property
    def names(self) -> str:
        """The named graph of the concepts of all documents."""
        return f"{self.base}names"


def check_base(base: str) -> str:
    """The base IRI if data can live under it. Raises ConfigError otherwise."""
    from kg.errors import ConfigError

    if not re.fullmatch(
        r"(https?://[^\s<>\"{}|\\^`\x00-\x20/?#]+/[^\s<>\"{}|\\^`\x00-\x20?#]*|urn:[a-z0-9-]+:\S*)", base
    ):
        raise ConfigError(
            f"{base!r} is no base IRI",
            hint='give an absolute http(s) address that ends in "/", or a urn that ends in ":"',
        )
    if not base.endswith(("/", ":")):
        raise ConfigError(f"the base IRI {base!r} must end in / or :", hint=f'write "{base}/"')
    return base
