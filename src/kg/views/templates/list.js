"use strict";
// The same facts as a table: for reading, for screen readers, for finding.
(function (kg) {
  const { make } = kg;
  const PIECE = 200;
  const section = document.getElementById("list");
  const SORTS = {
    place: (a, b) => a.i - b.i,
    actor: (a, b) => compare(kg.nodes[kg.links[a.link].from].full, kg.nodes[kg.links[b.link].from].full) || a.i - b.i,
    modality: (a, b) => kg.classes.indexOf(a.m) - kg.classes.indexOf(b.m) || a.i - b.i,
    action: (a, b) => compare(a.predicate, b.predicate) || a.i - b.i,
    object: (a, b) => compare(kg.nodes[kg.links[a.link].to].full, kg.nodes[kg.links[b.link].to].full) || a.i - b.i,
  };
  const compare = (a, b) => a.localeCompare(b, "en", { sensitivity: "base" });
  let sort = "place", provisions = [];

  kg.showList = function (list) {
    provisions = list;
    const rows = [...list].sort(SORTS[sort]);
    const heads = [["actor", "Who"], ["modality", "Modality"], ["action", "Does"], ["object", "What"], ["place", "Where"]];
    const body = make("tbody", {});
    let shown = 0;
    const more = make("button", { type: "button", class: "more", on: { click: () => add() } });
    function add() {
      for (const p of rows.slice(shown, shown + PIECE)) body.append(row(p));
      shown += PIECE;
      more.hidden = shown >= rows.length;
      more.textContent = "Show more (" + Math.max(rows.length - shown, 0).toLocaleString("en") + " left)";
    }
    section.replaceChildren(
      make("table", {},
        make("caption", {}, kg.plural(rows.length, "provision")),
        make("thead", {}, make("tr", {}, heads.map(([key, name]) => make("th", { scope: "col", "aria-sort": key === sort ? "ascending" : null },
          make("button", { type: "button", on: { click: () => { sort = key; kg.showList(provisions); } } }, name))))),
        body),
      more);
    add();
    kg.markRow();
  };

  function row(p) {
    const link = kg.links[p.link], actor = kg.nodes[link.from], object = kg.nodes[link.to], source = kg.documents[p.document];
    return make("tr", { "data-id": p.id },
      make("td", {}, kg.nodeLink(actor)),
      make("td", {}, kg.chip(p.m)),
      make("td", {}, make("a", { href: kg.ref({ edge: p.id }) }, p.predicate)),
      make("td", {}, object.kind === "end" ? make("span", { class: "faint" }, "–") : kg.nodeLink(object)),
      make("td", {}, make("a", { href: kg.ref({ sentence: kg.sentenceKey(p), view: "text" }) }, (kg.documents.length > 1 ? source.title + " · " : "") + (kg.place(p) || "text"))));
  }

  kg.markRow = function () {
    const { edge, node } = kg.state, chosen = node ? kg.byKey.get(node) : null;
    let first = null;
    for (const tr of section.querySelectorAll("tbody tr")) {
      const p = kg.byProvision.get(tr.dataset.id), link = kg.links[p.link];
      const on = edge ? p.id === edge : chosen ? link.from === chosen.id || link.to === chosen.id : false;
      tr.classList.toggle("current", on);
      if (on && !first) first = tr;
    }
    if (first && !section.hidden) first.scrollIntoView({ block: "nearest" });
  };
})(window.kg);
