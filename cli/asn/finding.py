"""What a check says, and where: the values that every stage of the pipeline hands on."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from asn.readable import readable


class Severity(StrEnum):
    """How grave a finding is; the value is the word that an editor reads."""

    FEL = "fel"
    VARNING = "varning"
    RÅD = "råd"


@readable
@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span in a file of the project.

    ``file`` is relative to the project, with forward slashes. Lines and columns are 1-based, columns
    counted in characters; the end is exclusive, as an editor's selection is.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


KeyPath = tuple[str | int, ...]
"""The way to a value in a file: keys and, for lists, indexes from 0."""


@readable
@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding: its place, its rule's code and severity, what is wrong and what would be right.

    ``message`` and ``suggestion`` are Swedish, in plain text; ``suggestion`` may be empty.
    """

    place: Place
    code: str
    severity: Severity
    message: str
    suggestion: str = ""


def error_at(place: Place, code: str, message: str, suggestion: str = "") -> Finding:
    """A finding of severity fel."""
    return Finding(place, code, Severity.FEL, message, suggestion)


MANY = 4
"""Warnings or råd of one rule in one file that are told together; errors never are."""
_LISTED = 40  # line numbers


def grouped(findings: Sequence[Finding], many: int = MANY) -> Iterator[Sequence[Finding]]:
    """The findings in their order, alone or as many of one kind; a group stands where its first one does."""
    kinds: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.place.file, finding.code, finding.severity), []).append(finding)
    for finding in findings:
        same = kinds[finding.place.file, finding.code, finding.severity]
        if finding.severity is Severity.FEL or len(same) < many:
            yield [finding]
        elif finding is same[0]:
            yield same


def listed_lines(findings: Iterable[Finding]) -> str:
    """At which lines some findings are: «46, 49 och 52»."""
    lines = [str(line) for line in dict.fromkeys(finding.place.line for finding in findings)]
    first = lines[:_LISTED] + ([f"{len(lines) - _LISTED} till"] if len(lines) > _LISTED else [])
    return f"{', '.join(first[:-1])} och {first[-1]}" if len(first) > 1 else first[0]


def group_message(same: Sequence[Finding], title: str) -> str:
    """What some findings of one kind say: the same, or what the rule's title says and one of them."""
    if len({finding.message for finding in same}) == 1:
        return same[0].message
    return f"{title}, till exempel: {same[0].message}".lstrip(", ")


def listed_words(words: Sequence[str], last: str = "och") -> str:
    """Words as a sentence lists them: a, b och c."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "", *, most: int = 1, nearness: float = 0.6) -> str:
    """A cure for a word that isn't known: the nearest that are, at most so many; ``otherwise`` where none is near."""
    near = difflib.get_close_matches(word, list(known), most, nearness)
    return f"Menade du {' eller '.join(near)}?" if near else otherwise


_FEW = 2  # suggestions; with more the list of all there is says it better


def meant_choice(word: str, known: Mapping[str, str]) -> str:
    """A cure for what is none of some choices, each by how it may be written; empty where none is near.

    Editors write Grön, G or grn; letters alone decide what is near.
    """
    near = [known[name] for name in difflib.get_close_matches(word.lower(), list(known), 1, 0.6)]
    near = near or list(dict.fromkeys(id_ for name, id_ in known.items() if word and name.startswith(word.lower())))
    return f"Menade du {' eller '.join(near)}?" if 0 < len(near) <= _FEW else ""
