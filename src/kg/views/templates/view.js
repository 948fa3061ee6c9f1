"use strict";
// The state of the page: it is the address behind "#", so that a link, a reload and "back" lead to the same place.
(function (kg) {
  const { make } = kg;
  const $ = (id) => document.getElementById(id);
  const narrow = window.matchMedia("(max-width: 760px)");
  const views = ["graph", "text", "list"];
  const filters = { actor: "", topic: "", document: "", confidence: 0, off: new Set() };
  kg.filters = filters;
  kg.state = { view: kg.opening, node: null, edge: null, sentence: null, disc: null, focus: false, document: null };
  let drawnFor = null, note = "", revealed = null;

  // --- state ↔ address
  function parse() {
    const given = new URLSearchParams(location.hash.slice(1).replace(/\+/g, "%2B"));
    const state = { view: given.get("view"), node: given.get("node"), edge: given.get("edge"), sentence: given.get("sentence"),
      document: given.get("document"), focus: given.has("focus"), disc: given.has("group") ? Number(given.get("group")) : null };
    if (!views.includes(state.view)) state.view = state.sentence ? "text" : kg.state.view || kg.opening;
    if (state.disc !== null && !kg.discs[state.disc]) state.disc = null;
    return state;
  }
  kg.go = (wanted) => visit(kg.address({ view: kg.state.view, ...wanted }));
  // The address and what is shown change in one step: the browser's own "hashchange" comes later, and a person who is
  // quick with the keys would walk on from a box that is no longer the selected one.
  function visit(hash) {
    if (hash === location.hash || (hash === "#" && !location.hash)) { revealed = null; apply(); return; }
    location.hash = hash;
    arrive();
  }
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href]"), here = location.href.split("#")[0] + "#";
    if (!anchor || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !anchor.getAttribute("href").startsWith(here)) return;
    event.preventDefault();
    const hash = anchor.getAttribute("href").slice(here.length - 1);
    // A selection in the text or the list stays there; "Read in the text" leads to the text.
    const keeps = kg.state.view !== kg.opening && !hash.includes("view=");
    visit(hash + (keeps ? "&view=" + kg.state.view : ""));
  });
  // How many selections lie behind this one in the browser's history: "Back" must never lead out of the page.
  let depth = (history.state && history.state.depth) || 0;
  const remember = () => { try { history.replaceState({ depth }, ""); } catch { /* a frame without a history of its own */ } };
  kg.back = function () {
    if (depth > 0) history.back();
    else kg.go({});
  };
  let here = null; // the address that is shown
  function arrive() {
    if (location.hash === here) return;
    if (history.state && history.state.depth !== undefined) depth = history.state.depth;
    else { depth += 1; remember(); }
    route();
  }
  window.addEventListener("hashchange", arrive);

  function route() {
    here = location.hash;
    kg.state = parse();
    if (kg.state.sentence && !new URLSearchParams(location.hash.slice(1)).has("view")) kg.state.view = "text";
    apply();
  }

  // --- filters
  const passes = (p) => {
    const link = kg.links[p.link];
    return !filters.off.has(p.m) && p.confidence >= filters.confidence &&
      (filters.document === "" || p.document === Number(filters.document)) &&
      (filters.actor === "" || link.from === Number(filters.actor)) &&
      (filters.topic === "" || kg.nodes[link.to].topic === Number(filters.topic));
  };
  let filtered = [], stamp = 0;
  function refilter() {
    filtered = [];
    for (const link of kg.links) {
      link.shown = link.provisions.filter(passes);
      if (link.shown.length) filtered.push(link);
    }
    stamp += 1;
  }
  kg.visibleLinks = () => filtered;
  kg.clearFilters = function () {
    Object.assign(filters, { actor: "", topic: "", document: "", confidence: 0 });
    filters.off.clear();
    buildFilters();
    changed();
  };
  function changed() {
    refilter();
    const n = ["actor", "topic", "document"].filter((name) => filters[name] !== "").length + (filters.confidence > 0) + filters.off.size;
    $("active").textContent = n ? " (" + n + ")" : "";
    $("filter").classList.toggle("on", n > 0);
    for (const button of $("legend").querySelectorAll("button")) button.setAttribute("aria-pressed", String(!filters.off.has(button.dataset.m)));
    apply();
    kg.say(kg.plural(filtered.reduce((sum, link) => sum + link.shown.length, 0), "provision") + " shown");
  }
  const present = () => kg.classes.filter((m) => kg.provisions.some((p) => p.m === m));
  function buildFilters() {
    const choice = (name, label, options) => (options.length < 2 ? null : make("label", {}, label,
      make("select", { name, on: { change: (event) => { filters[name] = event.target.value; changed(); } } },
        make("option", { value: "" }, "All"), options.map(([value, text]) => make("option", { value, selected: String(value) === filters[name] }, text)))));
    const actors = new Map();
    for (const p of kg.provisions) actors.set(kg.links[p.link].from, (actors.get(kg.links[p.link].from) || 0) + 1);
    const ranked = [...actors].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 500);
    const clip = (text) => (text.length > 60 ? text.slice(0, 60).replace(/\s\S*$/, "") + " …" : text);
    $("filters").replaceChildren(...[
      choice("actor", "Actor", ranked.map(([id, n]) => [id, clip(kg.nameOf(kg.nodes[id])) + " (" + n + ")"])),
      choice("topic", "Topic", kg.topics.map((name, i) => [i, clip(name)])),
      choice("document", "Document", kg.documents.map((one, i) => [i, clip(one.title)])),
      make("fieldset", {}, make("legend", {}, "Modality"), present().map((m) => make("label", { class: "check" },
        make("input", { type: "checkbox", value: m, checked: !filters.off.has(m), on: { change: (event) => { toggle(m, event.target.checked); } } }), kg.chip(m)))),
      make("label", {}, make("span", { id: "sure" }, "At least " + filters.confidence + " % sure"),
        make("input", { type: "range", name: "confidence", min: 0, max: 100, step: 5, value: filters.confidence, on: { input: (event) => {
          filters.confidence = Number(event.target.value);
          $("sure").textContent = "At least " + filters.confidence + " % sure";
          changed();
        } } })),
      make("button", { type: "button", on: { click: kg.clearFilters } }, "Clear filters"),
    ].filter(Boolean));
  }
  function toggle(m, on) {
    if (on) filters.off.delete(m);
    else filters.off.add(m);
    const box = $("filters").querySelector('input[value="' + m + '"]');
    if (box) box.checked = on;
    changed();
  }
  function buildLegend() {
    const items = present().map((m) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      for (const [name, value] of Object.entries({ viewBox: "0 0 34 10", width: 34, height: 10, "aria-hidden": "true", class: "sample " + m })) svg.setAttribute(name, value);
      const line = document.createElementNS("http://www.w3.org/2000/svg", "path"), head = document.createElementNS("http://www.w3.org/2000/svg", "path");
      line.setAttribute("d", "M1 5H26");
      if (kg.modality[m].dashes) line.setAttribute("stroke-dasharray", kg.modality[m].dashes.join(" "));
      head.setAttribute("d", kg.modality[m].bar ? "M28 0V10" : "M25 1.5L33 5L25 8.5Z");
      head.setAttribute("class", kg.modality[m].bar ? "bar" : "tip");
      svg.append(line, head);
      return make("li", {}, make("button", { type: "button", "data-m": m, "aria-pressed": "true", on: { click: () => toggle(m, filters.off.has(m)) } }, svg, kg.modality[m].word));
    });
    if (kg.nodes.some((node) => node.kind === "implied")) items.push(make("li", { class: "note" }, make("span", { class: "dashed" }), "not named"));
    $("legend").replaceChildren(...items);
  }

  // --- what is shown
  function scope() {
    const { node, focus, disc } = kg.state;
    if (focus && node && kg.byKey.has(node)) {
      const id = kg.byKey.get(node).id, near = new Set([id]);
      for (const link of filtered) if (link.from === id || link.to === id) near.add(link.to);
      return filtered.filter((link) => link.from === id || link.to === id || near.has(link.to));
    }
    if (disc !== null) return filtered.filter((link) => kg.nodes[link.from].disc === disc || kg.nodes[link.to].disc === disc);
    return filtered;
  }
  // In an overview a node has no box: its group opens, or, across groups, its neighbourhood.
  function unfold(links) {
    const { node, edge } = kg.state;
    const plan = kg.plan(links, room(), kg.state.disc);
    const wanted = edge && kg.byProvision.has(edge) ? kg.links[kg.byProvision.get(edge).link].from : node && kg.byKey.has(node) ? kg.byKey.get(node).id : null;
    if (wanted === null || plan.drawing.boxes.some((box) => box.node && box.node.id === wanted)) return plan;
    const around = filtered.filter((link) => link.from === wanted || link.to === wanted);
    const near = kg.plan(around, room(), -1);
    return { drawing: near.drawing, note: "The " + kg.plural(around.length, "line") + " of “" + kg.nameOf(kg.nodes[wanted]) + "”. " + near.note };
  }
  // The room for the drawing. In less than SLIM two sides beside each other would be too small to read.
  const SLIM = 740, TREE = 600;
  function room() {
    const { offsetWidth, offsetHeight, clientWidth } = $("scroll"), slim = offsetWidth < SLIM;
    return { slim, upright: offsetHeight > offsetWidth, wide: slim ? Math.min(clientWidth, TREE) : 0 };
  }
  // Draws anew where filters, focus or width ask for it.
  function redraw(links) {
    const { node, edge, disc, focus } = kg.state;
    const selects = kg.discs.length ? [node, edge].join("|") : "";
    const key = [stamp, disc, focus ? node : "", JSON.stringify(room()), selects].join("¦");
    if (key === drawnFor) return false;
    const plan = unfold(links);
    note = plan.note;
    $("note").replaceChildren(make("span", {}, disc === null || !kg.discs.length ? note : "Group “" + kg.clip(kg.discs[disc].name) + "”. " + note),
      disc === null ? "" : make("button", { type: "button", on: { click: () => kg.go({}) } }, "All groups"));
    $("note").hidden = !note && disc === null;
    kg.draw(plan.drawing);
    drawnFor = key;
    return true;
  }
  function apply() {
    const { view } = kg.state;
    document.body.dataset.view = view;
    for (const name of views) {
      $(name).hidden = name !== view;
      document.querySelector('[data-view="' + name + '"].tab, #views [data-view="' + name + '"]').setAttribute("aria-pressed", String(name === view));
    }
    const links = scope();
    if (view === "graph") redraw(links);
    const selection = selected();
    sheet(selection.kind !== "none");
    if (view === "graph") highlight(selection);
    if (view === "text") {
      const target = selection.provisions[0];
      const wanted = kg.state.document ? kg.documents.findIndex((one) => one.id === kg.state.document) : -1;
      const here = selection.provisions.some((p) => p.document === kg.textDocument());
      kg.showText(filtered.flatMap((link) => link.shown), wanted >= 0 ? wanted : target && !here ? target.document : filters.document !== "" ? Number(filters.document) : null);
      kg.markText(new Set(selection.provisions.map(kg.sentenceKey)), selection.kind === "none" ? [] : selection.provisions);
    }
    if (view === "list") {
      kg.showList(links.flatMap((link) => link.shown));
    }
    evidence(selection, links);
    const inAll = kg.plural(kg.documents.length, "document");
    const shown = filtered.reduce((sum, link) => sum + link.shown.length, 0), all = kg.provisions.length;
    $("count").textContent = (shown === all ? kg.plural(all, "provision") : shown.toLocaleString("en") + " of " + kg.plural(all, "provision")) + (kg.title === inAll ? "" : " · " + inAll);
  }
  function selected() {
    const { node, edge, sentence } = kg.state;
    if (edge) {
      const p = kg.byProvision.get(edge);
      return p ? { kind: "link", link: kg.links[p.link], provisions: [p, ...kg.links[p.link].shown.filter((one) => one !== p)] } : { kind: "missing", provisions: [] };
    }
    if (node) {
      const found = kg.byKey.get(node);
      return found ? { kind: "node", node: found, provisions: found.links.flatMap((link) => link.shown) } : { kind: "missing", provisions: [] };
    }
    if (sentence) {
      const cut = sentence.lastIndexOf(":"), document_ = kg.documents.findIndex((one) => one.id === sentence.slice(0, cut)), start = Number(sentence.slice(cut + 1));
      const list = document_ < 0 ? [] : kg.byDocument[document_].filter((p) => p.start === start);
      return list.length ? { kind: "sentence", provisions: list } : { kind: "missing", provisions: [] };
    }
    return { kind: "none", provisions: [] };
  }
  function highlight(selection) {
    if (selection.kind === "none" || selection.kind === "missing") { kg.light(null); return; }
    const { boxes, lines } = kg.drawing();
    const wanted = selection.kind === "node" ? new Set(selection.node.links) : new Set(selection.provisions.map((p) => kg.links[p.link]));
    const chosenNodes = selection.kind === "node" ? new Set([selection.node]) : new Set();
    const ends = new Set([...wanted].flatMap((link) => [link.from, link.to]));
    const from = new Set([...wanted].map((link) => link.from)), to = new Set([...wanted].map((link) => link.to));
    const lit = new Set(), chosen = new Set();
    for (const line of lines) if (line.link && wanted.has(line.link)) lit.add(line.id);
    for (const box of boxes) {
      if (box.kind === "verb") { if (wanted.has(box.link)) { lit.add(box.id); chosen.add(box.id); } continue; }
      if (!box.node) continue;
      const twin = chosenNodes.has(box.node);
      const end = box.dot ? ends.has(box.node.id) : (box.id[0] === "n" ? from : to).has(box.node.id);
      if (twin || (end && treeOwn(box, wanted))) lit.add(box.id);
      if (twin || (selection.kind !== "node" && lit.has(box.id))) chosen.add(box.id);
    }
    for (const box of boxes) if (box.members && box.members.some((id) => lit.has(id))) lit.add(box.id);
    kg.light(lit, chosen);
    const first = boxes.find((box) => chosen.has(box.id) && box.kind !== "verb") || boxes.find((box) => chosen.has(box.id));
    // Shown once: a person who has scrolled on is not called back because the window or a filter has changed.
    const key = drawnFor + "¦" + location.hash;
    if (revealed === key) return;
    revealed = key;
    const verb = selection.kind === "link" ? boxes.find((box) => box.kind === "verb" && box.link === selection.link) : null;
    if (verb || first) kg.reveal(verb || first);
  }
  // In a tree an object stands once below each actor: only those on a lit line are lit.
  const treeOwn = (box, wanted) => kg.drawing().mode !== "tree" || box.id[0] !== "o" || [...wanted].some((link) => box.id === "o" + link.id);

  function evidence(selection, links) {
    if (selection.kind === "node") kg.showNode(selection.node, selection.node.links.filter((link) => link.shown.length));
    else if (selection.kind === "link") kg.showLink(selection.link, kg.state.edge);
    else if (selection.kind === "sentence") kg.showSentence(selection.provisions);
    else if (selection.kind === "missing") kg.showMissing();
    else kg.showOverview(links, kg.state.disc === null ? "" : kg.discs[kg.state.disc].name);
    sheet(document.body.classList.contains("sheet"));
  }

  // --- picking
  kg.picked = function (box) {
    if (!box || box.kind === "heading") { if (kg.state.node || kg.state.edge || kg.state.sentence) kg.go({ disc: kg.state.disc }); return; }
    if (box.kind === "disc") kg.go({ disc: box.disc.id });
    else if (box.kind === "verb") kg.go({ edge: box.link.shown[0].id, disc: kg.state.disc });
    else kg.go({ node: box.node.key, disc: kg.state.disc, focus: kg.state.focus && kg.state.node === box.node.key });
  };
  kg.opened = function (box) {
    if (box && box.node) kg.go({ node: box.node.key, focus: true });
  };

  // --- the sheet of a narrow screen
  const sheetOpen = (open) => {
    document.body.classList.toggle("sheet", open);
    const handle = $("handle");
    if (handle) handle.setAttribute("aria-expanded", String(open));
    kg.resized();
  };
  const sheet = (open) => sheetOpen(open);
  kg.toggleSheet = () => sheetOpen(!document.body.classList.contains("sheet"));
  // How much of the graph's lower end the sheet hides once it has come to rest (view.css: 52vh).
  kg.covered = () => (narrow.matches && document.body.classList.contains("sheet")
    ? Math.max(0, $("scroll").getBoundingClientRect().bottom - 0.48 * window.innerHeight) : 0);

  // --- search
  const normal = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  let index = null, found = [], at = -1;
  function find(query) {
    index = index || kg.nodes.filter((node) => node.full).map((node) => [normal([node.full, ...(node.aliases || [])].join("\n")), node]);
    const wanted = normal(query).trim();
    if (!wanted) return [];
    const hits = [];
    for (const [text, node] of index) {
      const where = text.indexOf(wanted);
      if (where >= 0) hits.push([where === 0 ? 0 : /\W/.test(text[where - 1]) ? 1 : 2, node]);
    }
    hits.sort((a, b) => a[0] - b[0] || b[1].links.length - a[1].links.length || a[1].id - b[1].id);
    const results = hits.slice(0, 12).map(([, node]) => ({ node, text: kg.nameOf(node), sub: node.kind === "object" ? "object" : "actor" }));
    const seen = new Set();
    for (const p of kg.provisions) {
      if (results.length >= 18 || wanted.length < 3) break;
      if (seen.has(kg.sentenceKey(p))) continue;
      const words = kg.words(p), where = normal(words).indexOf(wanted);
      if (where < 0) continue;
      seen.add(kg.sentenceKey(p));
      results.push({ p, text: around(kg.tidy(words).replace(/\s+/g, " "), wanted), sub: "sentence" });
    }
    return results;
  }
  // A few words before and after what was sought, none of them cut.
  function around(words, wanted) {
    const where = Math.max(normal(words).indexOf(wanted), 0), after = where + wanted.length;
    const before = words.slice(0, where), rest = words.slice(after);
    const lead = before.length > 40 ? "… " + before.slice(-40).replace(/^\S*\s/, "") : before;
    const tail = rest.length > 60 ? rest.slice(0, 60).replace(/\s\S*$/, "") + " …" : rest;
    return lead + words.slice(where, after) + tail;
  }
  const box = $("search"), options = $("found");
  function closeSearch() {
    options.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    at = -1;
  }
  function offer() {
    found = find(box.value);
    at = found.length ? 0 : -1;
    if (!box.value.trim()) { closeSearch(); return; }
    options.replaceChildren(...(found.length ? found.map((one, i) => make("li", { role: "option", id: "f" + i, "aria-selected": String(i === at), on: { click: () => take(i) } },
      make("bdi", {}, one.text), make("span", { class: "faint" }, one.sub))) : [make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing found")]));
    options.hidden = false;
    box.setAttribute("aria-expanded", "true");
    if (at >= 0) box.setAttribute("aria-activedescendant", "f" + at);
  }
  function take(i) {
    const one = found[i];
    if (!one) return;
    closeSearch();
    box.value = "";
    if (one.node) kg.go({ node: one.node.key });
    else kg.go({ sentence: kg.sentenceKey(one.p), view: kg.state.view });
  }
  // What is found follows the typing, a little later where there is much to search; Enter takes what is in the box
  // now. The list closes with the focus at once: later, it would close on a person who is back already.
  let waiting = 0;
  const offerNow = () => { clearTimeout(waiting); waiting = 0; offer(); };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    if (kg.provisions.length > 5000) waiting = setTimeout(offerNow, 150);
    else offerNow();
  });
  options.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  box.addEventListener("blur", () => { clearTimeout(waiting); waiting = 0; closeSearch(); });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { closeSearch(); box.value = ""; box.blur(); $("scroll").focus(); event.stopPropagation(); }
    if (event.key === "Enter") { if (waiting || options.hidden) offerNow(); take(at); event.preventDefault(); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!found.length) return;
      at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length;
      [...options.children].forEach((child, i) => child.setAttribute("aria-selected", String(i === at)));
      options.children[at].scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", "f" + at);
    }
  });

  // --- keyboard
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  let cursor = null;
  function walk(way) {
    const drawing = kg.drawing(), boxes = drawing.boxes.filter((b) => (b.node && b.kind !== "end") || b.kind === "disc");
    if (!boxes.length) return;
    const here = kg.state.node ? boxes.filter((b) => b.node && b.node.key === kg.state.node) : [];
    const from = here.find((b) => b.id === cursor) || here[0] || (drawing.mode === "discs" && boxes.find((b) => b.id === cursor)) || null;
    let next = null;
    if (!from) next = boxes.find((b) => b.kind === "actor" || b.kind === "implied") || boxes[0];
    else {
      let best = Infinity;
      for (const b of boxes) {
        const dx = b.x - from.x, dy = b.y - from.y, along = dx * way[0] + dy * way[1], across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
        if (along < 2 || (way[1] && drawing.mode === "columns" && across > 10)) continue;
        const cost = along + 2.5 * across;
        if (cost < best) { best = cost; next = b; }
      }
    }
    if (!next) return;
    cursor = next.id;
    if (next.kind === "disc") { kg.light(null, new Set([next.id])); kg.showDisc(next.disc); kg.say(next.disc.name); return; }
    kg.go({ node: next.node.key, disc: kg.state.disc });
    kg.say(kg.nameOf(next.node) + ", " + kg.plural(next.node.links.length, "line"));
  }
  $("scroll").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    if (way) { event.preventDefault(); walk(way); } else if (event.key === "Enter") {
      event.preventDefault();
      const drawing = kg.drawing();
      if (drawing.mode === "discs" && cursor && kg.boxAt(cursor)) kg.go({ disc: kg.boxAt(cursor).disc.id });
      else if (kg.state.node) kg.go({ node: kg.state.node, focus: !kg.state.focus });
    } else if (event.key === "+" || event.key === "=") kg.zoom(1.25);
    else if (event.key === "-") kg.zoom(0.8);
    else if (event.key === "0") kg.fit();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) { event.preventDefault(); box.focus(); }
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      if (open) { open.open = false; open.querySelector("summary").focus(); } else if (!typing) kg.go({});
    }
  });

  // --- the rest of the bar
  kg.say = (text) => { $("live").textContent = text; };
  kg.copyLink = async function (button) {
    let copied = true;
    try { await navigator.clipboard.writeText(location.href); } catch { copied = false; }
    button.textContent = copied ? "Copied" : "It is in the address bar";
    setTimeout(() => { button.textContent = "Copy link"; }, 2500);
  };
  for (const button of $("views").children) button.addEventListener("click", () => kg.go({ ...kg.state, view: button.dataset.view }));
  $("fit").addEventListener("click", kg.fitOther);
  $("in").addEventListener("click", () => kg.zoom(1.25));
  $("out").addEventListener("click", () => kg.zoom(0.8));
  function darken(on, keep) {
    kg.dark = on;
    document.documentElement.dataset.theme = on ? "dark" : "light";
    $("dark").setAttribute("aria-pressed", String(on));
    kg.restyle();
    if (keep) { try { localStorage.setItem("kg-theme", on ? "dark" : "light"); } catch { /* no storage from file:// in some browsers */ } }
  }
  $("dark").addEventListener("click", () => darken(!kg.dark, true));
  document.addEventListener("pointerdown", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  new ResizeObserver(() => {
    if (kg.state.view !== "graph" || !drawnFor || !$("scroll").offsetWidth) return; // on paper it is not there
    const selection = selected();
    if (redraw(scope())) highlight(selection);
    kg.resized();
  }).observe($("scroll"));

  let kept = null;
  try { kept = localStorage.getItem("kg-theme"); } catch { kept = null; }
  darken(kept ? kept === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches, false);
  buildFilters();
  buildLegend();
  refilter();
  const start = () => {
    remember();
    route();
    // For tests and measurements: the moment the first picture stands.
    requestAnimationFrame(() => requestAnimationFrame(() => { document.documentElement.dataset.ready = String(Math.round(performance.now())); }));
  };
  start();
  // Boxes are measured with the fonts that are there; a font that comes later is measured again.
  if (document.fonts && document.fonts.status !== "loaded") document.fonts.ready.then(() => { drawnFor = null; apply(); });
})(window.kg);
