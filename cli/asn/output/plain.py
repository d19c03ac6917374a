"""Text out of content, made harmless for a terminal, a log and whoever reads it.

Characters that are not seen but do something (escape sequences, bidirectional marks, zero-width ones) are
written out as ‹U+202E›. An editor has to see them to remove them, and no output may obey them.

A personnummer is masked: an editor finds it by its place, and no log may keep it.
"""

import json
import re
import sys
import unicodedata

from asn.personnummer import masked

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
# Unicode will never give these a meaning, and XML does not allow them all.
LAST_OF_PLANE = {plane + end for plane in range(0, sys.maxunicode, 0x10000) for end in (0xFFFE, 0xFFFF)}
NONCHARACTERS = LAST_OF_PLANE | {*range(0xFDD0, 0xFDF0)}
_COLOUR = re.compile(r"(\x1b\[[0-9;]{1,4}m)")
_COMMAND = re.compile(r"(?m)^(\s*(?:\x1b\[[0-9;]*m)?\s*):(?=:)")
_KEPT = dict.fromkeys(map(ord, "\n\t"))
# GitHub's, Azure's and TeamCity's runners obey ##[…], ##vso[…] wherever it stands in a line; GitLab folds its log by
# section_start:TIME:NAME. Without its last sign none of them is anything.
LOG_COMMAND = re.compile(r"##\w*\[|section_(?:start|end):(?=\d)")


def plain(text: str) -> str:
    """The text in one line, with everything unseen written out and personnummer masked."""
    text = masked(text)
    if not text.isprintable():
        text = "".join(map(visible, text))
    return _without_log_commands(text)


def plain_lines(text: str) -> str:
    """The same, with its line breaks kept."""
    return "\n".join(map(plain, text.strip("\n").split("\n")))


def harmless(text: str) -> str:
    """All that is printed, line by line as it is, with what isn't seen written out; our own colours stay."""
    if text.translate(_KEPT).isprintable():
        return _without_log_commands(text)
    parts = _COLOUR.split(text)
    cleaned = ("".join(sign if ord(sign) in _KEPT else visible(sign) for sign in part) for part in parts)
    whole = "".join(part if _COLOUR.fullmatch(part) else clean for part, clean in zip(parts, cleaned, strict=True))
    return _without_log_commands(whole)


def _without_log_commands(text: str) -> str:
    return LOG_COMMAND.sub(lambda match: match[0][:-1] + code_point(match[0][-1]), text)


def no_commands(text: str) -> str:
    """Words for a person: no line of them starts with two colons, as a command to a GitHub runner does."""
    return _COMMAND.sub(lambda match: match[1] + code_point(":"), text)


def visible(character: str) -> str:
    """The character, or its code point where it would not be seen."""
    if unicodedata.category(character) in UNSEEN or ord(character) in NONCHARACTERS:
        return code_point(character)
    return character


def code_point(character: str) -> str:
    """The code point, in a form that is not mistaken for content."""
    return f"‹U+{ord(character):04X}›"


def json_text(value: object) -> str:
    """JSON that a person can read and a diff can follow; texts in it are as they are given."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
