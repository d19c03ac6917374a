"""Templates: a project may put its own piece in place of one of ours, and can't do harm with it."""

import pytest
from tests.fixtures.console import inside
from tests.fixtures.projects import report, write

from asn.load.project import load_project
from asn.pipeline import checked, outputs
from asn.render.template import TemplateFault
from asn.resources import Resources

SECTION = "slag: text\ntext: Hej på dig.\n"
HEAD = '{% extends "avsnitt/avsnitt.j2" %}\n{% block innehåll %}'
END = "{% endblock %}\n"


@pytest.fixture
def root(tmp_path):
    return write(tmp_path, report(SECTION))


def override(root, name, text):
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def pages(root, formats=("md", "html")):
    """The Markdown and the HTML that the project's report gives."""
    project = load_project(root)
    made = outputs(project, checked(project, project.rapporter[0]), Resources(root), formats)
    texts = {output.name: output.data.decode() for output in made}
    return tuple(texts[f"delarsrapport-1-2023.{kind}"] for kind in formats)


def test_one_template_of_the_projects_own_takes_the_place_of_ours(root):
    """The one that is there is used in both formats; all others are still ours."""
    before = pages(root)
    override(root, "avsnitt/text.j2", HEAD + "{{ f.prosa('Nämndens egen mall.') }}" + END)
    after = pages(root)
    for old, new in zip(before, after, strict=True):
        assert "Hej på dig." in old
        assert new == old.replace("Hej på dig.", "Nämndens egen mall.")


def test_a_style_sheet_of_the_projects_own_is_used(root):
    """The web page carries it, and says its new hash."""
    override(root, "stil/webb.css", "body { color: rebeccapurple }\n")
    assert "rebeccapurple" in pages(root)[1]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("{{ ''.__class__ }}", "rad 2, gör något som mallar inte får göra"),
        ("{{ vy.__class__.__mro__ }}", "rad 2, gör något som mallar inte får göra"),
        ("{{ vy['__class__'] }}", "rad 2, "),
        ("{{ ''.join(['a']) }}", "rad 2, gör något som mallar inte får göra"),
        ("{{ 'a'.ljust(999999999) }}", "rad 2, gör något som mallar inte får göra"),
        ("{{ 'a' * 999999999 }}", "rad 2, gör något som mallar inte får göra"),
        ("{{ [0] * 999999999 }}", "rad 2, gör något som mallar inte får göra"),
        ("{{ 'a' + 'b' }}", "rad 2, gör något som mallar inte får göra"),
        ("{{ 9 ** 9 ** 9 }}", "rad 2, gör något som mallar inte får göra"),
        ("{{ '%999999999s' % 1 }}", "rad 2, gör något som mallar inte får göra"),
        ("{% set n = namespace(a='x') %}" + "{% set n.a = n.a ~ n.a %}" * 40, "rad 2, gör något som mallar inte får"),
        ("{% set n = namespace(a=9) %}" + "{% set n.a = n.a * n.a %}" * 40, "rad 2, gör något som mallar inte får"),
        ("{% for n in range(999999999) %}x{% endfor %}", "rad 2, använder något som inte finns"),
        ("{{ lipsum(99999) }}", "rad 2, använder något som inte finns"),
        ("{{ vy.finns_inte }}", "rad 2, använder något som inte finns"),
        ("{{ '<script>' | safe }}", "rad 2, går inte att läsa"),
        ("{{ vy | attr('__class__') }}", "rad 2, går inte att läsa"),
        ("{{ vy.nivå / 0 }}", "rad 2, gör något som inte går"),
        ("{{ vy.nivå - 'a' }}", "rad 2, gör något som inte går"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "anropar sig själv"),
        ("{{ visa(vy) }}", "anropar sig själv"),
        ("{% include '../../etc/passwd' %}", "Mallen «../../etc/passwd» finns inte."),
        ("{% include '/etc/passwd' %}", "Mallen «/etc/passwd» finns inte."),
        ("{% include 'avsnitt/../../hemligt.j2' %}", "finns inte."),
        ("{% include 'hemligt' %}", "Mallen «hemligt» finns inte."),
        ("{% if %}", "rad 2, går inte att läsa"),
        ("{{ f.rubriken(vy) }}", "rad 2, använder något som inte finns"),
    ],
)
def test_a_hostile_or_mistaken_template_ends_in_a_sentence(body, says, root):
    """Whatever a template does, it ends in Swedish words on which one, and where; the machine is left alone."""
    (root / "hemligt.j2").write_text("hemligt")
    override(root, "avsnitt/text.j2", HEAD + body + END)
    with pytest.raises(TemplateFault) as why:
        pages(root, ("md",))
    assert says in str(why.value)
    assert "hemligt" not in str(why.value).replace("hemligt.j2", "").replace("«hemligt»", "")


def test_a_template_that_gives_too_much_text_is_stopped(root):
    """Five million characters are no report."""
    body = "{% set n = namespace(a='x') %}" + "{% set n.a = n.a ~ n.a %}" * 21 + "{{ n.a }}" * 3
    override(root, "avsnitt/text.j2", HEAD + body + END)
    with pytest.raises(TemplateFault, match=r"Mallarna ger \d+ tecken; högst 5000000 går"):
        pages(root, ("md",))


def test_a_template_that_is_a_link_is_refused(root, tmp_path):
    """A committed link can't bring a file of the machine into a report."""
    secret = tmp_path / "hemligt.j2"
    secret.write_text("hemligt")
    (root / "templates/avsnitt").mkdir(parents=True)
    (root / "templates/avsnitt/text.j2").symlink_to(secret)
    with pytest.raises(TemplateFault, match=r"templates/avsnitt/text\.j2: Filen är en länk"):
        pages(root, ("md",))


def test_a_template_that_is_no_text_is_refused(root):
    """Latin-1 is told of as such."""
    override(root, "avsnitt/text.j2", "å".encode("latin-1"))
    with pytest.raises(TemplateFault, match=r"templates/avsnitt/text\.j2: Filen är inte UTF-8"):
        pages(root, ("md",))


def test_content_is_never_taken_for_a_template(tmp_path):
    """Braces that an editor wrote in a name or a heading are text."""
    made = write(tmp_path, report('slag: text\nrubrik: "{% raw %} {# a #} {{"\ntext: "{% for x in y %}"\n'))
    for page in pages(made):
        assert "{% for x in y %}" in page


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (
            lambda root: override(root, "avsnitt/text.j2", "{{ ''.__class__ }}"),
            "Mallen templates/avsnitt/text.j2, rad 1,",
        ),
        (
            lambda root: (root / "templates").mkdir() or (root / "templates/rapport.md.j2").symlink_to("/etc/passwd"),
            "länk",
        ),
    ],
    ids=["fientlig", "länk"],
)
def test_the_command_tells_it_calmly(prepare, says, root):
    """Exit code 1, Swedish on stderr, no traceback and no log."""
    prepare(root)
    ran = inside(root, "build", "--format", "md")
    assert ran.returncode == 1
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ".log" not in ran.stderr
    assert not list((root / "build").rglob("*.md"))
