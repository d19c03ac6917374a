"""``asn site``: what is adopted, as it is built, in one folder that is exchanged whole."""

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import report, write

ADOPTED = "tillstånd: fastställd\ndatum: 2023-02-15\navsnitt:\n  - {fil: avsnitt.yaml, rubrik: Avsnitt}\n"
URL = ("--url", "https://a.example/b")


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A project with an adopted report and a draft, after its first site; what was said of it, and the files."""
    root = write(
        tmp_path_factory.mktemp("sajt"),
        {
            **report("slag: text\nrubrik: Året\ntext: Det gångna året.\n", "2022/VB"),
            "2022/VB/rapport.yaml": ADOPTED,
            **report("slag: text\ntext: Hej.\n"),
        },
    )
    done = inside(root, "site", "--out", root / "sajt", *URL)
    assert done.returncode == 0, done.stderr
    return root, done


def files(folder):
    """Every file with its bytes, and what the disk knows it by."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: (path.read_bytes(), path.stat().st_ino) for name, path in found.items()}


def test_the_site_has_each_adopted_report_as_it_is_built(first):
    """All its files, and none of a draft's; the report that wasn't built is built first."""
    root, done = first
    assert "(1 rapport, 2 egna sidor)" in done.stdout
    built = {f"2022/VB/{name}": data for name, (data, _) in files(root / "build/2022/VB").items()}
    site = {name: data for name, (data, _) in files(root / "sajt").items()}
    assert len(built) > 8
    assert built.items() <= site.items()
    assert not (root / "build/2023").exists()
    assert not any("2023" in name for name in site)


def test_what_is_unchanged_is_not_rewritten(first):
    """Nothing at all the second time; where the address is another, only what tells of it."""
    root, _ = first
    before = files(root / "sajt")
    again = inside(root, "site", "--out", root / "sajt", *URL)
    assert again.stdout.endswith("oförändrad\n")
    assert files(root / "sajt") == before
    assert inside(root, "site", "--out", root / "sajt", "--url", "https://a.example/c").returncode == 0
    after = files(root / "sajt")
    assert {name for name in after if after[name] != before[name]} == {
        *("manifest.json", "flode.atom", "sitemap.xml", "katalog.jsonld"),
    }
    assert inside(root, "site", "--out", root / "sajt", *URL).returncode == 0
    assert {name: data for name, (data, _) in files(root / "sajt").items()} == {n: d for n, (d, _) in before.items()}


def test_a_folder_of_somebody_elses_is_left_as_it_is(first, tmp_path):
    """Nothing in it is written over, nor added to."""
    root, _ = first
    (tmp_path / "min").mkdir()
    (tmp_path / "min/index.html").write_text("min egen")
    done = inside(root, "site", "--out", tmp_path / "min", *URL)
    assert done.returncode == 1
    assert "asn inte har skrivit" in done.stderr
    assert [path.name for path in (tmp_path / "min").iterdir()] == ["index.html"]


def test_an_adopted_report_with_errors_stops_the_site(first, tmp_path):
    """Nothing is written, and the report's own faults are told."""
    root, _ = first
    sheet = root / "content/2023/T1/rapport.yaml"
    kept = sheet.read_bytes()
    sheet.write_text(ADOPTED)
    try:
        (root / "content/2023/T1/avsnitt.yaml").write_text("slag: text\ntext: Se {{ finns.inte }}.\n")
        done = inside(root, "site", "--out", tmp_path / "ny", *URL)
        assert done.returncode == 1
        assert "Sajten är inte gjord" in done.stderr
        assert "finns.inte" in done.stderr
        (root / "content/2023/T1/avsnitt.yaml").write_text("slag: inget\n")
        done = inside(root, "site", "--out", tmp_path / "ny", *URL)
        assert (done.returncode, done.stderr) == (
            1,
            "2023/T1 är fastställd men kan inte läsas. asn check säger varför.\n",
        )
    finally:
        sheet.write_bytes(kept)
    assert not (tmp_path / "ny").exists()


@pytest.mark.parametrize(
    "url", ["", "rapporter", "ftp://a.se", "https://", "https://a b.se", "https://a.se/?x", "https://[a"]
)
def test_an_address_that_is_none_is_told(first, url, tmp_path):
    """Before anything is read."""
    done = inside(first[0], "site", "--out", tmp_path / "ny", "--url", url)
    assert done.returncode == 2
    assert "ingen webbadress" in done.stderr
