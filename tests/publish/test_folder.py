"""What a published folder holds, and what is never touched."""

import json
import os

import pytest

from asn import __version__
from asn.publish import Fingerprint, Output, PublishError, digest, locked, publish, unchanged


def test_the_manifest_tells_inputs_outputs_and_versions(folder, new):
    """manifest.json is sorted UTF-8 with the sums of every input and output, and does not list itself."""
    publish(folder, new.outputs, new.fingerprint)
    text = (folder / "manifest.json").read_text("utf-8")
    assert text.endswith("}\n")
    assert '"mål.yaml"' in text
    assert json.loads(text) == {
        "asn": __version__,
        "inputs": {"mål.yaml": digest(b"a: 2")},
        "outputs": {name: digest(data) for name, data in new.files.items()},
        "versions": {"weasyprint": "70.0"},
    }
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def test_the_same_report_gives_the_same_bytes_anywhere(tmp_path, new):
    """Neither folder, order of outputs nor time is in what is written."""
    first, second = tmp_path / "a" / "T1", tmp_path / "b" / "annan"
    publish(first, new.outputs, new.fingerprint)
    publish(second, new.outputs[::-1], new.fingerprint)
    assert new.is_in(second)
    assert (first / "manifest.json").read_bytes() == (second / "manifest.json").read_bytes()


def test_files_that_are_no_longer_outputs_are_removed(folder, old, new):
    """Only what the new report has is left, with folders that became empty gone."""
    publish(folder, new.outputs, new.fingerprint)
    publish(folder, old.outputs, old.fingerprint)
    assert old.is_in(folder)
    assert not (folder / "figurer").exists()


def test_an_editors_own_files_are_kept(folder, old, new):
    """Files, folders and links that we did not write follow along, wherever they lie."""
    publish(folder, old.outputs, old.fingerprint)
    (folder / "tabeller" / "egen.txt").write_text("min")
    (folder / "egna").mkdir()
    (folder / "egna" / "manifest.json").write_text("{}")
    (folder / "tom").mkdir()
    (folder / "länk").symlink_to(folder.parent)
    publish(folder, new.outputs, new.fingerprint)
    assert new.is_in(folder, beside=("tabeller/egen.txt", "egna/manifest.json"))
    assert (folder / "tabeller" / "egen.txt").read_text() == "min"
    assert (folder / "egna" / "manifest.json").read_text() == "{}"
    assert (folder / "länk").readlink() == folder.parent
    assert (folder / "tom").is_dir()


def test_a_folder_of_someone_elses_is_refused(folder, new):
    """A folder with files but without our manifest is left as it is."""
    folder.mkdir(parents=True)
    (folder / "viktigt.txt").write_text("min")
    (folder / "manifest.json").write_text('{"name": "app", "outputs": 1}')
    with pytest.raises(PublishError, match="som asn inte har skrivit"):
        publish(folder, new.outputs, new.fingerprint)
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "viktigt.txt"]


def test_an_empty_folder_is_taken_over(folder, new):
    """A folder that someone has made ready is no hindrance."""
    folder.mkdir(parents=True)
    publish(folder, new.outputs, new.fingerprint)
    assert new.is_in(folder)


@pytest.mark.parametrize("taken", ["figurer", "figurer/ljus.svg"])
def test_an_editors_file_in_an_outputs_place_is_refused(folder, old, new, taken):
    """Neither a file where a new output goes, nor one where its folder goes, is written over."""
    publish(folder, old.outputs, old.fingerprint)
    (folder / taken).parent.mkdir(exist_ok=True)
    (folder / taken).write_text("min")
    with pytest.raises(PublishError, match="asn har inte skrivit den"):
        publish(folder, new.outputs, new.fingerprint)
    assert old.is_in(folder, beside=(taken,))
    assert (folder / taken).read_text() == "min"


def test_a_file_in_the_reports_place_is_refused(folder, new):
    """A file that has the folder's name stays."""
    folder.parent.mkdir(parents=True)
    folder.write_text("min")
    with pytest.raises(PublishError, match="asn inte har skrivit"):
        publish(folder, new.outputs, new.fingerprint)
    assert folder.read_text() == "min"


