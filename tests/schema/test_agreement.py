"""The schemas and the model agree: what one accepts the other accepts."""

import random
import re
from collections import Counter
from functools import cache

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.fixtures.projects import REPO
from tests.schema.editor import seen, written

from asn.finding import Severity
from asn.light import Bedömning
from asn.load.registers import REGISTERS
from asn.load.validation import record, validated_section
from asn.model.record import Värde
from asn.model.report import Rapportblad
from asn.read import read_yaml
from asn.schema import schema_for, schemas

FILES = sorted(path.relative_to(REPO).as_posix() for path in (REPO / "content").rglob("*.yaml"))
# Values of every kind, right in one place and wrong in the others.
VALUES = (
    *(None, True, False, "", " ", "x", "ett_id", "Ett id", "ja", "nej", "grön", "Grön", "jan", "utkast", "fastställd"),
    *("5", "-5", "20", "2022", "1989", "2101", "999999999", "1000000000", "4,5", "4.5", "-29 390", "-29390", "1 23"),
    *("36 %", "1,8 mnkr", "< 852", "5 <b>", "12345678901234567", "123456789012345678", "1,", "\N{MINUS SIGN}3"),
    *("2023-05-17", "2023-02-30", "17 maj", "handelser.yaml", "../x.yaml", "M201", "m201", "0138", "2022/VB", "upp"),
    *("summa", "utfall", "tkr", "text", "mål", "a\nb", "delarsrapport-{nummer}-{år}"),
    *(
        [],
        {},
        [None],
        ["x"],
        ["grön"],
        ["ett_id"],
        {"a": "1"},
        {"a": None},
        {"jan": "grön"},
        {"2022": "5"},
        [{"id": "a"}],
    ),
)
ROUNDS = 8
ID = re.compile("[a-zåäö][a-zåäö0-9_]*")


@cache
def validators():
    return {name: Draft202012Validator(schema, format_checker=FormatChecker()) for name, schema in schemas().items()}


def by_schema(file, text):
    """Whether an editor's program would leave the file without a red line."""
    return validators()[schema_for(file)].is_valid(seen(text))


def by_model(file, text):
    """Whether the reader and the model take the file; what other files say is not asked."""
    tree, findings = read_yaml(file, text.encode())
    if tree is None or any(found.severity is Severity.FEL for found in findings):
        return False
    name = file.rpartition("/")[2]
    kind = Rapportblad if name == "rapport.yaml" else REGISTERS.get(name)
    made, _ = record(kind, tree) if kind else validated_section(tree, "Rubrik")
    return made is not None and all(ID.fullmatch(light.id) for light in lights(made))


def lights(value):
    """The lights of a record: whatever is no id is no scale's class, so it is refused when they are looked up."""
    if isinstance(value, Bedömning):
        return [value]
    if isinstance(value, dict):
        return [found for pair in value.items() for inner in pair for found in lights(inner)]
    inner = value if isinstance(value, tuple) else ()
    inner = [getattr(value, name) for name in type(value).model_fields] if isinstance(value, Värde) else inner
    return [found for one in inner for found in lights(one)]


@pytest.mark.parametrize("file", FILES)
def test_the_projects_own_files_are_right_by_both(file):
    """Nothing that is published is underlined in red."""
    text = (REPO / file).read_text(encoding="utf-8")
    assert by_model(file, text)
    assert by_schema(file, text), next(validators()[schema_for(file)].iter_errors(seen(text)))


def places(value, path=()):
    """Every place in a value."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


def at(value, path):
    for step in path:
        value = value[step]
    return value


def copied(value):
    if isinstance(value, dict):
        return {key: copied(inner) for key, inner in value.items()}
    return [copied(inner) for inner in value] if isinstance(value, list) else value


def mutated(value, dice):
    """The value with one thing changed, and what was done."""
    value = copied(value)
    path = dice.choice([place for place in places(value) if place])
    parent, step = at(value, path[:-1]), path[-1]
    done = dice.choice(["delete", "rename", "add", "set", "set", "set", "set"])
    if done == "delete":
        del parent[step]
    elif done == "rename" and isinstance(parent, dict):
        parent[dice.choice([f"{step}x", str(step)[:-1] or "x", "okänd"])] = parent.pop(step)
    elif done == "add" and isinstance(parent, dict):
        parent[dice.choice(["kommentar", "namn", "undantag", "nonsens", "id"])] = dice.choice(VALUES)
    else:
        parent[step] = copied(dice.choice(VALUES))
    return value, f"{done} {path} → {parent.get(step) if isinstance(parent, dict) else ''!r}"


def _excused(file, value):
    """A section without a heading gets the planned one, whatever stands for nothing there; a schema can't say that."""
    return (
        schema_for(file) == "avsnitt.schema.json"
        and isinstance(value, dict)
        and "rubrik" in value
        and not value["rubrik"]
    )


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("bilaga:\nsaknas:\nunderavsnitt:\ntal:\n", True),
        ("bilaga: 2\nrubrik: 2023\ntal: {a: 5, b: -29390, c: -29 390, d: 36 %}\n", True),
        ("tal: {a: 4.5}\n", False),
        ("rubrik: true\n", False),
        ("rubrik: []\nrubrikx: a\n", False),
        ("fotnoter:\n  - {id: a, text:}\n", False),
        ("underavsnitt: [{slag: text}, {slag: ord}]\n", False),
        ("underavsnitt: [{slag: text, risker: []}]\n", False),
        ("underavsnitt: [{slag: risker, risker:}]\n", True),
        ("röjandeprövad:\n", True),
        *(
            (f"underavsnitt: [{{slag: risker, risker: [{{id: a, namn: A, {field}: {grade}}}]}}]\n", right)
            for field in ("sannolikhet", "konsekvens")
            for grade, right in [("1", True), ("5", True), ("0", False), ("6", False), ("'5'", True), ("'06'", False)]
        ),
    ],
)
def test_what_an_editor_writes_is_judged_alike(text, right):
    """An empty key, a number without quotes, a list with nothing in it."""
    text = f"slag: text\n{text}"
    assert by_model("content/2023/T1/a.yaml", text) is right
    assert by_schema("content/2023/T1/a.yaml", text) is right


@pytest.mark.parametrize("file", FILES)
def test_a_changed_file_is_right_by_both_or_wrong_by_both(file):
    """What the schema accepts the model accepts, and the other way."""
    dice = random.Random(file)
    tree, _ = read_yaml(file, (REPO / file).read_bytes())
    outcomes = Counter()
    for _ in range(ROUNDS):
        value, done = mutated(tree.value, dice)
        if _excused(file, value):
            continue
        text = written(value)
        model, schema = by_model(file, text), by_schema(file, text)
        assert model is schema, f"{done}: model {model}, schema {schema}"
        outcomes[model] += 1
    assert sum(outcomes.values()) > ROUNDS // 2


def test_the_changed_files_are_many_and_of_both_kinds():
    """The test above has seen hundreds of right files, and hundreds of wrong ones."""
    assert len(FILES) * ROUNDS > 400
    file = "content/2023/T1/ekonomi.yaml"
    tree, _ = read_yaml(file, (REPO / file).read_bytes())
    dice = random.Random(1)
    told = Counter(by_model(file, written(mutated(tree.value, dice)[0])) for _ in range(40))
    assert min(told[True], told[False]) > 3
