"""``python -m eval.learning FOLDER``: of how many training questions the passage is in a folder."""

import sys
from collections import Counter
from pathlib import Path

from .questions import training

found = training(Path(sys.argv[1]))
kept = sum(one.is_validation for one in found.questions)
print(f"{len(found.questions)} questions, of which {kept} are kept aside; {found.missing} without their passage")
for kind, count in Counter(one.kind for one in found.questions).most_common():
    print(f"{kind:>12} {count}")
