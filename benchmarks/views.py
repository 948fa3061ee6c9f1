"""How soon a page stands still, and how much memory it takes: ours beside pyvis's defaults, in one run.

    python benchmarks/views.py [--pyvis-seconds 60] [--runs 3]

Prints one line for each size: time to build the file, its size, time until the first stable frame, heap of the
page. A pyvis page counts as stable when its physics has stopped; "over N s" means that it had not by then.
Needs Chromium and pytest-playwright.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from playwright.sync_api import Browser, TimeoutError, sync_playwright
from tests.views.corpora import large_corpus

from kg.model import Corpus
from kg.views.html import page
from kg.views.scene import scene

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--enable-precise-memory-info",
]


def pyvis_default(corpus: Corpus, path: Path) -> None:
    """The same links in a page as pyvis makes it out of the box, its library written into the file."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    shown = scene(corpus)
    network.add_nodes([node.key for node in shown.nodes], label=[node.label for node in shown.nodes])
    # As add_edge writes them; add_edge itself looks through all earlier ones each time.
    network.edges = [{"from": a.source, "to": a.target, "label": a.label, "arrows": "to"} for a in shown.links]
    path.write_text(network.generate_html(), encoding="utf-8")


def measure(browser: Browser, path: Path, ready: str, seconds: float) -> tuple[float | None, float]:
    """Seconds until ``ready`` (JavaScript) is true, or None; and the heap in MB."""
    tab = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True).new_page()
    started = time.perf_counter()
    try:
        tab.goto(path.as_uri(), timeout=seconds * 1000, wait_until="commit")
        took: float | None = None
        while took is None and time.perf_counter() - started < seconds:
            # Not wait_for_function: it needs eval, which our page's policy forbids.
            if tab.evaluate(ready):
                took = time.perf_counter() - started
            else:
                tab.wait_for_timeout(20)
    except TimeoutError:
        took = None
    heap = 0.0
    if took is not None:
        session = tab.context.new_cdp_session(tab)
        session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    tab.context.close()
    return took, heap


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pyvis-seconds", type=float, default=60, help="how long to wait for a pyvis page")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        print(f"{'links':>7} {'page':<8} {'build s':>8} {'MB':>6} {'stable s':>10} {'heap MB':>8}")
        for edges in (500, 10_000, 50_000):
            corpus = large_corpus(edges)
            ours = Path(folder, f"{edges}.html")
            started = time.perf_counter()
            ours.write_text(page(corpus, title=f"{edges} links"), encoding="utf-8")
            built = time.perf_counter() - started
            ready = "document.documentElement.dataset.ready !== undefined"
            runs = [measure(browser, ours, ready, 60) for _ in range(options.runs)]
            times = [took for took, _ in runs if took is not None]
            stable = f"{statistics.median(times):.2f}" if len(times) == len(runs) else "over 60"
            size = ours.stat().st_size / 1e6
            print(f"{edges:>7} {'kg':<8} {built:>8.2f} {size:>6.1f} {stable:>10} {max(h for _, h in runs):>8.0f}")
            if edges > 10_000:
                continue
            theirs = Path(folder, f"pyvis-{edges}.html")
            started = time.perf_counter()
            pyvis_default(corpus, theirs)
            built = time.perf_counter() - started
            # pyvis keeps the network in a global; its physics reports that it has come to rest.
            done = "typeof network !== 'undefined' && network.physics.stabilized === true"
            took, heap = measure(browser, theirs, done, options.pyvis_seconds)
            stable = f"{took:.2f}" if took is not None else f"over {options.pyvis_seconds:.0f}"
            shown = f"{heap:>8.0f}" if took is not None else f"{'–':>8}"
            print(f"{edges:>7} {'pyvis':<8} {built:>8.2f} {theirs.stat().st_size / 1e6:>6.1f} {stable:>10} {shown}")
        browser.close()


if __name__ == "__main__":
    main()
