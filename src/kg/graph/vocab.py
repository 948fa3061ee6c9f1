"""The names of RDF: namespaces, terms and where the data's own IRIs live.

``POLICY`` is the ontology (``ontology/policy.ttl``). ``BASE`` is where a project's data lives unless it says otherwise;
see docs/adr/iris.md.
"""

from __future__ import annotations

from typing import Final

from kg.model import EntityType, Modality

POLICY: Final = "https://w3id.org/policy-kg/ns#"
BASE: Final = "https://example.org/kg/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"
ELI: Final = "http://data.europa.eu/eli/ontology#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
ODRL: Final = "http://www.w3.org/ns/odrl/2/"
ORG: Final = "http://www.w3.org/ns/org#"
LRML: Final = "http://docs.oasis-open.org/legalruleml/ns/v1.0/metamodel#"

PREFIXES: Final[dict[str, str]] = {
    "dc": DC,
    "dcterms": DCTERMS,
    "eli": ELI,
    "foaf": FOAF,
    "kg": POLICY,
    "lrml": LRML,
    "oa": OA,
    "odrl": ODRL,
    "org": ORG,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": XSD,
}

# The bookkeeping graph does not depend on a project's base IRI: a store must be recognised before its base is known.
LEDGER: Final = "https://w3id.org/policy-kg/ledger"

DIRECTIVE_TYPES: Final[dict[Modality, tuple[str, ...]]] = {
    Modality.OBLIGATION: (ODRL + "Duty", LRML + "Obligation"),
    Modality.COMMITMENT: (ODRL + "Duty", LRML + "Obligation"),
    Modality.PERMISSION: (ODRL + "Permission", LRML + "Permission"),
    Modality.PROHIBITION: (ODRL + "Prohibition", LRML + "Prohibition"),
    Modality.RECOMMENDATION: (),
    Modality.EXEMPTION: (),
    Modality.STATEMENT: (),
}

ENTITY_CLASSES: Final[dict[EntityType, str]] = {
    EntityType.PERSON: FOAF + "Person",
    EntityType.ORGANISATION: ORG + "Organization",
    EntityType.GOVERNMENT_BODY: ORG + "FormalOrganization",
    EntityType.COLLECTIVE: FOAF + "Group",
    EntityType.DOCUMENT: FOAF + "Document",
    EntityType.PLACE: DCTERMS + "Location",
}

#: The parts of a membership, and the property from it to each.
MEMBER: Final = ORG + "member"
ORGANISATION: Final = ORG + "organization"
ROLE: Final = ORG + "role"

#: The slots whose words name a concept, and the property from the provision to that concept.
CONCEPT_SLOTS: Final[dict[str, str]] = {
    "actor": POLICY + "actor",
    "action": POLICY + "action",
    "object": POLICY + "object",
    "recipient": POLICY + "recipient",
    "attribution": PROV + "wasAttributedTo",
}

#: The slots that hold one phrase, and the property from the provision to its words.
PHRASE_SLOTS: Final[dict[str, str]] = {
    "actor": POLICY + "actorPhrase",
    "action": POLICY + "actionPhrase",
    "object": POLICY + "objectPhrase",
    "recipient": POLICY + "recipientPhrase",
    "deontic": POLICY + "deonticPhrase",
    "attribution": POLICY + "attributionPhrase",
    "purpose": POLICY + "purpose",
    "consequence": POLICY + "consequence",
}
