"""Words that say nothing about the subject of a question, and how text is cut into words."""

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

DUTCH_FUNCTION_WORDS = frozenset(
    """
    aan af al alle allemaal als alsook bij binnen boven buiten dan dat de den der des deze die dit door dus een
    elk elke en enig enige er evenals had hadden heb hebben hebt heeft hem hen het hier hierbij hierin hierover
    hij hoe hun iets iemand ik in inzake is ja je jij jou jouw jullie kan kon konden kun kunnen kunt laat maar
    me mede meer men met mij mijn moet moeten mocht mogen na naar naast nee niet niets nog noch nu of om omdat
    omtrent ons onze ook op over per reeds sinds te tegen ten ter terwijl tijdens toch toe toen tot u uit uw van
    vanaf vanuit vanwege via volgens voor voorts waar waaraan waarbij waarin waarmee waaronder waarop waarvan
    waarover wanneer want waren was wat we wel welk welke werd werden wie wij wil willen word worden wordt zal
    ze zelf zich zij zijn zo zoals zonder zou zouden zult
    """.split()
)
# What members of the Kamer put around a question without asking anything with it.
DUTCH_QUESTION_WORDS = frozenset(
    """
    aangeven aangegeven beeld bekend bent beschrijven bevestigen bereid beschikt deelt gaat geven hoeveel
    hoeverre kabinet klopt kunnen mate mening minister nader omschrijven oordeel precies reden reageren schetsen
    toelichten toelichting uiteenzetten verklaren vertel waarom waardoor weet weten
    """.split()
)
ENGLISH_FUNCTION_WORDS = frozenset(
    """
    a about an and any are as at be been being but by can could did do does for from had has have how i if in
    into is it its many me more much my no not of on or our over please shall should so some such than that the
    their them then there these they this those through to under up was we were what when where whether which
    who whom whose why will with would you your tell
    """.split()
)
# Too common in Dutch, or the same word there, to tell English.
_ALSO_DUTCH = frozenset(
    """
    a as at be by do had have if in is me of on over so that up was we were will
    """.split()
)

# What asks for more than yes or no.
OPEN_QUESTION = re.compile(
    r"""
    (?:(?:in|op|aan|van|voor|met|tot|uit|over|bij|sinds|tegen|door|on|to|from|by|for|since) \s+)?
    (?:wie|wat|wanneer|welke?|waar(?:om|aan|van|voor|mee|bij|in|op|over|uit|toe|door|heen|na(?:ar)?)?
    |hoe(?:veel|lang|zo|zeer|ver(?:re)?)?|who|what|where|when|why|which|how)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """Cut text into words: lower case, without accents, one letter left out.

    Accents go because users leave them out ("Syrie"), and a single letter is what is left of "GMT's".
    """
    plain = _NOT_ASCII.sub(_without_accent, unicodedata.normalize("NFKD", text.lower()))
    return [word for word in WORD.findall(plain) if len(word) > 1 or word.isdigit()]


def _without_accent(match: re.Match[str]) -> str:
    return "" if unicodedata.combining(match[0]) else match[0]


def is_english(text: str) -> bool:
    """Whether a question is in English rather than Dutch, judged by its function words."""
    found = words(text)
    english = sum(word in ENGLISH_FUNCTION_WORDS for word in found)
    clearly = sum(word in ENGLISH_FUNCTION_WORDS - _ALSO_DUTCH for word in found)
    dutch = sum(word in DUTCH_FUNCTION_WORDS for word in found if word not in _ALSO_DUTCH)
    return clearly > 0 and english > dutch


def content_words(text: str) -> list[str]:
    """The words of a Dutch question that carry its subject."""
    return [word for word in words(text) if word not in DUTCH_FUNCTION_WORDS | DUTCH_QUESTION_WORDS]


def english_content_words(text: str) -> list[str]:
    """The words of an English question that carry its subject."""
    return [word for word in content_words(text) if word not in ENGLISH_FUNCTION_WORDS]
