import dataclasses
import json

from qa import Answer, Assistant
from qa.export import CITATION_FIELDS, answer_content, answer_json
from tests.answering.test_compose import CITATION


def test_a_citation_names_its_passage_and_its_standing(assistant: Assistant, conversation: tuple[Answer, ...]) -> None:
    for cited in json.loads(answer_json(conversation[0]))["citations"]:
        assert tuple(cited) == CITATION_FIELDS
        (passage,) = (p for p in assistant.passages(cited["document_id"]) if p.id == cited["passage_id"])
        assert cited["quote"] in passage.text
        assert cited["standing"] in {"antwoord", "eerder"}


def test_the_content_is_what_the_json_says(conversation: tuple[Answer, ...]) -> None:
    for answer in conversation:
        assert json.loads(json.dumps(answer_content(answer))) == json.loads(answer_json(answer))


def test_a_date_that_is_not_known_is_null() -> None:
    undated = dataclasses.replace(CITATION, date=None)
    content = json.loads(answer_json(Answer("v", "v", answered=True, text="", citations=(undated,))))
    assert content["citations"][0]["date"] is None
