"""XML within bounds, and what the readers of it ask of its elements."""

import re
from typing import Any

from qa.errors import ReadingError

# White space that only a pretty printer put there: behind an opening bracket, before a closing mark. Words never
# need it: "(", a line break and "ABC" are printed as "(ABC".
LAID_OUT = re.compile(r"(?<=[(\[])\n|\n(?=[)\]]|[.,;:?!](?![.\w]))")
SPACE = re.compile(r"\s+")


def parse(content: bytes) -> Any:  # noqa: ANN401 - lxml is read without its types
    """Parse XML and give its root. Raises ReadingError when it is none, or was made to break its reader."""
    from lxml import etree  # noqa: PLC0415 - only who reads XML pays for it

    # Nothing outside the file is fetched, and no entity of its own is expanded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(
            "dit bestand is geen goede XML; haal het opnieuw op bij officielebekendmakingen.nl of de Tweede Kamer."
        ) from error


def tag_of(element: Any) -> str:  # noqa: ANN401
    """The name of an element without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Any, *tags: str) -> Any:  # noqa: ANN401
    """The first child with one of these names, or ``None``."""
    return next((found for found in element if tag_of(found) in tags), None)


def texts(element: Any, *tags: str) -> list[str]:  # noqa: ANN401
    """The texts of all elements with one of these names that hold any, in order."""
    return [text for found in element.iter() if tag_of(found) in tags and (text := squeezed(found))]


def first(element: Any, *tags: str) -> str:  # noqa: ANN401
    """The text of the first element with one of these names; empty when there is none."""
    return next((squeezed(found) for found in element.iter() if tag_of(found) in tags), "")


def squeezed(element: Any) -> str:  # noqa: ANN401
    """The text of an element and all within it, on one line; comments and instructions are no text."""
    return one_line("".join(element.itertext("*"))) if element is not None else ""


def one_line(text: str) -> str:
    """A text on one line, without the white space that is lay-out of the file only."""
    # First each run of white space becomes one sign: a pattern over whole runs would take time in their square.
    broken = SPACE.sub(lambda space: "\n" if "\n" in space[0] else " ", text)
    return " ".join(LAID_OUT.sub("", broken).split())
