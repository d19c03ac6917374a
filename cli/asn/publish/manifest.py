"""manifest.json: what a report was made of, and what came out."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asn import __version__
from asn.files import Refused, read_any
from asn.files.names import folded, relative_parts

MANIFEST = "manifest.json"
_ALL = -1  # however large: we wrote it


@dataclass(frozen=True, slots=True)
class Output:
    """One file of a report; ``name`` is relative with forward slashes, as ``tabeller/nettokostnad.csv``."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """All that decides what a report looks like: SHA-256 by input name, and version by part.

    ``about`` is what the manifest tells besides, and changes nothing in the report.
    """

    inputs: Mapping[str, str]
    versions: Mapping[str, str]
    about: Mapping[str, Any] = field(default_factory=dict)


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def names_of(outputs: Sequence[Output]) -> list[str]:
    """The outputs' names, once they are known to be safe to write side by side on any system.

    Raises:
        ValueError: A name leaves the folder, is the manifest's, or falls together with another one where
            case or normal form is not told apart. Names come from us, not from content: it is a bug.
    """
    names = [output.name for output in outputs]
    if len({folded(name) for name in [*names, MANIFEST]}) <= len(names) or not all(map(is_inside, names)):
        raise ValueError(f"not a set of output names: {names}")
    return names


def is_inside(name: str) -> bool:
    """Whether a name is plain: relative, and stays in its folder on every system."""
    try:
        return "/".join(relative_parts(name)) == name
    except Refused:
        return False


def manifest_json(outputs: Iterable[Output], fingerprint: Fingerprint) -> bytes:
    """The manifest's bytes. No clock, host or absolute path: the same build gives the same bytes."""
    content = {
        **fingerprint.about,
        "asn": __version__,
        "inputs": dict(fingerprint.inputs),
        "outputs": {output.name: digest(output.data) for output in outputs},
        "versions": dict(fingerprint.versions),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The folder's manifest, or None if there is none that we could have written."""
    try:
        return parsed(read_any(folder, MANIFEST, _ALL))
    except (OSError, Refused):
        return None


def parsed(data: bytes) -> dict[str, Any] | None:
    """A manifest from its bytes, or None if we could not have written it."""
    try:
        content = json.loads(data)
        outputs = content["outputs"]
        ours = content.keys() >= {"asn", "inputs", "outputs", "versions"} and all(map(is_inside, outputs))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return None
    return content if ours and isinstance(outputs, dict) else None


def unchanged(folder: Path, fingerprint: Fingerprint, names: Collection[str]) -> bool:
    """Whether the folder holds just what a build of ``fingerprint`` would give, with ``names`` among it.

    Every file is read and its sum compared: a torn or edited set is never called unchanged.
    """
    manifest = intact(folder)
    return manifest is not None and is_of(manifest, fingerprint, names)


def intact(folder: Path) -> dict[str, Any] | None:
    """The folder's manifest, if every file that it lists is there as it was written."""
    manifest = read_manifest(folder)
    holds = manifest is not None and all(_holds(folder, name, sum_) for name, sum_ in manifest["outputs"].items())
    return manifest if holds else None


def is_of(manifest: Mapping[str, Any], fingerprint: Fingerprint, names: Collection[str]) -> bool:
    """Whether a manifest tells of a build of ``fingerprint``, by this version, with ``names`` among its files."""
    same = {"asn": __version__, "inputs": dict(fingerprint.inputs), "versions": dict(fingerprint.versions)}
    return all(manifest[key] == value for key, value in same.items()) and set(names) <= set(manifest["outputs"])


def _holds(folder: Path, name: str, expected: str) -> bool:
    try:
        return digest(read_any(folder, name, _ALL)) == expected
    except (OSError, Refused):
        return False
