"""The engine's own modules, which training runs too: what is measured here is what is served.

The service's folder name is no identifier, so they are imported by name, in this one place.
"""

from importlib import import_module

_PACKAGE = "alignment-service.app.services.engines.whisper_phones"

boundaries = import_module(f"{_PACKAGE}.boundaries")
decoder = import_module(f"{_PACKAGE}.decoder")
details = import_module(f"{_PACKAGE}.details")
encoder = import_module("shared.listening.encoder")
evidence = import_module(f"{_PACKAGE}.evidence")
features = import_module(f"{_PACKAGE}.features")
frames = import_module("shared.listening.frames")
heads = import_module(f"{_PACKAGE}.heads")
listening = import_module("shared.listening.weights")
lattice = import_module(f"{_PACKAGE}.lattice")
match = import_module(f"{_PACKAGE}.match")
phone_set = import_module("shared.listening.phone_set")
reading = import_module(f"{_PACKAGE}.reading")
segments = import_module(f"{_PACKAGE}.segments")
speakers = import_module("shared.listening.speakers")
stress = import_module(f"{_PACKAGE}.stress")
weights = import_module(f"{_PACKAGE}.weights")
