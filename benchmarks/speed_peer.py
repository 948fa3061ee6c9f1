"""Run by speed.py with the python of another environment: extractors there on the text of standard input.

Prints a JSON list of {"name", "seconds" (user CPU), "triples"}. Knows nothing of kg.
"""

import json
import os
import sys
from importlib.util import find_spec

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    import spacy

    paragraphs = sys.stdin.read().split("\n\n")
    load = spacy.load
    nlp = load(sys.argv[1])
    list(nlp.pipe(paragraphs[:3]))
    rows = []

    def timed(name, work):
        start = os.times().user
        count = work()
        rows.append({"name": name, "seconds": round(os.times().user - start, 2), "triples": count})

    timed("stock spaCy there", lambda: sum(0 for _ in nlp.pipe(paragraphs)))
    if find_spec("textacy"):
        from textacy.extract import subject_verb_object_triples as triples

        timed("textacy", lambda: sum(len(list(triples(doc))) for doc in nlp.pipe(paragraphs)))
    if find_spec("triplet_extract"):
        # It asks for a model by name: it gets the one that all are measured with.
        spacy.load = lambda name, **more: load(sys.argv[1] if name == "en_core_web_sm" else name, **more)
        from triplet_extract import OpenIEExtractor

        extractor = OpenIEExtractor(nlp=nlp)
        extractor.extract_triplet_objects(paragraphs[0])
        timed("triplet-extract", lambda: sum(len(extractor.extract_triplet_objects(p)) for p in paragraphs))
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
