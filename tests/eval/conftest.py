"""What the tests of the eval suite share."""

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave the training of the reader out of ``pytest -m unit`` before it imports PyTorch, which takes seconds."""
    return True if config.option.markexpr == "unit" and collection_path.name == "test_learning_reader.py" else None
