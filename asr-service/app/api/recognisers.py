"""The loaded recognisers, for endpoints to ask for."""

from typing import Annotated

from fastapi import Depends

from shared.web import RuntimeDep

from ..services.recognisers import Recognisers, loaded_recognisers


def _recognisers(runtime: RuntimeDep) -> Recognisers:
    return loaded_recognisers(runtime)


RecognisersDep = Annotated[Recognisers, Depends(_recognisers)]
