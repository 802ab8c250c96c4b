"""The characters that are printed: each letter as one, without signs that only say where a word may be broken."""

import re
import unicodedata

# The soft hyphen but at the end of a line, where it is printed; the space of no width, and what keeps words together.
UNPRINTED = re.compile(r"\u00ad(?=\S)|[\u200b\u2060\ufeff]")


def as_printed(text: str) -> str:
    """Give a text in composed letters (NFC, "é" as one), without signs that are not printed."""
    if text.isascii():
        return text
    shown = UNPRINTED.sub("", text)
    # Only where a mark stands behind its letter: otherwise NFC changes some letters of other scripts for their like.
    return unicodedata.normalize("NFC", shown) if any(map(unicodedata.combining, shown)) else shown
