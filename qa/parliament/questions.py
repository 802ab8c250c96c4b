"""Lists of questions and answers: which printed lines are question, answer and page column.

The numbers of the questions must come in order. A line is the next question when it begins with exactly the
next number, is followed by a word and does not run on from the line above; a line such as "29 521, nr. 44), is
een redeployment" inside an answer is therefore never taken for question 29. The number may also stand on a line of
its own, above its question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.domain import Line
from qa.language.number_lists import NUMBERS
from qa.parliament.counting import ALONE, FORMS, INLINE, Mark, marks_in, most_answered

FEWEST_QUESTIONS = 3  # fewer numbered questions do not make a list
FEWEST_ALL_ANSWERED = (
    2  # where they count from 1 and each has its answer; not before a word, where sections have theirs
)

ANSWER = re.compile(
    rf"""
    (?:Antwoord|ANTWOORD)(?:en|EN)?\b
    (?:                                                                         # "Antwoord op de vragen 3 en 4"
        \s+ (?: (?:op\s+)? (?:de\s+)? (?:vraag|vragen|VRAAG|VRAGEN) (?:\s+{NUMBERS})? | {NUMBERS} ) (?=\s*:|\s*$)
    )?
    \s*:?\s*
    """,
    re.VERBOSE,
)
LONE_NUMBER = re.compile(r"\d{1,3}")
TRAILING_NUMBER = re.compile(r"\s(\d{1,2})$")
COLUMN_HEADING = re.compile(r"Nr\.?\s+Vraag\b.*\bBlz\b.*", re.IGNORECASE)

SENTENCE_ENDS = (".", "?", "!", "”", "’", ")")
PAGE_STEP = 3  # pages of the letter by which the column may rise from one question to the next


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One question in the printed lines, or those that are answered together.

    ``question`` and ``answer`` hold lines of text only: the number, the word "Antwoord" and the page column
    are taken out. ``label`` is the word "Antwoord" as printed. ``first`` and ``last`` are the positions in
    the given lines of the first and the last line that belong to this question. ``heading`` is its number as printed,
    where that is no column of a table. ``more`` are other questions that are answered with it, each with its number.
    """

    numbers: tuple[int, ...]
    question: tuple[Line, ...]
    label: str
    answer: tuple[Line, ...]
    letter_pages: tuple[int, ...]
    first: int
    last: int
    furniture: tuple[str, ...]
    heading: Line | None = None
    more: tuple[tuple[Line, ...], ...] = ()

    @property
    def number(self) -> int:
        """The number of the question, or of the first of those that are answered together."""
        return self.numbers[0]


def find_questions(lines: Sequence[Line], *, printed: bool = True) -> tuple[ListedQuestion, ...]:
    """Find the numbered questions with their answers in the lines of a document.

    Returns the questions in order, or nothing when the lines hold no list: fewer than FEWEST_QUESTIONS, or most
    of them without the word "Antwoord", as in a letter with numbered sections. Everything from the first
    question to the end of the document belongs to the list. ``printed`` tells that the lines are those of a page, at
    whose end a conversion may have repeated some.
    """
    questions = max((_in_form(lines, form) for form in FORMS), key=_labelled)
    if not questions:
        return ()
    questions = _with_trailing_pages(questions)
    # Only of a table, which the page column tells, a conversion repeats cells.
    in_table = any(question.letter_pages for question in questions)
    if not in_table:
        questions = [_headed(question, lines[question.first]) for question in questions]
    last = _without_repetitions(questions[-1], questions[:-1]) if printed and in_table else questions[-1]
    return (*questions[:-1], last)


def _in_form(lines: Sequence[Line], form: re.Pattern[str]) -> list[ListedQuestion]:
    """The list whose numbers stand in this form before the questions; nothing when there is none."""
    answers = [place for place, line in enumerate(lines) if ANSWER.match(line.text)]
    marks = [mark for mark in marks_in(lines, form) if form is not ALONE or _heads_text(lines, mark.place)]
    row = most_answered(marks, answers)
    if not row:
        return []
    ends = [*(mark.place for mark in row[1:]), len(lines)]
    questions = [_split(mark, lines, end, form) for mark, end in zip(row, ends, strict=True)]
    labelled = _labelled(questions)
    if len(questions) >= FEWEST_QUESTIONS and 2 * labelled > len(questions):
        return questions
    few = form is not INLINE and labelled == len(questions) >= FEWEST_ALL_ANSWERED
    return questions if few and questions[0].number == 1 else []


