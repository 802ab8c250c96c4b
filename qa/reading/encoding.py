"""Bytes to text, whatever they were written with: what is marked or valid Unicode as such, else by a detector."""

import codecs
import re
from collections import Counter

from charset_normalizer import from_bytes

from qa.errors import ReadingError

# The longer marks first: that of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNMARKED = ("utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be")
# With one byte for a letter, by what wrote them: Windows, Linux of before UTF-8, the Mac of before 2001, and DOS. The
# likeliest first: it is taken where a text does not tell.
ONE_BYTE = ("cp1252", "iso8859_15", "mac_roman", "cp850")
NAMES = {
    "cp1252": "Windows-1252",
    "iso8859_15": "ISO-8859-15",
    "mac_roman": "Mac OS Roman",
    "cp850": "MS-DOS (codetabel 850)",
    "utf_16_le": "UTF-16 zonder kenmerk",
    "utf_16_be": "UTF-16 zonder kenmerk",
    "utf_32_le": "UTF-32 zonder kenmerk",
    "utf_32_be": "UTF-32 zonder kenmerk",
}

# What Dutch official texts hold beyond ASCII, within a word and elsewhere. The same byte is another letter,
# or a sign that has no place there, in the wrong encoding: the "ë" of one is the "Ž" or "‰" of another.
OWN = frozenset("éëïöèü’€")  # of Dutch itself: these count double
LETTERS = frozenset("áàâäçéèêëíïóôöúûüÁÀÄÉÈÊËÍÏÓÖÜ’")
SIGNS = frozenset("€£§°½¼²³·×±•…–—‘“”„«»\xa0")
WITHIN_WORD = re.compile(rb"(?<=[A-Za-z\x80-\xff])[\x80-\xff](?=[A-Za-z])")
MOST_BEYOND = 0.4  # of the bytes of a text; a few words in French have some 0.1, what is no text 0.5

ASCII = bytes(range(128))
LEAST_WHOLE = 4  # bytes of whole characters for each that is lost, in a text that is in UTF-8 for all that

SAMPLE = 1_000_000  # bytes that the detector looks at
LATIN = 0.9  # of the characters of a text in UTF-16; of bytes that are none, most become Chinese
LAST_LATIN = 0x24F  # the end of the block "Latin Extended-B"
PUNCTUATION = range(0x2000, 0x2C00)  # general punctuation, currency, symbols

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # tabs, ends of lines and of pages are none
REPLACED = "�"
END_OF_FILE = "\x1a"  # as DOS wrote it

NO_TEXT = "dit bestand is geen tekst maar een ander soort bestand; bewaar het als .txt of .pdf."


def decode(content: bytes) -> tuple[str, str]:
    """Give the text of these bytes, and the name of the encoding as Python has it.

    Ends of lines become line feeds; what UTF-8 leaves undecided becomes U+FFFD. Raises ReadingError when they are no
    text.
    """
    text, encoding = _decoded(content)
    text = text.removesuffix(END_OF_FILE)
    if CONTROL.search(text):
        raise ReadingError(NO_TEXT)
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def remarks(text: str, encoding: str) -> tuple[str, ...]:
    """Say in Dutch what was doubtful in decoding a text: an encoding that was assumed, characters that are lost."""
    said = []
    if name := NAMES.get(encoding):
        said.append(f"De tekencodering is niet vermeld en gelezen als {name}; kijk bijzondere tekens na, zoals ë en €.")
    if lost := text.count(REPLACED):
        said.append(f"Niet te lezen tekens vervangen door {REPLACED} ({lost}); bewaar het bestand opnieuw als UTF-8.")
    return tuple(said)


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding), encoding.removesuffix("-sig")
    if b"\0" in content:  # no text in UTF-8 or with one byte for a letter holds it
        encoding = _wide(content)
        return _strictly(content, encoding), encoding
    text = content.decode("utf-8", "replace")
    beyond = Counter(content.translate(None, ASCII))
    lost = text.count(REPLACED)
    # Of a text in another encoding hardly two bytes make a character of UTF-8; of one in UTF-8 a few may be damaged.
    if lost * LEAST_WHOLE <= beyond.total() - lost:
        return text, "utf-8"
    if beyond.total() > MOST_BEYOND * len(content):
        raise ReadingError(NO_TEXT)
    encoding = _one_byte(content, beyond)
    return _strictly(content, encoding), encoding


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(NO_TEXT) from error


def _wide(content: bytes) -> str:
    """The encoding without a mark, of two or four bytes for a letter, of these bytes. Raises ReadingError."""
    found = from_bytes(content[:SAMPLE], cp_isolation=list(UNMARKED)).best()
    if found is None or found.encoding not in UNMARKED or not _is_latin(str(found)):
        raise ReadingError(NO_TEXT)
    return found.encoding


def _is_latin(text: str) -> bool:
    latin = sum(1 for letter in text if ord(letter) <= LAST_LATIN or ord(letter) in PUNCTUATION)
    return latin >= LATIN * len(text)


def _one_byte(content: bytes, beyond: Counter[int]) -> str:
    """The encoding in which most of the bytes ``beyond`` ASCII, each so often there, are what Dutch texts hold.

    Of short texts the detector alone takes the "ë" of a Mac for a quotation mark.
    """
    within = Counter(b"".join(WITHIN_WORD.findall(content)))
    scores = {encoding: _score(encoding, within, beyond - within) for encoding in ONE_BYTE if _has(encoding, beyond)}
    best = max(scores, key=lambda encoding: scores[encoding], default="")
    if best and scores[best]:
        return best
    found = from_bytes(content[:SAMPLE], cp_isolation=list(scores)).best() if scores else None
    if found is None or found.encoding not in scores:
        raise ReadingError(NO_TEXT)
    return found.encoding


def _has(encoding: str, beyond: Counter[int]) -> bool:
    """Whether an encoding has a character for each of these bytes."""
    letters = (bytes([byte]).decode(encoding, "replace") for byte in beyond)
    return not any(letter == REPLACED or CONTROL.match(letter) for letter in letters)


def _score(encoding: str, within: Counter[int], elsewhere: Counter[int]) -> int:
    """How many of these bytes, within words and elsewhere, are characters that are expected there."""

    def expected(counts: Counter[int], characters: frozenset[str]) -> int:
        read = {bytes([byte]).decode(encoding): count for byte, count in counts.items()}
        return sum(count * (1 + (letter in OWN)) for letter, count in read.items() if letter in characters)

    return expected(within, LETTERS) + expected(elsewhere, LETTERS | SIGNS)
