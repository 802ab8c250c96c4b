"""What the tests of retrieval share."""

from dataclasses import replace

import pytest

from qa import Assistant
from qa.store.snapshot import Store
from tests.conftest import store_of


@pytest.fixture
def store(assistant: Assistant) -> Store:
    """The index of the five documents, which are one dossier."""
    return store_of(assistant)


@pytest.fixture
def mixed(store: Store) -> Store:
    """The same, counted as if its passages were on all subjects."""
    scale = replace(store.scale, mixed=1.0)
    return replace(store, manifest=replace(store.manifest, scale=scale))
