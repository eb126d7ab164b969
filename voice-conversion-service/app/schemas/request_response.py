"""What goes over the wire: a form comes in; what /convert answers is shared.contracts.Conversion."""

from shared.errors import Forbidden

MAX_SAMPLES = 20


class ConsentMissing(Forbidden):
    slug = "consent-missing"
    title = "The speaker has not agreed to voice cloning"
