"""Small mistakes in a regular expression: a repetition more or less, an anchor gone, a class turned round."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<escape>\\[ZAbB])
    | \\.
    | (?P<repeat>\{\d+(?:,\d*)?\})
    | (?P<look>\(\?<?[=!])
    | \(\?(?:P<\w+>|P=\w+\)|[imsx]+\)|:)
    | (?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])
    | (?P<sign>[+*?^$|])
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"\d+")


def misspelled(pattern: str) -> Iterator[str]:
    """The pattern with one mistake, each in turn; all of them compile, unless it is a piece that doesn't itself."""
    is_piece = not _compiles(pattern)
    for found in _TOKEN.finditer(pattern):
        for instead in _instead(found):
            changed = pattern[: found.start()] + instead + pattern[found.end() :]
            if is_piece or _compiles(changed):
                yield changed


def _instead(found: re.Match[str]) -> Iterator[str]:
    token = found[0]
    match found.lastgroup:
        case "escape":
            yield ""
        case "repeat":
            for number in _NUMBER.finditer(token):
                yield token[: number.start()] + str(int(number[0]) + 1) + token[number.end() :]
        case "look":
            yield token[:-1] + {"=": "!", "!": "="}[token[-1]]
        case "class":
            yield "[" + token[2:] if token[1] == "^" else "[^" + token[1:]
            yield from _without_one(token)
        case "sign":
            yield {"+": "*", "*": "+"}.get(token, "")


def _without_one(token: str) -> Iterator[str]:
    """A class with its first and with its last member gone."""
    head = 2 if token[1] == "^" else 1
    members = re.findall(r"\\.-\\.|[^\\]-[^\\]|\\.|.", token[head:-1], re.DOTALL)
    if len(members) > 1:
        yield token[:head] + "".join(members[1:]) + "]"
        yield token[:head] + "".join(members[:-1]) + "]"


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True
