"""What signatures are made of: offices, names and the words above them."""

import re

OFFICE = re.compile(
    r"(?:mede\s+namens\s+)?(?:de\s+|het\s+)?(?:minister(?:-president)?|staatssecretaris|voorzitter|griffier)\b[^.?!:;]{0,130}",
    re.IGNORECASE,
)
NAME = re.compile(
    r"""
    (?: (?:drs|dr|mr|ir|ing|prof)\.\s* )*
    (?: [A-ZÀ-ÖØ-Þ]\.\s?(?:[A-ZÀ-ÖØ-Þ][a-z]{0,2}\.\s?)* )?          # initials
    (?: (?:van|de|der|den|ten|ter|te|in|'t|’t|el|al)\s+ )*
    [A-ZÀ-ÖØ-Þ][\w'’.-]+ (?: [\s-]+ (?:van|de|der|den|ten|ter|[A-ZÀ-ÖØ-Þ][\w'’-]*) ){0,4}
    """,
    re.VERBOSE,
)
CLOSING = re.compile(r"(?:hoogachtend|met\s+(?:vriendelijke|de\s+meeste)\s+\w+)\b.{0,20}", re.IGNORECASE)
GOES_ON = re.compile(r"(?:en|van|voor|der|de)\b")  # the second line of a long office


def goes_on(office: str, line: str) -> bool:
    """Whether a line is the second of an office that was broken by hand: "De Minister van X" / "en Y,"."""
    return not office.endswith(",") and OFFICE.fullmatch(office) is not None and GOES_ON.match(line) is not None


def signs(text: str) -> bool:
    """Whether a text is an office, a name, or the words above a signature."""
    return any(pattern.fullmatch(text.rstrip(",")) for pattern in (OFFICE, NAME, CLOSING))
