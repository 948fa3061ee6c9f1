"use strict";
// The drawing as SVG: for print, for a paper, for the PNG. Drawn in the light theme, with no style sheet.
(function (kg) {
  const NS = "http://www.w3.org/2000/svg";
  function shape(tag, attributes, text) {
    const element = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) element.setAttribute(name, String(value));
    if (text !== undefined) element.textContent = text;
    return element;
  }
  const tenth = (n) => Math.round(n * 10) / 10;
  const dashes = (m) => (kg.modality[m].dashes ? kg.modality[m].dashes.join(" ") : null);

  function head(group, m, [x, y], direction) {
    const colour = kg.colour(m, kg.lightTheme), [dx, dy] = direction;
    if (kg.modality[m].bar) {
      group.append(shape("path", { d: `M${tenth(x - dy * 5)} ${tenth(y + dx * 5)}L${tenth(x + dy * 5)} ${tenth(y - dx * 5)}`, stroke: colour, "stroke-width": 2 }));
      return;
    }
    const [bx, by] = [x - dx * 9, y - dy * 9];
    group.append(shape("path", { d: `M${tenth(x)} ${tenth(y)}L${tenth(bx - dy * 3.5)} ${tenth(by + dx * 3.5)}L${tenth(bx + dy * 3.5)} ${tenth(by - dx * 3.5)}Z`, fill: colour }));
  }

  function lineShape(group, line) {
    const colour = line.m ? kg.colour(line.m, kg.lightTheme) : kg.lightTheme.muted;
    const common = { fill: "none", stroke: colour, "stroke-width": tenth(line.width), "stroke-dasharray": line.m ? dashes(line.m) : null };
    const [x0, y0] = line.from, [x2, y2] = line.to;
    if (line.straight) {
      const length = Math.hypot(x2 - x0, y2 - y0) || 1, d = [(x2 - x0) / length, (y2 - y0) / length], stop = line.stop || 0;
      const end = [x2 - d[0] * stop, y2 - d[1] * stop];
      group.append(shape("path", { d: `M${tenth(x0)} ${tenth(y0)}L${tenth(end[0])} ${tenth(end[1])}`, ...common, "stroke-opacity": line.m ? 0.5 : 0.3 }));
      if (line.m) head(group, line.m, end, d);
      return;
    }
    const [x1, y1] = line.turn, half = tenth((x0 + x1) / 2), sign = x2 > x1 ? 1 : -1;
    const bend = line.tree ? `L${tenth(x1)} ${tenth(y1)}` : `C${half} ${tenth(y0)} ${half} ${tenth(y1)} ${tenth(x1)} ${tenth(y1)}`;
    group.append(shape("path", { d: `M${tenth(x0)} ${tenth(y0)}${bend}L${tenth(x2 - (kg.modality[line.m].bar ? 0 : 6) * sign)} ${tenth(y2)}`, ...common, "stroke-opacity": 0.8 }));
    head(group, line.m, line.to, [sign, 0]);
  }

  function words(group, lines, x, y, step, attributes) {
    lines.forEach((line, i) => group.append(shape("text", {
      x: tenth(x), y: tenth(y + (i - (lines.length - 1) / 2) * step), "dominant-baseline": "central", "text-anchor": "middle", ...attributes }, line)));
  }

  const anchored = (box) => ({ "text-anchor": { left: "start", right: "end" }[box.align] || "middle" });
  function boxShape(group, box) {
    const theme = kg.lightTheme, family = kg.fonts.family;
    if (box.kind === "verb") return words(group, box.lines, kg.sideOf(box), box.y, 16, { ...anchored(box), fill: kg.colour(box.link.m, theme), "font-size": 13, "font-family": family });
    if (box.kind === "heading") {
      return words(group, box.lines, kg.sideOf(box), box.y, 14, { ...anchored(box), fill: kg.tint(box.topic, theme)[1], "font-size": 12,
        "font-weight": 600, "font-family": family });
    }
    if (box.kind === "disc") {
      const [fill, border] = kg.tint(box.topic, theme), size = Math.max(14, box.w / 12);
      group.append(shape("circle", { cx: tenth(box.x), cy: tenth(box.y), r: tenth(box.w / 2), fill, stroke: border }));
      return words(group, kg.wrap(box.disc.name, 18, 3), box.x, box.y, size * 1.2, { fill: theme.ink, "font-size": tenth(size), "font-weight": 600, "font-family": family });
    }
    const look = kg.look(box, theme);
    if (box.dot || box.kind === "end") {
      group.append(shape("circle", { cx: tenth(box.x), cy: tenth(box.y), r: tenth(box.w / 2), fill: box.kind === "end" ? look.border : look.fill, stroke: look.border,
        "stroke-dasharray": look.dashed ? "4 3" : null }));
      if (box.dot && box.node.full) words(group, kg.wrap(kg.nameOf(box.node), 30, 2), box.x, box.y + box.h / 2 + 14, 13, { fill: theme.ink, "font-size": 11, "font-family": family });
      return undefined;
    }
    group.append(shape("rect", { x: tenth(box.x - box.w / 2), y: tenth(box.y - box.h / 2), width: tenth(box.w), height: tenth(box.h), rx: box.kind === "object" ? 5 : 8,
      fill: look.fill, stroke: look.border, "stroke-width": 1.4, "stroke-dasharray": look.dashed ? "6 4" : null }));
    return words(group, box.lines, box.x, box.y, 17, { fill: look.text, "font-size": 14, "font-family": family });
  }

  // The whole drawing, or a part of it: ``{ y, h, boxes, lines, last }``.
  kg.svg = function (part) {
    const drawing = kg.drawing(), foot = part && !part.last ? 0 : 44;
    const bounds = part ? { ...drawing.bounds, y: part.y, h: part.h } : drawing.bounds, { boxes, lines } = part || drawing;
    const root = shape("svg", { xmlns: NS, viewBox: [bounds.x, bounds.y, bounds.w, bounds.h + foot].map(tenth).join(" "),
      width: tenth(bounds.w), height: tenth(bounds.h + foot), role: "img" });
    root.append(shape("title", {}, kg.title));
    root.append(shape("rect", { x: tenth(bounds.x), y: tenth(bounds.y), width: tenth(bounds.w), height: tenth(bounds.h + foot), fill: "#FFFFFF" }));
    const group = shape("g", {});
    for (const g of drawing.grounds || []) {
      const [fill, border] = kg.tint(g.id, kg.lightTheme);
      group.append(shape("circle", { cx: g.x, cy: g.y, r: g.radius, fill, stroke: border, "fill-opacity": 0.5, "stroke-opacity": 0.4 }));
    }
    for (const line of lines) lineShape(group, line);
    for (const box of boxes) boxShape(group, box);
    if (part && !part.last) { root.append(group); return root; }
    let x = bounds.x + 18;
    const y = bounds.y + bounds.h + 14;
    for (const m of kg.classes.filter((one) => drawing.lines.some((line) => line.m === one))) {
      const colour = kg.colour(m, kg.lightTheme);
      group.append(shape("path", { d: `M${tenth(x)} ${tenth(y)}h26`, stroke: colour, "stroke-width": 1.6, "stroke-dasharray": dashes(m) }));
      head(group, m, [x + 30, y], [1, 0]);
      group.append(shape("text", { x: tenth(x + 36), y: tenth(y), "dominant-baseline": "central", "font-size": 12, "font-family": kg.fonts.family, fill: kg.lightTheme.ink }, kg.modality[m].word));
      x += 36 + kg.measure(kg.modality[m].word, kg.fonts.small) + 22;
    }
    root.append(group);
    return root;
  };

  // The drawing for sheets of paper, as wide as each of them: no box is cut, the first that does not fit begins the next.
  const SHEET = 1.27; // height by width, of A4 as of letter paper
  kg.sheets = function () {
    const { boxes, lines, bounds, mode } = kg.drawing(), tall = bounds.w * SHEET;
    if (mode === "map" || mode === "discs" || bounds.h <= tall) return [kg.svg()];
    const top = (box) => box.y - box.h / 2, low = (box) => box.y + box.h / 2 + (box.kind === "heading" ? 60 : 0);
    const sheets = [], bottom = bounds.y + bounds.h;
    for (let y = bounds.y; y < bottom;) {
      const end = y + tall, last = end >= bottom;
      const here = boxes.filter((box) => top(box) >= y - 1 && (last || low(box) <= end));
      const cut = boxes.filter((box) => top(box) >= y - 1 && top(box) < end && !here.includes(box));
      const later = new Set(cut.filter((box) => box.kind === "verb").map((box) => box.link));
      const next = last ? bottom : Math.max(Math.min(end, ...cut.map(top)) - 8, y + tall / 2);
      sheets.push(kg.svg({ y, h: (last ? bottom : end) - y, boxes: here, last,
        lines: lines.filter((line) => !later.has(line.link) && Math.max(line.from[1], line.to[1]) >= y && Math.min(line.from[1], line.to[1]) <= end) }));
      y = next;
    }
    return sheets;
  };

  // A PNG at twice the size, as large as browsers allow. An image of the SVG, so that both look the same.
  kg.png = function () {
    const svg = kg.svg(), width = Number(svg.getAttribute("width")), height = Number(svg.getAttribute("height"));
    const factor = Math.min(2, 8000 / width, 12000 / height, Math.sqrt(6e7 / (width * height)));
    const source = new XMLSerializer().serializeToString(svg);
    return new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => {
        const sheet = document.createElement("canvas");
        sheet.width = Math.round(width * factor);
        sheet.height = Math.round(height * factor);
        sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
        sheet.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
      };
      image.onerror = () => reject(new Error("no picture"));
      image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(source);
    });
  };
})(window.kg);
