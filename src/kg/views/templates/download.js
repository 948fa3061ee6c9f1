"use strict";
// Files made in the page, of what the filters let through.
(function (kg) {
  const { make } = kg;
  const list = document.getElementById("downloads");

  kg.save = function (blob, ending) {
    const name = (kg.title.normalize("NFKD").replace(/[^\w]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "directives").toLowerCase();
    const address = URL.createObjectURL(blob);
    const anchor = make("a", { href: address, download: name + "." + ending });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };

  // RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
  kg.cell = function (value) {
    let text = String(value ?? "");
    if (/^[\s]*[=+\-@\t\r＝＋－＠]/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) || text !== text.trim() ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  kg.csv = function (provisions) {
    const slots = ["attribution", "deontic", "recipient", "condition", "purpose", "consequence"];
    const rows = [["id", "actor", "modality", "action", "object", ...slots, "constraints", "sentence", "document", "title", "date", "place", "confidence", "rule"]];
    for (const p of provisions) {
      const link = kg.links[p.link], source = kg.documents[p.document];
      const of = (name) => p.slots.filter((slot) => slot[0] === name).map((slot) => kg.slotText(p, slot)).join("; ");
      const known = new Set(["actor", "action", "object", ...slots]);
      rows.push([p.id, kg.nodes[link.from].full, kg.modality[p.m].word, p.predicate, kg.nodes[link.to].full, ...slots.map(of),
        p.slots.filter((slot) => !known.has(slot[0])).map((slot) => kg.slotText(p, slot)).join("; "),
        kg.tidy(kg.words(p)).replace(/\s+/g, " "), source.name, source.title, source.date, kg.place(p), p.confidence / 100, p.rule]);
    }
    return "\ufeff" + rows.map((row) => row.map(kg.cell).join(",")).join("\r\n") + "\r\n";
  };

  // XML 1.0 has no place for most control characters, escaped or not.
  const xml = (text) => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (c) => "&#" + c.charCodeAt(0) + ";");
  function network(links) {
    const ids = [...new Set(links.flatMap((link) => [link.from, link.to]))].sort((a, b) => a - b);
    return { nodes: ids.map((id) => kg.nodes[id]), links };
  }
  // https://gexf.net/schema.html, version 1.3
  kg.gexf = function (links) {
    const { nodes } = network(links);
    const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
      '<graph defaultedgetype="directed">', '<attributes class="node"><attribute id="0" title="kind" type="string"/><attribute id="1" title="type" type="string"/><attribute id="2" title="topic" type="string"/></attributes>',
      '<attributes class="edge"><attribute id="0" title="modality" type="string"/><attribute id="1" title="provisions" type="string"/></attributes>', "<nodes>"];
    for (const node of nodes) {
      lines.push(`<node id="${xml(node.key)}" label="${xml((node.full || node.key))}"><attvalues><attvalue for="0" value="${xml(node.kind)}"/><attvalue for="1" value="${xml(node.type || "")}"/><attvalue for="2" value="${xml(kg.topics[node.topic])}"/></attvalues></node>`);
    }
    lines.push("</nodes>", "<edges>");
    for (const link of links) {
      lines.push(`<edge id="${link.id}" source="${xml(kg.nodes[link.from].key)}" target="${xml(kg.nodes[link.to].key)}" label="${xml(link.label)}" weight="${link.shown.length}"><attvalues><attvalue for="0" value="${xml(kg.modality[link.m].word)}"/><attvalue for="1" value="${xml(link.shown.map((p) => p.id).join(" "))}"/></attvalues></edge>`);
    }
    return [...lines, "</edges>", "</graph>", "</gexf>", ""].join("\n");
  };
  // http://graphml.graphdrawing.org/specification.html
  kg.graphml = function (links) {
    const { nodes } = network(links);
    const key = (id, of, type) => `<key id="${id}" for="${of}" attr.name="${id}" attr.type="${type}"/>`;
    const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">', key("label", "all", "string"), key("kind", "node", "string"),
      key("type", "node", "string"), key("topic", "node", "string"), key("modality", "edge", "string"), key("weight", "edge", "int"), key("provisions", "edge", "string"), '<graph edgedefault="directed">'];
    const data = (id, value) => `<data key="${id}">${xml(value)}</data>`;
    for (const node of nodes) {
      lines.push(`<node id="${xml(node.key)}">${data("label", (node.full || node.key))}${data("kind", node.kind)}${data("type", node.type || "")}${data("topic", kg.topics[node.topic])}</node>`);
    }
    for (const link of links) {
      lines.push(`<edge id="e${link.id}" source="${xml(kg.nodes[link.from].key)}" target="${xml(kg.nodes[link.to].key)}">${data("label", link.label)}${data("modality", kg.modality[link.m].word)}${data("weight", link.shown.length)}${data("provisions", link.shown.map((p) => p.id).join(" "))}</edge>`);
    }
    return [...lines, "</graph>", "</graphml>", ""].join("\n");
  };

  const text = (make_, type, ending) => () => kg.save(new Blob([make_()], { type: type + ";charset=utf-8" }), ending);
  const links = () => kg.visibleLinks(), provisions = () => links().flatMap((link) => link.shown).sort((a, b) => a.i - b.i);
  const FILES = [
    ["Picture (PNG)", async () => kg.save(await kg.png(), "png"), "png"],
    ["Picture (SVG)", text(() => '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(kg.svg()), "image/svg+xml", "svg"), "svg"],
    ["Table (CSV)", text(() => kg.csv(provisions()), "text/csv", "csv"), "csv"],
    ["Gephi (GEXF)", text(() => kg.gexf(links()), "application/xml", "gexf"), "gexf"],
    ["Network (GraphML)", text(() => kg.graphml(links()), "application/xml", "graphml"), "graphml"],
    ["Print …", () => window.print(), "print"],
  ];
  for (const [name, react, id] of FILES) {
    list.append(make("li", {}, make("button", { type: "button", "data-file": id, on: { click: async () => {
      document.getElementById("export").open = false;
      try { await react(); } catch { kg.say("That file could not be made: the drawing is too large. Filter first, or take SVG."); }
    } } }, name)));
  }
  window.addEventListener("beforeprint", () => {
    const paper = document.getElementById("paper");
    paper.replaceChildren(make("h1", {}, kg.title), ...(kg.drawing() && !document.getElementById("graph").hidden ? kg.sheets() : []));
  });
  window.addEventListener("afterprint", () => document.getElementById("paper").replaceChildren());
})(window.kg);
