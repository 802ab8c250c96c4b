"""A question is divided by the pieces that occur in it as it is by all 250,000."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from qa.domain import Document
from qa.embedding import bundled
from qa.embedding.tokenizing import QueryTokenizer, tokenizer, write_pieces
from qa.settings import from_environment

pytestmark = pytest.mark.model

ODD = (
    "",
    " ",
    "NMI",
    "a  b\t\nc",
    "</s>hallo<s> <mask>daar",
    "vraag<unk>zonder ▁antwoord",
    "ﬁnanciën, ①②, ｆｕｌｌ, e\u0301\u0301n ﷺ",
    "zacht\u00adafbreken\u200ben\ufeff",
    "日本語 русский 한국 😀☃",
    "\U000f1234\ue000",
    "x" * 3000,
    "hottentottententententoonstelling " * 300,
)
CHARACTERS = st.one_of(st.sampled_from(["<s>", "</s>", "<mask>", "<unk>", "▁", " ", "het", "ij"]), st.text(max_size=20))


@pytest.fixture(scope="module")
def folder() -> Path:
    return bundled.unpacked(from_environment().cache)


@pytest.fixture(scope="module")
def whole(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / bundled.TOKENIZER))
    tokenizer.enable_truncation(bundled.LONGEST_INPUT)
    return tokenizer


@pytest.fixture(scope="module")
def divided(folder: Path) -> QueryTokenizer:
    return QueryTokenizer(folder / bundled.QUERY_PIECES, bundled.LONGEST_INPUT)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_are_divided_the_same(text: str, whole: Tokenizer, divided: QueryTokenizer) -> None:
    assert divided.numbers(text) == whole.encode(text).ids


@given(parts=st.lists(CHARACTERS, max_size=8))
def test_any_text_is_divided_the_same(whole: Tokenizer, divided: QueryTokenizer, parts: list[str]) -> None:
    text = "".join(parts)
    assert divided.numbers(text) == whole.encode(text).ids


def test_so_is_every_paragraph_also_by_several_threads(
    whole: Tokenizer, divided: QueryTokenizer, documents: dict[str, Document]
) -> None:
    texts = [document.text[p.start : p.end] for document in documents.values() for p in document.paragraphs]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(divided.numbers, texts)) == [whole.encode(text).ids for text in texts]


def test_what_is_no_piece_costs_as_much_as_among_all_pieces(tmp_path: Path) -> None:
    special = {"bos": 0, "eos": 1, "unk": 2}
    words = [("▁", -1.0), ("ab", -12.0), ("cd", -12.0), ("ef", -12.0), ("bcdef", -10.0)]  # "a" alone is none
    lowest = ("elders", -20.0)
    pieces = [("<s>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *words, lowest]
    write_pieces(tmp_path / "pieces.json", pieces, special, {"û": "u"})
    divided = QueryTokenizer(tmp_path / "pieces.json", bundled.LONGEST_INPUT)
    assert divided.numbers("abcdef") == [0, 3, 4, 5, 6, 1]
    assert divided.numbers("abcdef") == tokenizer(pieces, special, {"û": "u"}).encode("abcdef").ids
