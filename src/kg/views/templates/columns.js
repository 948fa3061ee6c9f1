"use strict";
// The two-sided layout: who acts in the middle, what is acted on left and right in blocks by topic, the verb beside
// its object. Where there is less room a tree: an actor, and below it what it has to do. No box overlaps another by
// construction: every box and every verb has a row of its own.
(function (kg) {
  const ROW = 20, LINE = 17, GAP = 7, PAD = 13, BLOCK_GAP = 15, HEAD = 25, SECTION_GAP = 16, MARGIN = 18;
  const REACH = 62; // from an actor's side to where the lines run straight
  const ARROW = 30; // the shortest straight piece
  let pen = null;

  kg.measure = function (text, font) {
    pen = pen || document.createElement("canvas").getContext("2d");
    pen.font = font;
    return pen.measureText(text).width;
  };
  const widest = (lines, font) => lines.reduce((most, line) => Math.max(most, kg.measure(line, font)), 0);
  const linesOf = (text) => (text ? text.split("\n") : []);

  // Sections in reading order: an actor, and the objects that are mostly its own, in blocks by topic.
  function sections(links) {
    const actors = new Map(), objects = new Map();
    for (const link of links) {
      const actor = actors.get(link.from) || { node: kg.nodes[link.from], links: [], directives: 0, objects: [] };
      actor.links.push(link);
      if (link.m !== "statement") actor.directives += link.provisions.length;
      actors.set(link.from, actor);
      const object = objects.get(link.to) || { node: kg.nodes[link.to], links: [] };
      object.links.push(link);
      objects.set(link.to, object);
    }
    const order = [...actors.values()].sort((a, b) =>
      (b.directives > 0) - (a.directives > 0) || b.directives - a.directives || b.links.length - a.links.length || a.node.id - b.node.id);
    order.forEach((actor, rank) => { actor.rank = rank; });
    for (const object of objects.values()) {
      const weights = new Map();
      for (const link of object.links) weights.set(link.from, (weights.get(link.from) || 0) + link.provisions.length);
      const [owner] = [...weights].sort((a, b) => b[1] - a[1] || actors.get(a[0]).rank - actors.get(b[0]).rank)[0];
      object.owner = actors.get(owner);
      object.owner.objects.push(object);
      object.links.sort((a, b) => actors.get(a.from).rank - actors.get(b.from).rank || a.id - b.id);
    }
    // An actor without objects of its own stands right after the one whose objects it shares.
    const placed = new Set(), sequence = [];
    for (const actor of order) {
      if (placed.has(actor) || !actor.objects.length) continue;
      sequence.push(actor);
      placed.add(actor);
      for (const guest of order) {
        if (placed.has(guest) || guest.objects.length) continue;
        if (guest.links.some((link) => objects.get(link.to).owner === actor)) { sequence.push(guest); placed.add(guest); }
      }
    }
    return { sequence, objects };
  }

  // An actor with more rows than a screen holds is drawn several times, each time amid a screenful of its objects:
  // its lines stay short, and every screen can be read by itself.
  const SCREEN = 1500; // both sides together
  function split(sequence) {
    return sequence.flatMap((actor) => {
      const height = actor.objects.reduce((sum, object) => sum + object.h + GAP, 0);
      for (const link of actor.links) link.bearer = actor;
      if (height <= SCREEN) return [actor];
      const count = Math.ceil(height / (0.85 * SCREEN)), parts = [];
      const ordered = blocks(actor, false).flatMap((block) => block.objects);
      let filled = 0;
      for (const object of ordered) {
        const part = Math.min(Math.floor(filled / (height / count)), count - 1);
        parts[part] = parts[part] || { ...actor, objects: [], links: [], rank: actor.rank + part / 1000, part };
        parts[part].objects.push(object);
        filled += object.h + GAP;
      }
      const kept = parts.filter(Boolean);
      for (const link of actor.links) {
        const part = kept.find((one) => one.objects.some((object) => object.node.id === link.to)) || kept[0];
        part.links.push(link);
        link.bearer = part;
      }
      return kept;
    });
  }

  function blocks(actor, headed) {
    const byTopic = new Map();
    for (const object of actor.objects) {
      const list = byTopic.get(object.node.topic) || [];
      list.push(object);
      byTopic.set(object.node.topic, list);
    }
    return [...byTopic].sort((a, b) => a[0] - b[0]).map(([topic, list]) => ({
      topic, headed: headed && list.length > 1 && kg.topics[topic] !== "Other", objects: list.sort((a, b) => a.links[0].provisions[0].i - b.links[0].provisions[0].i),
    }));
  }
  const heightOf = (block) => (block.headed ? HEAD : 0) + BLOCK_GAP +
    block.objects.reduce((sum, object) => sum + object.h + GAP, 0);

  // Shares blocks between the sides so that both end at the same height; a long block goes on on the other side.
  function deal(list, left, right) {
    const total = list.reduce((sum, block) => sum + heightOf(block), 0);
    const objects = list.reduce((sum, block) => sum + block.objects.length, 0);
    if (objects <= 3) return left <= right ? [list, []] : [[], list];
    let room = (total + right - left) / 2;
    const sides = [[], []];
    for (const block of list) {
      const height = heightOf(block);
      if (room >= height - 0.35 * (height / Math.max(block.objects.length, 1))) { sides[0].push(block); room -= height; continue; }
      const fitting = [];
      let rest = room - (block.headed ? HEAD : 0) - BLOCK_GAP;
      for (const object of block.objects) { if (rest < object.h * 0.6) break; fitting.push(object); rest -= object.h + GAP; }
      const over = block.objects.slice(fitting.length);
      if (fitting.length >= 2 && over.length >= 2) {
        sides[0].push({ ...block, objects: fitting });
        sides[1].push({ ...block, objects: over });
      } else sides[room > height / 2 ? 0 : 1].push(block);
      room = -Infinity;
    }
    return sides;
  }

  // Positions in one dimension that keep the order and the distances and stray least from the wanted ones
  // (pool adjacent violators: Barlow et al. 1972).
  function settle(items) {
    const pools = [];
    for (const item of items) {
      let pool = { items: [item], h: item.h + SECTION_GAP, at: item.wanted - item.h / 2, n: 1 };
      while (pools.length && pools[pools.length - 1].at + pools[pools.length - 1].h > pool.at) {
        const before = pools.pop();
        const shifted = pool.at - before.h;
        pool = { items: before.items.concat(pool.items), h: before.h + pool.h, n: before.n + pool.n,
          at: (before.at * before.n + shifted * pool.n) / (before.n + pool.n) };
      }
      pools.push(pool);
    }
    for (const pool of pools) {
      let y = Math.max(pool.at, 0);
      for (const item of pool.items) { item.y = y + item.h / 2; y += item.h + SECTION_GAP; }
    }
    let floor = 0;
    for (const item of items) { item.y = Math.max(item.y, floor + item.h / 2); floor = item.y + item.h / 2 + SECTION_GAP; }
  }

  function prepare(links, objects) {
    for (const object of objects.values()) {
      const node = object.node;
      object.lines = node.kind === "end" ? [] : linesOf(node.label);
      object.h = Math.max(object.lines.length * LINE + PAD, object.links.length * ROW + 6, ROW + 6);
    }
    for (const link of links) {
      const n = link.provisions.length;
      link.verb = link.label + (n > 1 && !/ \+\d+$/.test(link.label) && !link.label.includes(", ") ? " ×" + n : "");
      link.verbWidth = kg.measure(link.verb, kg.fonts.verbBold); // as it is when it is selected
    }
  }
  // A heading on one line: whole words, as many as there is room for.
  function shortened(text, room) {
    let words = text;
    while (kg.measure(words, kg.fonts.heading) > room && words.includes(" ")) words = words.replace(/ \S*$/, "").replace(/…?$/, "…");
    return words;
  }
  const headed = () => kg.topics.length > 1;
  // ``members``: the boxes below it; it is lit when one of them is.
  const heading = (id, topic, x, y, w, members, align) => ({
    id, kind: "heading", topic, lines: [shortened(kg.topics[topic].toUpperCase(), w)], x, y, w, h: 16, members, align,
  });

  kg.columns = function (links) {
    const { sequence: whole, objects } = sections(links);
    prepare(links, objects);
    const sequence = split(whole);
    const shown = [...objects.values()];
    const headings = headed() ? [...new Set(shown.map((o) => o.node.topic))].map((t) => kg.measure(kg.topics[t].toUpperCase(), kg.fonts.heading) + 4) : [];
    const objectWidth = Math.max(220, ...headings.map((w) => Math.min(w, 270)), ...shown.map((o) => widest(o.lines, kg.fonts.node) + 22));
    const actorWidth = Math.max(140, ...sequence.map((a) => widest(linesOf(a.node.short || a.node.label), kg.fonts.node) + 24));
    const verbWidth = Math.max(60, ...links.map((link) => link.verbWidth));
    const side = objectWidth + 8 + verbWidth + ARROW + REACH;
    const width = 2 * side + actorWidth, centre = width / 2;
    const boxes = [], lines = [];
    const cursor = [0, 0];
    let middle = 0;
    for (const actor of sequence) {
      actor.lines = linesOf(actor.node.short || actor.node.label);
      actor.h = actor.lines.length * LINE + 18;
      if (!actor.objects.length) { middle += actor.h + SECTION_GAP; continue; }
      const sides = deal(blocks(actor, headed()), cursor[0], cursor[1]);
      const tall = sides.map((list) => list.reduce((sum, block) => sum + heightOf(block), 0));
      // The middle of the section must not stand above the actors that are already there.
      const used = [0, 1].filter((s) => sides[s].length);
      const mean = () => used.reduce((sum, s) => sum + cursor[s] + tall[s] / 2, 0) / used.length;
      const lack = middle - (mean() - actor.h / 2);
      if (lack > 0) for (const s of used) cursor[s] += lack;
      for (const s of used) {
        for (const block of sides[s]) {
          const x = s === 0 ? objectWidth / 2 : width - objectWidth / 2;
          if (block.headed) {
            boxes.push(heading("h" + boxes.length, block.topic, x, cursor[s] + HEAD / 2 + 3, objectWidth,
              block.objects.map((object) => "o" + object.node.id)));
            cursor[s] += HEAD;
          }
          for (const object of block.objects) {
            object.side = s; object.x = x; object.y = cursor[s] + object.h / 2;
            cursor[s] += object.h + GAP;
          }
          cursor[s] += BLOCK_GAP;
        }
      }
      actor.centre = used.reduce((sum, s) => sum + cursor[s] - tall[s] / 2, 0) / used.length;
      middle = actor.centre + actor.h / 2 + SECTION_GAP;
    }
    for (const object of shown) {
      object.links.forEach((link, i) => { link.row = object.y + (i - (object.links.length - 1) / 2) * ROW; });
    }
    for (const actor of sequence) {
      actor.wanted = actor.links.reduce((sum, link) => sum + link.row, 0) / actor.links.length;
    }
    sequence.sort((a, b) => a.wanted - b.wanted || a.rank - b.rank);
    settle(sequence);
    for (const actor of sequence) {
      actor.x = centre;
      boxes.push({ id: "n" + actor.node.id + (actor.part ? "p" + actor.part : ""), kind: actor.node.kind === "implied" ? "implied" : "actor", node: actor.node,
        lines: actor.lines, x: centre, y: actor.y, w: actorWidth, h: actor.h, topic: actor.node.topic });
    }
    for (const object of shown) {
      const left = object.side === 0, sign = left ? 1 : -1;
      const inner = object.x + sign * objectWidth / 2;
      const end = object.node.kind === "end";
      boxes.push({ id: "o" + object.node.id, kind: end ? "end" : "object", node: object.node, lines: object.lines,
        x: end ? inner - sign * 7 : object.x, y: object.y, w: end ? 10 : objectWidth, h: end ? 10 : object.h, topic: object.node.topic });
      for (const link of object.links) {
        const actor = link.bearer;
        const near = inner + sign * 8;
        boxes.push({ id: "v" + link.id, kind: "verb", link, lines: [link.verb], x: near + sign * link.verbWidth / 2, y: link.row,
          w: link.verbWidth, h: ROW - 2, align: left ? "left" : "right" });
        lines.push({ id: "l" + link.id, link, m: link.m, width: Math.min(1.4 + 0.5 * (link.provisions.length - 1), 2.9),
          from: [centre - sign * actorWidth / 2, actor.y], turn: [inner + sign * (8 + verbWidth + ARROW), link.row],
          to: [near + sign * (link.verbWidth + 6), link.row] });
      }
    }
    return bounded({ mode: "columns", boxes, lines });
  };

  const SCREENFUL = 9; // rows of a tree
  // The same for little room: each actor as wide as there is room, its lines below it as a tree.
  kg.tree = function (links, wide) {
    const { sequence } = sections(links);
    const all = new Map();
    const boxes = [], lines = [];
    const trunk = 12, left = 44, right = wide - 2 * MARGIN;
    let y = 0;
    for (const link of links) all.set(link.to, { node: kg.nodes[link.to], links: [link] });
    prepare(links, all);
    for (const actor of sequence) {
      const title = fold(linesOf(actor.node.label), right - 24);
      const h = title.length * LINE + 20;
      let root = 0, topic = null, rows = 0, members = [];
      const begin = () => {
        boxes.push({ id: "n" + actor.node.id + (rows ? "p" + rows : ""), kind: actor.node.kind === "implied" ? "implied" : "actor", node: actor.node,
          lines: title, x: right / 2, y: y + h / 2, w: right, h, topic: actor.node.topic });
        root = y + h;
        y += h + 4;
        topic = null;
      };
      begin();
      const own = [...actor.links].sort((a, b) => kg.nodes[a.to].topic - kg.nodes[b.to].topic || a.provisions[0].i - b.provisions[0].i);
      const inTopic = new Map();
      for (const link of own) inTopic.set(kg.nodes[link.to].topic, (inTopic.get(kg.nodes[link.to].topic) || 0) + 1);
      for (const link of own) {
        const node = kg.nodes[link.to];
        // Once more who it is about, before the box above has scrolled out of sight.
        if (rows && rows % SCREENFUL === 0 && own.length - rows > 2) { y += 14; begin(); }
        rows += 1;
        if (headed() && node.topic !== topic) {
          members = [];
          if (inTopic.get(node.topic) > 1 && kg.topics[node.topic] !== "Other") {
            boxes.push(heading("h" + link.id, node.topic, (left + right) / 2, y + 17, right - left, members, "left"));
            y += HEAD + 3;
          } else if (topic !== null) y += 8;
          topic = node.topic;
        }
        members.push("o" + link.id);
        const row = y + ROW / 2 + 3;
        boxes.push({ id: "v" + link.id, kind: "verb", link, lines: [link.verb], x: left + link.verbWidth / 2, y: row, w: link.verbWidth, h: ROW - 2, align: "left" });
        lines.push({ id: "l" + link.id, link, m: link.m, width: Math.min(1.4 + 0.5 * (link.provisions.length - 1), 2.9),
          from: [trunk, root], turn: [trunk, row], to: [left - 5, row], tree: true });
        y += ROW + 5;
        if (node.kind === "end") {
          boxes.push({ id: "o" + link.id, kind: "end", node, lines: [], x: left + link.verbWidth + 14, y: row, w: 10, h: 10, topic: node.topic });
          y += 4;
          continue;
        }
        const wraps = fold(linesOf(node.label), right - left - 22);
        const tall = wraps.length * LINE + PAD;
        boxes.push({ id: "o" + link.id, kind: "object", node, lines: wraps, x: (left + right) / 2, y: y + tall / 2, w: right - left, h: tall, topic: node.topic });
        y += tall + 8;
      }
      y += 22;
    }
    return bounded({ mode: "tree", boxes, lines });
  };

  // Lines joined as far as the width allows: a label wrapped for the desktop may need fewer lines here.
  function fold(lines, width) {
    const folded = [];
    for (const line of lines) {
      const joined = folded.length ? folded[folded.length - 1] + " " + line : line;
      if (folded.length && kg.measure(joined, kg.fonts.node) <= width) folded[folded.length - 1] = joined;
      else folded.push(line);
    }
    return folded;
  }

  function bounded(drawing) {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const box of drawing.boxes) {
      x0 = Math.min(x0, box.x - box.w / 2); x1 = Math.max(x1, box.x + box.w / 2);
      y0 = Math.min(y0, box.y - box.h / 2); y1 = Math.max(y1, box.y + box.h / 2);
    }
    if (!drawing.boxes.length) [x0, y0, x1, y1] = [0, 0, 1, 1];
    drawing.bounds = { x: x0 - MARGIN, y: y0 - MARGIN, w: x1 - x0 + 2 * MARGIN, h: y1 - y0 + 2 * MARGIN };
    return drawing;
  }
  kg.bounded = bounded;
})(window.kg);
