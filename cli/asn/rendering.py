"""A report's outputs, made in children that can take no more than they are given.

Templates and content decide how much work a page is, and whoever wrote them may mean harm. So this process only hands
out work and takes bytes; the page's figures, the templates and the PDF engine run in children.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import starmap
from typing import Self

from asn.finding import Finding
from asn.load.files import Refused
from asn.load.project import Projekt
from asn.model.report import Rapport
from asn.pipeline import Checked, carried, check_output, document_of, pages_and_data, pdf_job, pdf_output, printed
from asn.publish import Output
from asn.render.press import Press
from asn.render.template import TemplateFault
from asn.resources import Resources
from asn.sandbox import Child, Limits, hasten, packed, unpacked

_PRESS, _PAGES = 0.75, 0.25
"""How the press and the pages, which are made beside it, share what time is left once it has its job; an ordinary PDF
takes more than four fifths of what they take together."""


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
        self._pages: Child | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pages:
            self._pages.__exit__(*error)

    def begin(self, findings: tuple[Finding, ...], limits: Limits) -> None:
        """Start on the pages: first the one that is printed, then, beside the press, all the rest."""
        self._pages = Child(partial(self._made, findings, limits), limits, TemplateFault, Refused)

    def outputs(self, judged: Checked, limits: Limits) -> tuple[Output, ...]:
        """Everything that a build leaves, as :func:`asn.pipeline.outputs`.

        Raises:
            Ended: if a child took too much, or crashed.
            PdfEngineMissing: if a PDF is wanted and this machine can't make one.
            PdfError: if the PDF engine found something wrong.
            TemplateFault: if a template can't be used.
        """
        pages = self._begun(judged, limits)
        self._hand_over(pages, limits)
        files = (check_output(judged), *_files(pages.result()))
        return (*files, pdf_output(self._order.rapport, self._press.result())) if self._press else files

    def pdf(self, judged: Checked, limits: Limits) -> bytes:
        """The PDF alone, which the order's press makes; it raises as :meth:`outputs`."""
        assert self._press, "an order without a PDF"
        self._hand_over(self._begun(judged, limits), limits)
        return self._press.result()

    def _begun(self, judged: Checked, limits: Limits) -> Child:
        if self._pages is None:
            self.begin(judged.fynd, limits)
        assert self._pages
        return self._pages

    def _made(self, findings: tuple[Finding, ...], limits: Limits) -> Iterator[bytes]:
        """The child's work."""
        order = self._order
        document = document_of(order.project, order.rapport, findings)
        if self._press:
            yield _packed(printed(document, order.resources))
            used = time.process_time()
            hasten(round(used) + limits.less(used).part(_PAGES).seconds)
        yield _packed(pages_and_data(document, order.resources, order.formats))

    def _hand_over(self, pages: Child, limits: Limits) -> None:
        """Give the press its job, and the time for it."""
        if self._press is None:
            return
        order = self._order
        enclosed = carried(order.project, order.rapport, order.resources)  # while the child works
        job = pdf_job(order.project, order.rapport, order.resources, enclosed, _files(pages.next()))
        self._press.begin(job, limits.less(pages.seconds).part(_PRESS))


def _packed(files: Iterable[Output]) -> bytes:
    return packed((file.name, file.data) for file in files)


def _files(data: bytes) -> tuple[Output, ...]:
    return tuple(starmap(Output, unpacked(data)))
