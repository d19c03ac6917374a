"""Which finding is the same as one of yesterday's, for services that show what is new.

A line that moves is no new finding, so neither its number nor one told in the message counts.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

from asn.finding import Finding
from asn.personnummer import masked

LINE_NUMBER = re.compile(r"\brad(?:en|er|erna)?\s+\d+", re.IGNORECASE)


def identities(findings: Sequence[Finding]) -> list[str]:
    """A SHA-256 for each finding, all different: of code, file, message, and its number among those alike."""
    seen: Counter[tuple[str, str, str]] = Counter()
    identities = []
    for finding in findings:
        key = (finding.code, finding.place.file, LINE_NUMBER.sub("rad", masked(finding.message)))
        seen[key] += 1
        text = "\0".join([*key, str(seen[key])])
        identities.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return identities
