#!/usr/bin/env python3
"""Score extracted (actor, action, object) facts against a .gold file.

    kg extract seeds/NAME.txt --format jsonl | python benchmarks/score.py NAME.gold [--errors]

Standard input: one JSON object a line, with the keys `sentence`, `actor`, `action`, `object`,
`modality`, `attribution` and, where it is negative, `polarity`; an empty slot is null or "". Facts of
sentences that the gold file does not hold are left out of account.

strict   all three slots equal a surface form that the gold file lists, after case, quotes,
         determiners, auxiliaries and inflection are taken away.
lenient  every slot shares tokens with such a form: token F1 of at least 0.5 in each.

Facts are matched one to one. `modality`, `attribution` and `polarity` are accuracies over the facts
that match leniently. The last line is one JSON object with every figure.
"""

import itertools
import json
import re
import sys

DETERMINERS = {"a", "an", "the"}
AUXILIARIES = {
    "must",
    "shall",
    "should",
    "will",
    "may",
    "can",
    "could",
    "would",
    "might",
    "not",
    "be",
    "have",
    "do",
    "never",
}
IRREGULAR = {
    "held": "hold",
    "made": "make",
    "took": "take",
    "taken": "take",
    "is": "be",
    "was": "be",
    "are": "be",
    "were": "be",
    "been": "be",
    "being": "be",
    "am": "be",
    "has": "have",
    "had": "have",
    "having": "have",
    "built": "build",
    "gave": "give",
    "given": "give",
    "got": "get",
    "left": "leave",
    "led": "lead",
    "kept": "keep",
    "brought": "bring",
    "met": "meet",
    "sought": "seek",
    "chose": "choose",
    "chosen": "choose",
    "did": "do",
    "does": "do",
    "done": "do",
    "went": "go",
    "gone": "go",
    "began": "begin",
    "begun": "begin",
    "found": "find",
    "rose": "rise",
    "risen": "rise",
    "grew": "grow",
    "grown": "grow",
    "laid": "lay",
    "said": "say",
    "paid": "pay",
    "borne": "bear",
    "drew": "draw",
    "drawn": "draw",
    "wrote": "write",
    "written": "write",
    "saw": "see",
    "seen": "see",
    "knew": "know",
    "known": "know",
    "told": "tell",
    "sent": "send",
    "spent": "spend",
    "undertook": "undertake",
    "undertaken": "undertake",
    "fell": "fall",
    "came": "come",
    "agreed": "agree",
    "guaranteed": "guarantee",
    "freed": "free",
}
WHOLE = {"embed", "shed", "news", "focus", "access", "basis", "analysis", "emphasis", "status", "process"}


def stem(word):
    """A crude inflection stripper: gold and guess both go through it, so it only has to be consistent."""
    word = IRREGULAR.get(word, word)
    for suffix in ("ying", "ies", "ied", "ing", "ed", "es", "s"):
        if (
            word in WHOLE
            or not word.endswith(suffix)
            or len(word) - len(suffix) < 2
            or word.endswith(("eed", "ss", "us", "is"))
        ):
            continue
        if suffix == "ing" and not re.search("[aeiouy]", word[:-3]):
            continue
        word = word[: -len(suffix)] + ("y" if suffix in ("ying", "ies", "ied") else "")
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sz":
            word = word[:-1]
        break
    return re.sub("ll$", "l", word).rstrip("e") if len(word) > 2 else word


def tokens(text, action=False):
    text = (text or "").lower().replace("\u2019", "'").replace("\u2018", "'")
    words = [w for w in re.findall(r"[\w\-]+(?:'\w+)?", text) if w not in DETERMINERS]
    if action:
        words = [IRREGULAR.get(w, w) for w in words]
        words = [w for w in words if w not in AUXILIARIES] or words[-1:]
        words = words[1:] if words[0:1] == ["to"] and len(words) > 1 else words
    return tuple(stem(w.removesuffix("'s")) + ("'s" if w.endswith("'s") else "") for w in words)


def forms(slot, action=False):
    """Every token sequence a gold slot accepts: `;` separates forms, (parentheses) mark optional words."""
    accepted = set()
    for form in slot.split(";"):
        form = form.strip()
        if form == "-":
            accepted.add(())
            continue
        parts = [p for p in re.split(r"(\([^)]*\))", form) if p.strip()]
        options = [(p.strip("()"), "") if p.startswith("(") else (p,) for p in parts]
        for choice in itertools.islice(itertools.product(*options), 256):
            accepted.add(tokens(" ".join(choice), action))
    return accepted


def overlap(a, b):
    if not a or not b:
        return float(a == b)
    shared = sum(min(a.count(t), b.count(t)) for t in set(a))
    return 2 * shared / (len(a) + len(b))


def closeness(fact, guess):
    """(all slots equal, the smallest token F1 over the slots)."""
    if (not guess["actor"] and not guess["object"] and not fact["bare"]) or guess["actor"] == guess["object"] != ():
        return False, 0.0
    worst, equal = 1.0, True
    for slot in ("actor", "action", "object"):
        worst = min(worst, max(overlap(form, guess[slot]) for form in fact[slot]))
        equal = equal and guess[slot] in fact[slot]
    return equal, worst


def value(fact, guess, strict):
    """What a pair is worth: facts that must be found first, then optional ones, then the closer pair."""
    equal, close = closeness(fact, guess)
    if not equal and (strict or close < 0.5):
        return 0.0
    agree = (guess["kind"] in fact["kind"]) + (guess["attribution"] in fact["attribution"]) / 2
    return (1.0 if fact["optional"] else 1000.0) + 0.2 * equal + 0.1 * close + 0.1 * agree


