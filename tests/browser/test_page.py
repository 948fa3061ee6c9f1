"""The graph page as a person meets it."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree  # the files are our own

import networkx
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import until
from tests.views.corpora import seed_corpus

CORPUS = seed_corpus()

LOOKS = [(size, theme) for size in ("desktop", "phone") for theme in ("light", "dark")]
looks = pytest.mark.parametrize(("size", "theme"), LOOKS)
IMPLEMENTATION = "#node=entity%2Fimplementation"

OVERLAPS = """() => {
  const boxes = kg.drawing().boxes.filter((b) => !b.ground);
  const found = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const a = boxes[i], b = boxes[j];
    if (a.disc && Math.hypot(a.x - b.x, a.y - b.y) >= (a.w + b.w) / 2) continue;
    if (Math.abs(a.x - b.x) < (a.w + b.w) / 2 - 0.5 && Math.abs(a.y - b.y) < (a.h + b.h) / 2 - 0.5)
      found.push([a.id, b.id, (a.lines || []).join(" "), (b.lines || []).join(" ")]);
  }
  return found;
}"""

UNREADABLE = """() => {
  const pen = document.createElement("canvas").getContext("2d"), found = [];
  for (const box of kg.drawing().boxes) for (const line of box.lines) {
    pen.font = box.kind === "verb" ? kg.fonts.verb : box.kind === "heading" ? kg.fonts.heading : kg.fonts.node;
    if (pen.measureText(line).width > box.w + (box.kind === "verb" ? 1 : 0)) found.push(line);
  }
  return found;
}"""


def click_box(page, key: str, kind: str = "") -> None:
    """Clicks the canvas where the box of a node is drawn."""
    page.mouse.click(*place_of(page, key, kind))


def place_of(page, key: str, kind: str = "") -> tuple[float, float]:
    """Where the box of a node is drawn, in the window, once it is in sight."""
    x, y = page.evaluate(
        """([key, kind]) => {
          const box = kg.drawing().boxes.find((b) => b.node && b.node.key === key && (!kind || b.kind === kind));
          kg.reveal(box);
          return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => {
            const p = kg.network().canvasToDOM({ x: box.x, y: box.y });
            const frame = document.getElementById("canvas").getBoundingClientRect();
            done([frame.left + p.x, frame.top + p.y]);
          })));
        }""",
        [key, kind],
    )
    return x, y


@looks
def test_a_page_is_one_request_and_no_complaint(visit, size, theme):
    seen = visit("seed", size=size, theme=theme)
    seen.page.click('#views [data-view="text"]')
    seen.page.click('#views [data-view="list"]')
    seen.page.click('#views [data-view="graph"]')
    assert len(seen.requests) == 1
    assert seen.complaints == []


@looks
@pytest.mark.parametrize("name", ["seed", "plain", "hostile"])
def test_no_two_boxes_overlap(visit, name, size, theme):
    page = visit(name, size=size, theme=theme).page
    assert page.evaluate("kg.drawing().boxes.length") > 10
    assert page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_label_fits_its_box(visit, size):
    assert visit("seed", size=size).page.evaluate(UNREADABLE) == []


@looks
def test_axe_finds_no_violation(visit, size, theme):
    page = visit("seed", IMPLEMENTATION, size=size, theme=theme).page
    found = []
    # All views at two of the looks: every colour and every width is met once, and the run stays short.
    for view in ("graph", "text", "list") if (size, theme) in LOOKS[1:3] else ("graph",):
        page.click(f'#views [data-view="{view}"]')
        results = Axe().run(page)
        found += [(view, v["id"], [n["html"][:120] for n in v["nodes"]]) for v in results.response["violations"]]
    if (size, theme) == LOOKS[0]:
        page.click("#filter summary")
        found += [("filter", v["id"]) for v in Axe().run(page).response["violations"]]
    assert found == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_selecting_a_box_shows_the_sentences_behind_it(visit, size):
    page = visit("seed", size=size).page
    click_box(page, "entity/provinces")
    until(page, "location.hash.includes('provinces')")
    card = page.locator("#panel .card")
    assert card.count() == 1
    assert card.locator("mark").first.inner_text() == "provinces take overall responsibility"
    assert "It is necessary to adhere to the working mechanism" in card.locator("blockquote").inner_text()
    place = card.locator(".place").inner_text()
    assert "Politburo meeting" in place
    assert "2023-11-27" in place
    assert "paragraph 7" in place


def test_selecting_a_line_shows_its_provision(visit):
    page = visit("seed").page
    page.evaluate("kg.picked(kg.drawing().boxes.find((b) => b.kind === 'verb' && b.link.m === 'mustnot'))")
    until(page, "location.hash.startsWith('#edge=')")
    assert page.locator("#panel .chip").first.inner_text() == "must not"
    assert "large-scale development" in page.locator("#panel mark").all_inner_texts()[-1]


def test_a_slow_press_is_a_click_too(visit):
    page = visit("seed").page
    page.mouse.move(*place_of(page, "entity/provinces"))
    page.mouse.down()
    page.wait_for_timeout(600)
    page.mouse.up()
    until(page, "kg.state.node === 'entity/provinces'")


def test_dragging_the_drawing_selects_nothing(visit):
    page = visit("seed").page
    x, y = place_of(page, "entity/provinces")
    before = page.evaluate("document.getElementById('scroll').scrollTop")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 60, steps=4)
    page.mouse.up()
    until(page, f"document.getElementById('scroll').scrollTop > {before + 20}")
    assert page.evaluate("kg.state.node") is None


@pytest.mark.parametrize("name", ["seed", "middle"])
def test_a_tap_selects_what_is_under_the_finger(visit, name):
    page = visit(name, size="phone").page
    key = "entity/provinces" if name == "seed" else page.evaluate("kg.drawing().boxes[0].node.key")
    x, y = place_of(page, key)
    page.touchscreen.tap(x + 3, y + 3)
    until(page, "(key) => kg.state.node === key", arg=key)
    # What is selected is not behind the sheet that tells about it.
    place = "() => { const b = kg.drawing().boxes.find((b) => b.node && b.node.key === kg.state.node); return kg.network().canvasToDOM(b).y; }"
    top, bottom = page.evaluate(
        "() => { const f = document.getElementById('canvas').getBoundingClientRect(); return [f.top, window.innerHeight * 0.48]; }"
    )
    assert 0 < page.evaluate(place) < bottom - top


def test_the_page_follows_the_address_in_the_same_step(visit):
    page = visit("seed").page
    walked = page.evaluate(
        """() => {
          const press = (key) => document.getElementById("scroll").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          const seen = [];
          for (const key of ["ArrowDown", "ArrowDown", "ArrowDown"]) { press(key); seen.push(document.querySelector("#panel h2").textContent); }
          return [seen, location.hash.includes(encodeURIComponent(kg.state.node))];
        }"""
    )
    assert len(set(walked[0])) == 3
    assert walked[1] is True
    for expected in (*reversed(walked[0][:-1]), "Who is told to do what"):
        page.get_by_role("button", name="Back").click()
        until(page, f"document.querySelector('#panel h2').textContent === {json.dumps(expected)}")
    assert page.url.split("#")[0].endswith(".html")


def test_a_person_who_scrolled_on_is_not_called_back(visit):
    page = visit("seed", IMPLEMENTATION, size="phone").page
    until(page, "document.body.classList.contains('sheet')")
    page.evaluate("document.getElementById('scroll').scrollTop = 0; document.getElementById('panel').scrollTop = 40")
    page.set_viewport_size({"width": 390, "height": 780})  # the browser's bars come and go
    until(page, "kg.network().canvas.frame.clientHeight === document.getElementById('scroll').clientHeight")
    assert page.evaluate("document.getElementById('scroll').scrollTop") == 0
    assert page.evaluate("document.getElementById('panel').scrollTop") == 40


def test_the_drawing_keeps_to_the_width_of_the_window(visit):
    page = visit("seed").page
    resized = "kg.network().canvas.frame.clientWidth === document.getElementById('scroll').clientWidth"
    scale = "kg.network().getScale()"
    before = page.evaluate(scale)
    page.set_viewport_size({"width": 1100, "height": 800})
    until(page, resized)
    assert page.evaluate(scale) < before
    assert page.evaluate(f"kg.drawing().bounds.w * {scale} <= document.getElementById('scroll').clientWidth + 1")
    # Where two sides beside each other would be too small to read, one stands below the other.
    page.set_viewport_size({"width": 940, "height": 640})
    until(page, "kg.drawing().mode === 'tree'")
    until(page, resized)
    assert page.evaluate(scale) == 1
    assert page.evaluate(OVERLAPS) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    until(page, "kg.drawing().mode === 'columns'")
    until(page, resized)
    assert page.evaluate(scale) == pytest.approx(before)


def test_a_click_on_a_line_itself_selects_it(visit):
    page = visit("seed").page
    at = page.evaluate(
        """() => { const line = kg.drawing().lines.reduce((a, b) => (a.to[1] < b.to[1] ? a : b)), frame = document.getElementById("canvas").getBoundingClientRect();
          const p = kg.network().canvasToDOM({ x: (line.turn[0] + line.to[0]) / 2, y: line.to[1] });
          return [frame.left + p.x, frame.top + p.y]; }"""
    )
    page.mouse.click(*at)
    until(page, "location.hash.startsWith('#edge=')")


def test_a_link_to_a_selection_opens_it(visit):
    page = visit("seed", IMPLEMENTATION).page
    assert page.locator("#panel h2").inner_text() == "Implementation"
    assert page.locator("#panel .card").count() == 3


def test_a_link_to_a_provision_opens_it(visit):
    provision = next(p for p in CORPUS.provisions if p.action.text == "take overall responsibility")
    page = visit("seed", f"#edge={provision.id}").page
    assert "Provinces" in page.locator("#panel h2").inner_text()
    assert page.locator("#panel .card").get_attribute("data-id") == provision.id


def test_a_link_to_what_is_not_there_says_so(visit):
    page = visit("seed", "#node=entity%2Fnowhere").page
    assert page.locator("#panel h2").inner_text() == "Not on this page"


def test_back_leads_to_the_selection_before(visit):
    page = visit("seed", IMPLEMENTATION).page
    page.locator("#panel .card a", has_text="Provinces").first.click()
    until(page, "document.querySelector('#panel h2').innerText === 'Provinces'")
    page.get_by_role("button", name="Back").click()
    until(page, "document.querySelector('#panel h2').innerText === 'Implementation'")


def test_a_topics_heading_is_lit_with_what_stands_below_it(visit):
    page = visit("seed").page
    page.evaluate("kg.go({ node: kg.nodes.find((n) => n.kind === 'implied' && n.links.length > 20).key, focus: true })")
    until(page, "kg.state.focus")
    assert page.evaluate("kg.drawing().boxes.filter((b) => b.kind === 'heading').every((b) => b.members.length > 1)")
    assert page.evaluate("kg.drawing().boxes.filter((b) => b.kind === 'heading').length") > 2


def test_who_is_only_spoken_of_stands_below_who_is_told(visit):
    page = visit("seed").page
    assert page.locator("#panel h3").inner_text() == "Only in statements"
    told = page.locator("#panel ol").first.locator("a").all_inner_texts()
    assert "Provinces" in told
    assert "Xi Jinping" not in told
    page.click('#legend [data-m="must"]')
    page.click('#legend [data-m="mustnot"]')
    assert page.locator("#panel h2").inner_text() == "Who does what"


def test_focus_leaves_only_the_neighbourhood(visit):
    page = visit("seed", IMPLEMENTATION).page
    page.get_by_role("button", name="Focus").click()
    until(page, "location.hash.includes('focus')")
    names = page.evaluate("kg.drawing().boxes.filter((b) => b.node).map((b) => kg.nameOf(b.node)).sort()")
    assert names == ["Cities", "Counties", "Implementation", "Provinces"]
    page.get_by_role("button", name="Show all").click()
    until(page, "kg.drawing().boxes.length > 100")


def test_the_keyboard_walks_from_box_to_box(visit):
    page = visit("seed").page
    page.focus("#scroll")
    page.keyboard.press("ArrowDown")
    until(page, "location.hash.startsWith('#node=')")
    first = page.locator("#panel h2").inner_text()
    page.keyboard.press("ArrowRight")
    until(page, f"document.querySelector('#panel h2').innerText !== {json.dumps(first)}")
    page.keyboard.press("Enter")
    until(page, "location.hash.includes('focus')")
    page.keyboard.press("Escape")
    until(page, "kg.state.node === null")


def test_search_finds_names_and_sentences(visit):
    page = visit("seed").page
    page.keyboard.press("/")
    page.keyboard.type("inter-prov")
    assert "Inter-provincial consultation" in page.locator("#found li").first.inner_text()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#panel h2').innerText === 'Inter-provincial consultation'")
    page.fill("#search", "unswervingly")
    page.wait_for_selector("#found li .faint:text('sentence')")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#panel h2').innerText.includes('in this sentence')")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_is_found_can_be_read_and_taken(visit, size):
    page = visit("seed", size=size).page
    page.fill("#search", "development")
    one = page.locator("#found li").nth(1)
    # Nothing lies over the list, and what kind a thing is stands on one line.
    assert page.evaluate(
        "[...document.querySelectorAll('#found li')].slice(0, 4).every((li) => { const r = li.getBoundingClientRect();"
        " return li.contains(document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2)) && li.contains(document.elementFromPoint(r.left + 30, r.top + 12)); })"
    )
    assert (
        max(page.evaluate("[...document.querySelectorAll('#found .faint')].map((e) => e.getClientRects()[0].height)"))
        < 30
    )
    name = one.locator("bdi").inner_text()
    one.click()
    until(page, f"document.querySelector('#panel h2').innerText === {json.dumps(name)}")
    assert page.locator("#found").is_visible() is False


def test_a_found_sentence_is_cut_between_words(visit):
    page = visit("seed").page
    page.fill("#search", "overall responsibility")
    found = page.locator("#found li", has=page.locator(".faint", has_text="sentence")).locator("bdi").all_inner_texts()
    words = set(CORPUS.documents[0].text.split())
    assert found
    assert {w for text in found for w in text.split() if w != "…"} <= words


def test_nothing_in_the_bar_leaves_a_narrow_window(visit):
    page = visit("seed", size="phone").page
    page.click('#legend [data-m="statement"]')
    page.click('#legend [data-m="must"]')
    beyond = """[...document.querySelectorAll('#bar button, #bar summary, #legend li, #panel h2')].filter((e) => {
      const r = e.getBoundingClientRect(); return r.width && (r.right > innerWidth - 4 || r.left < 4 || r.bottom > innerHeight); }).map((e) => e.textContent)"""
    assert page.evaluate(beyond) == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_filters_narrow_the_graph(visit, size):
    page = visit("seed", size=size).page
    page.click("#filter summary")
    for m in ("must", "statement"):
        page.uncheck(f'#filters input[value="{m}"]')
    assert page.evaluate("kg.drawing().lines.map((line) => line.m)") == ["mustnot"]
    assert page.locator("#count").inner_text().startswith("1 of 88 provisions")
    page.click("#filters button")
    assert page.evaluate("kg.drawing().lines.length") > 60


def test_filters_by_actor_topic_and_confidence(visit):
    page = visit("seed").page
    page.click("#filter summary")
    page.select_option("select[name=actor]", label="Provinces (1)")
    assert page.evaluate("kg.visibleLinks().length") == 1
    page.select_option("select[name=actor]", label="All")
    page.select_option("select[name=topic]", label="Ecology")
    topics = page.evaluate("[...new Set(kg.visibleLinks().map((l) => kg.topics[kg.nodes[l.to].topic]))]")
    assert topics == ["Ecology"]
    page.select_option("select[name=topic]", label="All")
    page.fill("input[name=confidence]", "100")
    assert page.evaluate("kg.visibleLinks().length") > 60


def test_the_legend_hides_a_modality(visit):
    page = visit("seed").page
    page.click('#legend [data-m="statement"]')
    assert page.evaluate("kg.visibleLinks().some((l) => l.m === 'statement')") is False


def test_text_and_graph_lead_to_each_other(visit):
    page = visit("seed", "#view=text").page
    page.locator("#text .sentence", has_text="provinces take overall responsibility").focus()
    page.keyboard.press("Enter")
    until(page, "location.hash.startsWith('#sentence=')")
    assert page.locator("#panel .card").count() == 11
    page.get_by_role("button", name="Show in the graph").click()
    until(page, "!document.getElementById('graph').hidden")
    chosen = page.evaluate("kg.state.sentence")
    assert chosen
    click_box(page, "entity/provinces")
    until(page, "location.hash.includes('provinces')")
    page.locator("#panel .place a", has_text="Read in the text").click()
    page.wait_for_selector("#text .sentence.current")
    assert "provinces take overall" in page.locator("#text .sentence.current").inner_text()


def test_the_text_is_the_document_word_for_word(visit):
    page = visit("seed", "#view=text").page
    shown = " ".join(" ".join(page.locator("#text .block").all_inner_texts()).split())
    assert shown == " ".join(CORPUS.documents[0].text.split())


def test_every_provision_is_underlined_in_the_text(visit):
    page = visit("seed", "#view=text").page
    ids = page.evaluate("[...new Set([...document.querySelectorAll('.u')].flatMap((u) => u.dataset.p.split(' ')))]")
    assert set(ids) == {p.id for p in CORPUS.provisions}


def test_the_list_holds_every_provision(visit):
    page = visit("seed", "#view=list").page
    ids = page.evaluate("[...document.querySelectorAll('#list tbody tr')].map((row) => row.dataset.id)")
    assert sorted(ids) == sorted(p.id for p in CORPUS.provisions)
    page.click("#list th:first-child button")
    assert page.locator("#list tbody tr").first.locator("a").first.inner_text().startswith("All concerned")


def download(page, kind: str) -> bytes:
    page.click("#export summary")
    with page.expect_download() as caught:
        page.click(f'[data-file="{kind}"]')
    return caught.value.path().read_bytes()


def test_downloads_hold_what_is_shown(visit, tmp_path):
    page = visit("seed").page
    assert download(page, "png").startswith(b"\x89PNG")
    assert len(ElementTree.fromstring(download(page, "svg")).findall(".//{*}rect")) > 60
    rows = list(csv.DictReader(io.StringIO(download(page, "csv").decode("utf-8-sig"))))
    assert {row["id"] for row in rows} == {p.id for p in CORPUS.provisions}
    path = tmp_path / "graph.graphml"
    path.write_bytes(download(page, "graphml"))
    graph = networkx.read_graphml(path)
    assert graph.has_edge("entity/provinces", "entity/implementation")
    gexf = ElementTree.fromstring(download(page, "gexf"))
    assert len(gexf.findall(".//{*}edge")) == graph.number_of_edges()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_hostile_document_stays_inert(visit, size):
    seen = visit("hostile", size=size)
    page = seen.page
    for view in ("text", "list", "graph"):
        page.click(f'#views [data-view="{view}"]')
    for key in page.evaluate("kg.nodes.map((node) => node.key)"):
        page.evaluate("(key) => kg.go({ node: key })", key)
        until(page, "(key) => kg.state.node === key", arg=key)
    assert page.evaluate("window.hacked") is None
    assert (
        page.evaluate(
            "document.querySelectorAll('img, iframe, object, #panel script, #text b, #list a[href^=javascript]').length"
        )
        == 0
    )
    assert page.evaluate("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText)") is False
    assert len(seen.requests) == 1
    assert seen.complaints == []


def test_no_cell_of_a_hostile_document_is_a_formula(visit):
    page = visit("hostile").page
    rows = list(csv.reader(io.StringIO(download(page, "csv").decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert any("HYPERLINK" in cell for row in rows for cell in row)
    for kind in ("svg", "gexf", "graphml"):
        ElementTree.fromstring(download(page, kind))


def test_an_empty_corpus_says_so(visit):
    seen = visit("empty")
    assert seen.page.locator("#panel h2").inner_text() == "No provisions"
    assert seen.complaints == []


def test_a_middle_graph_is_a_map_with_places(visit):
    seen = visit("middle")
    assert seen.page.evaluate("kg.drawing().mode") == "map"
    click_box(seen.page, seen.page.evaluate("kg.drawing().boxes[0].node.key"))
    until(seen.page, "location.hash.startsWith('#node=')")
    seen.page.get_by_role("button", name="Focus").click()
    until(seen.page, "kg.drawing().mode === 'columns'")
    assert seen.page.evaluate(OVERLAPS) == []
    assert seen.complaints == []


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_large_graph_opens_on_an_overview_that_opens_up(visit, size):
    seen = visit("large", size=size)
    page = seen.page
    assert page.evaluate("kg.drawing().mode") == "discs"
    assert page.evaluate(OVERLAPS) == []
    assert page.locator("#note").inner_text().startswith("Overview: ")
    page.evaluate("kg.picked(kg.drawing().boxes[0])")
    until(page, "location.hash.includes('group=')")
    assert page.evaluate("kg.drawing().mode") != "discs"
    assert page.evaluate("kg.drawing().lines.length") <= 1500
    page.get_by_role("button", name="All groups").click()
    until(page, "kg.drawing().mode === 'discs'")
    assert seen.complaints == []


def test_a_link_into_a_large_graph_opens_its_neighbourhood(visit):
    key = next(iter(visit("large").page.evaluate("kg.nodes.map((n) => n.key)")))
    page = visit("large", f"#node={key}").page
    assert page.evaluate("(key) => kg.drawing().boxes.some((b) => b.node && b.node.key === key)", key)


def test_dark_is_kept(visit):
    page = visit("seed").page
    page.click("#dark")
    page.reload()
    until(page, "document.documentElement.dataset.theme === 'dark'")


def test_print_shows_the_whole_drawing(visit):
    page = visit("seed", theme="dark").page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    # Sheets that a page of paper holds, with every box on one of them, whole.
    sheets = page.evaluate(
        """[...document.querySelectorAll('#paper svg')].map((svg) => {
          const [, y, w, h] = svg.getAttribute('viewBox').split(' ').map(Number);
          return { ratio: h / w, cut: [...svg.querySelectorAll('rect[rx]')].filter((r) => Number(r.getAttribute('y')) < y ||
            Number(r.getAttribute('y')) + Number(r.getAttribute('height')) > y + h).length }; })"""
    )
    assert len(sheets) > 1
    assert max(sheet["ratio"] for sheet in sheets) < 1.35
    assert sum(sheet["cut"] for sheet in sheets) == 0
    boxes = page.evaluate("kg.drawing().boxes.filter((b) => b.node && b.kind !== 'end').length")
    assert page.locator("#paper svg rect[rx]").count() >= boxes
    assert page.locator("#bar").is_visible() is False
    assert page.evaluate("getComputedStyle(document.querySelector('#panel a')).color") == "rgb(29, 78, 216)"
    assert page.evaluate(
        "document.querySelector('#paper').compareDocumentPosition(document.querySelector('#panel')) & Node.DOCUMENT_POSITION_FOLLOWING"
    )
