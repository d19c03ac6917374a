# ruff: noqa: T201  # a script, run from the project with python -m
"""How much of the trusted parts their own tests run, branch by branch: ``python -m bench.coverage [PART]``.

The bar is all of it; exit 1 under it. What can't be run on the machine of the tests says so on its own line.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cli" / "asn"


@dataclass(frozen=True, slots=True)
class Part:
    """Some code, and the tests that alone have to tell whether it is right.

    ``only`` names the functions and classes of a file that count, for files that are mostly about other things.
    """

    patterns: tuple[str, ...]
    tests: tuple[str, ...]
    only: dict[str, set[str]] = field(default_factory=dict)

    def files(self) -> list[Path]:
        """The files of the part, sorted; each pattern has found something."""
        found = {pattern: sorted(PACKAGE.glob(pattern)) for pattern in (*self.patterns, *self.only)}
        assert all(found.values()), found
        return [file for files in found.values() for file in files]

    def counts(self, file: Path, scope: str) -> bool:
        """Whether a function or method, as ``Vault.fetch``, belongs to the part; an empty scope is the module's."""
        names = self.only.get(file.relative_to(PACKAGE).as_posix())
        return names is None or scope.partition(".")[0] in names


ESCAPING = ("render/prose", "render/cells", "output/formats", "output/plain")
ESCAPES = {"prose_texts", "with_marks", "_replacements", "_offsets"}
DRAWS = {"xml_text", "word_parts", "element", "_value", "coordinate", "text_line", "path_through", "line"}
PARTS = {
    "reader": Part(("read/*.py",), ("tests/read",)),
    "numbers": Part(("figures.py", "binding/operations.py"), ("tests/test_figures.py", "tests/binding")),
    "paths": Part(
        ("files/*.py", "resources.py"),
        ("tests/files", "tests/load/test_files.py", "tests/publish/test_faults.py"),
        {"load/reading.py": {"refusal"}},
    ),
    "fetcher": Part((), ("tests/render/test_pdf_refusals.py",), {"render/pdf_engine.py": {"Vault", "_refused_links"}}),
    "writer": Part(("publish/*.py",), ("tests/publish",)),
    "escaping": Part(
        tuple(f"{name}.py" for name in ESCAPING),
        ("tests/output", *(f"tests/render/test_{name}.py" for name in ("prose", "typography", "escaping"))),
        {"formatting/__init__.py": ESCAPES, "render/chart_drawing.py": DRAWS},
    ),
}
"""The six parts that everything else trusts, each with the tests that belong to it."""


def measured(part: Part) -> dict[str, Any]:
    """What pytest-cov tells of each file, over the tests of the part alone."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "covered.json")
        command = [sys.executable, "-m", "pytest", *part.tests, "-q", "-p", "no:cacheprovider"]
        command += ["--cov=asn", "--cov-branch", f"--cov-report=json:{report}"]
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder, "data"))}
        run = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)
        if run.returncode:
            raise RuntimeError(run.stdout.decode())
        files: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))["files"]
        return files


def is_covered(name: str, part: Part) -> bool:
    """Print the part's row and what is missed; whether nothing is."""
    files, total = measured(part), Counter[str]()
    for file in part.files():
        for scope, region in files[file.relative_to(ROOT).as_posix()]["functions"].items():
            if not part.counts(file, scope):
                continue
            missed = [*region["missing_lines"], *region["missing_branches"]]
            total.update(region["summary"]["num_statements"] * ["statements"] + len(missed) * ["missed"])
            total.update(region["summary"]["num_branches"] * ["branches"])
            if missed:
                print(f"  {file.relative_to(ROOT)} {scope}: {missed}")
    share = 1 - total["missed"] / (total["statements"] + total["branches"])
    numbers = f"{total['statements']:>11}{total['branches']:>10}{total['missed']:>8}"
    print(f"{name:<10}{numbers}{share:>9.1%}", flush=True)
    return not total["missed"]


def main(asked: str = "") -> int:
    """Tell of the parts that are asked for; 1 if one is not run to its last branch."""
    if asked not in {"", *PARTS}:
        print(f"no such part; there are {', '.join(PARTS)}")
        return 2
    print(f"{'part':<10}{'statements':>11}{'branches':>10}{'missed':>8}{'covered':>9}")
    reached = [is_covered(name, part) for name, part in PARTS.items() if asked in {"", name}]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
