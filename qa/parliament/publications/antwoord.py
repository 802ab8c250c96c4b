"""Answers to written questions of members, published in the Aanhangsel van de Handelingen."""

import re

from qa.domain import Identity
from qa.language.dates import DAY
from qa.parliament.identity import TWEEDE_KAMER, Publication, parse_publication_id
from qa.parliament.publications.citing import ROMAN, by_sender, by_title, session
from qa.parliament.publications.kind import DATED, Opening, Printed, PublicationKind, at, in_office, names_itself
from qa.parliament.voices import CABINET

# Each part is atomic: what was found of it is not looked for further on when the next one fails, so that a hostile text
# costs no more than its length.
_PREPOSITION = r"\b(?:over|inzake|betreffende|omtrent|aangaande|met\s+betrekking\s+tot|naar\s+aanleiding\s+van)"
_ABOUT = rf"(?>.{{2,500}}?{_PREPOSITION}\s+)"
_ASKED = r"^(?:(?:Nadere|Aanvullende|Schriftelijke)\s+)?vragen\s+van\s+"
_MINISTER = r"(?:minister|staatssecretaris)"
_TO_MINISTER = rf"(?>.{{2,300}}?\s+aan\s+(?:de\s+)?{_MINISTER})"
_SUBJECT = r"(?P<value>(?:(?!\n(?:Antwoord|Mededeling|Vraag)\b).){2,900}?)"
# What a ministry writes above its answers: Antwoorden van de minister van ... op Kamervragen van het lid Jansen (ABC).
_ANSWERED = (
    r"^(?>(?:Antwoord(?:en)?|Beantwoording|Reactie)\s+(?:van\s+[^\n]{3,200}?\s+)?"
    r"(?:op|van)\s+(?:de\s+)?(?:schriftelijke\s+)?(?:kamer)?vragen\s+van\s+)"
)

# "(ontvangen (ontvangen 7 juni 2024)" is printed now and then, and a bracket or a space may be missing.
_received = at(rf"\(\s*ontvangen\s*\(?\s*(?:ontvangen\s*)?(?P<value>{DAY})")


def _date(opening: Opening) -> Printed | None:
    return _received(opening) or DATED(opening)


def _cite(identity: Identity) -> tuple[str, ...]:
    if identity.id.startswith("kv-"):
        return by_title(identity)  # questions that are not answered yet
    named = parse_publication_id(identity.id) or Publication()
    number = (named.number if named.answers else "") or identity.number
    if not number or identity.dossier:
        return by_sender("Antwoord", identity)
    chamber, year = named.chamber or identity.chamber or TWEEDE_KAMER, named.session_year or identity.session_year
    return (f"Aanhangsel Handelingen {ROMAN[chamber]}{session(year)}", f"nr. {number}")


ASKERS = at(
    rf"{_ASKED}(?:het\s+|de\s+)?(?P<value>(?:lid|leden)\s.{{2,300}}?)\s+aan\s+(?:de\s+)?{_MINISTER}",
    rf"{_ANSWERED}(?:het\s+|de\s+)?(?P<value>(?:lid|leden)\s.{{2,300}}?)\s+(?:aan\s+(?:de\s+)?{_MINISTER}|over\s|inzake\s)",
    r"\bvragen\s+van\s+(?:het\s+|de\s+)?(?P<value>(?:lid|leden)\s[^\n]{2,300}?)"
    r"(?:\s+(?:aan\s+de\s+minister|over\s|inzake\s)|\s*(?=\n\n|\Z))",
)
ANSWERED_SUBJECT = at(rf"{_ANSWERED}{_ABOUT}(?P<value>[^\n]{{2,600}}?)\s*(?=\(|\n|\Z)")
_subject_asked = at(
    rf"{_ASKED}{_TO_MINISTER}{_ABOUT}{_SUBJECT}\s*\(\s*ingezonden",
    rf"{_ASKED}{_TO_MINISTER}{_ABOUT}{_SUBJECT}\s*(?=\n\n|\n(?:Antwoord|Mededeling)\b|\Z)",
    rf"{_ASKED}{_ABOUT}{_SUBJECT}\s*(?=\(\s*ingezonden|\n\n|\n(?:Antwoord|Mededeling)\b|\Z)",
)
ANSWERED_BY = in_office(
    at(
        rf"^(?:Antwoord|Mededeling)\s+van\s+(?:de\s+)?(?P<value>{_MINISTER}\b[^()\n]{{2,80}}\([^)]{{3,120}}\))",
        rf"^(?:Antwoord|Mededeling|Antwoorden|Beantwoording)\s+van\s+(?P<value>(?:de\s+)?{_MINISTER}\b.{{0,160}}?)"
        r"\s*(?=\(|,?\s+mede\s+namens|\s(?:op|aan)\s|\n\n|\Z)",
    )
)


def _subject(opening: Opening) -> Printed | None:
    return _subject_asked(opening) or ANSWERED_SUBJECT(opening)


ANTWOORD = PublicationKind(
    name="antwoord",
    line=names_itself(
        r"vragen\s+gesteld\s+door\s+de\s+leden\s+der\s+kamer"
        r"(?:,\s*met\s+de\s+daarop\s+door\s+de\s+regering\s+gegeven\s+antwoorden)?",
        r"(?:(?:nadere|schriftelijke)\s+)?vragen\s+van\s+(?:het\s+lid|de\s+leden)\s",
        r"(?:antwoord(?:en)?|beantwoording)\s+(?:van\s+[^\n]{3,200}?\s+)?(?:op|van)\s+(?:de\s+)?(?:schriftelijke\s+)?(?:kamer)?vragen\b",
    ),
    types=re.compile(r"aanhangsel.*|antwoord(?:\s+op\s+kamervragen)?|kamervragen.*", re.IGNORECASE),
    series="ah-",
    date=_date,
    subject=_subject,
    sender=ANSWERED_BY,
    addressee=in_office(
        at(rf"{_ASKED}(?>.{{2,300}}?\s+aan\s+)(?P<value>(?:de\s+)?{_MINISTER}.{{3,300}}?)\s+{_PREPOSITION}\s")
    ),
    askers=ASKERS,
    voice=CABINET,
    cite=_cite,
)
