"""Attachments to other papers: what they are follows from them alone, so no voice is given."""

import re

from qa.parliament.kinds.kind import DATED, LABELLED_SUBJECT, PublicationKind, names_itself

BIJLAGE = PublicationKind(
    name="bijlage",
    line=names_itself(r"bijlage\s+(?:\d{1,2}|[A-Z]|[IVX]{1,4})?\s*(?::|bij\b)"),
    types=re.compile(r"bijlage|blg", re.IGNORECASE),
    series="blg-",
    date=DATED,
    subject=LABELLED_SUBJECT,
)
