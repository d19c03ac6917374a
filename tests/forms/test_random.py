"""Random edits through the forms of all reports: only that place changes, comments stay, fmt has nothing to mend."""

import random
from collections import Counter

import pytest
from tests.fixtures.projects import REPO
from tests.test_editing import changed_lines, comments, lines_of

from asn.formatting import formatted
from asn.forms.controls import Choices
from asn.forms.form import form, parts_of
from asn.forms.records import record_at, steps
from asn.forms.saving import saved
from asn.load.project import load_project
from asn.read import read_yaml
from asn.schema import model_for

PROJECT = load_project(REPO)
FILES = sorted(name for name in PROJECT.filer if name.count("/") >= 3 and model_for(name))
ROUNDS, SHARES = 320, 8
PROSE = (
    "Kort text.",
    "Två rader.\nOch en till.",
    'Ett stycke, med "citat" - och streck...\n\n- en punkt\n- en till',
    "En lång mening " + "som går vidare " * 20 + "till slut.",
    "",
)
LINES = ("Kort text", "12,5 %", ">25 %", "-29 390", "ja", "# inget", "a: b", "", "0138", "{klamrar}", "@x", "ord - ord")


def page(file, way):
    data = PROJECT.filer[file]
    tree, _ = read_yaml(file, data)
    name = "/".join(file.split("/")[1:3])
    choices = Choices(PROJECT, PROJECT.rapport(name), int(name[:4]))
    record = record_at(file, tree.value, way)
    return data, tree, form(record, choices)


def anywhere(dice):
    """A page of any record, deep or not, and what it is filled in with."""
    while True:
        file = dice.choice(FILES)
        made = page(file, ())
        while links := [part.name for part in parts_of(made[2].block) if not part.is_field and part.link]:
            if dice.random() < 0.3:
                break
            made = page(file, steps(dice.choice(links)))
        if made[2].entries:
            return made


def values(value, path=()):
    if isinstance(value, (dict, list)):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from values(inner, (*path, step))
    else:
        yield path, value.rstrip() if isinstance(value, str) else value


def in_style(file, data):
    return formatted(file, data, frozenset()).data == data


@pytest.mark.parametrize("share", range(SHARES))
def test_a_value_that_is_sent_changes_its_place_alone(share):
    """Any field of any page of any report, with any text: 320 times."""
    dice, done = random.Random(share), Counter()
    while sum(done.values()) < ROUNDS / SHARES:
        data, tree, made = anywhere(dice)
        name = dice.choice([name for name in made.entries if "-" not in steps(name)])
        entry = made.entries[name]
        field = next(part for part in parts_of(made.block) if part.name == name)
        told = dice.choice([key for key, _ in field.options] or (PROSE if entry.control.kind == "prose" else LINES))
        sent = {part.name: part.value for part in parts_of(made.block) if part.is_field and part.kind != "odd"}
        after = saved(data, tree, made, {**sent, name: told.replace("\n", "\r\n")}, ("spara", ""))
        assert in_style(tree.file, data), tree.file
        assert in_style(tree.file, after.data), (tree.file, name, told)
        assert comments(after.tree.text) - Counter([told]) == comments(tree.text)  # a text may look like one
        dash = not told  # an item whose first key goes leaves its dash to the next
        assert changed_lines(tree.text, after.tree.text) <= lines_of(tree, entry.path) + dash
        before, now = dict(values(tree.value)), dict(values(after.tree.value))
        other = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        assert all(path[: len(entry.path)] == entry.path or entry.path[: len(path)] == path for path in other), other
        got = now.get(entry.path) or ""
        assert _plain(got if isinstance(got, str) else "ja") == _plain(told), (name, told)
        done["ändrad" if after.data != data else "samma"] += 1
    assert done["ändrad"] > done["samma"]


def _plain(told):
    """A text without the marks that fmt gives prose."""
    return told.replace("”", '"').replace("–", "-").replace("…", "...")
