"""Numbers as lists write them: "3", "c", "C", "iii", "III"."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def written(number: int, style: str) -> str:
    """The number in a style, by CSS's or Word's name of it; figures for a style or number that has no other form."""
    name = style.lower().replace("-", "")
    if number < 1 or number > 5000:
        return str(number)
    if name in ("loweralpha", "lowerlatin", "lowerletter"):
        return letters(number)
    if name in ("upperalpha", "upperlatin", "upperletter"):
        return letters(number).upper()
    if name == "lowerroman":
        return roman(number)
    if name == "upperroman":
        return roman(number).upper()
    if name == "decimalzero":
        return f"{number:02}"
    if name == "decimalleadingzero":
        return f"{number:02}"
    return str(number)


def letters(number: int) -> str:
    """a … z, aa, ab …"""
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(97 + rest) + found
    return found


def roman(number: int) -> str:
    """The Roman numeral, in small letters."""
    found = ""
    for worth, sign in _ROMAN:
        found += sign * (number // worth)
        number %= worth
    return found
