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

  function drawBox(ctx, box) {
    const theme = kg.theme(), dim = lit !== null && !lit.has(box.id);
    ctx.globalAlpha = dim ? (kg.dark ? 0.3 : 0.26) : 1;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    if (box.kind === "verb") {
      ctx.fillStyle = kg.colour(box.link.m);
      ctx.font = chosen.has(box.id) ? kg.fonts.verb.replace("13px", "600 13px") : kg.fonts.verb;
      ctx.fillText(box.lines[0], box.x, box.y + 1);
    } else if (box.kind === "heading") {
      ctx.fillStyle = kg.tint(box.topic)[1];
      sized(ctx, kg.fonts.heading, box.lines[0], box.w);
      ctx.textAlign = box.align || "center";
      ctx.fillText(box.lines[0], box.align ? box.x - box.w / 2 : box.x, box.y + 1);
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

  // Names at one size on the screen, the heaviest first, none over another.
  function drawNames(ctx) {
    if (!drawing || !(drawing.mode === "map" || drawing.mode === "discs")) return;
    const theme = kg.theme(), s = scaleNow(), taken = [];
    const view = network.getViewPosition(), halfW = canvas.clientWidth / 2 / s, halfH = canvas.clientHeight / 2 / s;
    const free = (x, y, w, h) => taken.every((t) => x + w < t[0] || t[0] + t[2] < x || y + h < t[1] || t[1] + t[3] < y);
    const put = (lines, x, y, font, size, colour, force, dim) => {
      ctx.font = font.replace(/\d+px/, size / s + "px");
      const w = Math.max(...lines.map((line) => ctx.measureText(line).width)) + 8 / s, h = (lines.length * (size + 3) + 4) / s;
      if (!force && !free(x - w / 2, y - h / 2, w, h)) return;
      taken.push([x - w / 2, y - h / 2, w, h]);
      ctx.globalAlpha = dim ? 0.25 : 1;
      ctx.lineWidth = 4 / s;
      ctx.strokeStyle = theme.page;
      ctx.lineJoin = "round";
      ctx.fillStyle = colour;
      lines.forEach((line, i) => {
        const at = y + (i - (lines.length - 1) / 2) * (size + 3) / s;
        ctx.strokeText(line, x, at);
        ctx.fillText(line, x, at);
      });
      ctx.globalAlpha = 1;
    };
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const boxes = drawing.boxes.filter((b) => Math.abs(b.x - view.x) < halfW + 80 && Math.abs(b.y - view.y) < halfH + 40);
    const first = boxes.filter((b) => b.id === hovered || chosen.has(b.id));
    const ranked = first.length ? [...first, ...boxes.filter((b) => !first.includes(b) && (lit === null || lit.has(b.id))), ...boxes.filter((b) => !first.includes(b) && lit !== null && !lit.has(b.id))] : lit === null ? boxes : [...boxes.filter((b) => lit.has(b.id)), ...boxes.filter((b) => !lit.has(b.id))];
    for (const g of drawing.grounds) {
      if (!g.heart) put([g.name.length > 40 ? g.name.slice(0, 40).replace(/\s+\S*$/, "") + "…" : g.name], g.x, g.y - g.radius - 12 / s, kg.fonts.heading, 12, kg.tint(g.id)[1], false, lit !== null);
    }
    let room = 160;
    for (const box of ranked) {
      if (!room) break;
      const dim = lit !== null && !lit.has(box.id), on = chosen.has(box.id);
      if (box.kind === "disc") {
        // A name stays inside its disc; a disc that is too small for it says it when pointed at.
        const r = box.w / 2 * s, pointed = on || box.id === hovered;
        if (r < 24 && !pointed) continue;
        const name = kg.wrap(box.disc.name, pointed && r < 24 ? 24 : Math.max(9, Math.floor(r / 3.8)), 3);
        ctx.font = kg.fonts.bold.replace("14px", "13px");
        const wide = Math.max(...name.map((line) => ctx.measureText(line).width)), size = r < 24 ? 13 : Math.max(8, Math.min(13, Math.floor(13 * 1.85 * r / wide)));
        put(r > 40 && name.length < 3 ? [...name, kg.plural(box.disc.size, "name")] : name, box.x, box.y, kg.fonts.bold, size, theme.ink, pointed, dim);
      } else {
        if (dim && lit.size > 1) continue;
        const lines = (box.node.full ? kg.wrap(kg.nameOf(box.node), 26, 2) : []);
        if (!lines.length) continue;
        put(lines, box.x, box.y + box.h / 2 + (6 + lines.length * 7) / s, box.kind === "object" ? kg.fonts.node : kg.fonts.bold, 12,
          theme.ink, on || box.id === hovered, dim);
      }
      room -= 1;
    }
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
    const opacity = dim ? 0.1 : lit !== null ? 1 : thin ? 0.5 : line.m ? 0.72 : 0.3;
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
      network.on("click", (event) => kg.picked(pick(event)));
      network.on("doubleClick", (event) => kg.opened(pick(event)));
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

  function pick(event) {
    const box = event.nodes.map((id) => boxesById.get(id)).find(Boolean);
    if (box) return box;
    const edge = event.edges[0];
    if (!edge) return null;
    const id = drawing.mode === "columns" || drawing.mode === "tree" ? edge.slice(0, -1) : edge;
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
  let whole = false;
  // Pressed again it changes between the whole drawing and the width of the window.
  kg.fitOther = function () { kg.fit(!whole); };
  kg.fit = function (all_) {
    if (!drawing || !network) return;
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
    if (whole) { resize(Math.min(all, 1.15)); return; }
    const across = Math.min(scroll.clientWidth / bounds.w, drawing.mode === "tree" ? 1 : 1.15);
    scroll.scrollTop = scroll.scrollLeft = 0;
    resize(all >= 0.8 ? Math.min(all, 1.15) : across);
    // A vertical scroll bar takes width.
    const now = Math.min(scroll.clientWidth / bounds.w, scale);
    if (now < scale) resize(now);
  };
  kg.zoom = function (factor) {
    if (!drawing) return;
    if (scrolls()) resize(scale * factor, centre());
    else network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 4), animation: false });
  };
  kg.reveal = function (box) {
    const { bounds } = drawing;
    if (!scrolls()) {
      const s = Math.max(network.getScale(), box.kind === "disc" ? 0 : 0.5);
      network.moveTo({ position: { x: box.x, y: box.y }, scale: s, animation: false });
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
    if (scrolls()) resize(Math.min(scale, 3), null);
    else network.redraw();
  };

  scroll.addEventListener("scroll", apply, { passive: true });
  // Where the page scrolls, the wheel belongs to the browser, unless Ctrl asks for a zoom.
  scroll.addEventListener("wheel", (event) => {
    if (!scrolls()) return;
    event.stopPropagation();
    if (event.ctrlKey) { event.preventDefault(); kg.zoom(Math.exp(-event.deltaY / 300)); }
  }, { capture: true, passive: false });
  let grip = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (scrolls() && event.pointerType === "mouse" && event.button === 0) grip = [event.clientX, event.clientY, scroll.scrollLeft, scroll.scrollTop];
  });
  window.addEventListener("pointermove", (event) => {
    if (!grip) return;
    scroll.scrollLeft = grip[2] - (event.clientX - grip[0]);
    scroll.scrollTop = grip[3] - (event.clientY - grip[1]);
  });
  window.addEventListener("pointerup", () => { grip = null; });
})(window.kg);
