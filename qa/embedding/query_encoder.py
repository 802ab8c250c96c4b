"""Questions to vectors with ONNX Runtime: to import it takes hundredths of a second where PyTorch takes several."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from qa.embedding import bundled
from qa.embedding.words import QuestionVectors
from qa.errors import ModelError


class QueryEncoder:
    """Reads questions with the model that comes along. Safe to call from several threads.

    Each question is read by itself and on one thread, that of its caller: its vector is the same, to the byte, whatever
    is asked beside it, and as many are read at a time as there are who ask.
    """

    def __init__(self, folder: Path) -> None:
        """Load the model that was unpacked in ``folder``. Raises ModelError, or ImportError without a package."""
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - only who asks pays for it

        from qa.embedding.tokenizing import QueryTokenizer  # noqa: PLC0415

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._tokenizer = QueryTokenizer(folder / bundled.QUERY_PIECES, bundled.LONGEST_INPUT)
            self._session = InferenceSession(folder / bundled.QUERY_GRAPH, options, providers=["CPUExecutionProvider"])
            self._input = self._session.get_inputs()[0].name
        except Exception as error:
            raise ModelError(
                f"Het taalmodel in {folder} kan niet worden geladen ({type(error).__name__}); "
                "verwijder die map, dan wordt het opnieuw uitgepakt."
            ) from error

    @property
    def dimension(self) -> int:
        """Number of components of a vector."""
        return int(self._session.get_outputs()[0].shape[1])

    def questions(self, texts: Sequence[str]) -> list[QuestionVectors]:
        """Read questions, each by itself."""
        found = []
        for text in texts:
            tokens = self._tokenizer.numbers(bundled.PROMPTS["query"] + text)
            whole, own, counts = self._session.run(None, {self._input: np.array([tokens], np.int64)})
            found.append(QuestionVectors(whole[0], own, counts))
        return found
