"""Text that was made to become markup, and answers that hold it wherever text of others can stand."""

import dataclasses
import datetime

from markdown_it import MarkdownIt

from qa.answering.statements import statements
from qa.domain import Answer, AnswerPart, Restriction, Role, StatedFigure
from tests.answering.test_compose import CITATION

DAY = datetime.date(2022, 10, 28)
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="https://example.org/x.png" onerror="alert(1)">',
    "![plaatje](https://example.org/x.png)",
    "[klik](javascript:alert(1)) [klik][1] [^1]\n\n[1]: https://example.org",
    "<https://example.org> https://example.org www.example.org",
    '"><svg onload=alert(1)> &lt;b&gt; &#60;b&#62;',
    "</p></li></ol><a href=x>",
    "*vet* _cursief_ **vet** ~~weg~~ `code` $x$ \\",
    "# kop\n\n    code\n\n```\ncode\n```\n> citaat\n- een\n+ twee\n1. drie\n2) vier\n***\nkop\n===\nkop\n---",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "} @book{echt, title = {echt}} % \\input{/etc/passwd} {",
    "titel\r\nER  - \r\nTY  - BOOK\r\nTI  - echt\u2028TY  - BOOK\x85TY  - BOOK\x0bTY  - BOOK",
    "\x00\x01\x08\x0c\x1b[31mrood\x7f\x9b \ud800 \ufffe\uffff ]]> <!-- _x0000_",
    "van links \u202eaar rechts\u2066",
)


def spoken(text: str) -> Answer:
    """An answer of two parts, of which everything that is not its own wording is ``text``."""
    url = f"https://zoek.officielebekendmakingen.nl/{text}"
    cited = dataclasses.replace(
        CITATION, document_id=text, title=text, section=text, quote=text, passage=text, reference=text, url=url
    )
    members = dataclasses.replace(cited, quote=f"{text}!", role=Role.MEMBERS, voice=text, url=text)
    said = statements((cited, members), (1, 2))
    return Answer(
        text,
        f"{text} volledig",
        answered=True,
        text=f"{text} [1]",
        citations=(cited, members),
        parts=(
            AnswerPart(text, True, (1, 2), False, (StatedFigure(DAY, text, 1),), said),
            AnswerPart(text, False, ()),
        ),
        restrictions=(Restriction(text, text),),
        statements=said,
    )


def visible(text: str) -> str:
    """What is left to be seen of a text, without white space."""
    bare = "".join(c for c in text if c.isprintable() and c not in "\ufffe\uffff")
    return "".join(bare.split())


def markdown_shown(markdown: str) -> str:
    """What Markdown shows, without white space; tables and struck text are read as by most renderers."""
    inline = [token for block in _reader().parse(markdown) for token in block.children or ()]
    return visible("".join(token.content for token in inline))


def markdown_marks(markdown: str) -> set[str]:
    """The kinds of markup that Markdown finds."""
    blocks = _reader().parse(markdown)
    return {token.type for block in blocks for token in (block, *(block.children or ()))} - {"inline", "text"}


def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
