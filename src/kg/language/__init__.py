"""Documents into parsed sentences. spaCy stops here."""

from kg.language.parser import DEFAULT_MODEL, Parser

__all__ = ["DEFAULT_MODEL", "Parser"]
