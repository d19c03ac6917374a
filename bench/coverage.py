# ruff: noqa: T201  # a folder of scripts, run from the project with python -m
"""How much of the trusted parts their own tests run, branch by branch: ``python -m bench.coverage [PART]``.

The bar is all of it; exit 1 under it. What can't be run on the machine of the tests says so on its own line.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.parts import PARTS, ROOT, Part

HEAD = f"{'part':<10}{'statements':>11}{'branches':>10}{'missed':>8}{'covered':>9}"


def measured(part: Part) -> dict[str, Any]:
    """The JSON report of pytest-cov, over the tests of the part alone."""
    with TemporaryDirectory() as folder:
        told = Path(folder, "covered.json")
        command = [sys.executable, "-m", "pytest", *part.tests, "-q", "-p", "no:cacheprovider"]
        command += ["--cov=asn", "--cov-branch", f"--cov-report=json:{told}"]
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder, "data"))}
        run = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True)  # ours
        if run.returncode:
            raise RuntimeError(run.stdout.decode())
        report: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
        return report


def judged(part: Part) -> bool:
    """Print the part's row and what is missed; whether nothing is."""
    report, total = measured(part), Counter[str]()
    for file in part.files():
        for scope, region in report["files"][file.relative_to(ROOT).as_posix()]["functions"].items():
            if not part.counts(file, scope):
                continue
            total.update({name: region["summary"][name] for name in ("num_statements", "num_branches")})
            missed = [*region["missing_lines"], *region["missing_branches"]]
            total["missed"] += len(missed)
            if missed:
                print(f"  {file.relative_to(ROOT)} {scope}: {missed}")
    possible = total["num_statements"] + total["num_branches"]
    share = 1 - total["missed"] / possible
    numbers = f"{total['num_statements']:>11}{total['num_branches']:>10}{total['missed']:>8}"
    print(f"{part.name:<10}{numbers}{share:>9.1%}", flush=True)
    return not total["missed"]


def main(name: str = "") -> int:
    """Judge the parts that are asked for; 1 if one is not run to its last branch."""
    parts = [part for part in PARTS if name in ("", part.name)]
    if not parts:
        print(f"no such part; there are {', '.join(part.name for part in PARTS)}")
        return 2
    print(HEAD)
    reached = [judged(part) for part in parts]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
