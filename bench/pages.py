"""The same report for others to print: its page with style sheets and fonts in it, and its Markdown."""

import base64
from pathlib import Path

from asn.load.project import load_project
from asn.pipeline import checked, computed
from asn.render.html import print_page, print_style
from asn.resources import Resources


def page(root: Path, name: str) -> str:
    """The very HTML that asn has the engine lay out."""
    project, resources = load_project(root), Resources(root)
    report = project.rapport(name)
    assert report, name
    style = "\n".join(print_style(resources, report.register.ord).css)
    for font in resources.fonts():
        data = base64.b64encode(resources.read(font)).decode()
        style = style.replace(f"asn:{font}", f"data:font/ttf;base64,{data}")
    html = print_page(computed(project, checked(project, report)), resources)
    return html.replace("</head>", f"<style>{style}</style></head>")
