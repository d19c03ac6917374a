"""A report's outputs, made in children that can take no more than they are given.

Templates and content decide how much work a page is, and whoever wrote them may mean harm. So this process only hands
out work and takes bytes; the page's figures, the templates and the PDF engine run in children.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from typing import Self

from asn.confinement import Child, Limits, packed, unpacked
from asn.finding import Finding
from asn.load.files import Refused
from asn.load.project import Projekt
from asn.model.report import Rapport
from asn.pipeline import Checked, carried, pages_and_data, pdf_job, pdf_output, printed
from asn.publish import Output
from asn.render.press import Press
from asn.render.template import TemplateFault
from asn.resources import Resources

_PRESS, _PAGES = 0.75, 0.25
"""How the press and the other formats, which are made beside it, share what time is left; an ordinary PDF takes more
than four fifths of what they take together."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made: a report, with what templates, in what formats."""

    project: Projekt
    rapport: Rapport
    resources: Resources
    formats: Collection[str]


class Rendering:
    """A report in the making; ``press`` prints the PDF, if one is wanted.

    Use it in a ``with``: what has begun and isn't wanted any more is ended.
    """

    def __init__(self, order: Order, press: Press | None) -> None:
        self._order, self._press = order, press
        self._page: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._page:
            self._page.__exit__(*error)

    def begin(self, findings: tuple[Finding, ...], limits: Limits) -> None:
        """Start on the page that is printed. A draft's page ends with the findings."""
        order = self._order
        if self._press:
            self._page = _child(partial(printed, order.project, order.rapport, findings, order.resources), limits)

    def outputs(self, judged: Checked, limits: Limits) -> tuple[Output, ...]:
        """Everything that a build leaves, as :func:`asn.pipeline.outputs`.

        Raises:
            Ended: if a child took too much, or crashed.
            PdfEngineMissing: if a PDF is wanted and this machine can't make one.
            PdfError: if the PDF engine found something wrong.
            TemplateFault: if a template can't be used.
        """
        order = self._order
        left = self._hand_over(judged.fynd, limits)
        pages = partial(pages_and_data, order.project, judged, order.resources, order.formats)
        with _child(pages, left.part(_PAGES) if self._press else left) as child:
            files = _files(child)
        return (*files, pdf_output(order.rapport, self._press.result())) if self._press else files

    def pdf(self, judged: Checked, limits: Limits) -> bytes:
        """The PDF alone, which the order's press makes; it raises as :meth:`outputs`."""
        assert self._press, "an order without a PDF"
        self._hand_over(judged.fynd, limits)
        return self._press.result()

    def _hand_over(self, findings: tuple[Finding, ...], limits: Limits) -> Limits:
        """Give the press its job, and tell what is left of the limits."""
        if self._press is None:
            return limits
        if self._page is None:
            self.begin(findings, limits)
        assert self._page
        order = self._order
        enclosed = carried(order.project, order.rapport, order.resources)  # while the child works
        made = _files(self._page)
        left = limits.less(self._page.seconds)
        job = pdf_job(order.project, order.rapport, order.resources, enclosed, made)
        self._press.begin(job, left.part(_PRESS))
        return left


def _child(work: Callable[[], Iterable[Output]], limits: Limits) -> Child:
    def answer() -> bytes:
        return packed((output.name, output.data) for output in work())

    return Child(answer, limits, TemplateFault, Refused)


def _files(child: Child) -> tuple[Output, ...]:
    return tuple(starmap(Output, unpacked(child.result())))
