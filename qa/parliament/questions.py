"""Lists of questions and answers: which printed lines are question, answer and page column.

The numbers of the questions must come in order. A line is the next question when it begins with exactly the
next number, is followed by a word and does not run on from the line above; a line such as "29 521, nr. 44), is
een redeployment" inside an answer is therefore never taken for question 29.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.domain import Line

FEWEST_QUESTIONS = 3  # fewer numbered questions do not make a list

ANSWER = re.compile(r"Antwoord\b\s*:?\s*")
LONE_NUMBER = re.compile(r"\d{1,3}")
TRAILING_NUMBER = re.compile(r"\s(\d{1,2})$")
COLUMN_HEADING = re.compile(r"Nr\.?\s+Vraag\b.*\bBlz\b.*", re.IGNORECASE)

SENTENCE_ENDS = (".", "?", "!", "”", "’", ")")
PAGE_STEP = 3  # pages of the letter by which the column may rise from one question to the next


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One question in the printed lines.

    ``question`` and ``answer`` hold lines of text only: the number, the word "Antwoord" and the page column
    are taken out. ``label`` is the word "Antwoord" as printed. ``first`` and ``last`` are the positions in
    the given lines of the first and the last line that belong to this question.
    """

    number: int
    question: tuple[Line, ...]
    label: str
    answer: tuple[Line, ...]
    letter_pages: tuple[int, ...]
    first: int
    last: int
    furniture: tuple[str, ...]


def find_questions(lines: Sequence[Line], *, printed: bool = True) -> tuple[ListedQuestion, ...]:
    """Find the numbered questions with their answers in the lines of a document.

    Returns the questions in order, or nothing when the lines hold no list: fewer than FEWEST_QUESTIONS, or most
    of them without the word "Antwoord", as in a letter with numbered sections. Everything from the first
    question to the end of the document belongs to the list. ``printed`` tells that the lines are those of a page, at
    whose end a conversion may have repeated some.
    """
    starts = _question_starts(lines)
    ends = [*starts[1:], len(lines)]
    questions = [
        _split(number, lines, first, last) for number, (first, last) in enumerate(zip(starts, ends, strict=False), 1)
    ]
    labelled = sum(question.label != "" for question in questions)
    if len(questions) < FEWEST_QUESTIONS or 2 * labelled <= len(questions):
        return ()
    questions = _with_trailing_pages(questions)
    last = _without_repetitions(questions[-1], questions[:-1]) if printed else questions[-1]
    return (*questions[:-1], last)


def _question_starts(lines: Sequence[Line]) -> list[int]:
    starts: list[int] = []
    answered = True  # the answer to the question before has begun
    for position, line in enumerate(lines):
        next_number = re.match(rf"{len(starts) + 1}\s+[^\W\d_]", line.text)
        # Before its answer a question may be followed by the next one only after an empty line.
        if next_number and (answered or line.gap > 0) and _stands_apart(lines, position):
            starts.append(position)
            answered = False
        elif starts and ANSWER.match(line.text):
            answered = True
    return starts


def _stands_apart(lines: Sequence[Line], position: int) -> bool:
    """Whether the line does not run on from the line above."""
    if position == 0 or lines[position].gap > 0:
        return True
    above = lines[position - 1]
    return above.page != lines[position].page or above.text.endswith((".", "?", "!", ":"))


def _split(number: int, lines: Sequence[Line], first: int, end: int) -> ListedQuestion:
    question: list[Line] = []
    answer: list[Line] = []
    pages: list[int] = []
    furniture: list[str] = []
    label = ""
    for line in lines[first:end]:
        if LONE_NUMBER.fullmatch(line.text):
            pages.append(int(line.text))
            furniture.append(line.text)
        elif not label and (match := ANSWER.match(line.text)):
            label = match[0].strip()
            if rest := line.text[match.end() :]:
                answer.append(Line(rest, line.page, line.gap))
        else:
            (answer if label else question).append(line)
    opening = question[0]
    question[0] = Line(opening.text.removeprefix(str(number)).strip(), opening.page, opening.gap)
    return ListedQuestion(
        number,
        tuple(question),
        label,
        tuple(answer),
        tuple(pages),
        first,
        end - 1,
        tuple(furniture),
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
