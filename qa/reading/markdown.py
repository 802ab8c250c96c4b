"""Markdown: text with marks for headings, lists and tables, which are read as those of a web page."""

import dataclasses

from markdown_it import MarkdownIt

from qa.errors import ReadingError
from qa.reading import webpage
from qa.reading.encoding import decode, remarks
from qa.reading.source import Source

LARGEST = 500_000  # bytes, some 200 pages; of brackets alone this takes half a minute
PAGE = '<!doctype html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def read(content: bytes) -> Source:
    """Read a Markdown file; it has no pages. Raises ReadingError when it is no text, or holds none."""
    if len(content) > LARGEST:
        raise ReadingError("dit Markdown-bestand is te groot (meer dan 0,5 MB); splits het of bewaar het als .txt.")
    text, encoding = decode(content)
    body = MarkdownIt("commonmark").enable("table").render(text)
    source = webpage.read(PAGE.format(body=body).encode())
    return dataclasses.replace(source, warnings=(*remarks(text, encoding), *source.warnings))
