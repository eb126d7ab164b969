"""Where audio and stage results are kept: a folder, or any S3."""

from shared.storage.base import ObjectMissing, ObjectStore, StoredObject, checked_key
from shared.storage.factory import open_store

__all__ = ["ObjectMissing", "ObjectStore", "StoredObject", "checked_key", "open_store"]
