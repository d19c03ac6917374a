# ruff: noqa: T201  # a command
"""How many small mistakes in the trusted parts their tests find: ``python -m bench.mutants [PART] [FILE] [N]``.

Each comparison, operator, constant, argument, return value and regular expression is changed in turn, and the
tests of the part are run against it. The bar is that nine of ten are found; exit 1 under it. What changes
nothing that anyone could see stands in ``equivalent.txt`` with the reason, and is told apart. With N only
every Nth mutant is tried, always the same ones.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from bench.mutants.mutant import Mutant, mutants
from bench.mutants.parts import PARTS, Part
from bench.mutants.trial import Outcome, tried

BAR = 0.9
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
HEAD = f"{'part':<10}{'lines':>7}{'mutants':>9}{'killed':>8}{'equal':>7}{'score':>8}{'time':>8}"


def equivalents() -> dict[str, str]:
    """The reason for each mutant that is no mistake: a line with its name, and below it the reason, indented."""
    lines = EQUIVALENT.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line.strip() and not line.startswith("#")]
    return {name: reason.strip() for name, reason in zip(told[::2], told[1::2], strict=True)}


def judged(part: Part, file: str, step: int) -> bool:
    """Try a part's mutants, print what survives and the part's row; whether the bar is reached."""
    excused = equivalents()
    every = [mutant for path in part.files() if file in str(path) for mutant in mutants(part, path)]
    names = {mutant.name for mutant in every}
    wrong = [name for name in excused if not file and part.owns(name) and name not in names]
    counts: Counter[tuple[bool, Outcome]] = Counter()

    def told(mutant: Mutant, outcome: Outcome) -> None:
        counts[mutant.name in excused, outcome] += 1
        if mutant.name in excused and outcome is not Outcome.SURVIVED:
            wrong.append(mutant.name)
        elif mutant.name not in excused and outcome is Outcome.SURVIVED:
            print(f"  {mutant.name}  [line {mutant.lines.start}]", flush=True)

    started = time.perf_counter()
    chosen = every[::step]
    code = tried(part, chosen, told)
    done = code == 0 and sum(counts.values()) == len(chosen)
    print("".join(f"  wrongly called equal: {name}\n" for name in wrong), end="")
    score = _row(part, counts, time.perf_counter() - started)
    return done and not wrong and score >= BAR


def _row(part: Part, counts: Counter[tuple[bool, Outcome]], seconds: float) -> float:
    """Print a part's numbers; the share that was found of those that are mistakes."""
    killed = counts[False, Outcome.KILLED] + counts[False, Outcome.SLOW]
    total = killed + counts[False, Outcome.SURVIVED]
    equal = sum(counts[True, outcome] for outcome in Outcome)
    score = killed / total if total else 0.0
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in part.files())
    spent = f"{seconds:.0f} s"
    print(HEAD)
    print(f"{part.name:<10}{lines:>7}{total:>9}{killed:>8}{equal:>7}{score:>8.1%}{spent:>8}", flush=True)
    return score


def main(name: str = "", file: str = "", every: str = "1") -> int:
    """Judge the parts that are asked for; 1 if one is under the bar."""
    parts = [part for part in PARTS if name in ("", part.name)]
    if not parts:
        print(f"no such part; there are {', '.join(part.name for part in PARTS)}")
        return 2
    reached = [judged(part, file, int(every)) for part in parts]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
