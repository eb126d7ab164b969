"""What this release ships: the weights of our own, and the models that its engines work with."""

from shared.models.manifest import Model, known_models
from shared.models.own import OwnModel, digest_of, own_models
from shared.settings import REPO_ROOT

from ..domain.model import NewModel

OWN_LICENCE = "Apache-2.0"
OF_THE_STORE = "model store"
"""In place of a service: several may work with it."""


def shipped_models() -> list[NewModel]:
    return [*map(_own, own_models()), *map(_fetched, known_models().values())]


def _own(model: OwnModel) -> NewModel:
    path = REPO_ROOT / model.card
    return NewModel(
        name=model.name,
        version=model.version,
        service=model.service,
        sha256=model.sha256,
        n_bytes=model.n_bytes,
        # An image holds the cards of its own service alone; this one then says where it is.
        card=path.read_text(encoding="utf-8") if path.is_file() else f"See {model.card}.",
        figures=model.figures,
        data=model.data,
        licence=OWN_LICENCE,
    )


def _fetched(model: Model) -> NewModel:
    return NewModel(
        name=model.name,
        version=model.version,
        service=OF_THE_STORE,
        sha256=digest_of([file.sha256 for file in model.files]),
        n_bytes=model.size_bytes,
        card=f"{model.about}. {model.homepage}",
        licence=model.licence,
    )
