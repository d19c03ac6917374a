"""A report's outputs, made in children that can take no more than they are given.

Templates and content decide how much work a page is, and whoever wrote them may mean harm. So this process only hands
out work and takes bytes; the page's figures, the templates and the PDF engine run in children.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import starmap

from asn.confinement import Child, Limits, packed, unpacked
from asn.load.files import Refused
from asn.load.project import Projekt
from asn.pipeline import Checked, pages_and_data, pdf_job, pdf_output, printed
from asn.publish import Output
from asn.render.press import Press
from asn.render.template import TemplateFault
from asn.resources import Resources


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: a judged report, with what templates, in what formats."""

    project: Projekt
    judged: Checked
    resources: Resources
    formats: Collection[str]


def confined(order: Order, press: Press | None, limits: Limits) -> tuple[Output, ...]:
    """Everything that a build leaves, as :func:`asn.pipeline.outputs`; ``press`` makes the PDF, if one is wanted.

    Raises:
        Ended: if a child took too much, or crashed.
        PdfEngineMissing: if a PDF is wanted and this machine can't make one.
        PdfError: if the PDF engine found something wrong.
        TemplateFault: if a template can't be used.
    """
    left = limits if press is None else _begin(order, press, limits)
    # The other formats are made while the press works.
    files, _ = _made(partial(pages_and_data, order.project, order.judged, order.resources, order.formats), left)
    return files if press is None else (*files, pdf_output(order.judged.rapport, press.result()))


def confined_pdf(order: Order, limits: Limits) -> bytes:
    """The PDF alone.

    Raises:
        Ended: if a child took too much, or crashed.
        PdfEngineMissing: if this machine can't make one.
        PdfError: if the PDF engine found something wrong.
        TemplateFault: if a template can't be used.
    """
    with Press(limits) as press:
        _begin(order, press, limits)
        return press.result()


def _begin(order: Order, press: Press, limits: Limits) -> Limits:
    """Give the press its job, and tell what is left of the limits."""
    made, left = _made(partial(printed, order.project, order.judged, order.resources), limits)
    press.begin(pdf_job(order.project, order.judged.rapport, order.resources, made), left)
    return left


def _made(work: Callable[[], Iterable[Output]], limits: Limits) -> tuple[tuple[Output, ...], Limits]:
    """What a child makes, and what it has left of the limits."""

    def answer() -> bytes:
        return packed((output.name, output.data) for output in work())

    with Child(answer, limits, TemplateFault, Refused) as child:
        files = tuple(starmap(Output, unpacked(child.result())))
    return files, limits.less(child.seconds)
