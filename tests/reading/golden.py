"""The golden files: the structure of the five documents, in a form that a person can read from top to bottom."""

from pathlib import Path

from qa.domain import Document
from qa.reading import read
from qa.reading.corpus import corpus_files

GOLDEN = Path(__file__).parent / "golden"
CORPUS = Path(__file__).parent.parent.parent / "corpus"


def render(document: Document) -> str:
    """Write a document as text: each block below a line with its page, kind and section."""
    parts = [f"{document.identity.id}: {len(document.pages)} bladzijden"]
    for paragraph in document.paragraphs:
        where = " › ".join(paragraph.section)
        head = f"[p. {paragraph.page} | {paragraph.kind}{' ' + paragraph.mark if paragraph.mark else ''} | {where}]"
        parts.append(f"{head}\n{document.text[paragraph.start : paragraph.end]}")
    for pair in document.questions:
        letter = ", ".join(map(str, pair.letter_pages)) or "-"
        refers = ", ".join(map(str, pair.refers_to)) or "-"
        head = f"[p. {pair.page} | vraag {pair.number} | blz. van de brief: {letter} | verwijst naar: {refers}]"
        question = document.text[pair.start : pair.question_end]
        parts.append(f"{head}\n{question}\n--\n{document.text[pair.answer_start : pair.end]}")
    parts.append("[weggelaten]\n" + "\n".join(document.furniture))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for file in corpus_files(CORPUS):
        (GOLDEN / f"{file.path.stem}.txt").write_text(render(read(file.path, file.known)), encoding="utf-8")
