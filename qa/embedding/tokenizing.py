"""The tokenizer of the model that comes along, as XLM-R has it: what words and parts of words a text is made of."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

WORD = "▁"  # stands where a word begins

Pieces = Sequence[tuple[str, float]]  # each piece of the unigram model with its score; its place is its number


def tokenizer(pieces: Pieces, special: dict[str, int], normalisation: dict[str, str]) -> Tokenizer:
    """Give the tokenizer: characters normalised, words marked with "▁", unigram pieces by best score.

    ``special`` are the numbers of the pieces that are no words, ``normalisation`` what becomes of which character.
    """
    return _tokenizer(pieces, special, _normalizer(normalisation))


def _tokenizer(pieces: Pieces, special: dict[str, int], normalizer: Any) -> Tokenizer:  # noqa: ANN401 - as theirs are
    made = Tokenizer(models.Unigram(list(pieces), special["unk"], byte_fallback=False))
    made.normalizer = normalizer
    made.pre_tokenizer = _words()
    begin, end = pieces[special["bos"]][0], pieces[special["eos"]][0]
    made.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, special["bos"]), (end, special["eos"])]
    )
    made.add_special_tokens(
        [AddedToken(pieces[number][0], special=True, normalized=False) for number in special.values()]
    )
    return made


def _normalizer(normalisation: dict[str, str]) -> Any:  # noqa: ANN401
    replaced: dict[str, list[str]] = {}
    for character, to in normalisation.items():
        replaced.setdefault(to, []).append(f"\\x{{{ord(character):x}}}")
    return normalizers.Sequence(
        [normalizers.Replace(Regex(f"[{''.join(codes)}]"), to) for to, codes in replaced.items()]
        + [normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )


def _words() -> Any:  # noqa: ANN401
    return pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement=WORD, prepend_scheme="always")]
    )


def write_pieces(path: Path, pieces: Pieces, special: dict[str, int], normalisation: dict[str, str]) -> None:
    """Write what a ``QueryTokenizer`` reads."""
    texts, scores = zip(*pieces, strict=True)
    path.write_bytes(
        orjson.dumps({"pieces": texts, "scores": scores, "special": special, "normalisation": normalisation})
    )


class QueryTokenizer:
    """The same for questions, without the most of a second and the 250 MB that all 250,000 pieces cost.

    Only pieces that occur in a text can be in its division. So for each question a tokenizer is made of these alone;
    the numbers of its pieces are then those that they have among all. Safe to call from several threads.
    """

    def __init__(self, path: Path, longest: int) -> None:
        """Read what ``write_pieces`` wrote; give at most so many tokens. Raises ValueError, KeyError and OSError."""
        stored = orjson.loads(path.read_bytes())
        self._pieces: list[str] = stored["pieces"]
        self._scores: list[float] = stored["scores"]
        self._special: dict[str, int] = stored["special"]
        self._normalizer = _normalizer(stored["normalisation"])
        self._numbers = {piece: number for number, piece in enumerate(self._pieces)}
        self._longest_input = longest
        self._longest_piece = max(map(len, self._pieces))
        # What is no piece at all is scored by the piece with the lowest score.
        self._always = {*self._special.values(), self._scores.index(min(self._scores))}

    def numbers(self, text: str) -> list[int]:
        """Give the numbers of the tokens of a text, with those of its beginning and end."""
        used = sorted(self._always | self._occurring(text))
        places = {number: place for place, number in enumerate(used)}
        made = _tokenizer(
            [(self._pieces[number], self._scores[number]) for number in used],
            {name: places[number] for name, number in self._special.items()},
            self._normalizer,
        )
        made.enable_truncation(self._longest_input)
        return [used[place] for place in made.encode(text).ids]

    def _occurring(self, text: str) -> set[int]:
        """The pieces in the words of a text; also as if a word began anywhere, as it does behind a special token."""
        parts = {
            word[start:end]
            for word, _ in _words().pre_tokenize_str(self._normalizer.normalize_str(text))
            for start in range(len(word))
            for end in range(start + 1, min(start + self._longest_piece, len(word)) + 1)
        }
        return {self._numbers[piece] for part in parts for piece in (part, WORD + part) if piece in self._numbers}
