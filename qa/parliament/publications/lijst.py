"""Lists of questions of a committee with the answers of the cabinet."""

import re

from qa.parliament.publications.citing import as_kamerstuk
from qa.parliament.publications.kind import DATED, PublicationKind, at, names_itself
from qa.parliament.publications.papers import titled
from qa.parliament.voices import COMMITTEE

_LINE = names_itself(
    r"(?:(?:nader\s+|voorlopig\s+)?verslag\s+(?:houdende|in\s+de\s+vorm\s+van)\s+een\s+)?"
    r"(?:nadere\s+)?lijst\s+van\s+vragen(?:\s+en\s+antwoorden)?"
)

LIJST_VAN_VRAGEN_EN_ANTWOORDEN = PublicationKind(
    name="lijst van vragen en antwoorden",
    line=_LINE,
    types=re.compile(r"(?:verslag\s+houdende\s+een\s+)?lijst\s+van\s+vragen.*", re.IGNORECASE),
    date=DATED,
    subject=titled(_LINE),
    addressee=at(
        r"""\bvragen\s+voorgelegd\s+aan\s+(?P<value>de\s+(?:minister|staatssecretaris)[^\n]{3,120}?)
        \s+(?:over|naar\s+aanleiding|inzake|betreffende)\b"""
    ),
    askers=at(r"^(?P<value>De\s+(?:vaste|algemene|tijdelijke)\s+commissie\s+voor\s+.{3,120}?)\s+heeft\b"),
    voice=COMMITTEE,
    cite=as_kamerstuk,
)
