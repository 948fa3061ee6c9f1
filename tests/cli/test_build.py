"""`kg build` and `kg extract` with the real parser."""

import csv
import io
import json
import re
import subprocess
import sys

import pytest

from tests.sample import SEED

pytestmark = pytest.mark.model


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "documents"
    made.mkdir()
    (made / "one.txt").write_text("The Agency shall publish the register every year.\n")
    (made / "two.txt").write_text("No person may enter the zone. The Director should keep a list.\n")
    return made


@pytest.fixture
def build(kg, folder, tmp_path):
    def call(*options):
        return kg("build", folder, "-o", tmp_path / "output", *options)

    return call


def test_the_table_says_what_was_found(build):
    result = build()
    assert (result.code, result.err) == (0, "")
    assert re.search(r"^documents +2", result.out, re.MULTILINE)
    assert re.search(r"^sentences +3", result.out, re.MULTILINE)
    assert re.search(r"^provisions +3  obligation 1, prohibition 1, recommendation 1", result.out, re.MULTILINE)
    assert re.search(r"^actors .*Director 1", result.out, re.MULTILINE)
    assert "index.html" in result.out


def test_the_figures_are_there_for_programs(build):
    figures = json.loads(build("--json").out)
    assert figures["modalities"] == {"obligation": 1, "prohibition": 1, "recommendation": 1}
    assert figures["parsed"] == 2
    assert json.loads(build("--json").out)["parsed"] == 0


def test_a_dry_run_lists_what_would_be_done(build, folder):
    build()
    (folder / "one.txt").write_text("The Agency must not publish anything.\n")
    (folder / "two.txt").unlink()
    (folder / "three.txt").write_text("The Board may sit.\n")
    out = build("--dry-run").out
    assert "1 would be read and parsed: new\n  three.txt\n" in out
    assert "  one.txt\n" in out
    assert "1 no longer at the paths; would be removed with --prune\n  two.txt\n" in out
    assert json.loads(build("--dry-run", "--prune", "--json").out)["removed"] == ["two.txt"]


def test_documents_that_are_gone_are_told_and_pruned(build, folder):
    build()
    (folder / "two.txt").unlink()
    assert "two.txt: built before, no longer at the paths; remove with: kg build --prune" in build().err
    result = build("--prune")
    assert result.err == ""
    assert re.search(r"^removed +1  two.txt", result.out, re.MULTILINE)
    assert re.search(r"^documents +1", result.out, re.MULTILINE)


def test_several_processes_find_the_same(kg, build, folder, tmp_path):
    build()
    assert kg("build", folder, "-o", tmp_path / "other", "--jobs", 2).code == 0
    one, other = ((tmp_path / name / "provisions.jsonl").read_bytes() for name in ("output", "other"))
    assert one == other


def test_settings_of_the_project_are_used(build, folder, kg, tmp_path):
    (folder / "kg.toml").write_text(
        'base = "https://policy.example/"\nexclude = ["two*"]\n[aliases]\n"The Office" = ["The Agency"]\n'
    )
    assert re.search(r"^documents +1", build().out, re.MULTILINE)
    assert "<https://policy.example/" in (tmp_path / "output" / "graph.ttl").read_text()
    assert "Office" in kg("list", "--names", "-o", tmp_path / "output").out


def test_extract_reads_standard_input():
    command = [sys.executable, "-m", "kg.cli", "extract", "-"]
    done = subprocess.run(
        command, input=b"The Agency shall publish the register.", capture_output=True, timeout=60, check=True
    )
    (row,) = [json.loads(line) for line in done.stdout.decode().splitlines()]
    keys = "document sentence start end actor action object modality deontic polarity attribution recipient purpose"
    for key in [*keys.split(), "consequence", "conditions", "constraints", "confidence", "rule"]:
        assert key in row
    assert (row["actor"], row["action"], row["object"]) == ("The Agency", "publish", "the register")


def test_every_phrase_of_extract_stands_where_it_says(kg):
    text = SEED.read_text("utf-8")
    for line in kg("extract", SEED).out.splitlines():
        row = json.loads(line)
        assert text[row["start"] : row["end"]] == row["sentence"]
        for slot in ("actor", "action", "object", "recipient", "deontic", "attribution", "purpose"):
            if row[slot] is not None and not row[f"{slot}_implied"]:
                assert text[row[f"{slot}_start"] : row[f"{slot}_end"]] == row[slot]


def test_extract_prints_documents_in_the_order_of_their_names(kg, folder):
    one = kg("extract", folder).out
    assert [json.loads(line)["document"] for line in one.splitlines()] == ["one.txt", "two.txt", "two.txt"]
    assert kg("extract", folder, "--jobs", 2).out == one


@pytest.mark.parametrize("format", ["csv", "table", "ttl"])
def test_extract_in_other_formats(kg, folder, format):
    out = kg("extract", folder, "--format", format).out
    if format == "csv":
        assert [row["action"] for row in csv.DictReader(io.StringIO(out))] == ["publish", "enter", "keep"]
    elif format == "table":
        assert re.search(r"Agency +must +publish +the register", out)
    else:
        import pyoxigraph

        assert len(list(pyoxigraph.parse(out.encode(), pyoxigraph.RdfFormat.TURTLE))) > 30


def test_a_copy_is_said_to_be_one(build, folder):
    (folder / "copy.txt").write_bytes((folder / "one.txt").read_bytes())
    assert "one.txt: the same text as copy.txt" in build().out


@pytest.fixture
def address():
    """An address on this machine that serves one page."""
    import http.server
    import threading

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"The Agency shall publish the register every year.\n")

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/register.txt"
        server.shutdown()
        thread.join()


def test_private_addresses_are_fetched_only_when_allowed(kg, address):
    refused = kg("extract", address)
    assert (refused.code, refused.out) == (2, "")
    assert "--allow-private" in refused.err
    allowed = kg("extract", address, "--allow-private")
    assert (allowed.code, json.loads(allowed.out)["action"]) == (0, "publish")
