"""``asn schema`` prints or writes the schemas."""

import json

from tests.fixtures.console import asn, inside

from asn.schema import schemas


def test_all_of_them_are_one_object(tmp_path):
    """A program reads them from one run."""
    done = inside(tmp_path, "schema")
    assert (done.returncode, json.loads(done.stdout)) == (0, schemas())


def test_one_is_printed_by_its_name(tmp_path):
    """With or without the ending."""
    for name in ("rapport", "rapport.yaml", "rapport.schema.json"):
        assert json.loads(inside(tmp_path, "schema", name).stdout) == schemas()["rapport.schema.json"]


def test_they_are_written_to_a_folder_and_left_alone_when_they_are_right(tmp_path):
    """A second run writes nothing."""
    first = inside(tmp_path, "schema", "--write", "schema å")
    assert first.stdout.count(": skriven") == len(schemas())
    second = inside(tmp_path, "schema", "--write", "schema å")
    assert second.stdout.count(": oförändrad") == len(schemas())


def test_a_projects_own_ids_are_offered(tmp_path):
    """Read from its registers; doctor takes such schemas for what they are."""
    assert inside(tmp_path, "init", "projekt").returncode == 0
    root = tmp_path / "projekt"
    made = json.loads(inside(root, "schema", "--project", "avsnitt").stdout)
    assert "mottagningen" in made["$defs"]["Textavsnitt"]["properties"]["om_enhet"]["enum"]
    assert inside(root, "schema", "--project", "--write", "schema").returncode == 0
    assert "har projektets egna ord" in asn(root, "doctor").stdout


def test_an_unknown_name_is_wrong_usage(tmp_path):
    """And the known ones are named."""
    done = inside(tmp_path, "schema", "mål")
    assert done.returncode == 2
    assert "avsnitt, enheter" in done.stderr


def test_a_folder_that_cannot_be_written_to_is_said_to_be(tmp_path):
    """One line, and no traceback."""
    (tmp_path / "schema").write_text("en fil")
    done = inside(tmp_path, "schema", "--write", "schema/inne")
    assert done.returncode in {1, 2}
    assert done.stderr.startswith("asn: ")
    assert done.stderr.count("\n") == 1
