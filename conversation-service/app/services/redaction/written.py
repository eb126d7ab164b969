"""What has a form of its own in writing: addresses, and numbers with letters."""

import re
from collections.abc import Iterator

from .found import FoundText

_PAN_KINDS = "PCHABGJLFT"
"""Its fourth letter: who holds it, a person, a company and so on."""
_EMAIL = re.compile(r"[\w.+%-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_UPI = re.compile(r"[\w.-]{2,}@[A-Za-z][A-Za-z0-9]{1,63}(?![\w.-]*\.[A-Za-z])")
_PAN = re.compile(rf"(?<!\w)[A-Z]{{3}}[{_PAN_KINDS}][A-Z]\d{{4}}[A-Z](?!\w)", re.IGNORECASE)
_IFSC = re.compile(r"(?<!\w)[A-Z]{4}0[A-Z0-9]{6}(?!\w)", re.IGNORECASE)
_MIXED = re.compile(
    r"(?<!\w)(?=(?:[A-Z0-9-]*\d){6})(?=[A-Z0-9-]*[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+)*(?!\w)"
)
"""At least six figures and a capital, as of orders: OD-1234567."""


def find_written(text: str) -> Iterator[FoundText]:
    """The surer ones first; they may overlap."""
    for entity, form in (
        ("EMAIL_ADDRESS", _EMAIL),
        ("UPI_ID", _UPI),
        ("IN_PAN", _PAN),
        ("IN_IFSC", _IFSC),
        ("ORDER_NUMBER", _MIXED),
    ):
        for found in form.finditer(text):
            yield FoundText(entity, *found.span(), checked=entity != "ORDER_NUMBER")
