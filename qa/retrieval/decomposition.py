"""Several questions in one: where one ends and the next begins, and what each needs of the one before it."""

import re
from dataclasses import dataclass

from qa.language.dates import YEAR
from qa.language.words import OPEN_QUESTION, content_words

MOST_PARTS = 6  # answered apart; what is more stays with the last

_SENTENCE = re.compile(r"(?<=\?)\s+")
# "Zo ja, welke? Zo nee, waarom niet?": no question of its own, it asks for the rest of the answer.
_REST = re.compile(
    r"(?:en\s+)?(?:zo|indien|if)\s+(?:ja|nee|neen|niet|so|not|yes|no)\b|(?:en\s+)?(?:waarom|why)(?:\s+(?:wel|niet|not))?\s*\?",
    re.IGNORECASE,
)
# ", en hoeveel was het in 2023?", " en wie kreeg de opdracht?", ", en zijn er genoeg kampen?"
_AND = re.compile(
    rf"\s*,?\s+(?:en|and)\s+(?={OPEN_QUESTION.pattern})"
    r"|\s*,\s+(?:en|and)\s+(?=(?:zijn\s+(?:er|dat|die|deze|de|het|ze|zij)|is|was|waren|heeft|hebben|wordt|worden|kan|kunnen|zal|krijgt|krijgen|komt|are|does)\b)",
    re.VERBOSE | re.IGNORECASE,
)
# "NMI en OIR", "van NMI en van OIR": two names of which the same is asked.
_PREPOSITION = r"(?:(?:van|voor|bij|in|of|for)\s+)?"
_TWO_NAMES = re.compile(
    rf"(?P<first>\b[A-Z][A-Z0-9-]+)\s+(?:en|and)\s+{_PREPOSITION}(?P<second>[A-Z][A-Z0-9-]+)(?![\w-])"
)
# What is asked of two names together cannot be asked of each.
_TOGETHER = re.compile(
    r"\b(?:tussen|between|samen\w*|gezamenlijke?|verschil\w*|verh(?:ou|ie)d\w*|relatie|together|difference)\b",
    re.IGNORECASE,
)
# Words that lean on the question before: "Hoeveel was het in 2023?", "hoe worden zij daar vervoerd?"
_LEANS = re.compile(
    r"\b(?:dat|dit|die|deze|daar\w*|er(?:aan|van|voor|mee|bij|op|in|over|uit|toe|tegen)|hij|zij|ze|hun|hen|hem|haar"
    r"|that|this|those|they|it|there)\b",
    re.IGNORECASE,
)
_ASKS_WHAT_IS = re.compile(r"(?:wat|wie|waar|what|who|where)\s+(?:is|zijn|was|waren|are|were)\s+\S", re.IGNORECASE)
_BARE = re.compile(
    rf"{OPEN_QUESTION.pattern} (?:(?<=hoe)\s+\w+)? (?:\s+(?:nog|precies|dan|eigenlijk|wel|niet|exactly|not))* \W*",
    re.VERBOSE | re.IGNORECASE,
)
_OF_NOUN = re.compile(r"(?:hoeveel|welke?|how|which)$", re.IGNORECASE)
_HOW = re.compile(r"\bhoe\s+\w+", re.IGNORECASE)  # "Hoe lang nog?" has no subject
_IN_YEAR = re.compile(rf"\bin\s+({YEAR})\b", re.IGNORECASE)
FEW_WORDS = 1  # content words up to which a part says too little to be looked for alone


@dataclass(frozen=True, slots=True)
class Subquestion:
    """One of several questions: as it was asked, and with what it needs of the first one to be looked for.

    ``leaning`` tells that there it stands behind the first one.
    """

    text: str
    complete: str
    leaning: bool = False


def divided(question: str) -> tuple[Subquestion, ...]:
    """Divide a question into the questions that it holds; nothing when it is a single one.

    "Zo ja, welke?" and the like stay with the question before them, since one answer covers both.
    """
    asked = [half for sentence in _sentences(question) for half in _halves(sentence)]
    if len(asked) == 1:
        return _of_two_names(question)
    if len(asked) > MOST_PARTS:
        asked = [*asked[: MOST_PARTS - 1], " ".join(asked[MOST_PARTS - 1 :])]
    asked = [text[0].upper() + text[1:].rstrip(" ?.") + "?" for text in asked]
    first = asked[0]
    return tuple(
        _completed(text, first) if place and _leans(text) else Subquestion(text, text)
        for place, text in enumerate(asked)
    )


def _completed(text: str, first: str) -> Subquestion:
    same = asked_of_same(text, first)
    return Subquestion(text, same or leaning(text, first), leaning=not same)


def asked_of_same(text: str, first: str) -> str:
    """Ask what is no more than a question word, as "Tot wanneer?", of what the first question is about; else empty."""
    word, other = _BARE.fullmatch(text), OPEN_QUESTION.match(first)
    # "Hoeveel personen" and "Welke landen" are the subject themselves.
    if word is None or other is None or _OF_NOUN.search(other[0]):
        return ""
    return f"{text.rstrip(' ?.!')}{first[other.end() :]}"


def leaning(text: str, first: str) -> str:
    """Complete a question with the one that it leans on; of another year, when it asks the same of that."""
    years, others = _IN_YEAR.findall(text), _IN_YEAR.findall(first)
    same = len(years) == len(others) == 1
    return f"{_IN_YEAR.sub(f'in {years[0]}', first) if same else first} {text}"


def _sentences(question: str) -> list[str]:
    """The questions that end in a question mark, each with the statements before it and the rest behind it."""
    found: list[str] = []
    for piece in _SENTENCE.split(question):
        if found and (_REST.match(piece) or not piece.endswith("?")):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _halves(sentence: str) -> list[str]:
    if not OPEN_QUESTION.match(sentence) and "," not in sentence:
        return [sentence]
    halves: list[str] = []
    start = looked_to = said = 0
    for match in _AND.finditer(sentence):
        said += len(content_words(sentence[looked_to : match.start()]))
        looked_to = match.end()
        # "Welke landen" in "Welke landen en welke organisaties nemen deel?" asks nothing yet.
        if said > 1 or _ASKS_WHAT_IS.match(sentence, start):
            halves.append(sentence[start : match.start()])
            start, said = looked_to, 0
    return [*halves, sentence[start:]]


def _of_two_names(question: str) -> tuple[Subquestion, ...]:
    match = _TWO_NAMES.search(question)
    if match is None or _TOGETHER.search(question) or not OPEN_QUESTION.match(question):
        return ()
    before, after = question[: match.start()], question[match.end() :]
    return tuple(Subquestion(match[name], f"{before}{match[name]}{after}") for name in ("first", "second"))


def subject_words(question: str) -> int:
    """How many content words tell what a question is about; of "Hoe lang nog?" none."""
    return len(content_words(_HOW.sub("", question)))


def _leans(text: str) -> bool:
    return len(content_words(text)) <= FEW_WORDS or _LEANS.search(text) is not None
