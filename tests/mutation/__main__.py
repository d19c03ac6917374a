"""``python -m tests.mutation``: plant faults in copies of the real content and tell what the rules find."""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .ground import remembered_reading
from .kinds import KINDS
from .outcome import Fate, Grounds, Planting, false_alarms, table, unfound

ROOT = Path(__file__).parents[2]
FEL_SHARE, ALL_SHARE = 1.0, 0.95


def main(given: Sequence[str] | None = None) -> int:
    """Run the proof; 0 if the bars are reached, else 1."""
    asked = _asked(given)
    wanted = [kind for kind in KINDS if not asked.kind or any(word in kind.name for word in asked.kind)]
    with remembered_reading(), tempfile.TemporaryDirectory() as folder:
        grounds = Grounds(ROOT, Path(folder))
        false = false_alarms(grounds.of())
        done = [planting for kind in wanted for planting in grounds.proof(kind, asked.places, asked.seed)]
    if asked.output_format == "json":
        json.dump([_plain(planting) for planting in done], sys.stdout, ensure_ascii=False, indent=1)
    else:
        print("\n".join((*unfound(done), "", *table(wanted, done))))  # noqa: T201 - a tool prints
        print(f"fel and varning on the untouched, drafts apart: {len(false)}")  # noqa: T201
    return int(bool(false) or not _reached(done))


def _asked(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--kind", action="append", help="only kinds with this in their name")
    parser.add_argument("--places", type=int, default=10, help="places per kind (10)")
    parser.add_argument("--seed", type=int, default=1, help="which places are chosen (1)")
    parser.add_argument("--output-format", choices=("text", "json"), default="text")
    return parser.parse_args(given)


def _reached(done: list[Planting]) -> bool:
    def share(plantings: list[Planting]) -> float:
        return sum(p.fate is Fate.FOUND for p in plantings) / (len(plantings) or 1)

    grave = [planting for planting in done if planting.kind.severity == "fel"]
    return share(grave) >= FEL_SHARE and share(done) >= ALL_SHARE


def _plain(planting: Planting) -> dict[str, object]:
    fault = planting.fault
    return {
        "kind": planting.kind.name,
        "severity": planting.kind.severity,
        "file": fault.file,
        "line": planting.line,
        "edit": fault.what,
        "expected": fault.codes,
        "fate": planting.fate,
        "said": [f"{said.place.file}:{said.place.line}: {said.code}" for said in planting.said],
    }


if __name__ == "__main__":
    sys.exit(main())
