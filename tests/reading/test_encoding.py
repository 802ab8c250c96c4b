import codecs

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.errors import ReadingError
from qa.reading.encoding import ONE_BYTE, UNMARKED, decode, remarks
from tests.conftest import reads_or_refuses

# Of Dutch official texts, with their letters and signs beyond ASCII.
SENTENCES = (
    "De coördinatie in Enkhuizen is reëel en kost € 17 miljoen.",
    "Het café in ’s-Gravenhage kreeg één vergunning.",
    "Kosten: € 12",
    "à € 5 per stuk, zie § 3",
    "De “nieuwe” steiger – van 3½ meter – is geïnspecteerd.",
    "België, Syrië en Curaçao hebben financiële vragen gesteld.",
    "Müller, Dörpfeld en Façade",
)


def encodable(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return None


CASES = [
    (sentence, encoding)
    for sentence in SENTENCES
    for encoding in (*ONE_BYTE, *UNMARKED, "latin-1", "utf-8", "utf-8-sig", "utf-16", "utf-32")
    if encodable(sentence, encoding)
]


@pytest.mark.parametrize(("sentence", "encoding"), CASES)
def test_a_text_is_the_same_in_every_encoding(sentence: str, encoding: str) -> None:
    assert decode(sentence.encode(encoding))[0] == sentence


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=20), st.sampled_from(ONE_BYTE))
def test_a_text_of_several_sentences_is_the_same_too(sentences: list[str], encoding: str) -> None:
    text = "\n".join(one for one in sentences if encodable(one, encoding))
    assert decode(text.encode(encoding))[0] == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200))
def test_valid_utf8_is_never_taken_for_anything_else(text: str) -> None:
    decoded = text.removeprefix("\ufeff")
    assert decode(text.encode()) == (decoded, "utf-8")


@given(st.binary(max_size=300))
@example(codecs.BOM_UTF16_LE + b"a")
@example(codecs.BOM_UTF32_BE + b"aaaa")
@example(b"a\0" * 3 + b"a")
@example(b"\x81\x8d")
def test_any_bytes_are_text_or_refused_in_one_sentence(content: bytes) -> None:
    reads_or_refuses(decode, content)


def test_the_euro_sign_is_right_in_old_and_new_encodings() -> None:
    for encoding in ("cp1252", "iso8859_15", "mac_roman"):
        assert decode("De brug kost € 3 miljoen.".encode(encoding))[0] == "De brug kost € 3 miljoen."


def test_the_ends_of_lines_of_every_system_are_one() -> None:
    assert decode(b"een\r\ntwee\rdrie\nvier")[0] == "een\ntwee\ndrie\nvier"


def test_the_end_of_a_file_of_dos_is_left_out() -> None:
    assert decode("één\r\n\x1a".encode("cp850")) == ("één\n", "cp850")


def test_a_text_in_utf8_with_one_damaged_letter_stays_utf8() -> None:
    text, encoding = decode("De coördinatie is reëel, zegt één café.".encode() + b"\xc3")
    assert (text, encoding) == ("De coördinatie is reëel, zegt één café.�", "utf-8")
    assert remarks(text, encoding)[0].startswith("Niet te lezen tekens vervangen")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"PK\x03\x04\x00\x00",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x00\x01\x02",
        b"\x81\x8d" * 9,
    ],
    ids=["image", "archive", "photograph", "bytes", "bytes beyond ASCII"],
)
def test_what_is_no_text_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(ReadingError, match=r"ander soort bestand; bewaar het als"):
        decode(content)


def test_a_text_of_which_the_encoding_is_sure_needs_no_remark() -> None:
    assert remarks(*decode("één".encode())) == ()
    assert remarks(*decode("één".encode("utf-16"))) == ()
