"""The six parts that everything else trusts, each with the tests that belong to it."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cli" / "asn"


@dataclass(frozen=True, slots=True)
class Part:
    """Some code, and the tests that alone have to tell whether it is right.

    ``only`` names the functions and classes of a file that count, for files that are mostly about other things.
    """

    name: str
    patterns: tuple[str, ...]
    tests: tuple[str, ...]
    only: tuple[tuple[str, frozenset[str]], ...] = ()

    def files(self) -> list[Path]:
        """The files of the part, sorted; each pattern has found something."""
        found = {pattern: sorted(PACKAGE.glob(pattern)) for pattern in self.patterns}
        missing = [pattern for pattern, files in found.items() if not files]
        if missing:
            raise FileNotFoundError(missing)
        return [file for files in found.values() for file in files]

    def counts(self, file: Path, scope: str) -> bool:
        """Whether a function or method, as ``Vault.fetch``, belongs to the part; an empty scope is the module's."""
        names = dict(self.only).get(file.relative_to(PACKAGE).as_posix())
        return names is None or scope.partition(".")[0] in names


PARTS = (
    Part("reader", ("read/*.py",), ("tests/read",)),
    Part(
        "numbers",
        ("figures.py", "model/fields.py", "binding/operations.py"),
        ("tests/test_figures.py", "tests/binding"),
        (("model/fields.py", frozenset({"_scalar", "_number", "_quantity", "_measure", "_integer", "_year"})),),
    ),
    Part(
        "paths",
        ("files/*.py", "load/reading.py", "resources.py"),
        ("tests/files", "tests/load/test_files.py", "tests/publish/test_faults.py"),
        (("load/reading.py", frozenset({"refusal"})),),
    ),
    Part(
        "fetcher",
        ("render/pdf_engine.py",),
        ("tests/render/test_pdf_refusals.py",),
        (("render/pdf_engine.py", frozenset({"Vault", "_refused_links"})),),
    ),
    Part("writer", ("publish/*.py",), ("tests/publish",)),
    Part(
        "escaping",
        (
            *("render/prose.py", "formatting/style.py", "render/cells.py", "render/chart_drawing.py"),
            *("output/github.py", "output/gitlab.py", "output/sarif.py", "output/junit.py", "output/plain.py"),
        ),
        (
            *("tests/output", "tests/render/test_prose.py"),
            *("tests/render/test_typography.py", "tests/render/test_escaping.py"),
        ),
        (("formatting/style.py", frozenset({"prose_texts", "with_marks", "_replacements", "_offsets"})),),
    ),
)
