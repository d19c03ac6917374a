"""The last stage: a report's files are put on disk, all of them or none of them."""

from asn.publish.failure import Busy, PublishError
from asn.publish.folder import publish
from asn.publish.lock import locked
from asn.publish.manifest import Fingerprint, Output, digest, fingerprint_in, unchanged

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
