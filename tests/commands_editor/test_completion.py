"""The shell completes what can be typed next."""

import subprocess

import pytest
from tests.commands_editor.projects import new
from tests.fixtures.console import ASN, asn

from asn.commands.completion import codes, completed_periods, reports, year_names


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(tmp_path, shell):
    """It calls asn back by the variable that click listens to."""
    done = asn(tmp_path, "completion", shell)
    assert done.returncode == 0
    assert f"_ASN_COMPLETE={shell}_complete" in done.stdout


def test_an_unknown_shell_is_wrong_usage(tmp_path):
    """And the known ones are named."""
    done = asn(tmp_path, "completion", "tcsh")
    assert done.returncode == 2
    assert "bash, zsh, fish" in done.stderr


def completed(folder, *words):
    """What bash would offer for the last word."""
    env = {"_ASN_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(["asn", *words]), "COMP_CWORD": str(len(words))}
    return [line.partition(",")[2] for line in asn(folder, env=env).stdout.split()]


def test_commands_options_and_reports_are_offered(tmp_path):
    """The names come from the folders, so that a broken file is no hindrance."""
    folder = new(tmp_path / "nytt", "--year", "2027")
    (folder / "content/2027/T1/rapport.yaml").write_text("[", encoding="utf-8")
    assert completed(folder, "do") == ["doctor"]
    assert completed(folder, "diff", "20") == ["2027/T1"]
    assert "--since" in completed(folder, "diff", "--s")
    assert completed(tmp_path, "diff", "20") == []


def test_years_periods_and_rules_are_offered(tmp_path, monkeypatch):
    """For the options and arguments that take them."""
    folder = new(tmp_path / "nytt", "--year", "2027")
    monkeypatch.chdir(folder)
    assert [item.value for item in year_names(None, None, "")] == ["2027"]
    assert [item.value for item in completed_periods(None, None, "")] == ["T1", "2027/T1"]
    assert [item.value for item in reports(None, None, "2026")] == []
    found = codes(None, None, "e10")
    assert "E101" in {item.value for item in found}
    assert all(item.help for item in found)


def test_bash_takes_the_script(tmp_path):
    """A real bash reads it and completes a command by it."""
    script = asn(tmp_path, "completion", "bash").stdout
    ask = (
        f'{script}\nPATH="{ASN.parent}:$PATH"\nCOMP_WORDS=(asn doc); COMP_CWORD=1\n'
        '_asn_completion asn doc asn; echo "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(["bash", "-c", ask], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "doctor"
