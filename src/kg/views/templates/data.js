"use strict";
// What the page holds, indexed. Everything in here comes from documents: it reaches the page as text only.
window.kg = {};
(function (kg) {
  const raw = JSON.parse(document.getElementById("data").textContent);
  const page = raw.page;
  // Marks that turn the reading direction round would make a text read as something else than it says.
  const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

  kg.title = page.title;
  kg.opening = page.view;
  kg.options = JSON.parse(raw.options);
  kg.limits = page.limits;
  kg.topics = page.topics;
  kg.documents = page.documents;
  kg.nodes = raw.nodes;
  kg.links = raw.edges;
  kg.discs = page.discs.map(([name, x, y, radius], id) => ({ id, name, x, y, radius }));
  kg.provisions = page.provisions.map(([id, document, start, end, link, m, confidence, predicate, slots, rule], i) => (
    { i, id, document, start, end, link, m, confidence, predicate, slots, rule }));

  kg.byKey = new Map(kg.nodes.map((node) => [node.key, node]));
  kg.byProvision = new Map(kg.provisions.map((p) => [p.id, p]));
  for (const node of kg.nodes) node.links = [];
  for (const link of kg.links) {
    link.provisions = [];
    kg.nodes[link.from].links.push(link);
    if (link.to !== link.from) kg.nodes[link.to].links.push(link);
  }
  for (const p of kg.provisions) kg.links[p.link].provisions.push(p);
  kg.byDocument = kg.documents.map(() => []);
  for (const p of kg.provisions) kg.byDocument[p.document].push(p);

  kg.tidy = (text) => text.replace(TURNING, "");
  kg.words = (p) => kg.documents[p.document].text.slice(p.start, p.end);
  kg.slot = (p, name) => p.slots.find((slot) => slot[0] === name);
  kg.slotText = (p, slot) => kg.tidy(slot[3] || kg.documents[p.document].text.slice(slot[1], slot[2])).replace(/\s+/g, " ");
  kg.sentenceKey = (p) => kg.documents[p.document].id + ":" + p.start;

  // A heading that is a paragraph in itself would bury the place that it is to name.
  kg.clip = (text) => (text.length > 48 ? text.slice(0, 48).replace(/\s\S*$/, "") + " …" : text);

  // The name of a node where a box may be empty: a line without an object ends in a dot.
  kg.nameOf = (node) => (node.full ? (/^[\p{Ll}\p{Nd}-]+( |$)/u.test(node.full) ? node.full[0].toUpperCase() + node.full.slice(1) : node.full) : "(no object)");

  kg.block = function (document, offset) {
    const blocks = kg.documents[document].blocks;
    let low = 0, high = blocks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (offset < blocks[middle][1]) high = middle - 1;
      else if (offset >= blocks[middle][2]) low = middle + 1;
      else return blocks[middle];
    }
    return null;
  };

  // "Article 4 › 3 · paragraph 12 · page 2"
  kg.place = function (p) {
    const block = kg.block(p.document, p.start);
    if (!block) return "";
    const parts = [];
    if (block[5].length) parts.push(block[5].map(kg.clip).join(" › "));
    parts.push("paragraph " + block[3]);
    if (block[4]) parts.push("page " + block[4]);
    return parts.join(" · ");
  };

  // An element with attributes and children; strings become text nodes, never markup.
  kg.make = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, react] of Object.entries(value)) element.addEventListener(event, react);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(2)) if (child !== null && child !== undefined && child !== false) element.append(child);
    return element;
  };
  // The part of an address behind "#" that leads to a selection.
  kg.address = function (wanted) {
    const parts = [];
    for (const name of ["node", "edge", "sentence", "document"]) if (wanted[name]) parts.push(name + "=" + encodeURIComponent(wanted[name]).replace(/%3A/g, ":"));
    if (wanted.disc !== undefined && wanted.disc !== null) parts.push("group=" + wanted.disc);
    if (wanted.focus) parts.push("focus=1");
    if (wanted.view && (wanted.view !== kg.opening || parts.length)) parts.push("view=" + wanted.view);
    return "#" + parts.join("&");
  };
  // The whole address: "#…" alone leads out of a page that stands inside a notebook.
  kg.ref = (wanted) => location.href.split("#")[0] + kg.address(wanted);
  kg.safeAddress = (address) => /^https?:\/\/[^\s]+$/i.test(address) ? address : null;
  kg.plural = (n, one, many) => n.toLocaleString("en") + " " + (n === 1 ? one : many || one + "s");
})(window.kg);
