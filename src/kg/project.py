"""A built project as a Python value: what `kg.build` and `kg.load` give, and what most commands work on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.config import Settings
from kg.config import load as read_settings
from kg.errors import StoreMissing, UsageError
from kg.model import Corpus, Document, Extraction, Modality, Names, Provision

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kg.building import Extracting, Progress, Report
    from kg.graph.check import Finding
    from kg.graph.ledger import Entry
    from kg.graph.queries import Answer
    from kg.graph.writing import GraphStore
    from kg.sharding import Cluster


class Project:
    """Documents, the provisions found in them, and the graph of both. Reading it never changes it."""

    def __init__(
        self,
        store: GraphStore,
        *,
        folder: Path | None = None,
        corpus: Corpus | None = None,
        report: Report | None = None,
    ) -> None:
        self._store = store
        self._corpus = corpus
        self.folder = folder
        self.report = report  # what the build did, where this comes from a build
        self._show_in_notebook()

    def __repr__(self) -> str:
        return f"<kg.Project of {len(self.documents)} documents, {len(self.provisions)} provisions>"

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the store."""
        self._store.close()

    @property
    def store(self) -> GraphStore:
        """The store itself."""
        return self._store

    @cached_property
    def corpus(self) -> Corpus:
        """Everything as one value; read from the store when first asked for."""
        return self._corpus if self._corpus is not None else self._store.corpus()

    @property
    def base(self) -> str:
        """Where the IRIs of the project's data begin."""
        return self._store.mint.base

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, sorted by name."""
        return self.corpus.documents

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions, in the order of documents and text."""
        return self.corpus.provisions

    @property
    def names(self) -> Names:
        """Which concept every slot of every provision names."""
        return self.corpus.names

    @cached_property
    def ledger(self) -> Mapping[str, Entry]:
        """For each document when it was built, with what, how many provisions it has or why it failed."""
        return self._store.ledger()

    def document(self, name: str) -> Document:
        """A document by its name or id. Raises UsageError where there is none."""
        for document in self.documents:
            if name in (document.name, document.id):
                return document
        for entry in self.ledger.values():
            if entry.name == name and entry.same_as:
                return self.document(entry.same_as)
            if entry.name == name and entry.reason:
                raise UsageError(entry.reason, hint="see: kg list --documents")
        raise UsageError("no such document", place=name, hint="see: kg list --documents")

    def provision(self, ident: str) -> Provision:
        """A provision by its id or the beginning of it. Raises UsageError where none or several begin so."""
        wanted = ident.lower().strip()
        found = {p.id: p for p in self.provisions if p.id.startswith(wanted)} if wanted else {}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            raise UsageError(f"{len(found)} provisions begin so", place=ident, hint="give more digits of the id")
        raise UsageError("no such provision", place=ident, hint="see the ids with: kg list")

    def select(
        self,
        *,
        actor: str | None = None,
        modality: str | Modality | None = None,
        document: str | None = None,
        text: str | None = None,
        path: str | None = None,
    ) -> Iterator[tuple[Document, Provision]]:
        """The provisions that meet every condition given.

        ``actor``: part of the actor's words, label or aliases; ``text``: part of the sentence; ``path``: part of
        the headings and labels above it ("Article 3(2)"); without regard to case. Raises UsageError for a modality or a
        document that there is not.
        """
        if modality is not None and modality not in list(Modality):
            raise UsageError("no such modality", place=str(modality), hint=f"one of {', '.join(Modality)}")
        only = self.document(document).id if document is not None else None
        for extraction in self.corpus.extractions:
            if only not in (None, extraction.document.id):
                continue
            for provision in extraction.provisions:
                if modality is not None and provision.modality != modality:
                    continue
                if actor is not None and not self._acts(provision, actor):
                    continue
                if text is not None and not _holds(provision.sentence.of(extraction.document.text), text):
                    continue
                if path is not None and not _stands_under(extraction.document, provision, path):
                    continue
                yield extraction.document, provision

    def _acts(self, provision: Provision, actor: str) -> bool:
        concept = self.names.of(provision, "actor")
        words = [concept.label, *concept.aliases] if concept else []
        if provision.actor:
            words.append(provision.actor.text)
        return any(_holds(word, actor) for word in words)

    def query(self, sparql: str, *, limit: float | None = 60.0, allow_service: bool = False) -> Answer:
        """The answer to a SPARQL query; the ontology's prefixes are predefined.

        ``limit``: seconds. Raises QueryError with line and column where it does not parse.
        """
        return self._store.query(sparql, limit=limit, allow_service=allow_service)

    def ask(self, name: str, *, limit: float | None = 60.0, **values: str) -> Answer:
        """The answer to a query that kg ships: ``ask("directives-of-actor", actor="provinces")``."""
        from kg.graph.queries import get

        return self.query(get(name).sparql(values), limit=limit)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph under rdflib's API, one named graph for each document."""
        return self._store.to_rdflib()

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Actors and objects as nodes, provisions as edges."""
        from kg.graph.network import to_networkx

        return to_networkx(self.corpus)

    def export(self, format: str) -> str:
        """The graph in a format: ttl, trig, nq, jsonld, graphml, gexf or csv. The same graph, the same text."""
        from kg.outputs import exported

        return exported(self.corpus, format, base=self._store.mint.base)

    def turtle(self, provision: Provision) -> str:
        """What the graph says of one provision and of the phrases in it."""
        from kg.graph.queries import to_turtle

        node = f"<{self._store.mint.provision(provision.id)}>"
        phrases = f"{{ BIND({node} AS ?s) }} UNION {{ {node} ?q ?s . FILTER(CONTAINS(STR(?s), '#')) }}"
        words = f"{{ {node} kg:constraint/kg:words ?s }}"
        post = f"{{ ?s prov:wasDerivedFrom {node} ; a org:Membership }}"
        wanted = f"{phrases} UNION {words} UNION {post}"
        answer = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {wanted} ?s ?p ?o }}", limit=None)
        return to_turtle(answer, self.base)

    def page(self, *, actor: str | None = None, document: str | None = None) -> str:
        """The page of the graph as HTML, or of a part of it."""
        from kg.outputs import title
        from kg.views.html import page

        if document is not None:
            document = self.document(document).id
        return page(self.corpus, title=title(self.corpus), actor=actor, document=document)

    def view(self, path: str | Path, *, actor: str | None = None, document: str | None = None) -> Path:
        """Writes the page to a file, which opens in any browser without a network."""
        from kg.corpus import files

        files.write(Path(path), self.page(actor=actor, document=document))
        return Path(path)

    def check(self) -> list[Finding]:
        """What is wrong with the graph: shapes that it breaks, offsets that do not hold what they should."""
        from kg.graph.check import findings

        return list(findings(self._store))

    def _show_in_notebook(self) -> None:
        """In a notebook a provision of this project is shown in its sentence: values know no page, projects do."""
        ipython = sys.modules.get("IPython")
        shell = ipython.get_ipython() if ipython is not None else None
        if shell is not None:
            shell.display_formatter.formatters["text/html"].for_type(Provision, self._provision_html)

    def _provision_html(self, provision: Provision) -> str:
        from kg.views.notebook import provision_html

        return provision_html(provision, {d.id: d for d in self.documents}.get(provision.document))

    def _repr_html_(self) -> str:
        from kg.outputs import title
        from kg.views.notebook import graph_html

        return graph_html(self.corpus, title=title(self.corpus))


def build(
    paths: str | Path | Sequence[str | Path],
    output: str | Path | None = None,
    *,
    model: str | None = None,
    config: str | Path | None = None,
    settings: Settings | None = None,
    jobs: int = 1,
    cluster: Cluster | None = None,
    prune: bool = False,
    store: str | None = None,
    extractor: Extracting | None = None,
    progress: Progress | None = None,
) -> Project:
    """Builds documents (files, folders, addresses) into a project: in memory, or kept in the ``output`` folder.

    ``config``: path of a kg.toml, or the ``settings`` themselves. ``cluster``: a ``kg.sharding.Cluster``, to read them
    on many machines instead of in ``jobs`` processes. ``store``: address of a SPARQL server that keeps the graph.
    Documents that cannot be read are in
    ``project.report.failures``. Raises UsageError, ConfigError, ModelMissing and StoreError.
    """
    from dataclasses import replace

    from kg import building
    from kg.graph.store import open_store

    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    if settings is None:
        settings = read_settings(Path(config)) if config is not None else Settings()
    if model is not None:
        settings = replace(settings, model=model)
    folder = Path(output) if output is not None else None
    kept: list[GraphStore] = []
    report = building.build(
        [str(path) for path in given],
        folder,
        settings=settings,
        jobs=jobs,
        cluster=cluster,
        prune=prune,
        address=store,
        extractor=extractor,
        progress=progress,
        keep=kept.append,
    )
    opened = kept[0] if kept else open_store(store or _store_of(folder), read_only=True)
    return Project(opened, folder=folder, corpus=report.corpus, report=report)


def load(output: str | Path = "output", *, store: str | None = None) -> Project:
    """A project that was built before. Raises StoreMissing where there is none."""
    from kg.graph.store import open_store

    folder = Path(output)
    if store is None and not (folder / "store").is_dir():
        raise StoreMissing("no project here", place=str(folder), hint=f"build one with: kg build PATH -o {folder}")
    return Project(open_store(store or _store_of(folder), read_only=True), folder=folder)


def extract(text: str, *, model: str | None = None) -> tuple[Provision, ...]:
    """The provisions of a text. Offsets refer to ``text`` with line ends written as one line feed."""
    return extraction(text, model=model).provisions


def extraction(text: str, *, model: str | None = None, name: str = "text") -> Extraction:
    """The provisions of a text together with the document that their offsets refer to."""
    from kg.pipeline import extract as run
    from kg.pipeline import parser
    from kg.reading import from_text

    (found,) = run([from_text(text, name=name)], parser(model))
    return found


def _store_of(folder: Path | None) -> Path | None:
    return folder / "store" if folder is not None else None


def _stands_under(document: Document, provision: Provision, wanted: str) -> bool:
    """Whether the words are in the headings and labels above the sentence; "Article 3" is not in "Article 31"."""
    from kg.comparison.meaning import cited

    block = document.block_at(provision.sentence.start)
    if block is None or not wanted.strip():
        return False
    places = (" ".join(block.path), " ".join(cited(block.path)))
    edges = rf"(?<!\w){re.escape(wanted.strip().casefold())}(?!\w)"
    return any(re.search(edges, place.casefold()) for place in places)


def _holds(words: str, part: str) -> bool:
    return " ".join(part.casefold().split()) in " ".join(words.casefold().split())
