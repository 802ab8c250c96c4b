"""Where passages are kept and searched, and how that stays whole.

``interface.py`` says what the rest of the program needs of it. What keeps it here is the engine of ``folder.py``: a
folder with a manifest and one generation, a folder of files that are never changed after they were written. A new
generation is built aside and becomes the index when the manifest that names it replaces the old one. Until then, and
when anything goes wrong, the old index stays as it was. An engine over several machines can take its place in
``qa.library``.
"""