def match(facts, guesses, strict):
    """The one-to-one matching of the greatest value (Hungarian algorithm): {guess index: fact index}."""
    size = max(len(facts), len(guesses))
    cost = [
        [-value(facts[f], guesses[g], strict) if f < len(facts) and g < len(guesses) else 0.0 for f in range(size)]
        for g in range(size)
    ]
    u, v, owner, way = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0], column = row, 0
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while True:
            used[column] = True
            here, delta, following = owner[column], float("inf"), 0
            for j in range(1, size + 1):
                if not used[j]:
                    reduced = cost[here - 1][j - 1] - u[here] - v[j]
                    if reduced < least[j]:
                        least[j], way[j] = reduced, column
                    if least[j] < delta:
                        delta, following = least[j], j
            for j in range(size + 1):
                if used[j]:
                    u[owner[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column], column = owner[way[column]], way[column]
    pairs = {owner[j] - 1: j - 1 for j in range(1, size + 1) if owner[j]}
    return {g: f for g, f in pairs.items() if g < len(guesses) and f < len(facts) and cost[g][f] < 0}


def squash(text):
    return re.sub(r"\W+", "", text.lower().replace("’", "'"))


def read_gold(path):
    sentences = {}
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    for number, line in enumerate(lines, 1):
        tag, _, rest = line.strip().partition(" ")
        if tag == "S":
            facts = sentences.setdefault(squash(rest), {"text": rest, "facts": []})["facts"]
        elif tag in ("F", "O"):
            cells = [c.strip() for c in rest.split("|")]
            if len(cells) != 5:
                sys.exit(f"{path}:{number}: five cells expected, found {len(cells)}")
            facts.append(
                {
                    "line": rest,
                    "optional": tag == "O",
                    "actor": forms(cells[0]),
                    "action": forms(cells[1], action=True),
                    "object": forms(cells[2]),
                    "kind": {k.strip() for k in cells[3].split(";")},
                    "attribution": forms(cells[4]),
                    "negative": "not)" in cells[1] or cells[3] == "prohibition",
                    "bare": cells[0] == "-" and cells[2] == "-",
                }
            )
            if any(c.count("(") != c.count(")") for c in cells) or any("" in c.split(";") for c in cells):
                sys.exit(f"{path}:{number}: parentheses or forms out of order")
    return sentences


def guess(row):
    """A row of output as the tokens that are compared."""
    kind = row.get("modality") or "statement"
    said_not = bool(re.search(r"\b(not|never)\b", row.get("action") or ""))
    return {
        "row": row,
        "actor": tokens(row.get("actor")),
        "action": tokens(row.get("action"), action=True),
        "object": tokens(row.get("object")),
        "kind": kind,
        "attribution": tokens(row.get("attribution")),
        "negative": row.get("polarity") == "negative" or kind == "prohibition" or said_not,
    }


def add(bag, row):
    """Puts a row among the guesses of its sentence, once."""
    found = guess(row)
    if not any(all(found[s] == g[s] for s in ("actor", "action", "object")) for g in bag):
        bag.append(found)


def place(gold, rows):
    """({sentence key: its guesses}, how many rows belong to no sentence of the gold)."""
    guesses, order = {}, sorted(gold, key=len, reverse=True)
    unplaced = 0
    for row in rows:
        key = squash(row.get("sentence") or "")
        # a system may cut sentences elsewhere: take the gold sentence that holds it, or that it holds
        home = key if key in gold else next((k for k in order if key and (key in k or k in key)), None)
        if home is None:
            unplaced += 1
        else:
            add(guesses.setdefault(home, []), row)
    return guesses, unplaced


def report(sentence, bag, matched):
    """Prints what was missed and what is wrong in a sentence."""
    print("S", sentence["text"])
    for f, fact in enumerate(sentence["facts"]):
        if f not in matched.values() and not fact["optional"]:
            print("   missed   ", fact["line"])
    for g, found in enumerate(bag):
        if g not in matched:
            print("   wrong    ", *(found["row"].get(s) or "-" for s in ("actor", "action", "object")), sep=" | ")


def score(gold, guesses, unplaced=0, show=False):
    """Every figure, from the gold sentences and the guesses placed in them."""
    figures = {
        "facts": sum(not f["optional"] for s in gold.values() for f in s["facts"]),
        "extracted": sum(map(len, guesses.values())),
        "elsewhere": unplaced,
    }
    for name in ("strict", "lenient"):
        hit = extra = kinds = says = signs = pairs = 0
        for key, sentence in gold.items():
            facts, bag = sentence["facts"], guesses.get(key, [])
            matched = match(facts, bag, name == "strict")
            hit += sum(not facts[f]["optional"] for f in matched.values())
            extra += sum(facts[f]["optional"] for f in matched.values())
            pairs += len(matched)
            kinds += sum(bag[g]["kind"] in facts[f]["kind"] for g, f in matched.items())
            says += sum(bag[g]["attribution"] in facts[f]["attribution"] for g, f in matched.items())
            signs += sum(bag[g]["negative"] == facts[f]["negative"] for g, f in matched.items())
            if show and name == "lenient":
                report(sentence, bag, matched)
        judged = figures["extracted"] - extra
        precision = hit / judged if judged else 0.0
        recall = hit / figures["facts"] if figures["facts"] else 0.0
        f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
        figures[name] = {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
        if name == "lenient":
            figures["modality"] = round(kinds / pairs, 4) if pairs else 0.0
            figures["attribution"] = round(says / pairs, 4) if pairs else 0.0
            figures["polarity"] = round(signs / pairs, 4) if pairs else 0.0
    return figures


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    gold = read_gold(args[0])
    guesses, unplaced = place(gold, (json.loads(line) for line in sys.stdin if line.strip()))
    print(json.dumps(score(gold, guesses, unplaced, "--errors" in sys.argv)))


if __name__ == "__main__":
    main()
