"""Exports: the same bytes from wherever, and other tools read them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pyoxigraph
import pytest
import rdflib

from kg.errors import UsageError
from kg.graph.build import quads
from kg.graph.export import FORMATS, export, export_corpus
from kg.graph.ledger import Entry
from kg.graph.network import to_networkx
from kg.graph.store import Store
from kg.model import Corpus, Document, Extraction, Phrase, Provision, Span
from kg.rows import csv_text, json_lines, row, rows
from tests.graph.naming import name


def text_of(store: Store, kind: str) -> str:
    return "".join(export(store, kind))


def lines(corpus: Corpus) -> set[str]:
    return {" ".join(quad) for quad in quads(corpus)}


def parsed(text: str, kind: pyoxigraph.RdfFormat) -> set[str]:
    return {str(quad) for quad in pyoxigraph.parse(text.encode(), kind)}


@pytest.mark.parametrize("kind", FORMATS)
def test_a_store_and_its_corpus_give_the_same_bytes(kind: str, seed: Store, seed_corpus: Corpus) -> None:
    assert text_of(seed, kind) == "".join(export_corpus(seed_corpus, kind))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_order_of_writing_changes_no_byte(kind: str) -> None:
    found = [plain(f"{n}.txt", f"States ban imports {n}.") for n in range(5)]
    names = name(found)
    texts = []
    for order in (found, found[::-1]):
        with Store.open(None) as store:
            for one in order:
                store.replace(one, names, Entry(one.document.name))
            store.rename(order, names)
            texts.append(text_of(store, kind))
    assert texts[0] == texts[1]


def test_hash_seeds_and_locales_change_no_byte() -> None:
    code = (
        "from tests.sample import seed_extraction; from tests.graph.naming import name; from kg.model import Corpus\n"
        "from kg.graph.export import *; import hashlib\n"
        "e = seed_extraction(); c = Corpus((e,), name([e]))\n"
        "print([hashlib.sha256(''.join(export_corpus(c, k)).encode()).hexdigest() for k in FORMATS])"
    )
    root = Path(__file__).parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(root)},
        ).stdout
        for seed, locale in (("1", "C"), ("2", "C.UTF-8"))
    }  # fmt: skip
    assert len(said) == 1
    assert len(said.pop()) > 400


@pytest.mark.parametrize(("kind", "reader"), [("nq", "N_QUADS"), ("trig", "TRIG"), ("jsonld", "JSON_LD")])
def test_what_is_read_is_what_was_built(kind: str, reader: str, seed: Store, seed_corpus: Corpus) -> None:
    assert parsed(text_of(seed, kind), getattr(pyoxigraph.RdfFormat, reader)) == {
        str(q)
        for q in pyoxigraph.parse(
            "".join(f"{line} .\n" for line in lines(seed_corpus)).encode(), pyoxigraph.RdfFormat.N_QUADS
        )
    }


def test_turtle_holds_every_triple_once(seed: Store, seed_corpus: Corpus) -> None:
    graph = rdflib.Graph().parse(data=text_of(seed, "ttl"), format="turtle")
    assert len(graph) == len({quad[:3] for quad in quads(seed_corpus)})


def test_turtle_reads_well(seed: Store) -> None:
    text = text_of(seed, "ttl")
    assert "\n<entity/provinces> a skos:Concept, kg:Actor ;\n" in text
    assert '    skos:prefLabel "provinces" .' in text
    assert "<action/take-overall-responsibility> <entity/implementation> ;" in text


def test_an_entity_that_looks_like_a_path_keeps_its_address() -> None:
    from kg.graph.export import turtle

    odd = ["entity/../x", "entity/./x", "a:b", "entity/x#y", ".", "entity/%2E%2E/x"]
    triples = [(f"<https://example.org/kg/{o}>", "<http://p/p>", '"x"') for o in odd]
    text = "".join(turtle(triples, base="https://example.org/kg/"))
    assert {str(s) for s, _, _ in rdflib.Graph().parse(data=text, format="turtle")} == {t[0][1:-1] for t in triples}


def test_graphml_is_read_by_networkx(seed: Store, seed_corpus: Corpus) -> None:
    graph = networkx.parse_graphml(text_of(seed, "graphml"), force_multigraph=True)
    assert graph.number_of_edges() == len(seed_corpus.provisions)
    assert dict(graph.nodes(data="label"))["entity/provinces"] == "provinces"


def test_gexf_is_well_formed_and_carries_no_day(seed: Store, seed_corpus: Corpus) -> None:
    text = text_of(seed, "gexf")
    tree = ElementTree.fromstring(text)
    assert len(tree.findall(".//{http://gexf.net/1.3}edge")) == len(seed_corpus.provisions)
    assert "lastmodified" not in text


def test_xml_cannot_be_broken_by_a_text() -> None:
    text = "]]> <x> & \" ' \x00\x0b\ud800 \r\n end"
    one = plain("a&<\x01>.txt", text)
    for kind in ("graphml", "gexf"):
        ElementTree.fromstring("".join(export_corpus(Corpus((one,), name([one])), kind)))


def test_an_unknown_format_names_those_there_are(seed: Store) -> None:
    with pytest.raises(UsageError, match="graphml"):
        text_of(seed, "xlsx")


def plain(file: str, text: str) -> Extraction:
    document = Document(file, text, ())
    end = min(len(text), 9)
    provision = Provision(
        document.id, Span(0, len(text)), Phrase(text[:end], 0, end), Phrase(text[:4], 0, 4), Phrase(text[2:end], 2, end)
    )
    return Extraction(document, (provision,), 1)


def test_every_edge_is_a_provision(seed_corpus: Corpus) -> None:
    graph = to_networkx(seed_corpus)
    assert {key for _, _, key in graph.edges(keys=True)} == {p.id for p in seed_corpus.provisions}
    facts = graph.get_edge_data("entity/provinces", "entity/implementation")
    (edge,) = facts.values()
    assert (edge["label"], edge["modality"], edge["asserts_doing"]) == (
        "take overall responsibility",
        "obligation",
        True,
    )


def test_a_row_has_the_keys_of_the_data_model(seed_corpus: Corpus) -> None:
    keys = [
        "document",
        "sentence",
        "start",
        "end",
        "actor",
        "action",
        "object",
        "modality",
        "deontic",
        "polarity",
        "attribution",
        "recipient",
        "purpose",
        "consequence",
        "conditions",
        "constraints",
        "confidence",
        "rule",
    ]
    for found in rows(seed_corpus):
        assert set(keys) <= found.keys()


def test_a_slot_of_a_row_slices_back_unless_implied(seed_corpus: Corpus) -> None:
    text = seed_corpus.documents[0].text
    checked = 0
    for found in rows(seed_corpus):
        for slot in ("actor", "action", "object", "attribution"):
            if found[slot] is not None and not found[f"{slot}_implied"]:
                assert text[found[f"{slot}_start"] : found[f"{slot}_end"]] == found[slot]
                checked += 1
    assert checked > 100


def test_json_lines_are_one_line_each() -> None:
    one = plain("a\nb.txt", "line\u2028two\x85three\ud800 \r\n four")
    written = list(json_lines([row(one.document, one.provisions[0])]))
    assert len("".join(written).splitlines()) == 1
    assert json.loads(written[0])["sentence"] == one.document.text
    written[0].encode("utf-8")


def test_provisions_csv_has_a_row_for_each_provision_and_no_formula() -> None:
    one = plain("=2+5.txt", "=HYPERLINK(x) does things")
    (head, cells) = csv.reader(io.StringIO(csv_text(Corpus((one,), name([one])))))
    found = dict(zip(head, cells, strict=True))
    assert found["document"] == "'=2+5.txt"
    assert found["actor"] == "'=HYP"
