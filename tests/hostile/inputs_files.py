"""Files that are no plain files, names that are more than names, and content that is too much of something.

Sources: POSIX on file types and file names; GitHub, "Workflow commands"; ECMA-48 on escape sequences; Microsoft,
"Naming Files, Paths, and Namespaces"; YAML 1.2.2 for the bombs; CommonMark for prose that is slow to read.
"""

import os
import socket
from collections.abc import Callable
from pathlib import Path

from tests.hostile.inputs import BUILD, CHECK, SECTION, Input, Make, contents, section

_LIST = ("list",)
_FMT = ("fmt", "--check")
_DIFF = ("diff", "2023/T1", "2023/T1")
_ALL = (CHECK, BUILD, _LIST, _FMT, _DIFF)
_OWN = "content/2023/T1/avsnitt.yaml"


def _instead(make: Callable[[Path], object], name: str = _OWN) -> Make:
    """Something else where the section's file was."""

    def made(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True)
        make(root / name)

    return made


def _link(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def _to_a_secret(path: Path) -> None:
    secret = path.parents[4] / "hemligt.yaml"
    secret.write_text("slag: text\ntext: hemlig-7b1\n", encoding="utf-8")
    path.symlink_to(secret)


def _socket(path: Path) -> None:
    # A socket's path may have no more than a hundred letters: it is made beside, and moved.
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(here)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2_000_000_000)


def _unreadable(path: Path) -> None:
    path.write_text(SECTION, encoding="utf-8")
    path.chmod(0)


def _many(root: Path) -> None:
    contents({f"content/2023/T1/a{number}.yaml": SECTION for number in range(3000)})(root)


def _deep_folders(root: Path) -> None:
    folder = root / "content/2023/T1"
    for _ in range(150):
        folder /= "mapp"
    contents({f"{folder.relative_to(root)}/a.yaml": SECTION})(root)


def _content_is_a_link(root: Path) -> None:
    (root / "content").rename(root / "annat")
    (root / "content").symlink_to("annat")


def _linked_build(root: Path) -> None:
    (root.parent / "utanför").mkdir()
    (root / "build").symlink_to(root.parent / "utanför")


_KINDS = {
    "a link to the environment": _instead(_link("/proc/self/environ")),
    "a link to a secret beside the project": _instead(_to_a_secret),
    "a link to nothing": _instead(_link("finns-inte")),
    "a link to itself": _instead(_link("avsnitt.yaml")),
    "a link to an endless device": _instead(_link("/dev/zero")),
    "a pipe": _instead(os.mkfifo),
    "a socket": _instead(_socket),
    "a folder": _instead(lambda path: path.mkdir()),
    "a file of 2 GB": _instead(_sparse),
    "a file that may not be read": _instead(_unreadable),
    "a template that is a pipe": _instead(os.mkfifo, "templates/rapport.md.j2"),
    "a template that is a folder": lambda root: (root / "templates/rapport.md.j2").mkdir(parents=True),
    "a template of 2 GB": lambda root: ((root / "templates").mkdir(), _sparse(root / "templates/rapport.md.j2")),
    "templates that are a link": lambda root: (root / "templates").symlink_to("/etc"),
    "content that is a link": _content_is_a_link,
    "content that is a file": lambda root: (
        (root / "content").rename(root / "annat"),
        (root / "content").write_text("a"),
    ),
    "3000 files": _many,
    "folders 150 deep": _deep_folders,
    "a year that is a file": contents({"content/2024": "a"}),
    "a period that is a file": contents({"content/2023/T2": "a"}),
    "a register that is a folder": _instead(lambda path: path.mkdir(), "content/enheter.yaml"),
    "build that is a link out": _linked_build,
    "build that is a file": contents({"build": "a"}),
    "a library of the same name": contents(
        dict.fromkeys(
            ("yaml.py", "jinja2.py", "click.py", "json.py", "asn.py", "sitecustomize.py"), "raise SystemExit(66)"
        )
    ),
}
_NAMES = (
    "a\nb.yaml", "\n::error::a.yaml", "::set-output name=a::b.yaml", "a%0A::stop-commands::b.yaml", "##[error]a.yaml",
    "\x1b[31ma.yaml", "\x1b]0;a\x07.yaml", "a\u202elmay.exe", "a\x7f.yaml", "a\x85b.yaml", "a\u2028b.yaml",
    "AVSNITT.yaml", "Avsnitt.YAML", "avsnitt.yml", "å.yaml", "a\u030a.yaml", "CON.yaml", "nul.yaml", "COM1",
    "LPT9.yaml", "a .yaml", "a.", " ", "-rf", "--help", "*", "?", "a:b.yaml", 'a"b.yaml', "a'b.yaml", "a|b.yaml",
    "a<b>.yaml", "$(id)", "`id`", "a;b.yaml", "~", "%s%n.yaml", "{{ 7*7 }}.yaml", "<script>.yaml", "a\\b.yaml",
    "😀.yaml", "a" * 250,
)  # fmt: skip


