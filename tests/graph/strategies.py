"""Any corpus at all: texts with every character, phrases that lie, lists out of order."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import (
    Block,
    BlockKind,
    Concept,
    Constraint,
    ConstraintKind,
    Corpus,
    Document,
    EntityType,
    Extraction,
    Merge,
    Modality,
    Names,
    Phrase,
    Polarity,
    Provision,
    Role,
    Span,
)

ODD = [
    "\x00",
    "\ud800",
    "\udfff",
    "\U0001f600",
    "\r\n",
    "\t",
    "\x0b",
    "\x85",
    "\u2028",
    "\ufffe",
    "\\u0041",
    "\\",
    '"',
    "'",
    "<",
    ">",
    "\u202e",
]
texts = st.lists(st.one_of(st.sampled_from(ODD), st.text(st.characters(), max_size=5)), max_size=8).map("".join)
some_text = texts.filter(bool)
maybe = st.one_of(st.none(), texts)
numbers = st.integers(0, 10**6)
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), numbers, numbers)
blocks = st.builds(
    Block,
    kind=st.sampled_from(BlockKind),
    span=spans,
    number=st.integers(1, 99),
    path=st.lists(texts, max_size=3).map(tuple),
    label=maybe,
    lead_in=st.lists(spans, max_size=2).map(tuple),
    page=st.one_of(st.none(), st.integers(1, 9)),
    closing=st.lists(spans, max_size=2).map(tuple),
)
documents = st.builds(
    Document,
    name=texts,
    text=some_text,
    blocks=st.lists(blocks, max_size=3).map(tuple),
    media_type=texts,
    title=maybe,
    issuer=maybe,
    date=st.one_of(maybe, st.sampled_from(["2023-11-27", "2023-11", "2023", "2023-02-30"])),
    number=maybe,
    language=maybe,
    source=maybe,
    guessed=st.lists(texts, max_size=2).map(tuple),
    notes=st.lists(texts, max_size=2).map(tuple),
)


def phrases(text: str) -> st.SearchStrategy[Phrase]:
    places = st.integers(0, len(text))
    verbatim = st.builds(lambda a, b: Phrase(text[min(a, b) : max(a, b)], min(a, b), max(a, b)), places, places)
    other = st.builds(
        Phrase,
        text=texts,
        start=numbers,
        end=numbers,
        implied=st.booleans(),
        parts=st.lists(spans, max_size=3).map(tuple),
    )
    return st.one_of(verbatim, verbatim, other)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    document = draw(documents)
    words = phrases(document.text)
    constraints = st.builds(
        Constraint,
        phrase=words,
        kind=st.sampled_from(ConstraintKind),
        date=st.one_of(maybe, st.just("2024-12-31")),
        duration=st.one_of(maybe, st.sampled_from(["P90D", "P12M", "P2W"])),
        anchor=maybe,
    )
    one = st.builds(
        Provision,
        document=st.just(document.id),
        sentence=spans,
        action=words,
        actor=st.one_of(st.none(), words),
        object=st.one_of(st.none(), words),
        recipient=st.one_of(st.none(), words),
        modality=st.sampled_from(Modality),
        deontic=st.one_of(st.none(), words),
        polarity=st.sampled_from(Polarity),
        attribution=st.one_of(st.none(), words),
        conditions=st.lists(words, max_size=3).map(tuple),
        constraints=st.lists(constraints, max_size=2).map(tuple),
        purpose=st.one_of(st.none(), words),
        consequence=st.one_of(st.none(), words),
        predicate=texts,
        rule=texts,
        confidence=st.floats(0, 1),
        confirmed=st.booleans(),
    )
    provisions = draw(st.lists(one, max_size=4))
    # Sometimes the same thing twice, or twice but for what the id does not cover.
    return Extraction(
        document,
        tuple(provisions + draw(st.lists(st.sampled_from(provisions), max_size=1)) if provisions else ()),
        draw(numbers),
    )


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    found = {e.document.id: e for e in draw(st.lists(extractions(), max_size=2))}
    in_order = tuple(sorted(found.values(), key=lambda e: (e.document.name, e.document.id)))
    concepts = draw(
        st.dictionaries(
            st.one_of(texts.map(lambda t: f"entity/{t}"), texts.map(lambda t: f"action/{t}"), texts),
            st.tuples(
                texts,
                st.lists(texts, max_size=3).map(tuple),
                st.one_of(st.none(), st.sampled_from(EntityType)),
                maybe,
                st.lists(st.builds(Merge, texts, texts, texts), max_size=2).map(tuple),
                st.one_of(maybe, st.just("http://www.wikidata.org/entity/Q1")),
            ),
            min_size=1,
            max_size=4,
        )
    )
    named = {key: Concept(key, *rest) for key, rest in concepts.items()}
    slots = [
        (p.id, slot)
        for e in in_order
        for p in e.provisions
        for slot in ("actor", "action", "object", "recipient", "attribution")
    ]
    keys = draw(st.dictionaries(st.sampled_from(slots), st.sampled_from(sorted(named)), max_size=8)) if slots else {}
    ids = sorted({p.id for e in in_order for p in e.provisions})
    keyed = st.sampled_from(sorted(named))
    posts = draw(
        st.dictionaries(st.sampled_from(ids), st.tuples(keyed, texts, st.none() | keyed), max_size=3)
        if ids
        else st.just({})
    )
    roles = {ident: Role(*post, ident) for ident, post in posts.items()}
    topics = draw(st.dictionaries(st.sampled_from(sorted(named)), texts, max_size=2))
    return Corpus(in_order, Names(named, keys, roles), topics)
