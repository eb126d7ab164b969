"""The bands that measures of delivery are held against, read from `bands.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from shared.contracts import DeliveryKind, UsualBand

_FILE = Path(__file__).with_name("bands.toml")


@cache
def _bands() -> dict[str, UsualBand]:
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        kind: UsualBand(low=band.get("low"), high=band.get("high"), source=band["source"])
        for kind, band in read.items()
    }


def band_of(kind: DeliveryKind) -> UsualBand:
    """Raises KeyError for a kind without one, OSError or ValueError for a broken file."""
    return _bands()[kind]
