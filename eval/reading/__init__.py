"""How well files are read: what they say of themselves, their questions and answers, and every printed word.

Unlike the rest of the suite it asks no questions, and needs no index and no model.
"""
