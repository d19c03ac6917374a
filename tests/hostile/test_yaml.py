"""Every construct of YAML: read as libyaml reads it, or refused where it stands."""

import json
import unicodedata

import pytest
import yaml
from tests.hostile.corpora import yaml_cases

from asn.finding import Severity
from asn.read import read_yaml

CASES = yaml_cases()
WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
# YAML 1.2 allows them (6.2, 7.4), libyaml does not; PyYAML's own reader gives the values that we do.
STRICTER = {"-\ta", "{a:}"}


def read(text):
    tree, findings = read_yaml("a.yaml", f"{text}\n".encode())
    return tree, [found for found in findings if found.severity is Severity.FEL]


def value_of(node):
    """A node of libyaml's, with our few words and everything else as text."""
    if isinstance(node, yaml.MappingNode):
        return {value_of_key(key): value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    text = unicodedata.normalize("NFC", node.value)
    return text if node.style else WORDS.get(text, text)


def value_of_key(node):
    assert isinstance(node, yaml.ScalarNode)
    return unicodedata.normalize("NFC", node.value)


def test_there_are_as_many_cases_as_is_said():
    """Two hundred and fifty, of which more are refused than many a reader of YAML refuses."""
    assert len(CASES) >= 250
    assert sum(wanted.startswith("S0") for _, wanted in CASES) >= 120


@pytest.mark.parametrize(("written", "wanted"), CASES, ids=[ascii(written) for written, _ in CASES])
def test_it_is_read_or_refused_as_is_said(written, wanted):
    """The value is the one that is written down, or each finding has its code, line and column."""
    tree, grave = read(written)
    if wanted.startswith("S0"):
        told = " ".join(f"{found.code}@{found.place.line}:{found.place.column}" for found in grave)
        assert told == wanted
    else:
        assert (tree.value, grave) == (json.loads(wanted), [])


@pytest.mark.parametrize("written", [written for written, _ in CASES], ids=ascii)
def test_what_is_read_is_what_libyaml_reads(written):
    """No file means one thing to us and another to whoever else reads it; only numbers and dates stay text here."""
    tree, grave = read(written)
    if grave or written in STRICTER:
        return
    node = yaml.compose(f"{written}\n", yaml.CSafeLoader)
    assert tree.value == (None if node is None else value_of(node))
