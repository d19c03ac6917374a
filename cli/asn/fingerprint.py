"""What the outputs of a report depend on: its files and those of earlier reports, templates, code and versions."""

import hashlib
import platform
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from asn.files import below, read_file
from asn.publish.manifest import Fingerprint, digest
from asn.resources import Resources

TEMPLATES, CODE = "asn:mallar", "asn:kod"
_LIBRARIES = (
    "weasyprint",
    "pydyf",
    "jinja2",
    "markdown-it-py",
    "pyyaml",
    "pydantic",
    "fonttools",
    "pyphen",
    "tinycss2",
)


def fingerprint(files: Mapping[str, bytes], resources: Resources) -> Fingerprint:
    """The fingerprint of a report made of some files, by their names in the project.

    Raises:
        Refused: if one of the project's own templates is a link.
    """
    return fingerprint_of({name: digest(data) for name, data in files.items()}, resources)


def fingerprint_of(sums: Mapping[str, str], resources: Resources) -> Fingerprint:
    """The same, of files whose SHA-256 is known already."""
    return Fingerprint({**sums, TEMPLATES: resources.digest, CODE: code_digest()}, _versions())


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256 over the package's own code."""
    root = Path(__file__).parent
    total = hashlib.sha256()
    for name in below(root):
        if name.endswith(".py"):
            total.update(name.encode() + b"\0" + read_file(root, name) + b"\0")
    return total.hexdigest()


@lru_cache(maxsize=1)
def _versions() -> dict[str, str]:
    from importlib.metadata import version  # reads e-mail headers, which takes its time; a check asks for no versions

    return {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}}
