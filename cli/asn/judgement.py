"""Several reports judged at once: where there are two processors, every other one by a child."""

import os
import pickle
from collections.abc import Sequence

from asn.load.project import Projekt
from asn.model.report import Rapport
from asn.pipeline import Checked, checked, examined, held_together
from asn.sandbox import Child, Limits, can_fork


def judged(project: Projekt, reports: Sequence[Rapport]) -> list[Checked]:
    """Judge reports; what comes out is in their order.

    Raises:
        Ended: if the child took more than this process itself may.
    """
    own, others = reports[::2], reports[1::2]
    if not others or not can_fork() or _processors() < 2:  # noqa: PLR2004 - one for each
        return [checked(project, report) for report in reports]
    with Child(lambda: pickle.dumps([examined(project, report) for report in others]), Limits.inherited()) as child:
        first = [checked(project, report) for report in own]
        # The child has read no more than this process, and had as much to say of it: nothing foreign is unpacked.
        said = pickle.loads(child.result())  # noqa: S301 - see above
    second = [held_together(project, *pair) for pair in zip(others, said, strict=True)]
    both = [*first, *second]
    both[::2], both[1::2] = first, second
    return both


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
