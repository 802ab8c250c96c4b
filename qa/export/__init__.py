"""Answers to take along: for machines, for the clipboard, as a report and as a bibliography.

Text of documents and users is hostile in every form: each form escapes it in one place.
"""

from qa.export.bibliography import bibtex, cited_documents, ris
from qa.export.clipboard import Copies, as_html, as_markdown, as_text, one_citation
from qa.export.machine import CITATION_FIELDS, answer_content, answer_json, citations_content
from qa.export.report import conversation_docx, conversation_markdown

__all__ = [
    "CITATION_FIELDS",
    "Copies",
    "answer_content",
    "answer_json",
    "as_html",
    "as_markdown",
    "as_text",
    "bibtex",
    "citations_content",
    "cited_documents",
    "conversation_docx",
    "conversation_markdown",
    "one_citation",
    "ris",
]
