"""Whether a text denies something, or tells that it lacks: who does take part does not tell who does not."""

import re

_DENIES = re.compile(
    r"""
    \b(?: niet (?! \s+ (?:alleen|slechts|zozeer|langer\s+dan) ) | geen | nooit | niemand | nergens | niets | noch
      | evenmin | zonder | ontbre+k\w* | gebrek | tekort\w* | mislukt?\w* | afwezig\w* | without | lacks? | lacking
      | not (?! \s+ only ) | no | never | nobody | nowhere | nothing | neither | \w+n['’]t ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Zo nee, waarom niet?", "of niet": these deny nothing.
_EMPTY = re.compile(
    r"\b(?:zo|indien)\s+(?:nee|neen|niet)\b|\bwaarom\s+(?:wel\s+of\s+)?niet\W*$|\bof\s+niet\b|\bal\s+dan\s+niet\b",
    re.IGNORECASE,
)


def denies(text: str) -> bool:
    """Whether a text denies something."""
    return _DENIES.search(_EMPTY.sub(" ", text)) is not None
