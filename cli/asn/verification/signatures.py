"""The signatures that were put after the end of a finished PDF: whose they are, and whether they hold.

Whether the issuer of a certificate can be trusted is not tried: that takes a list of issuers, which asn doesn't keep.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asn.finding import listed_words

if TYPE_CHECKING:
    from pyhanko.sign.validation import EmbeddedPdfSignature

_MISSING = (
    "Efter de byte som källorna ger följer en ändring som kan vara en underskrift. Underskrifter läses med biblioteket "
    "pyHanko, som inte finns på den här datorn. Det installeras så här: pip install 'asn[sign]'"
)
_UNREADABLE = "Det som följer efter de byte som källorna ger går inte att läsa."
_NO_NAME = "ett certifikat utan namn"
_TIMESTAMP = "/DocTimeStamp"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature: the name in its certificate and its issuer's, the day by the signer's own clock, and what is wrong.

    ``day`` is as 2026-11-29, or empty; ``faults`` are Swedish sentences, none where the signature holds.
    """

    name: str
    issuer: str
    day: str
    faults: tuple[str, ...] = ()


class NoSignatures(Exception):  # noqa: N818 - it says what is the case
    """The signatures can't be read; the message is Swedish."""


def signatures(data: bytes) -> tuple[Signature, ...]:
    """All signatures of a PDF, the first one first.

    Raises:
        NoSignatures: if they can't be read, or not on this machine.
    """
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from pyhanko.pdf_utils.misc import PdfError
        from pyhanko.pdf_utils.reader import PdfFileReader
    except ImportError:
        raise NoSignatures(_MISSING) from None
    broken = (PdfError, UnsupportedAlgorithm, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
    try:
        embedded = PdfFileReader(io.BytesIO(data)).embedded_signatures
        return tuple(_signature(one, last=one is embedded[-1]) for one in embedded)
    except (*broken, NotImplementedError, AssertionError, OSError, RecursionError):
        raise NoSignatures(_UNREADABLE) from None


def signers_text(signatures: Sequence[Signature]) -> str:
    """Who has signed, and when: Anna Ask den 2026-11-29 och Bo Berg."""
    names = [f"{one.name} den {one.day}" if one.day else one.name for one in signatures]
    return listed_words(names)


def _signature(embedded: "EmbeddedPdfSignature", *, last: bool) -> Signature:
    certificate = embedded.signer_cert
    when = embedded.self_reported_timestamp
    name = _name(certificate.subject)
    faults = _faults(embedded, name, last=last)
    return Signature(name, _name(certificate.issuer), f"{when:%Y-%m-%d}" if when else "", tuple(faults))


def _name(subject: Any) -> str:
    names = subject.native
    name = names.get("common_name") or names.get("organization_name") or _NO_NAME
    return name if isinstance(name, str) else ", ".join(map(str, name))


def _faults(embedded: "EmbeddedPdfSignature", name: str, *, last: bool) -> Iterator[str]:
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if str(embedded.sig_object_type) == _TIMESTAMP:
        yield f"Tidsstämpeln av {name} är ingen underskrift, och prövas inte."
        return
    coverage = embedded.evaluate_signature_coverage()
    if coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield f"Underskriften av {name} täcker inte hela filen som den var då."
    elif last and coverage < SignatureCoverageLevel.ENTIRE_FILE:
        yield f"Efter underskriften av {name} ligger en ändring som ingen har skrivit under."
    intact, valid = validate_sig_integrity(
        embedded.signer_info, embedded.signer_cert, "data", embedded.compute_digest()
    )
    if not intact:
        yield f"Underskriften av {name} håller inte: det som är undertecknat är ändrat sedan dess."
    elif not valid:
        yield f"Underskriften av {name} håller inte: den är inte gjord med certifikatets nyckel."
