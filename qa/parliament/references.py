"""References inside a text to other answers of the same list ("zie het antwoord op vraag 5")."""

import re

ANSWER_REFERENCE = re.compile(
    r"""
    \bantwoord(?:en)?\s+op\s+(?:de\s+)?vra(?:ag|gen)\s+
    (?P<numbers>\d{1,3}(?:(?:\s*,\s*|\s+en\s+|\s*,?\s*t/m\s+|\s+tot\s+en\s+met\s+)\d{1,3})*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
RANGE = re.compile(r"(\d+)\s*,?\s*(?:t/m|tot\s+en\s+met)\s*(\d+)")


def answers_referred_to(text: str) -> tuple[int, ...]:
    """Give the numbers of the answers that ``text`` refers to, in order of mention, each once.

    "Zie de antwoorden op vragen 3 en 25" gives (3, 25); "vragen 3 t/m 5" gives (3, 4, 5).
    """
    found: dict[int, None] = {}
    for match in ANSWER_REFERENCE.finditer(text):
        numbers = RANGE.sub(lambda m: ",".join(map(str, range(int(m[1]), int(m[2]) + 1))), match["numbers"])
        found.update(dict.fromkeys(map(int, re.findall(r"\d+", numbers))))
    return tuple(found)
