"""What no spreadsheet takes for a formula, whichever of comma, semicolon and tab it parts the line at."""

import re
from collections.abc import Sequence

_BLANK = re.compile(r"[ ]*[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+[ ]*")
# What a spreadsheet may pass over before it sees where a cell begins: blanks, quotation marks and what isn't seen.
_PASSED = '\\s"“”„\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x1f'
_FORMULA = re.compile(rf"(\A|;)(?=[{_PASSED}]*[=+\-@＝＋－＠﹦﹢﹣﹫])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def harmless(cells: Sequence[str]) -> list[str]:
    """A row's cells, each on one line, with ' before what would be run; numbers after the row's name stay numbers.

    The text may be parted at its own semicolons. A comma in it stands between quotation marks, and it has no tab.
    """
    return [cell if number and _NUMBER.fullmatch(cell) else _harmless(cell) for number, cell in enumerate(cells)]


def _harmless(text: str) -> str:
    return _FORMULA.sub(r"\1'", _BLANK.sub(" ", text))
