"""The sandbox: work on untrusted content in a child process with limits on time, memory, files and network.

Content and templates of a merge request are hostile until they are merged. What they make the program do is done by a
child with limits on time, memory and files, which has no network and dies with its parent.
"""

from asn.sandbox.child import Child, Ended, Fault, Worker, can_fork, in_child, packed, unpacked
from asn.sandbox.limits import MEMORY, SECONDS, Limits

__all__ = [
    "MEMORY",
    "SECONDS",
    "Child",
    "Ended",
    "Fault",
    "Limits",
    "Worker",
    "can_fork",
    "in_child",
    "packed",
    "unpacked",
]
