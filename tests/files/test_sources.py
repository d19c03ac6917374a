"""Where files are read from: a folder, the memory, or another source with some files changed."""

import pytest

from asn.files import Changed, FolderListing, InMemory, OnDisk
from asn.resources import Resources

FILES = {"content/namnd.yaml": b"a", "content/2023/T1/rapport.yaml": b"b", "templates/stil/egen.css": b"c"}


@pytest.fixture(params=["disk", "memory", "changed"])
def source(request, tmp_path):
    """The same files, wherever they are."""
    if request.param == "memory":
        return InMemory(FILES)
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data if request.param == "disk" else b"before")
    on_disk = OnDisk(tmp_path)
    return on_disk if request.param == "disk" else Changed(on_disk, FILES)


def test_every_source_answers_alike(source):
    """The bytes, no more of them than are asked for, and what lies in a folder and below it."""
    assert {name: source.read(name) for name in FILES} == FILES
    assert source.read("content/namnd.yaml", 0) == b""
    assert source.listed("content") == FolderListing(("2023",), ("namnd.yaml",))
    assert sorted(source.below("content")) == ["content/2023/T1/rapport.yaml", "content/namnd.yaml"]
    with pytest.raises(FileNotFoundError):
        source.read("content/nothing.yaml")


def test_a_projects_own_templates_are_found_in_any_source(source, tmp_path):
    """By name, and none that isn't there."""
    resources = Resources(tmp_path, source)
    assert resources.holds("stil/egen.css")
    assert not resources.holds("stil/annan.css")
