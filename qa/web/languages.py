"""In which language the page speaks to a visitor."""

from qa.web.texts import DUTCH, ENGLISH, Words

LANGUAGES = (DUTCH, ENGLISH)


def in_language(language: str) -> Words:
    """The words in a language ("nl" or "en"); Dutch for any other."""
    return next((words for words in LANGUAGES if words.language == language), DUTCH)


def preferred(accepted: str) -> Words:
    """The words in the language that a browser prefers, by its Accept-Language header; Dutch where it names neither.

    The order of preference is that of RFC 9110, section 12.5.4: by weight, then as given.
    """
    weighed = []
    for place, item in enumerate(accepted.split(",")):
        name, _, weight = item.partition(";")
        _, _, number = weight.partition("=")
        try:
            weighed.append((-float(number or 1), place, name.strip().lower().partition("-")[0]))
        except ValueError:
            continue
    known = {words.language: words for words in LANGUAGES}
    return next((known[name] for _, _, name in sorted(weighed) if name in known), DUTCH)
