"""Numbers that are named together: "2, 3 en 4", "2 t/m 4", "2 tot en met 4"."""

import re

# Each part takes all white space at once, so that much of it costs no more than its length.
_AND = r"\s*+(?:,\s*+(?:en\b\s*+)?|(?:en\b|t/m|tot\s+en\s+met|-|–|&)\s*+)"
NUMBERS = rf"\d{{1,3}}(?:{_AND}\d{{1,3}}){{0,30}}"
MOST_TOGETHER = 99  # numbers after the first that "1 t/m 9999" stands for: questions that one answer answers


def numbers_in(text: str) -> tuple[int, ...]:
    """Give the numbers in "2, 3 en 4" and in "2 t/m 4"."""

    def spread(match: re.Match[str]) -> str:
        first, last = int(match[1]), int(match[2])
        return ",".join(map(str, range(first, min(last, first + MOST_TOGETHER) + 1)))

    return tuple(map(int, re.findall(r"\b\d{1,4}\b", re.sub(r"\b(\d{1,4})\s*(?:t/m|-)\s*(\d{1,4})\b", spread, text))))


def spelled(numbers: str) -> str:
    """Give the same numbers with one sign for what is printed in many ways: "2 tot en met 4" is "2-4"."""
    return re.sub(r"\s*(?:tot\s+en\s+met|–)\s*", "-", numbers)
