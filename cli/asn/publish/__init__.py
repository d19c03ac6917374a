"""The last stage: a report's files are put on disk, all of them or none of them."""

from asn.publish.folder import Busy, PublishError, locked, publish
from asn.publish.manifest import Fingerprint, Output, digest, unchanged

__all__ = [
    "Busy",
    "Fingerprint",
    "Output",
    "PublishError",
    "digest",
    "locked",
    "publish",
    "unchanged",
]
