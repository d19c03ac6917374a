"""All formats of findings by name. Only ``asn check`` needs them: no other command pays for XML and addresses."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from asn.finding import Finding
from asn.output import github, gitlab, json, junit, sarif, text

Render = Callable[[Sequence[Finding], Mapping[str, str], Mapping[str, str]], str]
"""Findings in order, each file's text, and each rule's short title by code: to what is printed."""

FORMATS: Mapping[str, Render] = MappingProxyType(
    {
        "text": text.render,
        "json": json.render,
        "github": github.render,
        "gitlab": gitlab.render,
        "sarif": sarif.render,
        "junit": junit.render,
    }
)
