"""How long a save takes to show in the open page, in a real browser: ``python -m bench.preview [REPORT] [EDITS]``.

The time runs from the write of the file until the browser has laid out the page with the new words. The bar is a
median of 0.3 s, and 0.5 s for the worst of twenty.
"""

import re
import shutil
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.preview.test_browser import DOC, ready, until
from tests.preview.test_serve import serving
from tests.web.browser import Page, browser

ROOT = Path(__file__).parents[1]
SHOWN = f"[...{DOC}.querySelectorAll('h2')].some(h => h.textContent.includes('{{}}')) && {DOC}.body.offsetHeight > 0"
JUDGED = "document.getElementById('raknat').textContent !== 'Granskar …'"


def times(page: Page, file: Path) -> Iterator[tuple[float, float]]:
    """Seconds until each of many saves is seen, and until it is judged."""
    text = file.read_text(encoding="utf-8")
    for number in count(1):
        words = f"Rubrik nummer {number}"
        changed = re.sub(r"(?m)^rubrik: .*$", f"rubrik: {words}", text, count=1)
        started = time.perf_counter()
        file.write_text(changed, encoding="utf-8")
        until(page, SHOWN.format(words))
        seen = time.perf_counter() - started
        until(page, JUDGED)
        yield seen, time.perf_counter() - started
        # Saves come at any moment between two looks at the files.
        time.sleep(0.4 + 0.013 * (number % 7))


def main(name: str = "2022/VB", edits: str = "20") -> None:
    """Measure, and print the median and the worst."""
    with TemporaryDirectory() as folder, browser() as running:
        shutil.copytree(ROOT / "content", Path(folder, "content"))
        with serving(Path(folder)) as (_, said):
            page = running.page()
            page.load(re.search(r"http://\S+/", said)[0] + name)
            ready(page)
            file = Path(folder, "content", name, "handelser.yaml")
            measured = [pair for pair, _ in zip(times(page, file), range(int(edits) + 1), strict=False)][1:]
    for what, row in zip(("sparad → sidan", "sparad → fynden"), zip(*measured, strict=True), strict=True):
        sys.stdout.write(
            f"{name} {what}: median {statistics.median(row):.2f} s, värst {max(row):.2f} s av {len(row)}\n"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
