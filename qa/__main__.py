"""``python -m qa`` is ``qa``."""

from qa.cli import main

if __name__ == "__main__":  # other processes of the program import this file too
    main()
