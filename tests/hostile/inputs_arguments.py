"""Hostile arguments: paths that lead out, lines that a log would obey, and words that are too long.

Sources: GitHub, "Workflow commands"; ECMA-48; POSIX on path names; git-rev-parse on what a revision can be.
"""

from pathlib import Path

from tests.hostile.inputs import Input

_LONG = "a" * 100_000
_LINE = "T1\n::error::a"
_ESCAPE = "\x1b[31mT1\x1b]0;a\x07"
_RTL = "T1\u202e"
_ARGUMENTS = (
    ("check", "--period", "../../etc"),
    ("check", "--period", "/etc/passwd"),
    ("check", "--period", _LONG),
    ("check", "--period", _LINE),
    ("check", "--period", _ESCAPE),
    ("check", "--period", _RTL),
    ("check", "--period", ""),
    ("check", "--year", "2023/../.."),
    ("check", "--year", _LINE),
    ("check", "--year", "٢٠٢٣"),
    ("check", "--select", _LINE),
    ("check", "--output-format", _LINE),
    ("check", f"--{_LINE}"),
    ("check", _LINE),
    (_LINE,),
    ("build", "--format", _LINE),
    ("build", "--format", "md," * 10_000),
    ("build", "--jobs", "99999999999999999999"),
    ("build", "--jobs", "-1"),
    ("build", "--format", "md", "--timeout", "0"),
    ("build", "--format", "md", "--timeout", "nan"),
    ("build", "--format", "md", "--timeout", "1e999"),
    ("build", "--format", "md", "--timeout", "99999999999999999999"),
    ("build", "--format", "md", "--out", "/dev/null"),
    ("build", "--format", "md", "--out", "/dev/null/a"),
    ("build", "--format", "md", "--out", "/proc"),
    ("build", "--format", "md", "--out", "/proc/self"),
    ("build", "--format", "md", "--out", _LONG),
    ("build", "--format", "md", "--out", "content"),
    ("build", "--format", "md", "--out", "finns/inte/\n::error::a"),
    ("diff", "2023/T1", "../T1"),
    ("diff", "2023/T1", "--since", "--upload-pack=id"),
    ("diff", "2023/T1", "--since", "-O/etc/passwd"),
    ("diff", "2023/T1", "--since", "HEAD:../../etc"),
    ("diff", "2023/T1", "--since", _LINE),
    ("diff", _LINE, _LINE),
    ("new", "--year", "../..", "--period", "T1"),
    ("new", "--year", "2024", "--period", "../T1"),
    ("new", "--year", "2024", "--period", _LINE),
    ("new", "--year", "2024", "--period", "T1", "--from", "../../etc/T1"),
    ("new", "--year", "99999", "--period", "T1"),
    ("fmt", "../../etc/passwd"),
    ("fmt", "/etc/passwd"),
    ("fmt", _LONG),
    ("fmt", "finns\n::error::a"),
    ("rule", _LINE),
    ("rule", "../S001"),
    ("verify", "/dev/zero"),
    ("verify", "/etc/passwd"),
    ("verify", _LONG),
    ("verify", "finns\n::error::a"),
    ("verify", "."),
    ("schema", "--write", "/dev/null/a"),
    ("init", "/dev/null/a"),
    ("init", _LONG),
    ("completion", _LINE),
    ("serve", "--port", "99999999"),
)


def _nothing(root: Path) -> None:
    """The project is fine as it is."""


ARGUMENTS = tuple(
    Input(" ".join(word[:40].replace("\n", "⏎").replace("\x1b", "␛") for word in words), _nothing, (words,), None)
    for words in _ARGUMENTS
)
