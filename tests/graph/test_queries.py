"""Queries: what kg ships by name, what users write, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import time
from pathlib import Path

import pytest

from kg.errors import QueryError, UsageError
from kg.graph import queries
from kg.graph.ledger import Entry
from kg.graph.queries import Iri
from kg.graph.store import Store
from kg.model import Constraint, ConstraintKind, Document, Extraction, Modality, Phrase, Provision, Span
from tests.graph.naming import name

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def at(text: str, words: str) -> Phrase:
    start = text.index(words)
    return Phrase(words, start, start + len(words))


def duty(file: str, issuer: str | None = "City Council", date: str = "2021-05-01") -> Extraction:
    text = (
        f"If the plan changes, the Board shall submit a report to the Mayor by 30 July 2022. ({file}) "
        "The Office must not submit a report. The Mayor may submit a report to the Board."
    )
    document = Document(file, text, (), issuer=issuer, date=date)
    first, second, third = text.index("If"), text.index("The Office"), text.index("The Mayor may")
    due = Constraint(at(text, "by 30 July 2022"), ConstraintKind.DEADLINE, date="2022-07-30")
    submit, report = at(text, "submit"), at(text, "a report")
    found = (
        Provision(
            document.id, Span(first, second), submit, at(text, "the Board"), report, at(text, "the Mayor"),
            Modality.OBLIGATION, at(text, "shall"), conditions=(at(text, "If the plan changes"),), constraints=(due,),
            predicate="submit",
        ),
        Provision(
            document.id, Span(second, third), submit, at(text, "The Office"), report, None, Modality.PROHIBITION,
            at(text, "must not"), predicate="submit",
        ),
        Provision(
            document.id, Span(third, len(text)), submit, at(text, "The Mayor"), report, None, Modality.PERMISSION,
            at(text, "may"), attribution=at(text, "the Board"), predicate="submit",
        ),
    )  # fmt: skip
    return Extraction(document, found, 3)


@pytest.fixture(scope="module")
def city() -> Store:
    found = [duty("a.txt"), duty("b.txt", date="2023-05-01"), duty("c.txt", issuer=None)]
    store = Store.open(None)
    store.write([(e, Entry(e.document.name, provisions=3)) for e in found], name(found))
    store.rename(found, name(found))
    return store


def rows(store: Store, query: str, **values: str) -> tuple[tuple[object, ...], ...]:
    return store.query(queries.get(query).sparql(values)).rows


def test_every_named_query_has_a_title_a_description_and_described_parameters() -> None:
    assert len(queries.named()) >= 11
    for query in queries.named():
        assert query.title, query.name
        assert query.description, query.name
        assert all(p.description for p in query.parameters), query.name
        assert query.text.count("# parameter") >= len(query.parameters)


@pytest.mark.parametrize("query", [q.name for q in queries.named()])
def test_every_named_query_runs_as_it_stands(query: str, seed: Store) -> None:
    assert seed.query(queries.get(query).text).columns


def test_directives_of_an_actor(city: Store) -> None:
    found = rows(city, "directives-of-actor", name="Board")
    assert [row[:4] for row in found] == [("obligation", "submit", "a report", f"{n}.txt") for n in "abc"]


def test_an_actor_is_found_whatever_the_case(city: Store) -> None:
    assert rows(city, "directives-of-actor", name="BOARD") == rows(city, "directives-of-actor", name="board") != ()


def test_shared_responsibility(city: Store) -> None:
    found = rows(city, "shared-responsibility", name="report")
    assert found == (
        ("report", "Board", "obligation", "submit", 3),
        ("report", "Mayor", "permission", "submit", 3),
        ("report", "Office", "prohibition", "submit", 3),
    )


def test_prohibitions_with_evidence(city: Store) -> None:
    row = rows(city, "prohibitions")[0]
    assert row[:5] == ("The Office", "must not", "submit", "a report", "a.txt")
    assert row[7] == "The Office must not submit a report. "


def test_counts_by_modality(city: Store) -> None:
    assert set(rows(city, "modalities")) == {("obligation", 3), ("prohibition", 3), ("permission", 3)}


def test_who_speaks(city: Store) -> None:
    assert rows(city, "speakers") == (("Board", 3),)


def test_the_network_of_an_actor_leaves_out_what_is_prohibited(city: Store) -> None:
    assert rows(city, "actor-network", name="board") == ((1, "Mayor"),)


def test_two_hops_reach_those_who_share_with_those_who_share() -> None:
    def sharing(file: str, *pairs: tuple[str, str]) -> Extraction:
        text = " ".join(f"{actor} runs {thing}." for actor, thing in pairs)
        document = Document(file, text, ())
        return Extraction(document, tuple(
            Provision(document.id, Span(0, len(text)), at(text, "runs"), at(text, actor), at(text, thing),
                      predicate="run")
            for actor, thing in pairs
        ))  # fmt: skip

    found = [
        sharing("a", ("A", "rails"), ("B", "rails"), ("B", "roads"), ("C", "roads"), ("C", "ports"), ("D", "ports"))
    ]
    with Store.open(None) as store:
        store.write([(found[0], Entry("a", provisions=6))], name(found))
        store.rename(found, name(found))
        assert rows(store, "actor-network", name="a") == ((1, "B"), (2, "C"))


def test_deadlines(city: Store) -> None:
    date, _, _, words, actor = rows(city, "deadlines")[0][:5]
    assert (date, words, actor) == ("2022-07-30", "by 30 July 2022", "the Board")


def test_provisions_with_conditions(city: Store) -> None:
    assert rows(city, "conditions")[0][:4] == ("If the plan changes", "obligation", "the Board", "submit")


def test_who_must_report_to_whom(city: Store) -> None:
    assert rows(city, "reporting") == (("Board", "submit", "Mayor", None, 3),)


def test_duties_due_before_a_date(city: Store) -> None:
    assert len(rows(city, "due-before", before="2022-07-30")) == 3
    assert rows(city, "due-before", before="2022-07-29") == ()


def test_what_one_issuer_repeats(city: Store) -> None:
    found = rows(city, "repeated", issuer="City Council")
    assert ("Board", "submit", "report", 2, "2021-05-01", "2023-05-01") in found
    assert rows(city, "repeated", issuer="nobody") == ()


def test_a_value_is_data_and_never_sparql(city: Store) -> None:
    nasty = '" } ?x ?y ?z . VALUES ?name { "board'
    assert rows(city, "directives-of-actor", name=nasty) == ()


def test_the_number_of_rows_is_a_parameter(city: Store) -> None:
    assert len(rows(city, "prohibitions", rows="2")) == 2


@pytest.mark.parametrize("value", ["0", "-1", "all", "1; DROP ALL", ""])
def test_a_number_of_rows_is_a_number(value: str) -> None:
    with pytest.raises(UsageError, match="no number of rows"):
        queries.get("prohibitions").sparql({"rows": value})


def test_parameters_are_listed_with_their_defaults() -> None:
    assert [(p.name, p.default) for p in queries.get("directives-of-actor").parameters] == [
        ("name", "provinces"),
        ("rows", "200"),
    ]


def test_a_parameter_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UsageError, match=r"no parameter 'nam'; it has: name, rows"):
        queries.get("directives-of-actor").sparql({"nam": "x"})


def test_a_query_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(UsageError, match="deadlines"):
        queries.get("deadline")


def test_the_prefixes_are_predefined(city: Store) -> None:
    assert city.query("ASK { entity:board a kg:Actor ; skos:prefLabel 'Board' }").truth


def test_values_keep_their_kind(city: Store) -> None:
    row = city.query("SELECT (1 AS ?i) (0.5 AS ?d) (true AS ?b) ('x' AS ?s) (kg:actor AS ?n) ?u {}").rows[0]
    assert row == (1, 0.5, True, "x", "https://w3id.org/policy-kg/ns#actor", None)
    assert isinstance(row[4], Iri)


def test_construct_gives_triples(city: Store) -> None:
    answer = city.query(
        "CONSTRUCT { ?a kg:actsOn ?o } WHERE { ?p kg:actor ?a ; kg:object ?o ; kg:modality kg:obligation }"
    )
    assert answer.kind == "triples"
    assert "<https://example.org/kg/entity/board> kg:actsOn" in queries.to_turtle(answer)


def test_describe_gives_triples(city: Store) -> None:
    assert city.query("DESCRIBE entity:board").triples


@pytest.mark.parametrize(
    ("sparql", "place"),
    [
        ("SELECT ?x WHERE { ?x ?y }", "line 1, column 19: the query does not parse near '?x ?y }'"),
        ("SELECT ?x WHERE { ?x ?y", "line 1, column 24: the query ends too early"),
        ("SELECT ?x WHER { ?x ?y ?z }", "line 1, column 11: the query does not parse near 'WHER {"),
        ("SELECT ?x WHERE { ?x ?y ?z } ORDER ?x", "line 1, column 36: the query does not parse near '?x'"),
        ("SELECT ?x WHERE {\n ?x a ?y ;\n foo }", "line 3, column 2: the query does not parse near 'foo }'"),
        (
            "SELECT *\nWHERE {\n  ?x nope:y ?z }",
            "line 3, column 6: the prefix nope: is not declared near 'nope:y ?z }'",
        ),
        ("SELECT * { ?x a <a b> }", "line 1, column 17: no IRI near '<a b> }'"),
        ('SELECT * {\n ?s ?p "abc }', "line 2, column 14: the query ends too early"),
        ("", "line 1, column 1: the query ends too early"),
    ],
)
def test_bad_sparql_is_placed(sparql: str, place: str, city: Store) -> None:
    with pytest.raises(QueryError) as caught:
        city.query(sparql)
    assert str(caught.value).startswith(place)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:a> 1 }",
        "DROP ALL",
        "prefix x: <http://x/>\n# comment\nDELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
    ],
)
def test_updates_are_refused(update: str, city: Store) -> None:
    with pytest.raises(QueryError, match="would change the store"):
        city.query(update)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?x ?y '# ' . SERVICE ?x { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_unless_asked_for(sparql: str, city: Store) -> None:
    with pytest.raises(QueryError, match="another server"):
        city.query(sparql)


@pytest.mark.parametrize(
    "sparql",
    ["ASK { ?service ?p 'SERVICE' }", "ASK { ?s <http://x/service> ?o } # SERVICE", "ASK { ?s kg:service ?o }"],
)
def test_the_word_service_alone_is_harmless(sparql: str, city: Store) -> None:
    assert city.query(sparql).kind == "truth"


def test_a_runaway_query_on_a_store_in_memory_is_ended(seed: Store) -> None:
    began = time.monotonic()
    with pytest.raises(QueryError, match=r"longer than 0\.5 s"):
        seed.query(RUNAWAY, limit=0.5)
    assert time.monotonic() - began < 5


def test_a_runaway_query_on_disk_is_ended_and_leaves_no_process(tmp_path: Path) -> None:
    found = [duty(f"{n}.txt") for n in range(30)]
    with Store.open(tmp_path / "store") as store:
        store.write([(e, Entry(e.document.name)) for e in found], name(found))
        began = time.monotonic()
        with pytest.raises(QueryError, match=r"longer than 1 s"):
            store.query(RUNAWAY, limit=1)
        assert time.monotonic() - began < 10
        assert store.query("ASK { ?s a kg:Provision }").truth


def test_a_limit_of_nothing_is_refused(city: Store) -> None:
    with pytest.raises(UsageError):
        city.query("ASK {}", limit=0)


def test_csv_cells_are_inert(city: Store) -> None:
    answer = city.query("SELECT ?x ?n { VALUES (?x ?n) { ('=cmd|x' -1) ('+1' 2) ('@a' 3) ('plain' 4) } }")
    cells = list(csv.reader(io.StringIO(queries.to_csv(answer))))
    assert cells == [["x", "n"], ["'=cmd|x", "-1"], ["+1", "2"], ["'@a", "3"], ["plain", "4"]]


def test_json_is_a_list_of_objects(city: Store) -> None:
    answer = city.query("SELECT ?n ?s { VALUES (?n ?s) { (1 'é') (UNDEF 'x') } }")
    assert json.loads(queries.to_json(answer)) == [{"n": 1, "s": "é"}, {"n": None, "s": "x"}]
