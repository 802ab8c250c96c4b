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
INITIALS = re.compile(r"(?:(?:drs|dr|mr|ir|ing|prof)\.\s*)*[A-Z][a-z]{0,2}\.")  # with which a name begins
GOES_ON = re.compile(r"(?:en|van|voor)\b")  # the second line of a long office


def office_goes_on(above: str, below: str) -> bool:
    """Whether two lines are one office that was broken by hand: "De Minister van Sluizen" and "en Bruggen,"."""
    if above.endswith(",") or GOES_ON.match(below) is None or OFFICE.fullmatch(above) is None:
        return False
    return OFFICE.fullmatch(f"{above} {below}".rstrip(",")) is not None


def signs(text: str) -> bool:
    """Whether a text is an office, a name, or the words above a signature."""
    return any(pattern.fullmatch(text.rstrip(",")) for pattern in (OFFICE, NAME, CLOSING))
