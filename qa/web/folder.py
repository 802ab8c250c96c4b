"""The folder of a chat that runs: nobody else on the machine can read it, and it is gone when the chat is."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

PREFIX = "vindplaats-"
RUNNING = "running"  # a file that a chat keeps locked; the system unlocks it, however the chat ends


@contextmanager
def private_folder() -> Iterator[Path]:
    """Make a folder for all temporary files of this process, and remove those that killed chats left behind."""
    usual = tempfile.tempdir
    _remove_abandoned(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=PREFIX) as made:
        folder = Path(made)
        # Locked before it has its name, so that no chat that starts finds it unlocked.
        with FileLock(folder / "starting"):
            (folder / "starting").rename(folder / RUNNING)
            tempfile.tempdir = made
            try:
                yield folder
            finally:
                tempfile.tempdir = usual


def _remove_abandoned(within: Path) -> None:
    for folder in within.glob(f"{PREFIX}*"):
        with suppress(OSError):  # which a lock that is held raises too
            if _is_of_a_chat(folder):
                with FileLock(folder / RUNNING, blocking=False):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_of_a_chat(folder: Path) -> bool:
    """Whether a chat of this user made a folder; in a folder for all, others can make what they like."""
    return not folder.is_symlink() and folder.stat().st_uid == os.getuid() and (folder / RUNNING).is_file()
