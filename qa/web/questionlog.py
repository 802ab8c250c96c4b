"""The questions that were asked, kept only where the administrator chose so (QA_LOG_QUESTIONS=1)."""

import datetime
import json
import logging
import os
from pathlib import Path

from filelock import FileLock, Timeout

log = logging.getLogger(__name__)

LONGEST = 10_000  # characters that are kept of a question
LARGEST = 100_000_000  # bytes; a file that is larger takes no more questions
PATIENCE = 2.0  # seconds for another writer; no visitor waits longer for an answer


def keep(question: str, file: Path) -> None:
    """Add a question with its moment to a file, as one JSON object on a line. Never fails: an answer goes before it."""
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    line = json.dumps({"at": at, "question": question[:LONGEST]}, ensure_ascii=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with (
            FileLock(file.with_name(f".{file.name}.lock"), timeout=PATIENCE),
            os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as kept,
        ):
            if kept.tell() < LARGEST:
                kept.write(f"{line}\n")
    except (OSError, Timeout) as error:
        log.warning("De vraag is niet bewaard: %s", type(error).__name__)
