"""Swedish typography: the marks that an editor's keyboard lacks, put in where only one reading is possible."""

import re

from asn.figures import DASH, MINUS, NBSP

QUOTE = "\N{RIGHT DOUBLE QUOTATION MARK}"
APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_UNITS = "%|‰|procentenheter|procent|tkr|mnkr|mdkr|kr|kronor|§"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![\d,])(\d{1,3})((?: \d{3})+)(?![\d])"), "groups"),
    (re.compile(rf"(\d) ({_UNITS})(?![a-zåäö])"), rf"\1{NBSP}\2"),
    (re.compile(r"§ ?(\d)"), rf"§{NBSP}\1"),
    (re.compile(r"(?<![\w\d/:-])-(?=\d)"), MINUS),
    # No telephone number (08-12 34) is a span; its zero tells.
    (re.compile(r"(?<![\d:/-])(0|[1-9]\d{0,3})-(\d{1,4})(?![\d-])"), rf"\1{DASH}\2"),
    (re.compile(r"(?<=\S) - (?=\S)"), f" {DASH} "),
    (re.compile(r"\.\.\."), ELLIPSIS),
    (re.compile(r'"'), QUOTE),
    (re.compile(r"(?<=\w)'(?=\w)"), APOSTROPHE),
)
# Addresses and Markdown's link targets are no prose.
_UNTOUCHED = re.compile(r"(\]\([^)\s]*\)|<?https?://\S+)")


def typeset(text: str) -> str:
    """Text with Swedish marks; Markdown's own marks and addresses are left alone."""
    parts = _UNTOUCHED.split(text)
    return "".join(part if index % 2 else _typeset(part) for index, part in enumerate(parts))


def _typeset(text: str) -> str:
    for pattern, replacement in _RULES:
        if replacement == "groups":
            text = pattern.sub(lambda found: found[0].replace(" ", NBSP), text)
        else:
            text = pattern.sub(replacement, text)
    return text
