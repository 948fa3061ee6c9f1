"use strict";
// Larger graphs: places computed beforehand; an aggregate where even those would be a thicket.
(function (kg) {
  const LINKS = 1500; // more lines than this are no picture

  // The places suit a wide window; in a high one the map stands upright.
  let upright = false;
  const at = (thing) => (upright ? [thing.y, thing.x] : [thing.x, thing.y]);
  const radius = (weight) => Math.min(5 + 2.2 * Math.sqrt(weight), 22);

  kg.map = function (links) {
    const weight = new Map();
    for (const link of links) {
      for (const id of [link.from, link.to]) weight.set(id, (weight.get(id) || 0) + link.provisions.length);
    }
    const boxes = [...weight].map(([id, n]) => {
      const node = kg.nodes[id], r = radius(n);
      return { id: "n" + id, kind: node.kind, dot: true, node, lines: [], x: at(node)[0], y: at(node)[1], w: 2 * r, h: 2 * r, topic: node.topic, weight: n };
    }).sort((a, b) => b.weight - a.weight || a.node.id - b.node.id);
    const lines = links.map((link) => ({
      id: "l" + link.id, link, m: link.m, width: Math.min(1 + 0.4 * (link.provisions.length - 1), 3), straight: true,
      ends: ["n" + link.from, "n" + link.to], from: at(kg.nodes[link.from]), to: at(kg.nodes[link.to]),
      stop: radius(weight.get(link.to)),
    }));
    const names = new Set(boxes.map((box) => kg.nameOf(box.node)));
    for (const disc of kg.discs) disc.heart = names.has(disc.name); // its central node says the same name already
    const used = new Set(boxes.map((box) => box.node.disc));
    const grounds = kg.discs.filter((disc) => used.has(disc.id)).map((disc) => ({ ...disc, x: at(disc)[0], y: at(disc)[1] }));
    return around({ mode: "map", boxes, lines, grounds });
  };

  // One disc for each community, one line between two that share provisions.
  kg.aggregate = function (links) {
    const inside = kg.discs.map(() => ({ nodes: new Set(), provisions: 0, actors: new Map() }));
    const between = new Map();
    for (const link of links) {
      const a = kg.nodes[link.from], b = kg.nodes[link.to], n = link.provisions.length;
      inside[a.disc].nodes.add(a.id);
      inside[b.disc].nodes.add(b.id);
      inside[a.disc].provisions += n;
      inside[a.disc].actors.set(a.id, (inside[a.disc].actors.get(a.id) || 0) + n);
      if (a.disc === b.disc) continue;
      const key = a.disc < b.disc ? a.disc + "-" + b.disc : b.disc + "-" + a.disc;
      between.set(key, (between.get(key) || 0) + n);
    }
    const boxes = kg.discs.filter((disc) => inside[disc.id].nodes.size).map((disc) => {
      const { nodes, provisions, actors } = inside[disc.id];
      disc.actors = [...actors].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, 12).map(([id, n]) => [kg.nodes[id], n]);
      disc.size = nodes.size;
      disc.provisions = provisions;
      return { id: "d" + disc.id, kind: "disc", disc, lines: [], x: at(disc)[0], y: at(disc)[1], w: 2 * disc.radius, h: 2 * disc.radius,
        topic: disc.id, weight: nodes.size };
    }).sort((a, b) => b.weight - a.weight || a.disc.id - b.disc.id);
    // Only the strongest connections: with all of them the discs would hide behind their lines.
    const strongest = [...between].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 2 * boxes.length);
    const most = strongest.length ? strongest[0][1] : 1;
    const lines = strongest.map(([key, n]) => {
      const [a, b] = key.split("-").map((id) => kg.discs[id]);
      return { id: "g" + key, m: null, width: 1.5 + 10 * Math.sqrt(n / most), straight: true, ends: ["d" + a.id, "d" + b.id],
        from: at(a), to: at(b), weight: n };
    });
    return around({ mode: "discs", boxes, lines, grounds: [], leftOut: between.size - strongest.length });
  };

  function around(drawing) {
    const grounds = drawing.grounds;
    drawing.boxes.push(...grounds.map((g) => ({ x: g.x, y: g.y, w: 2 * g.radius, h: 2 * g.radius, ground: true })));
    kg.bounded(drawing);
    drawing.boxes = drawing.boxes.filter((box) => !box.ground);
    return drawing;
  }

  // Which drawing suits these links, and what it leaves out in words.
  kg.plan = function (links, room, opened) {
    upright = room.upright;
    const readable = (some) => (room.slim ? kg.tree(some, room.wide) : kg.columns(some));
    const objects = new Set(links.map((link) => link.to)).size;
    const actors = new Set(links.map((link) => link.from)).size;
    const { columns } = kg.limits;
    if (!kg.discs.length || (Math.max(objects, actors) <= columns && links.length <= 2 * columns)) {
      return { drawing: readable(links), note: "" };
    }
    const dense = links.length > 2.2 * (objects + actors);
    if (links.length <= LINKS && !dense) return { drawing: kg.map(links), note: "" };
    if (links.length > LINKS && opened === null && new Set(links.map((link) => kg.nodes[link.from].disc)).size > 1) {
      const drawing = kg.aggregate(links);
      const out = drawing.leftOut ? " Of the connections between groups the strongest " + drawing.lines.length + " of " +
        (drawing.lines.length + drawing.leftOut) + " are drawn." : "";
      return { drawing, note: "Overview: " + kg.plural(links.length, "line") + " in " + kg.plural(drawing.boxes.length, "group") +
        ". Select a group to open it." + out };
    }
    // A thicket says nothing: its strongest lines, readable, and in words what is left out.
    const ranked = [...links].sort((a, b) => b.provisions.length - a.provisions.length || degree(b) - degree(a) || a.id - b.id);
    const kept = [], targets = new Set();
    for (const link of ranked) {
      if (kept.length >= 1.5 * columns) break;
      if (targets.size >= columns / 2 && !targets.has(link.to)) continue;
      targets.add(link.to);
      kept.push(link);
    }
    return { drawing: readable(kept), note: "The strongest " + kg.plural(kept.length, "line") + " of " +
      links.length.toLocaleString("en") + " are drawn. Filter or search to see others; the list has all, “Save” has GEXF and GraphML for Gephi." };
  };
  const degree = (link) => kg.nodes[link.from].links.length + kg.nodes[link.to].links.length;
})(window.kg);
