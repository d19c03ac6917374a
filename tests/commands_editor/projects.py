"""Projects to run the editor's commands in."""

import subprocess

from tests.fixtures.console import inside

MADE_BY = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")


def new(folder, *args):
    """A project made by ``asn init``."""
    done = inside(folder.parent, "init", folder.name, *args)
    assert done.returncode == 0, done.stderr
    return folder


def git(folder, *args):
    """Run git, with a name to commit by."""
    subprocess.run(["git", *MADE_BY, *args], cwd=folder, check=True, capture_output=True)


def committed(folder, message="Första"):
    """Keep all that is there."""
    if not (folder / ".git").exists():
        git(folder, "init", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--message", message)


def changed(path, old, new_):
    """Change a file's text in one place."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new_, 1), encoding="utf-8")
