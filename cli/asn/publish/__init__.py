"""The last stage: a report's files are put on disk, all of them or none of them."""

from asn.publish.folder import Busy, locked, publish
from asn.publish.manifest import Fingerprint, Output, digest, fingerprint_in, unchanged
from asn.publish.place import PublishError

__all__ = [
    "Busy",
    "Fingerprint",
    "Output",
    "PublishError",
    "digest",
    "fingerprint_in",
    "locked",
    "publish",
    "unchanged",
]
