"""Signs a PDF with a key and a certificate made on the spot, after its own bytes."""

import datetime
import io

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers


class _Writer(IncrementalPdfFileWriter):
    """Leaves the metadata as they are: pyHanko's own XMP breaks PDF/A-3a."""

    def _update_meta(self):
        pass


def signer(name):
    """Who signs, with a certificate that they have issued themselves."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 7)
        .not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2120, 1, 1, tzinfo=datetime.UTC))
        .sign(key, hashes.SHA256())
    )
    packed = serialization.pkcs12.serialize_key_and_certificates(
        b"key", key, certificate, None, serialization.NoEncryption()
    )
    return signers.SimpleSigner.load_pkcs12_data(packed, [])


def sign(data, name, field=None, box=None, writer=_Writer):
    """The PDF with one more signature; in a field of its own unless it is there, seen only in a box."""
    open_file = writer(io.BytesIO(data))
    field = field or name
    known = {found for found, _, _ in fields.enumerate_sig_fields(open_file.prev)}
    if field not in known:
        fields.append_signature_field(open_file, fields.SigFieldSpec(field, box=box, on_page=0))
    how = signers.PdfSignatureMetadata(field_name=field)
    return signers.sign_pdf(open_file, how, signer=signer(name)).getvalue()


def write_over(data, change):
    """The PDF with an unsigned update after its end: ``change`` gets the writer."""
    open_file = _Writer(io.BytesIO(data))
    change(open_file)
    out = io.BytesIO()
    open_file.write(out)
    return out.getvalue()
