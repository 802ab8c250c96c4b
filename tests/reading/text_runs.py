"""Pieces of text as a PDF places them, of letters that are all half as wide as their type is high."""

from qa.reading.text_runs import Piece


def piece(x: float, y: float, size: float, text: str) -> Piece:
    return Piece(x, x + size / 2 * len(text), y, size, text)
