"""Where Dutch sentences end, in texts full of "d.d.", "nr." and "jl."."""

import re

# Abbreviations that stand before the word they belong to, so that a capital or a number after them does not
# begin a sentence ("nr. 919", "d.d. 18 mei", "drs. K.H. Ollongren").
_BEFORE_A_WORD = (
    "nr nrs d.d art artt lid blz p pag bijv bv ca c.q m.b.t n.a.v o.a o.l.v i.h.k.v t.a.v t.b.v i.v.m m.u.v "
    "resp incl excl vgl zgn drs dr mr ir ing prof st mevr dhr jhr mw sub par hfst ex"
)
# Abbreviations that may end a sentence ("op 24 mei jl."): only a following capital decides.
_MAY_END = "jl jl. a.s c.s e.d e.a etc enz mln mld s.v.p"

_NO_END_AFTER = frozenset(_BEFORE_A_WORD.split())
_MAY_END_AFTER = frozenset(_MAY_END.split())

BOUNDARY = re.compile(
    r"""
    (?P<mark>[.?!…])                   # the end of a sentence,
    (?P<close>[)\]”’"'»]*)             # with what closes around it,
    (?P<space>\s+)                     # then white space and
    (?=[(\[“‘"'«]*[A-ZÀ-ÖØ-Þ0-9’])     # something that can begin a sentence ("'s Avonds" apart)
    """,
    re.VERBOSE,
)
LAST_WORD = re.compile(r"[\w.’'-]+$")
ITEM_NUMBER = re.compile(r"\d{1,2}|[a-z]|[ivx]{1,4}")
INITIALS = re.compile(r"[A-Z](?:\.[A-Z])*")  # "K.H" of "K.H. Ollongren", not "VS"
LINE_END = re.compile(r"[ ]*\n\s*")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Give the (start, end) of each sentence of ``text``, in order, without surrounding white space.

    A line break always ends a sentence: inside a passage it stands between the items of a list or between
    paragraphs.
    """
    cuts: list[tuple[int, int]] = [m.span() for m in LINE_END.finditer(text)]
    cuts += [m.span("space") for m in BOUNDARY.finditer(text) if _ends_sentence(text, m)]
    spans: list[tuple[int, int]] = []
    start = 0
    for cut_start, cut_end in [*sorted(cuts), (len(text), len(text))]:
        piece = text[start:cut_start]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append((left, start + len(piece.rstrip())))
        start = max(start, cut_end)
    return spans


def _ends_sentence(text: str, boundary: re.Match[str]) -> bool:
    if boundary["mark"] != ".":
        # "Ja!" said by someone else inside a sentence goes on in lower case, which BOUNDARY rules out.
        return True
    before = LAST_WORD.search(text, 0, boundary.start())
    if before is None:
        return True
    word = before[0].strip("’'-")
    if word.lower() in _NO_END_AFTER:
        return False
    if word.lower() in _MAY_END_AFTER:
        return text[boundary.end()].isalpha()
    if ITEM_NUMBER.fullmatch(word) and _opens_line(text, before.start()):
        return False  # "ii. NAVO Missie in Irak (NMI): ..."
    return boundary["close"] != "" or not INITIALS.fullmatch(word)


def _opens_line(text: str, offset: int) -> bool:
    return offset == 0 or text[offset - 1] == "\n"
