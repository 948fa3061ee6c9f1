"""What each rule means, in words."""

from __future__ import annotations

from kg.rules import load


def explain(rule: str) -> str:
    """One sentence on the rule that found a provision: "modal/shall" → "the modal verb shall: an obligation".

    Raises KeyError for an id that no rule has.
    """
    known = load("explanations")
    if rule in known:
        return str(known[rule])
    family, slash, rest = rule.partition("/")
    return str(known[family + slash]).format(rest.replace("-", " "))
