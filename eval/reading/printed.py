"""What a PDF prints, according to another program than the product: ``pdftotext`` of poppler."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .words import normal

PROGRAM = "pdftotext"
LONGEST = 60  # seconds for one PDF; the largest kamerstukken take some two
PAGE_END = "\f"

# A word broken at a line end: "Neder-" / "landse". Only the raw order shows both halves.
_BROKEN = re.compile(r"(?P<first>[^\W\d_]+)[-\u2010\u00ad][ \t]*\n\s*(?P<second>[^\W\d_]+)")

# A line that is the label of a question or an answer: "Vraag 3", "Antwoord 7, 8, 9 10 en 11", "Antwoord op vraag 3:".
_LABEL = re.compile(
    r"""
    ^\s* (?P<what> vra(?:ag|gen) | antwoord(?:en)? ) \s+
    (?: op \s+ (?:de \s+)? vra(?:ag|gen) \s+ )?
    (?P<number>\d{1,3}) (?: (?: \s* [,&] \s* | \s+ (?: (?:en|t/m|tot\ en\ met) \s+ )? ) \d{1,3} )*
    \s* [:.]? \s* $
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: of a question or an ``answer``, its first number, and its page, counted from 1.

    ``below`` is what is printed from there to the next label, notes and footers of the page included.
    """

    answer: bool
    number: int
    page: int
    below: str


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of a PDF by page, in reading order, and the halves of the words that a line end breaks."""

    pages: tuple[str, ...]
    broken: frozenset[tuple[str, str]] = frozenset()

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.pages)

    def labels(self) -> tuple[Label, ...]:
        """Give the labels of questions and answers that stand on a line of their own, in order."""
        lines = [(line, page) for page, text in enumerate(self.pages, 1) for line in text.split("\n")]
        starts = [(place, match) for place, (line, _) in enumerate(lines) if (match := _LABEL.match(line))]
        ends = [*(place for place, _ in starts), len(lines)][1:]
        return tuple(
            Label(
                answer=match["what"].lower().startswith("antwoord"),
                number=int(match["number"]),
                page=lines[place][1],
                below="\n".join(line for line, _ in lines[place + 1 : end]),
            )
            for (place, match), end in zip(starts, ends, strict=True)
        )


def is_installed() -> bool:
    """Whether the program is on this machine."""
    return shutil.which(PROGRAM) is not None


def printed(path: Path) -> Printed | None:
    """Give what a PDF prints; ``None`` when the program is not there or makes nothing of it."""
    plain, raw = _run(path), _run(path, "-raw")
    if plain is None or raw is None:
        return None
    return Printed(tuple(plain.removesuffix(PAGE_END).split(PAGE_END)), frozenset(_halves(raw)))


def _run(path: Path, *options: str) -> str | None:
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - the name of a file, which begins with its folder and so is no option
            [program, "-enc", "UTF-8", *options, str(path.absolute()), "-"],
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def _halves(raw: str) -> Iterator[tuple[str, str]]:
    for match in _BROKEN.finditer(raw.replace(PAGE_END, "\n")):
        yield normal(match["first"]), normal(match["second"])
