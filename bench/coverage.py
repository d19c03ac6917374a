# ruff: noqa: T201  # a script, run from the project with python -m
"""How much of the trusted parts their own tests run, branch by branch: ``python -m bench.coverage [PART]``.

The bar is all of it; exit 1 under it. What can't be run on the machine of the tests says so on its own line.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
_DRAWING = "xml_text word_parts element _value coordinate text_line path_through line"
_ESCAPING = "render/prose render/cells output/formats output/plain"
_OF_PAGES = ("prose", "chart", "typography", "escaping", "html", "exempel")
_PAGES = " ".join(f"tests/render/test_{name}.py" for name in _OF_PAGES)
PARTS = {
    "reader": ({"read/*.py": ""}, "tests/read"),
    "numbers": (
        {"figures.py": "", "binding/operations.py": ""},
        "tests/test_figures.py tests/test_rounded.py tests/binding",
    ),
    "paths": (
        {"files/*.py": "", "resources.py": "", "load/reading.py": "refusal"},
        "tests/files tests/load/test_files.py tests/publish/test_faults.py",
    ),
    "fetcher": ({"render/pdf_engine.py": "ResourceFetcher _refused_links"}, "tests/render/test_pdf_refusals.py"),
    "writer": ({"publish/*.py": ""}, "tests/publish"),
    "escaping": (
        {f"{name}.py": "" for name in _ESCAPING.split()}
        | {
            "formatting/__init__.py": "prose_texts with_marks _replacements _offsets",
            "render/chart_drawing.py": _DRAWING,
        },
        f"tests/output tests/formatting tests/check/test_examples.py {_PAGES}",
    ),
}
"""What everything else trusts: files with the functions and classes of them that count, or all; and their own tests."""


def missed(files: dict[str, str], tests: str) -> Iterator[str]:
    """The lines and branches that a part's own tests don't run, by function."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "covered.json")
        command = [sys.executable, "-m", "pytest", *tests.split(), "-q", "-p", "no:cacheprovider"]
        command += ["--cov=asn", "--cov-branch", f"--cov-report=json:{report}"]
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder, "data"))}
        run = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)
        if run.returncode:
            raise RuntimeError(run.stdout.decode())
        covered = json.loads(report.read_text(encoding="utf-8"))["files"]
    for pattern, names in files.items():
        matching = sorted((ROOT / "cli" / "asn").glob(pattern))
        assert matching, pattern
        for file in (file.relative_to(ROOT).as_posix() for file in matching):
            for scope, region in covered[file]["functions"].items():
                lines = [*region["missing_lines"], *region["missing_branches"]]
                if lines and (not names or scope.partition(".")[0] in names.split()):
                    yield f"{file} {scope}: {lines}"


def main(asked: str = "") -> int:
    """Tell of the parts that are asked for; 1 if one is not run to its last branch."""
    if asked not in {"", *PARTS}:
        print(f"no such part; there are {', '.join(PARTS)}")
        return 2
    found = {name: [*missed(*part)] for name, part in PARTS.items() if asked in {"", name}}
    for name, lines in found.items():
        print(f"{name}: {'missed' if lines else 'all'}", *lines, sep="\n  ")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
