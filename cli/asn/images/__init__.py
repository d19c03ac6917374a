"""Pictures that content names: measured, held against what every format can show, and freed of what nobody may see.

What is read here is hostile until it has been read: it is called in the sandbox, and every bound is set before anything
is unpacked.
"""

from asn.images.picture import ENDINGS, MOST_BYTES, Faulty, Picture
from asn.images.reading import read_picture, seen_bytes

__all__ = ["ENDINGS", "MOST_BYTES", "Faulty", "Picture", "read_picture", "seen_bytes"]
