"""Models on the hub of Hugging Face: asked for once, and without a word of its library on the terminal.

A library that fetches a model asks for each of its files several times, and tells in English of every try.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import ModelError

LIBRARY = "huggingface_hub"
LONGEST_WAIT = 10.0  # seconds for the hub to say whether it has a model


@contextmanager
def fetching(name: str, variable: str) -> Iterator[None]:
    """Fetch a model here, of which the hub has said that it is there.

    ``variable`` names it in the environment. Raises ModelError when the hub cannot be reached or has no such model.
    """
    _ask_for(name, variable)
    logger = logging.getLogger(LIBRARY)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def cache() -> Path:
    """Give the folder in which the library keeps what it fetched."""
    from huggingface_hub.constants import HF_HUB_CACHE  # noqa: PLC0415 - only who uses the hub pays for it

    return Path(HF_HUB_CACHE)


def reason(error: BaseException) -> str:
    """Say in Dutch why a model cannot be loaded, as far as that is known; else the kind of error."""
    if "trust_remote_code" in str(error):
        return "het brengt programmacode mee, die Vindplaats niet uitvoert"
    return type(error).__name__


def _ask_for(name: str, variable: str) -> None:
    from huggingface_hub import model_info  # noqa: PLC0415 - only who uses the hub pays for it
    from huggingface_hub.errors import OfflineModeIsEnabled, RepositoryNotFoundError  # noqa: PLC0415

    try:
        model_info(name, timeout=LONGEST_WAIT)
    except RepositoryNotFoundError as error:
        raise ModelError(
            f"Op de hub van Hugging Face staat geen model {name} dat vrij te halen is; controleer {variable}."
        ) from error
    except OfflineModeIsEnabled as error:
        raise ModelError(
            f"Het model {name} staat niet op deze computer, en HF_HUB_OFFLINE verbiedt het te halen; "
            f"haal die instelling weg of noem een map in {variable}."
        ) from error
    except Exception as error:  # whatever the network does
        raise ModelError(
            f"Het model {name} staat niet op deze computer, en de hub van Hugging Face is niet te bereiken; "
            f"zorg voor een netwerk of noem een map in {variable}."
        ) from error
