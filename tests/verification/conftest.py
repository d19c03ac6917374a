"""A small report with a history, built once, and ways to doctor its PDF."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from tests.fixtures.projects import write
from tests.verification.sample import FILES, sample_pdf


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project."""
    return write(tmp_path_factory.mktemp("projekt"), FILES)


@pytest.fixture(scope="session")
def good() -> bytes:
    """The PDF of its second report."""
    return sample_pdf()


@pytest.fixture
def doctored(good: bytes, tmp_path: Path) -> Callable[..., Path]:
    """Write the PDF to a file after ``change`` has had it open."""

    def write_doctored(change: Callable[[pikepdf.Pdf], object], **saving: object) -> Path:
        path = tmp_path / "rapport.pdf"
        with pikepdf.open(io.BytesIO(good)) as pdf:
            change(pdf)
            pdf.save(path, **({"fix_metadata_version": False} | saving))
        return path

    return write_doctored
