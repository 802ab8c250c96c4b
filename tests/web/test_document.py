import httpx

from qa import Assistant
from qa.web.document import document_page
from qa.web.texts import DUTCH


def test_every_passage_stands_under_its_page(assistant: Assistant) -> None:
    found = {document.id: document for document in assistant.library.documents}
    passages = assistant.library.passages("kst-27925-919")
    shown = document_page(found["kst-27925-919"], passages, found.keys())
    assert all(f'<h2 id="bladzijde-{page}">' in shown for page in {passage.page for passage in passages})
    fifth = shown.split('<h2 id="bladzijde-5">')[1].split('<h2 id="bladzijde-6">')[0]
    assert "25 juni 2014 en 20 september 2014" in fifth


def test_every_page_that_can_be_cited_has_one_name_to_link_to(assistant: Assistant) -> None:
    found = {document.id: document for document in assistant.library.documents}
    for id_, document in found.items():
        passages = assistant.library.passages(id_)
        shown = document_page(document, passages, found.keys())
        cited = {page for passage in passages for page in (passage.page, *(at for _, at in passage.page_breaks))}
        assert all(shown.count(f'id="bladzijde-{page}"') == 1 for page in cited)


def test_every_answer_of_a_list_has_a_name_to_link_to(assistant: Assistant) -> None:
    found = {document.id: document for document in assistant.library.documents}
    shown = document_page(found["kst-27925-930"], assistant.library.passages("kst-27925-930"), found.keys())
    assert all(f'id="vraag-{number}"' in shown for number in range(1, 64))
    assert 'href="kst-27925-930#vraag-38"' in shown


def test_what_is_known_of_a_document_stands_below_its_title_with_the_page_that_says_it(assistant: Assistant) -> None:
    found = {document.id: document for document in assistant.library.documents}
    id_ = "kst-27925-597"
    shown = document_page(found[id_], assistant.library.passages(id_), found.keys(), facts=assistant.library.facts(id_))
    assert "A.G. Koenders (de minister van Buitenlandse Zaken)" in shown
    assert "<dt>geadresseerde</dt>" in shown


def test_a_document_can_be_read_on_the_page_and_one_that_is_not_there_is_not(address: str) -> None:
    response = httpx.get(f"{address}/document/kst-27925-943")
    assert response.status_code == 200
    assert "default-src 'self'" in response.headers["content-security-policy"]
    missing = httpx.get(f"{address}/document/..%2F..%2Fetc%2Fpasswd")
    assert missing.status_code == 404
    assert DUTCH.no_such_document in missing.text
