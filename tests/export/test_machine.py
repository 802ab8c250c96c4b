import dataclasses
import json

from qa import Answer, Assistant
from qa.domain import Role
from qa.export import CITATION_FIELDS, answer_content, answer_json
from tests.answering.test_compose import CITATION
from tests.answering.test_statements import stated


def test_a_citation_names_its_passage_and_its_standing(assistant: Assistant, conversation: tuple[Answer, ...]) -> None:
    for cited in json.loads(answer_json(conversation[0]))["citations"]:
        assert tuple(cited) == CITATION_FIELDS
        (passage,) = (p for p in assistant.library.passages(cited["document_id"]) if p.id == cited["passage_id"])
        assert cited["quote"] in passage.text
        assert cited["role"] in {"antwoord", "eerder"}


def test_the_content_is_what_the_json_says(conversation: tuple[Answer, ...]) -> None:
    for answer in conversation:
        assert json.loads(json.dumps(answer_content(answer))) == json.loads(answer_json(answer))


def test_a_date_that_is_not_known_is_null() -> None:
    content = json.loads(answer_json(stated(dataclasses.replace(CITATION, date=None))))
    assert content["citations"][0]["date"] is None
    assert content["statements"][0]["date"] is None


def test_a_statement_names_its_citations_and_what_it_is() -> None:
    older = dataclasses.replace(CITATION, quote="Nee.", role=Role.EARLIER)
    assert json.loads(answer_json(stated(CITATION, older)))["statements"] == [
        {
            "quote": "Een zin.",
            "numbers": [1],
            "document_id": "kst-27925-919",
            "date": "2022-10-28",
            "role": "antwoord",
            "lead": "",
            "source": "",
            "note": "",
        },
        {
            "quote": "Nee.",
            "numbers": [2],
            "document_id": "kst-27925-919",
            "date": "2022-10-28",
            "role": "eerder",
            "lead": "Eerder, op 28 oktober 2022:",
            "source": "",
            "note": "",
        },
    ]


def test_the_statements_of_a_part_stand_with_it_too(conversation: tuple[Answer, ...]) -> None:
    content = json.loads(answer_json(conversation[2]))
    assert content["statements"]
    assert content["statements"] == [one for part in content["parts"] for one in part["statements"]]
    assert json.loads(answer_json(conversation[3]))["statements"] == []
