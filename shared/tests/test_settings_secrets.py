"""No secret of .env.example starts in production."""

import importlib

import pytest
from pydantic import ValidationError

from shared.settings import DEVELOPMENT_SECRET, CommonSettings

session = importlib.import_module("pipeline-orchestrator.app.db.session")


@pytest.mark.parametrize("name", ["url_signing_key", "s3_secret_key"])
def test_a_default_secret_is_refused_in_production_and_named(name):
    own = {"app_env": "production", "url_signing_key": "own", "s3_secret_key": "own"}
    with pytest.raises(ValidationError, match=name.upper()):
        CommonSettings.model_validate(own | {name: DEVELOPMENT_SECRET})
    assert CommonSettings.model_validate(own).app_env == "production"


def test_so_is_the_database_password():
    url = f"postgresql+psycopg2://agentforge:{DEVELOPMENT_SECRET}@postgres/agentforge"
    own = CommonSettings.model_validate({"app_env": "production", "url_signing_key": "own"})
    with pytest.raises(ValueError, match="DATABASE_URL"):
        session.refuse_default_secret(url, own)
    session.refuse_default_secret(url, CommonSettings(app_env="development"))
    session.refuse_default_secret(url.replace(DEVELOPMENT_SECRET, "own"), own)
