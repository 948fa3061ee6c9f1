"use strict";
// The evidence: sentences with the phrases marked, and where they stand.
(function (kg) {
  const { make } = kg;
  const panel = document.getElementById("panel");
  const FIRST = 30;

  kg.nodeLink = (node) => make("a", { href: kg.ref({ node: node.key }) }, kg.nameOf(node));
  kg.chip = (m) => make("span", { class: "chip " + m }, kg.modality[m].word);

  // Pieces of a sentence, cut where a marked stretch begins or ends.
  kg.marked = function (p) {
    const text = kg.documents[p.document].text;
    const whole = [], faint = [];
    for (const [name, start, end, implied, parts] of p.slots) {
      if (name === "attribution") continue;
      if (implied) faint.push(...parts);
      else whole.push([start, end]);
    }
    const inside = ([start, end]) => start >= p.start && end <= p.end && start < end && !(start === p.start && end === p.end);
    const strong = whole.filter(inside), weak = faint.filter(inside);
    const cuts = [...new Set([p.start, p.end, ...strong.flat(), ...weak.flat()])].sort((a, b) => a - b);
    const pieces = [];
    for (let i = 0; i + 1 < cuts.length; i++) {
      const [a, b] = [cuts[i], cuts[i + 1]];
      let kind = strong.some(([s, e]) => s <= a && b <= e) ? "mark" : weak.some(([s, e]) => s <= a && b <= e) ? "hint" : "";
      const words = text.slice(a, b);
      // A space between two marked words belongs to the mark.
      if (!kind && /^[\s,]*$/.test(words) && i > 0 && i + 2 < cuts.length && pieces[pieces.length - 1][0] === "mark" &&
        strong.some(([s, e]) => s <= b && cuts[i + 2] <= e)) kind = "mark";
      if (pieces.length && pieces[pieces.length - 1][0] === kind) pieces[pieces.length - 1][1] += words;
      else pieces.push([kind, words]);
    }
    return pieces.map(([kind, words]) => (kind ? make("mark", kind === "hint" ? { class: "hint", title: "understood from these words" } : {}, kg.tidy(words)) : kg.tidy(words)));
  };

  const SHOWN = { attribution: "said by", recipient: "to or for", condition: "if or when", purpose: "so that", consequence: "or else", deontic: "wording" };
  function slots(p) {
    const rows = [];
    for (const slot of p.slots) {
      const [name, , , implied] = slot, text = kg.slotText(p, slot), note = slot.slice(5).join(" · ");
      if (name === "action") continue;
      if ((name === "actor" || name === "object") && !implied) continue;
      rows.push(make("div", {}, make("dt", {}, SHOWN[name] || name),
        make("dd", {}, make("bdi", {}, text), implied ? make("span", { class: "faint" }, " implied") : null, note ? make("span", { class: "faint" }, " " + note) : null)));
    }
    return rows.length ? make("dl", { class: "slots" }, rows) : null;
  }

  kg.card = function (p, options) {
    const { hideActor, hideObject, current } = options || {};
    const link = kg.links[p.link], actor = kg.nodes[link.from], object = kg.nodes[link.to], source = kg.documents[p.document];
    const address = kg.safeAddress(source.source);
    const verb = make("a", { class: "verb", href: kg.ref({ edge: p.id }) }, p.predicate);
    const name = source.title;
    return make("article", { class: "card" + (current ? " current" : ""), "data-id": p.id },
      make("h3", {}, kg.chip(p.m), " ", hideActor ? null : [kg.nodeLink(actor), " "], verb, hideObject || object.kind === "end" ? null : [" ", kg.nodeLink(object)]),
      make("blockquote", { lang: source.language, dir: "auto" }, "“", kg.marked(p), "”"),
      slots(p),
      make("p", { class: "place" },
        make("a", { href: kg.ref({ sentence: kg.sentenceKey(p), view: "text" }) }, "Read in the text"), " · ",
        address ? make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, make("bdi", {}, name)) : make("bdi", {}, name),
        source.date ? " · " + source.date : null, kg.place(p) ? " · " + kg.place(p) : null, " · ",
        make("span", { title: "How sure the rule “" + p.rule + "” is" }, p.confidence + " % sure")));
  };

  function cards(list, options) {
    const box = make("div", { class: "cards" });
    let shown = 0;
    const more = make("button", { type: "button", class: "more" });
    const go = () => {
      for (const p of list.slice(shown, shown + FIRST)) more.before(kg.card(p, { ...options, current: options && options.current === p.id }));
      shown += FIRST;
      more.hidden = shown >= list.length;
      more.textContent = "Show more (" + (list.length - shown).toLocaleString("en") + " left)";
    };
    box.append(more);
    more.addEventListener("click", go);
    go();
    return box;
  }

  function fill(title, subtitle, actions, ...rest) {
    panel.replaceChildren(
      make("button", { type: "button", id: "handle", "aria-expanded": "true", "aria-label": "Show or hide the evidence", on: { click: kg.toggleSheet } }, make("span", {})),
      make("div", { class: "head" }, make("h2", {}, title), subtitle ? make("p", { class: "sub" }, subtitle) : null, actions && actions.length ? make("p", { class: "actions" }, actions) : null),
      ...rest.filter(Boolean));
    panel.scrollTop = 0;
  }
  const button = (text, react, attributes) => make("button", { type: "button", ...(attributes || {}), on: { click: react } }, text);
  const back = () => button("← Back", () => kg.back());
  const share = () => button("Copy link", (event) => kg.copyLink(event.currentTarget));
  const inDocuments = (list) => new Set(list.map((p) => p.document)).size;
  const counted = (list) => kg.plural(list.length, "provision") + (kg.documents.length > 1 ? " in " + kg.plural(inDocuments(list), "document") : "");

  // --- what the panel shows
  // Who is told something stands first, with the number of what it is told; who is only spoken of, below.
  kg.showOverview = function (links, group) {
    const told = new Map(), spoken = new Map();
    for (const link of links) {
      const counts = link.m === "statement" ? spoken : told;
      counts.set(link.from, (counts.get(link.from) || 0) + link.shown.length);
    }
    if (!told.size && !spoken.size) {
      fill(kg.provisions.length ? "Nothing matches" : "No provisions", null, [],
        make("p", { class: "sub" }, kg.provisions.length ? "No provision passes the filters." : "No sentence here says who does, must or may do what. The Text view shows the source."),
        kg.provisions.length ? button("Clear filters", kg.clearFilters) : null);
      return;
    }
    for (const id of told.keys()) spoken.delete(id);
    const hint = (group ? "In the group “" + kg.clip(group) + "”. " : "") + "Select a box or a line to read the sentence behind it.";
    const actions = kg.state.disc !== null ? [back()] : [];
    if (told.size) fill("Who is told to do what", hint, actions, ...who(told), ...(spoken.size ? [make("h3", { class: "also" }, "Only in statements"), ...who(spoken)] : []));
    else fill("Who does what", hint, actions, ...who(spoken));
  };
  function who(counts) {
    const order = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]), list = make("ol", { class: "who" });
    const add = (from, to) => order.slice(from, to).forEach(([id, n]) => list.append(make("li", {}, kg.nodeLink(kg.nodes[id]), make("b", {}, n.toLocaleString("en")))));
    add(0, 60);
    return [list, order.length > 60 ? button("Show all " + order.length.toLocaleString("en"), (event) => { add(60, 2000); event.currentTarget.remove(); }, { class: "more" }) : null];
  }

  kg.showNode = function (node, links) {
    const list = links.flatMap((link) => link.shown).sort((a, b) => a.i - b.i);
    const acts = links.some((link) => link.from === node.id), acted = links.some((link) => link.to === node.id);
    const kinds = [acts && acted ? "Acts and is acted on" : acts ? "Actor" : "Object"];
    if (node.type && node.type !== "concept") kinds.push(node.type);
    if (kg.topics.length > 1 && kg.topics[node.topic] !== "Other") kinds.push(kg.topics[node.topic]);
    kinds.push(counted(list));
    const own = node.kind === "implied"
      ? make("p", { class: "sub" }, node.key.startsWith("implied/") ? "The text names nobody here (“It is necessary to …”, “… was improved”): whom it means is left open." : "The text says “we”: whom it means follows from who speaks.") : null;
    fill(make("bdi", {}, kg.nameOf(node)), kinds.join(" · "),
      [back(), button(kg.state.focus ? "Show all" : "Focus", () => kg.go({ node: node.key, focus: !kg.state.focus })), share()],
      own, node.aliases && node.kind !== "implied" ? make("p", { class: "sub" }, "Also: ", make("bdi", {}, node.aliases.slice(0, 8).join("; ") + (node.aliases.length > 8 ? " …" : ""))) : null,
      list.length ? cards(list, { hideActor: !acted && node.kind === "actor", hideObject: !acts }) : make("p", { class: "sub" }, "The filters hide all its provisions."));
  };

  kg.showLink = function (link, id) {
    const first = link.shown.find((p) => p.id === id);
    const list = first ? [first, ...link.shown.filter((p) => p !== first)] : link.shown;
    const actor = kg.nodes[link.from], object = kg.nodes[link.to];
    fill([make("bdi", {}, kg.nameOf(actor)), " → ", make("bdi", {}, object.kind === "end" ? (first || link.provisions[0]).predicate : kg.nameOf(object))],
      kg.modality[link.m].word + " · " + counted(list), [back(), share()],
      list.length ? cards(list, { current: list.length > 1 ? id : null }) : make("p", { class: "sub" }, "The filters hide it."));
  };

  kg.showSentence = function (list) {
    const names = new Set(list.flatMap((p) => [kg.links[p.link].from, kg.links[p.link].to]));
    fill(kg.plural(list.length, "provision") + " in this sentence", kg.documents[list[0].document].title + (kg.place(list[0]) ? " · " + kg.place(list[0]) : ""),
      [back(), button("Show in the graph", () => kg.go({ sentence: kg.sentenceKey(list[0]), view: "graph" })), share()],
      make("p", { class: "names" }, [...names].map((id) => kg.nodes[id]).filter((node) => node.kind !== "end").map((node) => make("a", { class: "tag", href: kg.ref({ node: node.key }) }, kg.nameOf(node)))),
      cards(list, {}));
  };

  kg.showDisc = function (disc) {
    fill(make("bdi", {}, disc.name), kg.plural(disc.size || 0, "name") + " · " + kg.plural(disc.provisions || 0, "provision"), [back(), button("Open", () => kg.go({ disc: disc.id }))],
      make("ol", { class: "who" }, (disc.actors || []).map(([node, n]) => make("li", {}, kg.nodeLink(node), make("b", {}, n.toLocaleString("en"))))));
  };
  kg.showMissing = function () {
    fill("Not on this page", "The link names something that this page does not hold.", [button("Show everything", () => kg.go({}))]);
  };
})(window.kg);
