"""What tests of debates ask of a document: who says what, and the paragraph in which something is said."""

from qa.domain import Document, Paragraph, ParagraphKind


def spoken(document: Document) -> list[tuple[str, str]]:
    """Each paragraph of running text with its voice."""
    found = [p for p in document.paragraphs if p.kind is ParagraphKind.TEXT]
    return [(p.voice, document.text[p.start : p.end]) for p in found]


def paragraph(document: Document, words: str) -> Paragraph:
    """The paragraph in which ``words`` stand first."""
    start = document.text.index(words)
    return next(p for p in document.paragraphs if p.start <= start < p.end)
