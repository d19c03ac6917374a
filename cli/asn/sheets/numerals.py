"""Figures as other programs write them: read exactly, where they can be read in one way, and never as a float."""

import re
from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation
from enum import Enum

from asn.figures import DASH, MAX_DIGITS, MINUS, SPACES

_SHOWN = Context(prec=15)
"""The digits that Excel itself counts with: the file's 0.30000000000000004 is 0,3 to whoever looks at it."""
_MINUSES = rf"\-{MINUS}{DASH}"
_GROUP = rf"[{SPACES}'’]"
_SPACED = re.compile(rf"(?P<whole>\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)(?:(?P<mark>[.,])(?P<fraction>\d+))?")
_POINTED = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+),(?P<fraction>\d+)|(?P<only>\d{1,3}(?:\.\d{3}){2,})")
_COMMAED = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<fraction>\d+)|(?P<only>\d{1,3}(?:,\d{3}){2,})")
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_SIGNED = re.compile(
    rf"\((?P<inner>[^()]*)\)|(?P<minus>[+{_MINUSES}])?\s*(?P<bare>.*?)\s*(?P<after>[{_MINUSES}])?", re.DOTALL
)


class Unread(Enum):
    """Why a text is no figure."""

    NO_NUMBER = "no number"
    TWO_WAYS = "thousands or decimals"


def stored(text: str) -> Decimal | None:
    """A number as a workbook stores it, 29411504.399999999 or 1E-3, to the digits that Excel shows; None if none."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    if not value.is_finite() or value.adjusted() >= MAX_DIGITS or value.adjusted() < -MAX_DIGITS:
        return None if value else Decimal(0)
    value = _SHOWN.plus(value)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def read_numeral(text: str, decimal: str = "") -> Decimal | Unread:
    """A figure as someone wrote it: ``(10 787)``, ``1.126,50``, ``9195-``.

    Args:
        text: the text.
        decimal: the mark before decimals, ``.`` or ``,``, where the file is known to use one.
    """
    match = _SIGNED.fullmatch(text.strip(f"{SPACES}\t"))
    assert match, "anything is a text between its signs"
    bare = (match["inner"] if match["inner"] is not None else match["bare"]).strip(SPACES)
    negative = match["inner"] is not None or (match["minus"] or "+") != "+" or bool(match["after"])
    if match["minus"] and match["after"]:
        return Unread.NO_NUMBER
    value = _unsigned(bare, decimal)
    return -value if isinstance(value, Decimal) and negative and value else value


def _unsigned(bare: str, decimal: str) -> Decimal | Unread:
    if _EITHER.fullmatch(bare):
        if not decimal:
            return Unread.TWO_WAYS
        return _made(bare, "") if decimal not in bare else _made(*bare.split(decimal))
    for pattern in (_SPACED, _POINTED, _COMMAED):
        match = pattern.fullmatch(bare)
        if match:
            parts = match.groupdict()
            if decimal and parts.get("mark") and parts["mark"] != decimal:
                return Unread.TWO_WAYS
            return _made(parts["whole"] or parts.get("only") or "", parts["fraction"] or "")
    return Unread.NO_NUMBER


def _made(whole: str, fraction: str) -> Decimal | Unread:
    digits = re.sub(r"\D", "", whole)
    if len(digits) > MAX_DIGITS or len(fraction) > MAX_DIGITS:
        return Unread.NO_NUMBER
    return Decimal(f"{digits}.{fraction}" if fraction else digits)


def decimal_marks(texts: Iterable[str]) -> list[str]:
    """The marks that figures of a file surely have before their decimals; more than one where they contradict."""
    marks: dict[str, None] = {}
    for text in texts:
        bare = text.strip(f"{SPACES}()+-{MINUS}{DASH}")
        if _EITHER.fullmatch(bare):
            continue
        match = _SPACED.fullmatch(bare)
        mark = match["mark"] if match else "," if _POINTED.fullmatch(bare) else "." if _COMMAED.fullmatch(bare) else ""
        marks |= {mark: None} if mark else {}
    return list(marks)
