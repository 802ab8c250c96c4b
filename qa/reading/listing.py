"""The files in a folder and in the folders within it, whatever they are; only what is nobody's document is left out."""

import os
import re
from collections.abc import Container, Iterator
from pathlib import Path

from qa.errors import CorpusError

DEEPEST = 20  # folders within one another; people make some 8
MOST = 200_000  # files and folders; what holds more is a whole disk, chosen by mistake

# What systems and programs leave behind beside documents, hidden files apart.
LEFT_BEHIND = re.compile(
    r"""
    thumbs\.db | desktop\.ini | icon\r         # how Windows and the Mac show a folder
    | ~\$.* | .*~ | .*\.(?:tmp|bak|swp)        # locks and copies of a word processor or an editor
    | .*\.(?:part|partial|crdownload|download) # what a browser is still fetching
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# The bin of Windows and its own folder, what the Mac adds to an archive, and what disks and file servers keep.
NOT_OURS = frozenset(("$recycle.bin", "system volume information", "__macosx", "lost+found", "@eadir", "#recycle"))
# What a browser saves with a page: its images and style sheets, in a folder that bears the name of the page.
PAGE = re.compile(r"(?P<name>.+)\.x?html?", re.IGNORECASE | re.DOTALL)
PARTS = re.compile(r"(?P<name>.+)(?:[_-](?:files|bestanden)|\.files)", re.IGNORECASE | re.DOTALL)
GENERATION = re.compile(r"generation-[0-9a-f]{12}")  # within an index, which may lie beside the documents


def files_in(folder: Path) -> list[Path]:
    """Give the files in a folder and in those within it, in no order.

    Links to folders are not followed, but given, and so are folders that are too deep or cannot be read. Raises OSError
    when the folder itself cannot be read, and CorpusError when it holds too much.
    """
    found: list[Path] = []
    waiting = [(folder, 0)]
    left = MOST
    while waiting:
        here, depth = waiting.pop()
        try:
            entries = _entries(here, left)
        except OSError:
            if not depth:
                raise
            found.append(here)
            continue
        left -= len(entries)
        if left < 0:
            raise CorpusError(f"De map {folder} bevat meer dan {MOST} bestanden en mappen; kies een kleinere map.")
        if depth and any(GENERATION.fullmatch(entry.name) for entry in entries):
            continue
        for path, is_folder in _ours(entries):
            if is_folder and depth < DEEPEST:
                waiting.append((path, depth + 1))
            else:
                found.append(path)
    return found


def _entries(folder: Path, most: int) -> list[os.DirEntry[str]]:
    """What lies in a folder: all, or one more than the most. Raises OSError."""
    with os.scandir(folder) as entries:
        return [entry for entry, _ in zip(entries, range(most + 1), strict=False)]


def _ours(entries: list[os.DirEntry[str]]) -> Iterator[tuple[Path, bool]]:
    """Those of the entries of a folder that people put there, and whether each is a folder, which a link is not."""
    pages = {match["name"].casefold() for entry in entries if (match := PAGE.fullmatch(entry.name))}
    for entry in entries:
        is_folder = entry.is_dir(follow_symlinks=False)
        own = not _is_left_behind(entry.name, pages) if is_folder else not LEFT_BEHIND.fullmatch(entry.name)
        if own and not entry.name.startswith("."):
            yield Path(entry.path), is_folder


def _is_left_behind(folder: str, pages: Container[str]) -> bool:
    """Whether nobody put a folder there: a system did, or a browser beside one of these pages."""
    parts = PARTS.fullmatch(folder)
    return folder.casefold() in NOT_OURS or (parts is not None and parts["name"].casefold() in pages)
