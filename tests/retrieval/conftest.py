"""What the tests of retrieval share."""

from dataclasses import replace

import pytest

from qa import Assistant
from qa.store import Store


@pytest.fixture
def store(assistant: Assistant) -> Store:
    """The index of the five documents, which are one dossier."""
    return assistant._store()


@pytest.fixture
def mixed(store: Store) -> Store:
    """The same, counted as if its passages were on all subjects."""
    scale = replace(store.scale, mixed=1.0)
    return replace(store, manifest=replace(store.manifest, scale=scale))
