"""The nouns of Vindplaats: frozen dataclasses without behaviour beyond small properties."""

from qa.domain.answer import (
    Abbreviation,
    Answer,
    AnswerPart,
    Citation,
    Explanation,
    Role,
    StatedFigure,
    Statement,
)
from qa.domain.document import (
    NO_PAGE,
    Document,
    Fact,
    FactKind,
    Failure,
    Identity,
    Line,
    Page,
    Paragraph,
    ParagraphKind,
    QuestionAnswer,
)
from qa.domain.filters import (
    Filters,
    FilterValues,
)
from qa.domain.parameters import (
    Parameter,
    Parameters,
)
from qa.domain.passage import (
    Holding,
    Passage,
    PassageKind,
)
from qa.domain.query import (
    Hit,
    Query,
    Restriction,
    Scope,
)

__all__ = [
    "NO_PAGE",
    "Abbreviation",
    "Answer",
    "AnswerPart",
    "Citation",
    "Document",
    "Explanation",
    "Fact",
    "FactKind",
    "Failure",
    "FilterValues",
    "Filters",
    "Hit",
    "Holding",
    "Identity",
    "Line",
    "Page",
    "Paragraph",
    "ParagraphKind",
    "Parameter",
    "Parameters",
    "Passage",
    "PassageKind",
    "Query",
    "QuestionAnswer",
    "Restriction",
    "Role",
    "Scope",
    "StatedFigure",
    "Statement",
]
