"""How long a save takes to show in the open page, in a real browser."""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from tests.preview.test_browser import DOC, ready, until
from tests.preview.test_serve import serving
from tests.web.browser import Page, browser

ROOT = Path(__file__).parents[1]
SHOWN = f"[...{DOC}.querySelectorAll('h2')].some(h => h.textContent.includes('{{}}')) && {DOC}.body.offsetHeight > 0"
JUDGED = "document.getElementById('raknat').textContent !== 'Granskar …'"


def times(room: Path, report: str, edits: int) -> Iterator[tuple[float, float]]:
    """Seconds until each of many saves is seen, and until it is judged; the first isn't counted."""
    shutil.copytree(ROOT / "content", room / "content")
    with browser() as running, serving(room) as (_, said):
        page = running.page()
        page.load(re.search(r"http://\S+/", said)[0] + report)
        ready(page)
        file = room / "content" / report / "handelser.yaml"
        text = file.read_text(encoding="utf-8")
        for number in range(edits + 1):
            seconds = _saved(page, file, text, f"Rubrik nummer {number}")
            if number:
                yield seconds
            # Saves come at any moment between two looks at the files.
            time.sleep(0.4 + 0.013 * (number % 7))


def _saved(page: Page, file: Path, text: str, words: str) -> tuple[float, float]:
    changed = re.sub(r"(?m)^rubrik: .*$", f"rubrik: {words}", text, count=1)
    started = time.perf_counter()
    file.write_text(changed, encoding="utf-8")
    until(page, SHOWN.format(words))
    seen = time.perf_counter() - started
    until(page, JUDGED)
    return seen, time.perf_counter() - started