def _odd_names(root: Path) -> None:
    for folder in (root / "content", root / "content/2023/T1"):
        for name in _NAMES:
            (folder / name).write_text("a: 1\n", encoding="utf-8")
    (root / "content/2023/T1" / os.fsdecode(b"\xff\xfe.yaml")).write_text("a: 1\n")
    (root / "content" / os.fsdecode(b"m\xe5l")).mkdir()
    for name in _NAMES[:12]:
        (root / "content" / f"{name}-mapp").mkdir()
        (root / "content/2023" / f"{name}-mapp").mkdir()


_FORMATS = ("text", "json", "github", "gitlab", "sarif", "junit")
_BOMB = "k0: &a0 [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"k{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]\n" for n in range(1, 12)
)
_MERGE = "k0: &a0 {a: 1}\n" + "".join(f"k{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
_SLOW = 99_000  # letters: just less than a text may have


def _prose(piece: str) -> str:
    text = (piece * (_SLOW // len(piece) + 1))[:_SLOW]
    return "slag: text\ntext: |\n" + "".join(f"  {line}\n" for line in text.split("\n"))


def _rows(number: int) -> str:
    head = "slag: belopp\nid: a\ntabellrubrik: A\nkolumner: [{id: u, rubrik: U, roll: utfall}]\nrader:\n"
    return head + "".join(f"  - {{id: r{n}, namn: Rad {n}, belopp: {{u: {n}}}}}\n" for n in range(number))


_TOO_MUCH = {
    "aliases of aliases": _BOMB,
    "merge keys of merge keys": _MERGE,
    "an alias of itself": "a: &a [*a]\n",
    "50 000 open brackets": "k: " + "[" * 50_000,
    "450 000 open brackets": "k: " + "[" * 450_000,
    "50 000 open braces": "{a: " * 50_000,
    "points in points": "- " * 100_000,
    "1000 levels of indentation": "\n".join(" " * n + "a:" for n in range(1000)),
    "a million letters": "slag: text\ntext: " + "a" * 980_000 + "\n",
    "a number of a million digits": "slag: text\ntal: {a: " + "9" * 980_000 + "}\n",
    "100 000 keys": "".join(f"k{n}: 1\n" for n in range(70_000)),
    "the same key 100 000 times": "k: 1\n" * 100_000,
    "100 000 empty lines": "slag: text\ntext: |\n" + "\n" * 100_000 + "  a\n",
    "quotes that never close": "slag: text\ntext: '" + "''" * 400_000 + "\n",
    "a key of a million letters": "a" * 980_000 + ": 1\n",
    "1 MB of nothing": b"\0" * 1_000_000,
    "1 MB of noise": bytes(range(256)) * 3900,
    "1 MB of another encoding": "slag: text\ntext: å\n".encode("utf-16"),
    "comments only": "# a\n" * 200_000,
    "5 000 rows": _rows(5000),
    "one word of 99 000 letters": _prose("a"),
    "49 000 emphases": _prose("*a"),
    "25 000 links": _prose("[a]("),
    "49 000 pictures": _prose("!["),
    "14 000 expressions": _prose("{{ a }}"),
    "49 000 openings": _prose("{{ "),
    "14 000 addresses": _prose("<a@b.c>"),
    "24 000 footnotes": _prose("[^a]"),
    "20 000 headings": _prose("# a\n"),
    "6 000 personnummer": _prose("19121212-1212 "),
    "99 000 quotations": _prose(">"),
    "49 000 points": _prose("- "),
    "16 000 amounts": _prose("1 tkr "),
    "points in points, in prose": "slag: text\ntext: |\n" + "".join("  " * n + "- a\n" for n in range(1, 200)),
}  # fmt: skip

FILES = tuple(Input(f"file: {name}", make, (CHECK, BUILD, _FMT), None) for name, make in _KINDS.items())
NAMES = (
    *(Input(f"names of files: {kind}", _odd_names, (("check", "--output-format", kind),)) for kind in _FORMATS),
    Input("names of files", _odd_names, (BUILD, _LIST, _FMT), None),
)
TEXTS = tuple(Input(f"content: {name}", section(text), (CHECK, BUILD), None) for name, text in _TOO_MUCH.items())
EVERY = tuple(
    Input(f"every command: {name}", section(_TOO_MUCH[name]), _ALL, None)
    for name in ("aliases of aliases", "1 MB of noise")
)
MODULE = Input(
    "PYTHONPATH=. beside a library of the same name",
    contents({"yaml.py": "raise SystemExit(66)"}),
    (CHECK,),
    0,
    env=(("PYTHONPATH", "."),),
)