@pytest.mark.parametrize("link", ["build", "build/2023", "build/2023/T1"])
def test_links_on_the_way_are_refused(tmp_path, folder, new, link):
    """A link in the repository can't send a report to another place."""
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    (tmp_path / link).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / link).symlink_to(elsewhere)
    with pytest.raises(PublishError, match=f"^{tmp_path / link} är en länk"):
        publish(folder, new.outputs, new.fingerprint, root=tmp_path / "build")
    assert not any(elsewhere.iterdir())


def test_what_resolves_like_a_link_is_refused_like_one(tmp_path, folder, new, monkeypatch):
    """A junction in Windows leads elsewhere, and does not say that it is a link."""
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    folder.parent.mkdir(parents=True)
    folder.symlink_to(elsewhere)
    monkeypatch.setattr(type(folder), "is_symlink", lambda _: False)
    with pytest.raises(PublishError, match=f"^{folder} är en länk"):
        publish(folder, new.outputs, new.fingerprint, root=tmp_path / "build")
    assert not any(elsewhere.iterdir())


@pytest.mark.parametrize("outside", ["annan/T1", "build", "build/../T1"])
def test_a_folder_outside_the_root_is_refused(tmp_path, new, outside):
    """A report goes below the folder that reports go in, not beside it nor in its place."""
    with pytest.raises(PublishError, match="ligger inte i"):
        publish(tmp_path / outside, new.outputs, new.fingerprint, root=tmp_path / "build")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("role", ["new", "old"])
def test_a_link_in_place_of_our_own_names_is_refused(tmp_path, folder, new, role):
    """What a link there leads to is neither emptied nor moved."""
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    (elsewhere / "viktigt.txt").write_text("min")
    folder.parent.mkdir(parents=True)
    (folder.parent / f".T1.{role}").symlink_to(elsewhere)
    with pytest.raises(PublishError):
        publish(folder, new.outputs, new.fingerprint)
    assert (elsewhere / "viktigt.txt").exists()


def test_a_manifest_cannot_have_files_elsewhere_removed(tmp_path, folder, old, new):
    """A forged manifest and a link inside the folder remove nothing outside it."""
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    (elsewhere / "viktigt.txt").write_text("min")
    publish(folder, old.outputs, old.fingerprint)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["outputs"] |= {"bakväg/viktigt.txt": "0"}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "bakväg").symlink_to(elsewhere)
    with pytest.raises(PublishError, match="bakväg finns redan"):
        publish(folder, new.outputs, new.fingerprint)
    folder.rename(folder.with_name(".T1.old"))
    with locked(folder):
        assert (folder / "bakväg").readlink() == elsewhere
    assert (elsewhere / "viktigt.txt").exists()


def test_two_files_of_an_editors_with_one_name_are_both_kept(folder, old):
    """Should a left-over file and one in the report bear the same name, a person has to choose."""
    publish(folder, old.outputs, old.fingerprint)
    for place in (folder, folder.with_name(".T1.old")):
        place.mkdir(exist_ok=True)
        (place / "egen.txt").write_text(place.name)
    with (
        pytest.raises(PublishError, match=r"egen.txt: där finns redan .* ett avbrutet bygge"),
        locked(folder),
    ):
        pytest.fail("one of them was lost")
    assert (folder / "egen.txt").read_text() == "T1"
    assert (folder.with_name(".T1.old") / "egen.txt").read_text() == ".T1.old"


@pytest.mark.parametrize(("left", "there"), [("file", "folder"), ("folder", "file")])
def test_a_file_and_a_folder_with_one_name_are_both_kept(folder, old, left, there):
    """A left-over folder is not taken away because a file stands where it should go, nor the other way round."""
    publish(folder, old.outputs, old.fingerprint)
    for place, kind in ((folder.with_name(".T1.old"), left), (folder, there)):
        place.mkdir(exist_ok=True)
        (place / "egna").mkdir() if kind == "folder" else (place / "egna").write_text("min")
    with pytest.raises(PublishError, match=rf"{folder / 'egna'}: där finns redan"), locked(folder):
        pytest.fail("one of them was lost")
    assert (folder.with_name(".T1.old") / "egna").is_dir() == (left == "folder")
    assert (folder / "egna").is_dir() == (there == "folder")


