"""Attachments to other papers: what they are follows from them alone, so no voice is given."""

import re

from qa.parliament.publications.kind import DATED, LABELLED_SUBJECT, Opening, Printed, PublicationKind, at, names_itself

_NUMBER = r"(?:\d{1,2}|[A-Z]|[IVX]{1,4})"
# "Bijlage 2", with its title in the line below; at the very beginning, for reports have attachments of their own.
_TITLE_BELOW = at(rf"\A\s*bijlage\s+{_NUMBER}[ \t]*\n\s*(?P<value>[^\n]{{3,200}}?(?<![.:;?!]))[ \t]*(?=\n|\Z)")


def _subject(opening: Opening) -> Printed | None:
    return LABELLED_SUBJECT(opening) or _TITLE_BELOW(opening)


BIJLAGE = PublicationKind(
    name="bijlage",
    line=names_itself(rf"bijlage\s+{_NUMBER}?\s*(?::|bij\b)", rf"\Abijlage\s+{_NUMBER}[ \t]*$"),
    types=re.compile(r"bijlage|blg", re.IGNORECASE),
    series="blg-",
    date=DATED,
    subject=_subject,
)
