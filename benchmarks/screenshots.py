"""Pictures of a built project's pages, for the README and docs/.

    python benchmarks/screenshots.py [output] [docs/pictures]

Opens ``output/graph.html`` (made by ``kg build``) in Chromium, in light and dark, wide and narrow. Needs Chromium,
pytest-playwright and the fonts fonts-inter and fonts-noto-core.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Finds a node to select by the beginning of its name: keys depend on how names were merged.
SELECT = """(start) => {
  const node = kg.nodes.find((one) => one.full.toLowerCase().startsWith(start)) || kg.nodes[0];
  kg.go({ node: node.key });
  return new Promise((done) => setTimeout(done, 400));
}"""
PICTURES = (
    ("graph", DESKTOP, "light", "", None),
    ("graph-selected", DESKTOP, "light", "", "implementation"),
    ("graph-dark", DESKTOP, "dark", "", None),
    ("graph-phone", PHONE, "light", "", None),
    ("graph-phone-selected", PHONE, "dark", "", "implementation"),
    ("text", DESKTOP, "light", "#view=text", "large-scale development"),
    ("list", DESKTOP, "light", "#view=list", None),
)


def main() -> None:
    """Writes one PNG for each of PICTURES."""
    built = Path(sys.argv[1] if len(sys.argv) > 1 else "output")
    target = Path(sys.argv[2] if len(sys.argv) > 2 else "docs/pictures")
    source = (built / "graph.html").resolve()
    if not source.is_file():
        sys.exit(f"{source}: not there; run kg build first")
    target.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, size, theme, fragment, selected in PICTURES:
            tab = browser.new_context(
                viewport=size, color_scheme=theme, device_scale_factor=2 if size is PHONE else 1
            ).new_page()
            tab.goto(source.as_uri() + fragment)
            tab.wait_for_selector("html[data-ready]", state="attached")
            if selected:
                tab.evaluate(SELECT, selected)
            tab.screenshot(path=target / f"{name}.png")
            tab.context.close()
            print(target / f"{name}.png", file=sys.stderr)
        browser.close()


if __name__ == "__main__":
    main()