@pytest.mark.parametrize(
    "names",
    [
        ["../ut.md"],
        ["/ut.md"],
        ["a/../../ut.md"],
        ["a\\b.md"],
        ["C:ut.md"],
        [""],
        ["."],
        ["a/"],
        ["./a"],
        ["manifest.json"],
        ["MANIFEST.json"],
        ["a.md", "A.md"],
        ["å.md", "a\N{COMBINING RING ABOVE}.md"],
    ],
)
def test_names_that_leave_the_folder_or_collide_are_bugs(folder, new, names):
    """Names come from our own code, so a bad one is no message to an editor but an error of ours."""
    with pytest.raises(ValueError, match="output names"):
        publish(folder, [Output(name, b"") for name in names], new.fingerprint)
    assert not folder.parent.exists()


def test_unchanged_asks_for_every_file(folder, old, new):
    """Same inputs, same versions and every file as it was written: else it is not unchanged."""
    assert not unchanged(folder, old.fingerprint, old.files)
    publish(folder, old.outputs, old.fingerprint)
    assert unchanged(folder, old.fingerprint, old.files)
    assert unchanged(folder, old.fingerprint, ["rapport.md"])
    assert not unchanged(folder, old.fingerprint, ["rapport.md", "rapport.pdf"])
    assert not unchanged(folder, new.fingerprint, ["rapport.md"])
    assert not unchanged(folder, Fingerprint(old.fingerprint.inputs, {"weasyprint": "71.0"}), ["rapport.md"])


def _edit(folder):
    (folder / "rapport.md").write_bytes(b"skriven med handen")


def _remove(folder):
    (folder / "tabeller" / "drift.csv").unlink()


def _link(folder):
    (folder / "kopia").write_bytes((folder / "rapport.md").read_bytes())
    (folder / "rapport.md").unlink()
    (folder / "rapport.md").symlink_to("kopia")


def _other_version(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace(__version__, "0.0.1"), "utf-8")


def _torn_manifest(folder):
    os.truncate(folder / "manifest.json", 100)


def _strange_manifest(folder):
    (folder / "manifest.json").write_text("[" * 100_000)


def _manifest_with_a_list(folder):
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"outputs": ["rapport.md"]}))


def _manifest_without_versions(folder):
    path = folder / "manifest.json"
    content = json.loads(path.read_bytes())
    del content["versions"]
    path.write_text(json.dumps(content))


def _manifest_that_leaves(folder):
    path = folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace("rapport.md", "../T1/rapport.md"), "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _remove,
        _link,
        _other_version,
        _torn_manifest,
        _strange_manifest,
        _manifest_with_a_list,
        _manifest_without_versions,
        _manifest_that_leaves,
    ],
)
def test_a_changed_folder_is_never_called_unchanged(folder, old, change):
    """An edited, missing or linked file, another asn, or a manifest that is not ours: build anew."""
    publish(folder, old.outputs, old.fingerprint)
    change(folder)
    assert not unchanged(folder, old.fingerprint, [])


def test_an_edited_output_is_rebuilt(folder, old):
    """What asn wrote is asn's: an edit in the report itself is replaced by the next build."""
    publish(folder, old.outputs, old.fingerprint)
    _edit(folder)
    publish(folder, old.outputs, old.fingerprint)
    assert old.is_in(folder)


@pytest.mark.parametrize("below", ["2023/T1", "T1"])
def test_where_it_stopped_is_named_as_it_is(tmp_path, new, below):
    """The folder that can't be made is named where it would have been; in Swedish."""
    (tmp_path / "fil").write_text("här")
    with pytest.raises(PublishError) as why:
        publish(tmp_path / "fil" / below, new.outputs, new.fingerprint)
    place = tmp_path / "fil" / below.partition("/")[0]
    assert f"Kunde inte skriva {place}: en fil ligger där en mapp skulle vara" in str(why.value)