def _headed(question: ListedQuestion, opening: Line) -> ListedQuestion:
    """The question below its number; in a table the number is a column of its own, which is left out."""
    if question.heading:
        return question
    return replace(question, heading=replace(opening, text=opening.text.split(maxsplit=1)[0]))


def _heads_text(lines: Sequence[Line], place: int) -> bool:
    """Whether text stands below a number on a line of its own: neither an answer nor another number."""
    below = lines[place + 1] if place + 1 < len(lines) else None
    return below is not None and not ANSWER.match(below.text) and not LONE_NUMBER.fullmatch(below.text)


def _labelled(questions: Sequence[ListedQuestion]) -> int:
    return sum(question.label != "" for question in questions)


def _split(mark: Mark, lines: Sequence[Line], end: int, form: re.Pattern[str]) -> ListedQuestion:
    question: list[Line] = []
    answer: list[Line] = []
    pages: list[int] = []
    furniture: list[str] = []
    label = ""
    opening = lines[mark.place]
    heading = opening if form is ALONE else None
    if heading is None:
        question.append(replace(opening, text=opening.text[mark.end :].strip()))
    for line in lines[mark.place + 1 : end]:
        # Below a number of its own the page column stands in the question only: an answer may be a number.
        if LONE_NUMBER.fullmatch(line.text) and not (heading and label):
            pages.append(int(line.text))
            furniture.append(line.text)
        elif not label and (match := ANSWER.match(line.text)):
            label = match[0].strip()
            if rest := line.text[match.end() :]:
                answer.append(replace(line, text=rest))
        else:
            (answer if label else question).append(line)
    return ListedQuestion(
        mark.numbers,
        tuple(question),
        label,
        tuple(answer),
        tuple(pages),
        mark.place,
        end - 1,
        tuple(furniture),
        heading,
    )


def _with_trailing_pages(questions: list[ListedQuestion]) -> list[ListedQuestion]:
    """Find the page column where it was printed at the end of the question's first line.

    That happens when a page ends right after that line. A number there counts only when it continues the
    column: not below the page of the question before, not above that of the question after.
    """
    columns = [q.letter_pages for q in questions]
    result: list[ListedQuestion] = []
    for place, question in enumerate(questions):
        match = TRAILING_NUMBER.search(question.question[0].text)
        page_ends = len(question.question) > 1 and question.question[0].page != question.question[1].page
        before = next((c[-1] for c in reversed(columns[:place]) if c), None)
        after = next((c[0] for c in columns[place + 1 :] if c), None)
        if match and page_ends and not question.letter_pages and before is not None:
            page = int(match[1])
            if before <= page <= (before + PAGE_STEP if after is None else after):
                opening = question.question[0]
                cut = Line(opening.text[: match.start()], opening.page, opening.gap)
                question = replace(  # noqa: PLW2901 - the same question, completed
                    question,
                    question=(cut, *question.question[1:]),
                    letter_pages=(page,),
                    furniture=(*question.furniture, str(page)),
                )
        result.append(question)
    return result


def _without_repetitions(last: ListedQuestion, others: Sequence[ListedQuestion]) -> ListedQuestion:
    """Drop from the end of the last answer the lines that only repeat earlier answers.

    Conversions from PDF put the text of some table cells once more at the very end of the file.
    """
    earlier = _squeezed(" ".join(line.text for q in others for line in q.answer)) + "antwoord"
    end = len(last.answer)
    while end > 1 and _squeezed(last.answer[end - 1].text) in earlier:
        end -= 1
    if end < len(last.answer) and not last.answer[end - 1].text.endswith(SENTENCE_ENDS):
        return last  # the answer itself ends in words that stand elsewhere too
    dropped = tuple(line.text for line in last.answer[end:])
    return replace(last, answer=last.answer[:end], furniture=(*last.furniture, *dropped))


def _squeezed(text: str) -> str:
    """Only letters and digits, lower case: equal whatever the line breaks, hyphens and spaces."""
    return re.sub(r"[\W_]+", "", text).lower()
