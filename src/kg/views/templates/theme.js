"use strict";
// Colours, lines and words. Modality is never colour alone: each class has its own line and its own word.
(function (kg) {
  const FONT = 'Inter, "Segoe UI", Roboto, "Noto Sans", system-ui, sans-serif';
  kg.fonts = {
    node: "14px " + FONT, bold: "600 14px " + FONT, verb: "13px " + FONT, verbBold: "600 13px " + FONT, heading: "600 12px " + FONT,
    disc: "600 17px " + FONT, small: "13px " + FONT, family: FONT,
  };
  kg.classes = ["must", "mustnot", "should", "may", "will", "neednot", "statement"];
  kg.modality = {
    must: { word: "must", dashes: false, light: "#1D4ED8", dark: "#93B4FF" },
    mustnot: { word: "must not", dashes: false, bar: true, light: "#B91C1C", dark: "#FF8F8F" },
    should: { word: "should", dashes: [9, 5], light: "#0F766E", dark: "#5EDBC8" },
    may: { word: "may", dashes: [2, 5], light: "#7C3AED", dark: "#C7A6FF" },
    will: { word: "will", dashes: [14, 4], light: "#9A3412", dark: "#FDBA74" },
    neednot: { word: "need not", dashes: [2, 3, 9, 3], bar: true, light: "#86198F", dark: "#F0ABFC" },
    statement: { word: "statement", dashes: [4, 4], light: "#5B6677", dark: "#A9B4C6" },
  };
  const LIGHT = {
    name: "light", page: "#F7F9FC", card: "#FFFFFF", ink: "#0F172A", muted: "#4A5568", line: "#D7DEE8", accent: "#1D4ED8",
    actor: { fill: "#1F3A63", border: "#1F3A63", text: "#FFFFFF" },
    person: { fill: "#475569", border: "#475569", text: "#FFFFFF" },
    implied: { fill: "#FFFFFF", border: "#1F3A63", text: "#1F3A63", dashed: true },
    document: { fill: "#FFF6DF", border: "#8F5F00", text: "#3F2B00" },
    end: { fill: "#F7F9FC", border: "#5B6677", text: "#4A5568" },
    tints: [["#E6F4EA", "#2F7D4F"], ["#E7EFFD", "#2B62B8"], ["#E3F4F6", "#0E7183"], ["#F1EAFB", "#6B46B0"],
      ["#FCEBE9", "#B3382C"], ["#EEF1F5", "#556274"], ["#FCE9F2", "#A82C68"], ["#FDF2DF", "#8F5F00"]],
    tintText: "#0F172A",
  };
  const DARK = {
    name: "dark", page: "#0E1524", card: "#162033", ink: "#EAF0FA", muted: "#A9B4C6", line: "#2C3950", accent: "#93B4FF",
    actor: { fill: "#C9DAF8", border: "#C9DAF8", text: "#0E1524" },
    person: { fill: "#A9B4C6", border: "#A9B4C6", text: "#0E1524" },
    implied: { fill: "#0E1524", border: "#C9DAF8", text: "#EAF0FA", dashed: true },
    document: { fill: "#3A2A08", border: "#F0B94A", text: "#FFF3D6" },
    end: { fill: "#0E1524", border: "#A9B4C6", text: "#A9B4C6" },
    tints: [["#14301F", "#7CD49B"], ["#152A4D", "#93B4FF"], ["#0F3238", "#67D3E3"], ["#2A1D45", "#C4A5FF"],
      ["#3B1A17", "#FF9E93"], ["#222C3C", "#B7C3D5"], ["#3D1429", "#FF94C2"], ["#3A2A08", "#F0B94A"]],
    tintText: "#F3F6FC",
  };
  const OTHER = 5; // the grey tint
  kg.dark = false;
  kg.theme = () => (kg.dark ? DARK : LIGHT);
  kg.lightTheme = LIGHT;
  kg.colour = (m, theme) => kg.modality[m][(theme || kg.theme()).name];
  kg.tint = function (topic, theme) {
    const tints = (theme || kg.theme()).tints;
    if (kg.topics[topic] === "Other" || topic < 0) return tints[OTHER];
    const plain = tints.filter((_, i) => i !== OTHER);
    return plain[topic % plain.length];
  };
  // How a box looks: an actor by what it is, an object by its topic.
  kg.look = function (box, theme) {
    theme = theme || kg.theme();
    const node = box.node;
    if (box.kind === "implied") return theme.implied;
    if (box.kind === "actor") {
      if (node.type === "person") return theme.person;
      if (node.type === "document") return theme.document;
      return theme.actor;
    }
    if (box.kind === "end") return theme.end;
    if (node && node.type === "document") return theme.document;
    const [fill, border] = kg.tint(box.topic, theme);
    return { fill, border, text: theme.tintText };
  };
})(window.kg);
