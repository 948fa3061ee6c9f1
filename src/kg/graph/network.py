"""The corpus as a network: actors and objects are nodes, provisions are edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx

    from kg.model import Corpus, Document, Names, Provision

#: Where a provision names no actor or no object, its edge leads from or to these.
NOBODY, NOTHING = "entity/-nobody", "entity/-nothing"


def to_networkx(corpus: Corpus) -> networkx.MultiDiGraph[str]:
    """A node for each actor and object (key, with label, type, role and topic), an edge for each provision.

    The edge's key is the provision's id; its attributes are plain text and numbers: action, modality, polarity,
    deontic, sentence, start, end, document, attribution, condition, constraint, confidence, rule. Edges of
    prohibitions, exemptions and negative provisions are there too: read ``modality`` and ``polarity``, or keep those
    with ``asserts_doing``.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for extraction in corpus.extractions:
        for provision in extraction.provisions:
            actor = _end(graph, corpus, provision, "actor")
            thing = _end(graph, corpus, provision, "object")
            _edge(graph, actor, thing, provision, extraction.document, corpus.names)
    return graph


def _end(graph: networkx.MultiDiGraph[str], corpus: Corpus, provision: Provision, slot: str) -> str:
    concept = corpus.names.of(provision, slot)
    phrase = getattr(provision, slot)
    if concept is not None:
        key, label, kind = concept.key, concept.label, concept.type.value if concept.type else ""
    elif phrase is not None:
        # No names were given: the words themselves.
        key, label, kind = f"entity/{phrase.text.casefold()}", phrase.text, ""
    elif slot == "actor":
        key, label, kind = NOBODY, "(not named)", ""
    else:
        key, label, kind = NOTHING, "(no object)", ""
    if key not in graph:
        graph.add_node(key, label=label, type=kind, role=slot, topic=corpus.topics.get(key, ""))
    elif graph.nodes[key]["role"] != slot:
        graph.nodes[key]["role"] = "actor and object"
    return key


def _edge(
    graph: networkx.MultiDiGraph[str], actor: str, thing: str, provision: Provision, document: Document, names: Names
) -> None:
    action = names.of(provision, "action")
    facts: dict[str, Any] = {
        "label": action.label if action else provision.predicate or provision.action.text,
        "action": provision.action.text,
        "modality": provision.modality.value,
        "polarity": provision.polarity.value,
        "asserts_doing": provision.asserts_doing,
        "deontic": provision.deontic.text if provision.deontic else "",
        "recipient": provision.recipient.text if provision.recipient else "",
        "attribution": provision.attribution.text if provision.attribution else "",
        "conditions": "; ".join(condition.text for condition in provision.conditions),
        "constraints": "; ".join(constraint.phrase.text for constraint in provision.constraints),
        "sentence": provision.sentence.of(document.text),
        "start": provision.sentence.start,
        "end": provision.sentence.end,
        "document": document.name,
        "rule": provision.rule,
        "confidence": float(provision.confidence),
    }
    provision_id, copy = provision.id, 1
    while graph.has_edge(actor, thing, provision_id if copy == 1 else f"{provision_id}-{copy}"):
        copy += 1
    graph.add_edge(actor, thing, key=provision_id if copy == 1 else f"{provision_id}-{copy}", **facts)
