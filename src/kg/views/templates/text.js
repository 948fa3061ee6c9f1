"use strict";
// The source text, every provision underlined in its modality's colour. A sentence leads to its boxes in the graph,
// a box in the graph to its sentences here.
(function (kg) {
  const { make } = kg;
  const section = document.getElementById("text");
  const RANK = { mustnot: 0, must: 1, will: 2, should: 3, may: 4, neednot: 5, statement: 6 };
  let drawn = null, current = 0, visible = new Set();

  kg.showText = function (shown, document_) {
    visible = new Set(shown);
    if (document_ !== undefined && document_ !== null) current = document_;
    const key = current + "|" + shown.length + "|" + (shown[0] ? shown[0].i : "");
    if (drawn !== key) draw();
    drawn = key;
  };
  kg.textDocument = () => current;

  function draw() {
    const source = kg.documents[current];
    if (!source) { section.replaceChildren(make("p", { class: "sub" }, "No document.")); return; }
    const sentences = new Map();
    for (const p of kg.byDocument[current]) {
      if (!visible.has(p)) continue;
      const key = p.start + "-" + p.end;
      if (!sentences.has(key)) sentences.set(key, { start: p.start, end: p.end, provisions: [] });
      sentences.get(key).provisions.push(p);
    }
    const ordered = [...sentences.values()].sort((a, b) => a.start - b.start || b.end - a.end);
    const blocks = source.blocks.length ? source.blocks : [["paragraph", 0, source.text.length, 1, 0, []]];
    const article = make("article", { lang: source.language });
    const chooser = kg.documents.length > 1 ? make("p", {}, make("label", {}, "Document ", make("select", { id: "which", on: { change: (event) => { kg.go({ view: "text", document: kg.documents[Number(event.target.value)].id }); } } },
      kg.documents.map((one, i) => make("option", { value: i, selected: i === current }, one.title + (one.date ? " (" + one.date + ")" : "")))))) : null;
    const meta = [source.issuer, source.date, source.name].filter(Boolean).join(" · ");
    // Most documents begin with their title: it stands once, as their own words.
    const own = blocks.find(([kind]) => kind === "title");
    const titled = own && kg.tidy(source.text.slice(own[1], own[2])).replace(/\s+/g, " ").trim() === source.title;
    article.append(make("header", {}, titled ? null : make("h2", {}, source.title), meta ? make("p", { class: "sub" }, meta) : null, chooser));
    let s = 0;
    for (const [kind, start, end, number, page] of blocks) {
      const tag = kind === "title" && titled ? "h2" : kind === "title" || kind === "heading" ? "h3" : "p";
      const block = make(tag, { class: "block " + kind.replace(/[^a-z]/g, ""), dir: "auto", "data-n": number, title: page ? "page " + page : null });
      let at = start;
      while (s < ordered.length && ordered[s].start < end) {
        const sentence = ordered[s++];
        if (sentence.start < at) continue; // two readings of one stretch: the longer stands
        block.append(kg.tidy(source.text.slice(at, sentence.start)));
        block.append(sentenceElement(source, sentence, Math.min(sentence.end, end)));
        at = Math.min(sentence.end, end);
      }
      block.append(kg.tidy(source.text.slice(at, end)));
      article.append(block);
    }
    section.replaceChildren(article);
    section.scrollTop = 0;
  }

  function sentenceElement(source, sentence, end) {
    const spans = [];
    for (const p of sentence.provisions) {
      for (const [name, from, to, implied, parts] of p.slots) {
        if (name === "attribution") continue;
        for (const [a, b] of implied ? parts : [[from, to]]) {
          if (a >= sentence.start && b <= end && !(a === sentence.start && b === sentence.end)) spans.push([a, b, p]);
        }
      }
    }
    const cuts = [...new Set([sentence.start, end, ...spans.flatMap(([a, b]) => [a, b])])].sort((a, b) => a - b);
    const key = source.id + ":" + sentence.start;
    const found = make("a", { class: "sentence", href: kg.ref({ sentence: key, view: "text" }), "data-sentence": key, title: sentence.provisions.map((p) => kg.modality[p.m].word + " " + p.predicate).slice(0, 6).join("; ") });
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [a, b] = [cuts[i], cuts[i + 1]], here = new Set(spans.filter(([s, e]) => s <= a && b <= e).map(([, , p]) => p));
      const words = kg.tidy(source.text.slice(a, b));
      if (!here.size) { found.append(words); continue; }
      const m = [...here].map((p) => p.m).sort((x, y) => RANK[x] - RANK[y])[0];
      found.append(make("span", { class: "u " + m, "data-p": [...here].map((p) => p.id).join(" ") }, words));
    }
    return found;
  }

  section.addEventListener("click", (event) => {
    const words = event.target.closest(".u");
    if (!words || event.ctrlKey || event.metaKey) return;
    const ids = words.dataset.p.split(" ");
    if (ids.length === 1) { event.preventDefault(); kg.go({ edge: ids[0], view: "text" }); }
  });

  // Marks the sentences and words of the selection, and scrolls to the first.
  kg.markText = function (sentences, provisions) {
    const ids = new Set(provisions.map((p) => p.id));
    let first = null;
    for (const element of section.querySelectorAll(".sentence")) {
      const on = sentences.has(element.dataset.sentence);
      element.classList.toggle("current", on);
      if (on && !first) first = element;
    }
    for (const element of section.querySelectorAll(".u")) element.classList.toggle("on", element.dataset.p.split(" ").some((id) => ids.has(id)));
    if (first && !section.hidden) first.scrollIntoView({ block: "center" });
  };
})(window.kg);
