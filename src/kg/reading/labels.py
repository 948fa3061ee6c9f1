"""Labels of list items and of divisions: "(a)", "1.", "(iv)", "–", "Article 4", "Sec. 2.", "§ 205.3"."""

from __future__ import annotations

import re
from dataclasses import dataclass

BULLETS = "•‣▪▫◦●○■□◆▸►➢➤✓·–—*‐-"
_NUMERAL = r"[0-9]{1,3}[A-Za-z]?|[ivxlcIVXLC]{1,7}|[A-Za-z]{1,2}"
_ITEM = re.compile(
    rf"""(?P<mark>
        \((?P<paren>{_NUMERAL})\)(?=\s|\(|$)                         # (a) (iv) (3)
      | (?P<half>{_NUMERAL})\)(?=\s)                                 # a)
      | (?P<dotted>[0-9]{{1,2}}(?:\.[0-9]{{1,3}}){{1,4}})\.?(?=\s)   # 2.1 2.1.3.
      | (?P<dot>[0-9]{{1,3}}[A-Z]?|[A-Za-z]|[ivxIVX]{{2,6}})\.(?=\s)(?!\s+[A-Z]\.) # 1. a. ii., but no initials
      | (?P<bullet>[{re.escape(BULLETS)}])(?=\s)
    )\s*""",
    re.VERBOSE,
)
_CITING = re.compile(  # words after which "(a)" or "2." is a citation: "paragraphs (a), (b) and"
    r"(?:\b(?:paragraphs?|sections?|subsections?|articles?|points?|items?|clauses?|paras?\.?|sub-?paragraphs?|annex|rules?"
    r"|through|subdivisions?|parts?|schedules?|chapters?|regulations?|nos?\.)|§+)\s*"
    r"(?:(?:[0-9.]+|\([0-9A-Za-z]{1,4}\)|,|and\b|or\b|to\b|through\b|[-–])\s*)*$",
    re.IGNORECASE,
)
_SPELLED = "One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten"
_NUMBER = rf"(?:[0-9]+[A-Za-z]{{0,2}}(?:[.\-–][0-9]+[a-z]?)*|[IVXLC]+|[A-Z]{{1,2}}|{_SPELLED})"
_DIVISION = re.compile(
    rf"""(?P<word>Article|ARTICLE|Art\.|Section|SECTION|Sec\.|SEC\.|§+|Chapter|CHAPTER|Subchapter|SUBCHAPTER|Part|PART
        |Subpart|SUBPART|Title|TITLE|Annex|ANNEX|Appendix|APPENDIX|Schedule|SCHEDULE|Rule|RULE|Regulation|Clause|CLAUSE
        |Book|BOOK|Paragraph|Recommendation|RECOMMENDATION|Principle|PRINCIPLE|Goal|GOAL|Target)
        [\s\xa0]*(?P<number>{_NUMBER})(?P<sub>(?:\([0-9a-z]{{1,4}}\))*)
        (?P<end>\.(?=\s|$)|\s?[:–—\-](?=\s|$)|(?=[\s.,;(]|$))""",
    re.VERBOSE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Label:
    """A label of one list item. ``readings`` are the (style, value) pairs it can mean: "(i)" is 1 and the ninth."""

    text: str  # as it stands: "(a)"
    readings: tuple[tuple[str, int], ...]

    @property
    def bullet(self) -> bool:
        """Whether it counts nothing: "–", "•"."""
        return self.readings[0][0].startswith("bullet")


@dataclass(frozen=True, slots=True)
class Division:
    """A named division: "Article 4". ``name`` is its path entry, ``rank`` how deep such a division lies."""

    text: str
    name: str
    rank: int
    sub: tuple[str, ...] = ()  # "Sec. 3(a)" → ("(a)",)


def items(text: str) -> tuple[tuple[Label, ...], int]:
    """The labels that the text starts with, outermost first ("(a)(1) …" has two), and where its words start."""
    found: list[Label] = []
    at = 0
    while (match := _ITEM.match(text, at)) and (own := label(match["mark"])):
        found.append(own)
        at = match.end()
        if match["paren"] is None or not text.startswith("(", at):
            break
        if text[match.end("mark") : at]:  # "(a) (1)": white space between them is as good as none
            follower = _ITEM.match(text, at)
            if follower is None or follower["paren"] is None:
                break
    return tuple(found), at


def cited(before: str) -> bool:
    """Whether a label behind these words would be a citation."""
    return _CITING.search(before[-200:]) is not None


def label(mark: str) -> Label | None:
    """The label, read; None where the mark is none: "(EU)"."""
    match = _ITEM.match(mark + " ")
    if match is None:
        return None
    for form in ("paren", "half", "dot"):
        if numeral := match[form]:
            readings = tuple((f"{form} {style}", value) for style, value in numerals(numeral))
            return Label(mark, readings) if readings else None
    if dotted := match["dotted"]:
        parts = dotted.split(".")
        return Label(mark, ((f"dotted {len(parts)}", int(parts[-1])),))
    return Label(mark, ((f"bullet {match['bullet']}", 0),))


def numerals(text: str) -> list[tuple[str, int]]:
    """Every (style, value) that the numeral can mean, the likelier first."""
    if text[0].isdigit():
        return [("arabic", int(re.match(r"\d+", text)[0]))]  # type: ignore[index]
    case = "lower" if text.islower() else "upper"
    lower = text.lower()
    found = []
    if len(set(lower)) == 1 and len(lower) <= 2:  # a … z, then aa, bb
        found.append((f"letter {case}", ord(lower[0]) - 96 + 26 * (len(lower) - 1)))
    if set(lower) <= set(_ROMAN) and (value := roman(lower)):
        found.append((f"roman {case}", value))
        if lower != "i" and len(lower) == 1:
            return found
        found.reverse()
    return found


def roman(text: str) -> int:
    """The value of a lower-case Roman numeral, 0 where it is none."""
    values = [_ROMAN[c] for c in text]
    total = sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return total if _to_roman(total) == text else 0


def _to_roman(value: int) -> str:
    pairs = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for worth, sign in pairs:
        written += sign * (value // worth)
        value %= worth
    return written


_RANKS = {
    "annex": 0, "appendix": 0, "schedule": 0, "book": 1, "title": 2, "part": 3, "chapter": 4, "subchapter": 5,
    "subpart": 5, "section": 6, "article": 7, "rule": 7, "regulation": 7, "clause": 7, "§": 7, "goal": 6,
    "recommendation": 7, "principle": 7, "target": 7, "paragraph": 8,
}  # fmt: skip


def division(text: str) -> tuple[Division, int] | None:
    """The division that the text starts with ("Article 4", "Sec. 3(a)") and where its words start."""
    match = _DIVISION.match(text)
    if match is None:
        return None
    word = match["word"]
    key = {"art.": "article", "sec.": "section", "§§": "§"}.get(word.lower(), word.lower())
    name = f"{word.capitalize() if word.isupper() else word} {match['number']}"
    sub = tuple(re.findall(r"\([0-9a-z]{1,4}\)", match["sub"]))
    at = match.end()
    at += len(text[at:]) - len(text[at:].lstrip())
    return Division(match[0].rstrip(" -–—:"), name, _RANKS[key], sub), at
