"""What axe-core finds on the web page: nothing, in any report, at any width, light or dark."""

import json
from pathlib import Path

import pytest
from tests.web.conftest import NAMES

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of those tags that look at colours, which is all that a dark page has of its own."""
# Axe can't judge text where something is drawn with CSS: the year on the cover, the lights' shapes, the shade at the
# edge of a wide table, and the column that stays while the others scroll by. They are taken away for the test of
# contrast; none of them lies behind text. Charts it can't judge at all: they are measured here.
DRAWN = """
*::before, *::after { content: none !important }
.tabell { background: none !important }
th { position: static !important }
thead tr + tr { display: contents } /* or axe takes it for something over the headings that reach into it */
"""
CHARTS = """[...document.querySelectorAll('svg text')].map(text => {
    const light = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
    const card = getComputedStyle(text.closest('.diagram')).backgroundColor;
    const ground = light(card === 'rgba(0, 0, 0, 0)' ? getComputedStyle(document.body).backgroundColor : card);
    const ink = light(getComputedStyle(text).fill);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
})"""


TOLD = """r => Object.fromEntries(['violations', 'incomplete', 'passes'].map(kind =>
    [kind, r[kind].map(v => [v.id, v.nodes.length, v.nodes[0].target.join(' '), v.nodes[0].failureSummary || ''])]))"""


def judged(page, where=None, **options):
    """What axe says: rule, number of places, the first place and what is wrong there."""
    if not page.run("'axe' in window"):
        page.run(AXE + ";0")
    wanted = json.dumps({"resultTypes": ["violations", "incomplete"], **options})
    told = page.run(f"axe.run({json.dumps(where) if where else 'document'}, {wanted}).then({TOLD})")
    assert told["passes"], "axe has looked at nothing"
    return told


def violations(page, **options):
    """What axe finds on the page that is shown: by every rule when it is light, by those of colours when it is dark."""
    return violations_in_light(page, **options) + violations_in_dark(page, **options)


def violations_in_light(page, **options):
    """What axe finds by every rule."""
    page.media("screen", "light")
    return judged(page, runOnly={"type": "tag", "values": TAGS}, **options)["violations"]


def violations_in_dark(page, **options):
    """What axe finds by the rules of colours, which are the same at every width."""
    page.media("screen", "dark")
    return [["dark", *one] for one in judged(page, runOnly=COLOURS, **options)["violations"]]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(name, width, opened):
    """No violation of WCAG 2.2 AA or of what is known to be good practice; in the dark, see below."""
    assert violations_in_light(opened(name, width)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_all_text_stands_out_from_its_ground(name, scheme, opened):
    """Axe has measured the contrast of every text and link, and left none undecided."""
    page = opened(name, 1800, scheme=scheme)  # so wide that no table hides a part of itself
    page.style(DRAWN)
    told = judged(page, {"exclude": [["svg"]]}, runOnly=COLOURS)
    assert told["violations"] == []
    assert told["incomplete"] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["2022/VB", "2023/T1"])
def test_a_charts_text_stands_out_too(name, scheme, opened):
    """WCAG 1.4.3: 4.5 to 1 against the card that the chart stands on."""
    ratios = opened(name, scheme=scheme).run(CHARTS)
    assert ratios
    assert min(ratios) >= 4.5


def test_axe_would_have_found_it(opened):
    """The tests above are no sieve: what is broken is told, in the light that it is seen in."""
    page = opened("2023/T1")
    page.style("@media (prefers-color-scheme: dark) { p { color: #333 !important } }")
    page.run("document.documentElement.removeAttribute('lang')")
    found = violations(page)
    assert "html-has-lang" in [one[0] for one in found]
    assert [one[:2] for one in found if "color-contrast" in one] == [["dark", "color-contrast"]]


def test_every_rule_of_colours_is_tried_on_a_dark_page(tab):
    """All that axe has of that category among the tags."""
    tab.run(AXE + ";0")
    known = tab.run(f"axe.getRules({json.dumps(TAGS)}).filter(r => r.tags.includes('cat.color')).map(r => r.ruleId)")
    assert sorted(known) == COLOURS
