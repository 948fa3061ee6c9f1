"""Cells of tables that people open in a spreadsheet."""

from __future__ import annotations

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text as a spreadsheet shows it instead of executing it: an apostrophe before what would start a formula.

    A cell that is a number stays one. The source of the rule is OWASP's page on CSV injection.
    """
    if not text.startswith(_STARTS) or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return text.isascii() and not text[-1:].isspace() and text[0] in "+-"
