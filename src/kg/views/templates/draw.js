"use strict";
// A drawing on the canvas, through vis-network. Boxes draw themselves; what is lit and what is dim is decided here.
(function (kg) {
  let network = null, drawing = null, lit = null, chosen = new Set(), scale = 1, boxesById = new Map(), hovered = null;
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const scroll = document.getElementById("scroll"), canvas = document.getElementById("canvas"), spacer = document.getElementById("spacer");
  const scrolls = () => drawing && (drawing.mode === "columns" || drawing.mode === "tree");

  kg.drawing = () => drawing;
  kg.network = () => network;
  kg.boxAt = (id) => boxesById.get(id);

  function roundRect(ctx, x, y, w, h, r) {
    ctx.beginPath();
    ctx.roundRect(x, y, w, h, Math.min(r, h / 2, w / 2));
  }
  function sized(ctx, font, line, room) {
    ctx.font = font;
    const width = ctx.measureText(line).width;
    if (width > room) ctx.font = font.replace(/(\d+)px/, (_, n) => Math.max(6, Math.floor(n * room / width)) + "px");
  }

  // Where the text of a box begins, ends or has its middle.
  const sideOf = (box) => box.x + (box.align === "left" ? -box.w / 2 : box.align === "right" ? box.w / 2 : 0);
  kg.sideOf = sideOf;
  function drawBox(ctx, box) {
    const theme = kg.theme(), dim = lit !== null && !lit.has(box.id);
    ctx.globalAlpha = dim ? (kg.dark ? 0.4 : 0.36) : 1;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    if (box.kind === "verb") {
      ctx.fillStyle = kg.colour(box.link.m);
      ctx.font = chosen.has(box.id) ? kg.fonts.verbBold : kg.fonts.verb;
      ctx.textAlign = box.align;
      ctx.fillText(box.lines[0], sideOf(box), box.y + 1);
    } else if (box.kind === "heading") {
      ctx.fillStyle = kg.tint(box.topic)[1];
      sized(ctx, kg.fonts.heading, box.lines[0], box.w);
      ctx.textAlign = box.align || "center";
      ctx.fillText(box.lines[0], sideOf(box), box.y + 1);
    } else if (box.kind === "disc") drawDisc(ctx, box, theme);
    else if (box.dot || box.kind === "end") {
      const look = kg.look(box, theme);
      ctx.beginPath();
      ctx.arc(box.x, box.y, box.w / 2, 0, 2 * Math.PI);
      ctx.fillStyle = box.kind === "end" || box.kind === "object" ? tinted(box, look, theme) : look.fill;
      ctx.fill();
      ctx.strokeStyle = chosen.has(box.id) ? theme.accent : box.kind === "object" ? theme.page : look.border;
      ctx.lineWidth = chosen.has(box.id) ? 4 : 1.4;
      if (look.dashed) ctx.setLineDash([4, 3]);
      ctx.stroke();
      ctx.setLineDash([]);
    } else drawLabelled(ctx, box, theme);
    ctx.globalAlpha = 1;
  }
  // In a map the objects take the colour of their disc where they have no topic of their own.
  const tinted = (box, look, theme) => (box.kind === "object" && kg.topics[box.topic] === "Other" ? kg.tint(box.node.disc, theme)[1] : look.border);
  function drawLabelled(ctx, box, theme) {
    const look = kg.look(box, theme), on = chosen.has(box.id);
    roundRect(ctx, box.x - box.w / 2, box.y - box.h / 2, box.w, box.h, box.kind === "object" ? 5 : 8);
    ctx.fillStyle = look.fill;
    ctx.fill();
    ctx.strokeStyle = on ? theme.accent : look.border;
    ctx.lineWidth = on ? 3 : 1.4;
    if (look.dashed && !on) ctx.setLineDash([6, 4]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = look.text;
    const top = box.y - (box.lines.length - 1) * 8.5;
    box.lines.forEach((line, i) => {
      sized(ctx, on ? kg.fonts.bold : kg.fonts.node, line, box.w - 12);
      ctx.fillText(line, box.x, top + i * 17 + 1);
    });
  }
  function drawDisc(ctx, box, theme) {
    const [fill, border] = kg.tint(box.topic, theme), r = box.w / 2;
    ctx.beginPath();
    ctx.arc(box.x, box.y, r, 0, 2 * Math.PI);
    ctx.fillStyle = fill;
    ctx.fill();
    ctx.strokeStyle = chosen.has(box.id) ? theme.accent : border;
    ctx.lineWidth = (chosen.has(box.id) ? 3.5 : 1.5) / scaleNow();
    ctx.stroke();
  }
  const scaleNow = () => (network ? network.getScale() : 1);

  // Names at one size on the screen, the heaviest first, none over another, over a heavier dot or beyond the edge.
  function drawNames(ctx) {
    if (!drawing || !network) return;
    const s = scaleNow(), crowded = scrolls() && s < LEGIBLE;
    if (scrolls() && !crowded) return;
    const theme = kg.theme(), taken = [], view = network.getViewPosition();
    const halfW = canvas.clientWidth / 2 / s, halfH = canvas.clientHeight / 2 / s;
    const free = (x, y, w, h, own) => taken.every((t) => (own && t[4] === own) || x + w < t[0] || t[0] + t[2] < x || y + h < t[1] || t[1] + t[3] < y);
    // ``places``: centres to try, the best first.
    const put = (lines, places, { font, size, colour, ground, plate, force, dim, own }) => {
      ctx.font = font.replace(/\d+px/, size / s + "px");
      const w = Math.max(...lines.map((line) => ctx.measureText(line).width)) + 8 / s, h = (lines.length * (size + 3) + 4) / s;
      const inside = (x) => Math.min(Math.max(x, view.x - halfW + w / 2), view.x + halfW - w / 2);
      const spots = places(w, h).map(([x, y]) => [w < 2 * halfW ? inside(x) : x, y]);
      const spot = spots.find(([x, y]) => free(x - w / 2, y - h / 2, w, h, own)) || (force ? spots[0] : null);
      if (!spot) return false;
      const [x, y] = spot;
      taken.push([x - w / 2, y - h / 2, w, h]);
      ctx.globalAlpha = dim ? 0.3 : 1;
      if (plate) {
        roundRect(ctx, x - w / 2, y - h / 2, w, h, 4 / s);
        ctx.fillStyle = plate.fill;
        ctx.fill();
        ctx.strokeStyle = plate.border;
        ctx.lineWidth = 1 / s;
        ctx.stroke();
      }
      ctx.lineWidth = 4 / s;
      ctx.strokeStyle = ground || theme.page;
      ctx.lineJoin = "round";
      ctx.fillStyle = colour;
      lines.forEach((line, i) => {
        const at = y + (i - (lines.length - 1) / 2) * (size + 3) / s;
        if (!plate) ctx.strokeText(line, x, at);
        ctx.fillText(line, x, at);
      });
      ctx.globalAlpha = 1;
      return true;
    };
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const boxes = drawing.boxes.filter((b) => Math.abs(b.x - view.x) < halfW + b.w / 2 && Math.abs(b.y - view.y) < halfH + b.h / 2);
    const dimmed = (box) => lit !== null && !lit.has(box.id);
    if (crowded) {
      // Too small to read: who acts, on a plate, and the topics beside their blocks, at a size that can be read.
      for (const box of boxes) {
        if (box.kind !== "actor" && box.kind !== "implied") continue;
        const look = kg.look(box, theme);
        put(kg.wrap(kg.nameOf(box.node), 30, 1), () => [[box.x, box.y]], { font: kg.fonts.bold, size: 11, colour: look.text, plate: look, dim: dimmed(box) });
      }
      const { bounds } = drawing;
      for (const box of boxes) {
        if (box.kind !== "heading" || drawing.mode !== "columns") continue;
        const left = box.x < bounds.x + bounds.w / 2, edge = left ? box.x - box.w / 2 : box.x + box.w / 2;
        const beside = (w) => edge + (left ? -1 : 1) * (w / 2 + 6 / s);
        put(box.lines, (w) => (Math.abs(beside(w) - view.x) + w / 2 < halfW ? [[beside(w), box.y + 12 / s]] : []), { font: kg.fonts.heading, size: 11, colour: kg.tint(box.topic)[1], dim: dimmed(box) });
      }
      return;
    }
    const first = boxes.filter((b) => b.id === hovered || chosen.has(b.id)), rest = boxes.filter((b) => !first.includes(b));
    const ranked = [...first, ...rest.filter((b) => !dimmed(b)), ...rest.filter(dimmed)];
    for (const g of drawing.grounds) {
      if (!g.heart) put([g.name.length > 40 ? g.name.slice(0, 40).replace(/\s+\S*$/, "") + "…" : g.name], () => [[g.x, g.y - g.radius - 12 / s]],
        { font: kg.fonts.heading, size: 12, colour: kg.tint(g.id)[1], dim: lit !== null });
    }
    for (const box of ranked) if (box.dot && box.w * s > 11 && !dimmed(box)) taken.push([box.x - box.w / 2, box.y - box.h / 2, box.w, box.h, box.id]);
    let room = 160;
    for (const box of ranked) {
      if (!room) break;
      const dim = dimmed(box), pointed = chosen.has(box.id) || box.id === hovered;
      if (box.kind === "disc") {
        // A name stays inside its disc; a disc that is too small for it says it when pointed at.
        const fitted = inDisc(ctx, box, box.w / 2 * s);
        if (!fitted && !pointed) continue;
        const [name, size] = fitted || [kg.wrap(box.disc.name, 24, 3), 13];
        put(name, () => [[box.x, box.y]], { font: kg.fonts.bold, size, colour: theme.ink, ground: fitted ? kg.tint(box.topic, theme)[0] : null, force: pointed, dim });
      } else {
        if (dim && lit.size > 1) continue;
        const lines = box.node.full ? kg.wrap(kg.nameOf(box.node), 26, 2) : [];
        if (!lines.length) continue;
        const gap = box.h / 2 + 2 / s;
        const drawn = put(lines, (w, h) => [[box.x, box.y + gap + h / 2], [box.x, box.y - gap - h / 2], [box.x + gap + w / 2, box.y], [box.x - gap - w / 2, box.y]],
          { font: box.kind === "object" ? kg.fonts.node : kg.fonts.bold, size: 12, colour: theme.ink, force: pointed, dim, own: box.id });
        if (!drawn) continue;
      }
      room -= 1;
    }
  }
  const LEGIBLE = 0.55; // below this scale the words in a box are smaller than 8 px
  // The name of a disc and how many it holds, in the widest lines that a circle of this radius (in pixels) has room for.
  function inDisc(ctx, box, radius) {
    const count = kg.plural(box.disc.size, "name");
    for (const size of [13, 12, 11, 10]) {
      ctx.font = kg.fonts.bold.replace(/\d+px/, size + "px");
      for (const columns of [40, 24, 18, 14, 11, 9]) {
        const name = kg.wrap(box.disc.name, columns, 3);
        for (const lines of radius > 34 && name.length < 3 ? [[...name, count], name] : [name]) {
          const fits = lines.every((line, i) => {
            const edge = (Math.abs(i - (lines.length - 1) / 2) + 0.5) * (size + 3);
            return edge < radius - 3 && ctx.measureText(line).width / 2 < Math.sqrt((radius - 3) ** 2 - edge ** 2);
          });
          if (fits) return [lines, size];
        }
      }
    }
    return null;
  }
  kg.wrap = function (text, columns, most) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = (lines[lines.length - 1] + " " + word).trim();
      if (longer.length <= columns || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    if (lines.length <= most) return lines;
    return [...lines.slice(0, most - 1), lines[most - 1] + "…"];
  };
  function drawGrounds(ctx) {
    if (!drawing || !drawing.grounds) return;
    const theme = kg.theme();
    for (const g of drawing.grounds) {
      const [fill, border] = kg.tint(g.id, theme);
      ctx.beginPath();
      ctx.arc(g.x, g.y, g.radius, 0, 2 * Math.PI);
      ctx.globalAlpha = 0.55;
      ctx.fillStyle = fill;
      ctx.fill();
      ctx.globalAlpha = 0.4;
      ctx.strokeStyle = border;
      ctx.lineWidth = 1;
      ctx.stroke();
      ctx.globalAlpha = 1;
    }
  }

  const visBox = (box) => ({
    id: box.id, x: box.x, y: box.y, shape: "custom", fixed: true,
    ctxRenderer: ({ ctx }) => ({ drawNode: () => drawBox(ctx, box), nodeDimensions: { width: box.w, height: box.h } }),
  });
  const port = (id, [x, y]) => ({
    id, x, y, shape: "custom", fixed: true, chosen: false,
    ctxRenderer: () => ({ drawNode: () => {}, nodeDimensions: { width: 0.1, height: 0.1 } }),
  });
  function edgeStyle(line) {
    const dim = lit !== null && !lit.has(line.id), thin = drawing.mode === "map";
    const colour = line.m ? kg.colour(line.m) : kg.theme().muted;
    const opacity = dim ? 0.14 : lit !== null ? 1 : thin ? 0.5 : line.m ? 0.72 : 0.3;
    return { color: { color: colour, highlight: colour, hover: colour, opacity }, width: lit !== null && !dim ? line.width + 0.8 : line.width };
  }
  function visEdges(line) {
    const style = edgeStyle(line), kind = line.m ? kg.modality[line.m] : { dashes: false };
    const common = { ...style, dashes: kind.dashes, chosen: false, hoverWidth: 0, selectionWidth: 0, arrowStrikethrough: false };
    const head = { to: { enabled: true, type: kind.bar ? "bar" : "arrow", scaleFactor: kind.bar ? 0.6 : 0.5 } };
    if (line.straight) return [{ id: line.id, from: line.ends[0], to: line.ends[1], smooth: false, ...common, ...(line.m ? { arrows: head } : {}) }];
    const bend = line.tree ? false : { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 };
    return [
      { id: line.id + "a", from: line.id + "0", to: line.id + "1", smooth: bend, ...common },
      { id: line.id + "b", from: line.id + "1", to: line.id + "2", smooth: false, arrows: head, ...common },
    ];
  }

  kg.draw = function (next) {
    drawing = next;
    lit = null;
    chosen = new Set();
    boxesById = new Map(drawing.boxes.map((box) => [box.id, box]));
    const allNodes = drawing.boxes.map(visBox), allEdges = [];
    for (const line of drawing.lines) {
      if (!line.straight) allNodes.push(port(line.id + "0", line.from), port(line.id + "1", line.turn), port(line.id + "2", line.to));
      allEdges.push(...visEdges(line));
    }
    nodes.clear();
    edges.clear();
    nodes.add(allNodes);
    edges.add(allEdges);
    const free = !scrolls();
    if (!network) {
      network = new vis.Network(canvas, { nodes, edges }, kg.options);
      network.on("beforeDrawing", drawGrounds);
      network.on("afterDrawing", drawNames);
      network.on("hoverNode", ({ node }) => { hovered = node; canvas.classList.toggle("over", boxesById.has(node)); });
      network.on("blurNode", () => { hovered = null; canvas.classList.remove("over"); });
      network.on("hoverEdge", () => { canvas.classList.add("over"); });
      network.on("blurEdge", () => { canvas.classList.remove("over"); });
      canvas.querySelector("canvas").setAttribute("aria-hidden", "true");
    }
    network.setOptions({ interaction: { dragView: free, zoomView: free } });
    scroll.classList.toggle("free", free);
    kg.fit();
  };

  // What stands where a person points: a box, the nearest dot within a finger's breadth, or a line.
  function pick(event) {
    const frame = canvas.getBoundingClientRect(), place = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    const at = network.DOMtoCanvas(place), reach = 10 / scaleNow();
    let best = null, nearest = Infinity;
    for (const box of drawing.boxes) {
      const dx = at.x - box.x, dy = at.y - box.y, round = box.dot || box.kind === "end" || box.kind === "disc";
      const out = round ? Math.hypot(dx, dy) - box.w / 2 : Math.max(Math.abs(dx) - box.w / 2, Math.abs(dy) - box.h / 2);
      if (out <= (round && box.kind !== "disc" ? reach : 0) && out < nearest) { best = box; nearest = out; }
    }
    if (best) return best;
    const edge = network.getEdgeAt(place);
    const id = edge === undefined ? "" : scrolls() ? String(edge).slice(0, -1) : edge;
    const line = drawing.lines.find((one) => one.id === id);
    return line && line.link ? { kind: "verb", link: line.link } : null;
  }

  // Lights some boxes and lines, dims all others; null lights everything.
  kg.light = function (ids, selected) {
    lit = ids;
    chosen = selected || new Set();
    restyle();
  };
  function restyle() {
    if (!drawing) return;
    const updates = [];
    for (const line of drawing.lines) {
      const style = edgeStyle(line);
      if (line.straight) updates.push({ id: line.id, ...style });
      else updates.push({ id: line.id + "a", ...style }, { id: line.id + "b", ...style });
    }
    edges.update(updates);
    if (network) network.redraw();
  }
  kg.restyle = restyle;

  // --- the camera: a scrolled page for columns, a map for the rest
  function apply() {
    if (!network || !drawing) return;
    const { bounds } = drawing, w = scroll.clientWidth, h = scroll.clientHeight;
    if (!scrolls()) return;
    const cw = bounds.w * scale, ch = bounds.h * scale;
    const x = cw <= w ? bounds.x + bounds.w / 2 : bounds.x + (scroll.scrollLeft + w / 2) / scale;
    const y = ch + (kg.covered ? kg.covered() : 0) <= h ? bounds.y + bounds.h / 2 : bounds.y + (scroll.scrollTop + h / 2) / scale;
    network.moveTo({ position: { x, y }, scale, animation: false });
  }
  function resize(next, at) {
    const { bounds } = drawing;
    scale = Math.min(Math.max(next, 0.15), 3);
    spacer.style.width = Math.floor(bounds.w * scale) + "px";
    spacer.style.height = Math.floor(bounds.h * scale + (kg.covered ? kg.covered() : 0)) + "px";
    if (at) {
      scroll.scrollLeft = (at.x - bounds.x) * scale - scroll.clientWidth / 2;
      scroll.scrollTop = (at.y - bounds.y) * scale - scroll.clientHeight / 2;
    }
    apply();
  }
  const centre = () => network.getViewPosition();
  let whole = false, fitted = true, fittedTo = 0; // whether the scale follows the window, and which width it has
  // Pressed again it changes between the whole drawing and the width of the window.
  kg.fitOther = function () { kg.fit(!whole); };
  kg.fit = function (all_) {
    if (!drawing || !network) return;
    fitted = true;
    spacer.style.width = spacer.style.height = "0px";
    network.setSize(scroll.clientWidth + "px", scroll.clientHeight + "px");
    const { bounds } = drawing;
    const all = Math.min(scroll.clientWidth / bounds.w, scroll.clientHeight / bounds.h);
    if (!scrolls()) {
      network.moveTo({ position: { x: bounds.x + bounds.w / 2, y: bounds.y + bounds.h / 2 }, scale: Math.min(all * 0.96, 1.2), animation: false });
      return;
    }
    // As wide as the window, scrolled like a page; whole if that still reads well.
    whole = Boolean(all_);
    if (whole) { resize(Math.min(all, 1.15)); fittedTo = scroll.clientWidth; return; }
    const across = Math.min(scroll.clientWidth / bounds.w, drawing.mode === "tree" ? 1 : 1.15);
    scroll.scrollTop = scroll.scrollLeft = 0;
    resize(all >= 0.8 ? Math.min(all, 1.15) : across);
    // A vertical scroll bar takes width.
    const now = Math.min(scroll.clientWidth / bounds.w, scale);
    if (now < scale) resize(now);
    fittedTo = scroll.clientWidth;
  };
  kg.zoom = function (factor) {
    if (!drawing) return;
    fitted = false;
    if (scrolls()) resize(scale * factor, centre());
    else network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 4), animation: false });
  };
  kg.reveal = function (box) {
    const { bounds } = drawing;
    if (!scrolls()) {
      // In the middle of what the sheet leaves free.
      const s = Math.max(network.getScale(), box.kind === "disc" ? 0 : 0.5);
      network.moveTo({ position: { x: box.x, y: box.y + (kg.covered ? kg.covered() : 0) / 2 / s }, scale: s, animation: false });
      return;
    }
    const top = (box.y - box.h / 2 - bounds.y) * scale, bottom = top + box.h * scale;
    const left = (box.x - box.w / 2 - bounds.x) * scale, right = left + box.w * scale;
    const low = scroll.scrollTop + scroll.clientHeight - (kg.covered ? kg.covered() : 0);
    if (top < scroll.scrollTop + 40 || bottom > low - 40) scroll.scrollTop = (top + bottom - (low - scroll.scrollTop)) / 2;
    if (left < scroll.scrollLeft || right > scroll.scrollLeft + scroll.clientWidth) scroll.scrollLeft = (left + right - scroll.clientWidth) / 2;
    apply();
  };
  kg.resized = function () {
    if (!network || !scroll.clientWidth) return;
    network.setSize(scroll.clientWidth + "px", scroll.clientHeight + "px");
    if (!scrolls()) network.redraw();
    else if (fitted && scroll.clientWidth !== fittedTo && drawing.mode === "columns") {
      const top = scroll.scrollTop / scale;
      kg.fit(whole);
      scroll.scrollTop = top * scale;
      apply();
    } else resize(Math.min(scale, 3), null);
  };

  scroll.addEventListener("scroll", apply, { passive: true });
  // Where the page scrolls, the wheel belongs to the browser, unless Ctrl asks for a zoom.
  scroll.addEventListener("wheel", (event) => {
    if (!scrolls()) return;
    event.stopPropagation();
    if (event.ctrlKey) { event.preventDefault(); kg.zoom(Math.exp(-event.deltaY / 300)); }
  }, { capture: true, passive: false });
  // The browser's own click: vis-network takes a press that lasts longer than a quarter of a second for another gesture,
  // and on a busy machine that is an ordinary click.
  let pressed = [0, 0], grip = null;
  const dragged = (event) => Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 6;
  canvas.addEventListener("click", (event) => { if (network && !dragged(event)) kg.picked(pick(event)); });
  canvas.addEventListener("dblclick", (event) => { if (network && !dragged(event)) kg.opened(pick(event)); });
  canvas.addEventListener("pointerdown", (event) => {
    pressed = [event.clientX, event.clientY];
    if (scrolls() && event.pointerType === "mouse" && event.button === 0) grip = [event.clientX, event.clientY, scroll.scrollLeft, scroll.scrollTop];
  });
  window.addEventListener("pointermove", (event) => {
    if (!grip) return;
    scroll.scrollLeft = grip[2] - (event.clientX - grip[0]);
    scroll.scrollTop = grip[3] - (event.clientY - grip[1]);
  });
  window.addEventListener("pointerup", () => { grip = null; });
})(window.kg);
