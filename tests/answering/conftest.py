"""What the tests of answering share: what is found and answered on ten passages about bridges."""

from collections.abc import Callable

import pytest

from qa.answering import compose
from qa.answering.parts import to_answer
from qa.domain import Answer, Filters
from qa.retrieval.pipeline import Retriever, retrieve
from tests.fakes import WIDE, FakeEmbedder, FakeIndex

Ask = Callable[..., Answer]


@pytest.fixture
def ask(fake: FakeIndex) -> Ask:
    """Answer a question, as an assistant does: ``ask("Wat kost dat?", "Wat is het onderhoud?", limit=3)``."""

    def asked(question: str, *history: str, index: FakeIndex = fake, limit: int = 5) -> Answer:
        found = retrieve(question, history, Filters(), index, (), Retriever(FakeEmbedder().questions, parameters=WIDE))
        return compose.answer(index, found.whole.query, to_answer(index, found, limit), limit)

    return asked
