"""What the rules say of whole sentences, put into the texts of the published reports.

Each line of a file in ``sentences`` is a report, the id of a section with a text, and a sentence. ``right.txt`` holds
unusual sentences that are right, ``wrong.txt`` such as plainly contradict a table.
"""

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from asn.check import RULES, examine
from asn.finding import Finding, Severity
from asn.load.project import load_project

ROOT = Path(__file__).parents[2]
SENTENCES = Path(__file__).parent / "sentences"
ALARMS = {Severity.FEL, Severity.VARNING}


class Told(NamedTuple):
    """A sentence, and where it is put."""

    report: str
    section: str
    sentence: str


def told(name: str) -> list[Told]:
    """The sentences of a file."""
    lines = (SENTENCES / name).read_text(encoding="utf-8").splitlines()
    return [Told(*map(str.strip, line.split("|", 2))) for line in lines if line.strip() and not line.startswith("#")]


def said_of(sentences: list[Told], root: Path) -> dict[Told, list[Finding]]:
    """What the rules say of each sentence, when all are written into a copy of the content, a paragraph each."""
    shutil.copytree(ROOT / "content", root / "content")
    texts = {(report.namn, part.id): part for report in load_project(root).rapporter for part in report.alla_avsnitt()}
    wanted: dict[str, dict[int, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one in sentences:
        place = texts[one.report, one.section].at("text")
        wanted[place.file][place.line].append(one)
    places = {place: one for file, own in wanted.items() for place, one in _written(root, file, own)}
    project = load_project(root)
    assert not project.fynd
    said: dict[Told, list[Finding]] = {one: [] for one in sentences}
    # What is said of a report's sentences is said in its own examination.
    for report in (own for own in project.rapporter if any(one.report == own.namn for one in sentences)):
        for finding in examine(report, project.tidigare(report), RULES).fynd:
            one = places.get((finding.place.file, finding.place.line))
            if one:
                said[one].append(finding)
    return said


def _written(root: Path, file: str, own: dict[int, list[Told]]) -> Iterator[tuple[tuple[str, int], Told]]:
    """Write sentences first in the texts that begin after some lines of a file; where each came to stand."""
    lines: list[str] = []
    for number, line in enumerate((root / file).read_text(encoding="utf-8").splitlines(), 1):
        lines.append(line)
        indent = " " * (len(line) - len(line.lstrip(" ")) + 2)
        for one in own.get(number, ()):
            lines += [indent + one.sentence, ""]
            yield (file, len(lines) - 1), one
    (root / file).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def said_in(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[Told, list[Finding]]]:
    """What is said of the sentences of a file, asked once."""
    return cache(lambda name: said_of(told(name), tmp_path_factory.mktemp("meningar")))


RIGHT = ("right.txt", "right_by_another_hand.txt", "right_of_costs.txt", "right_of_a_controller.txt")


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_sentence_raises_no_alarm(name, said_in):
    """Nothing is said to be wrong with what is said of another place, time, condition or measure."""
    said = said_in(name)
    alarmed = [(one.sentence, found.code) for one, all_ in said.items() for found in all_ if found.severity in ALARMS]
    assert len(said) >= 70
    assert alarmed == []


@pytest.mark.parametrize("name", ["wrong.txt", "wrong_of_costs.txt", "wrong_by_another_hand.txt"])
def test_a_wrong_sentence_is_found(name, tmp_path):
    """What plainly contradicts a row of this report's table is an error, however the sentence is built."""
    sentences = told(name)
    said = said_of(sentences, tmp_path)
    assert len(sentences) >= 19
    assert [one.sentence for one, found in said.items() if not any(each.code == "T501" for each in found)] == []


def test_nine_of_ten_of_a_controllers_mistakes_are_found(tmp_path):
    """Where a sentence leaves doubt, as without a table or with a row that isn't named, an advice is said at least."""
    sentences = told("wrong_of_a_controller.txt")
    said = said_of(sentences, tmp_path)
    found = [one for one, all_ in said.items() if any(each.code in {"T501", "T502", "T504"} for each in all_)]
    assert len(sentences) >= 110
    assert len(found) >= 0.9 * len(sentences)


def test_a_right_sentence_is_seldom_advised_on(said_in):
    """Of a figure that is no slip of another nothing is said, but where its digits happen to be."""
    said = {one: found for name in RIGHT for one, found in said_in(name).items()}
    advised = [one.sentence for one, found in said.items() if any(each.code == "T501" for each in found)]
    assert len(said) >= 600
    assert len(advised) <= 0.01 * len(said)


@pytest.mark.parametrize(
    "number", ["0295 sökande", "från 010 till 011 procent", "9" * 30 + " sökande", "0,0 mnkr", "00 000,"]
)
def test_what_is_no_number_is_no_figure(number, tmp_path):
    """Digits that can't be read as a number are left alone, whatever stands beside them."""
    one = Told("2023/T1", "ekonomiska_risker", f"Det fanns {number} till feriejobb, och sjukfrånvaron var känd.")
    assert [found for found in said_of([one], tmp_path)[one] if found.code == "T501"] == []
