"""The PDF engine in a child process, which makes it ready while its parent still reads the content."""

import os
import pickle
import time
from contextlib import suppress
from typing import Self

from asn.render.pdf import PdfEngineMissing, PdfError, PdfJob, engine, import_engine, write_pdf
from asn.render.style import print_style
from asn.resources import Refused, Resources
from asn.sandbox import Child, Limits, can_fork, hasten


class Press:
    """One PDF, in the making from the moment that the press exists; ``resources`` are where its style will be from.

    Use it in a ``with``: a press that never gets its job is ended.
    """

    def __init__(self, resources: Resources, limits: Limits) -> None:
        self._resources = resources
        self._job: PdfJob | None = None
        self._reader, self._writer = os.pipe()
        self._child = Child(self._print, limits, PdfError, PdfEngineMissing, Refused)
        os.close(self._reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._writer:
            os.close(self._writer)
        self._child.__exit__(*error)

    def begin(self, job: PdfJob, limits: Limits) -> None:
        """Hand over the job, and what it may take; the press goes on by itself."""
        if not can_fork():
            self._job = job
            return
        writer, self._writer = self._writer, 0
        # A press that has ended already says why in its result.
        with suppress(BrokenPipeError), os.fdopen(writer, "wb") as pipe:
            pickle.dump((job, limits), pipe, protocol=pickle.HIGHEST_PROTOCOL)

    def result(self) -> bytes:
        """The PDF.

        Raises:
            Ended: it took too much, or the engine crashed.
            PdfEngineMissing: the machine lacks Pango.
            PdfError: the page can't become a PDF that everyone can read.
            Refused: a style sheet of the project's can't be read.
        """
        return self._child.result()

    def _print(self) -> bytes:
        import_engine()
        style = print_style(self._resources)
        with engine(style) as print_:
            job = self._job or self._awaited()
            if job.style == style:
                return print_(job)
        return write_pdf(job)

    def _awaited(self) -> PdfJob:
        """The job that the parent hands over; from then on its limits hold."""
        os.close(self._writer)
        with os.fdopen(self._reader, "rb") as pipe:
            job, limits = pickle.load(pipe)  # noqa: S301 - written by our own parent
        hasten(limits.less(-time.process_time()).seconds)
        assert isinstance(job, PdfJob)
        return job
