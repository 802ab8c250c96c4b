"""Who asks one question waits for nothing that it does not need."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import CORPUS, HEAVY

NEEDLESS = HEAVY | {"gradio", "fastapi", "onnx", "pypdf", "sklearn", "pandas", "PIL"}

ASKING = """
import sys
from qa.cli import main
sys.argv = ["qa", "ask", "wat is de rechtsgrond van OIR?"]
try:
    main()
finally:
    print("imported:", *{name.partition(".")[0] for name in sys.modules})
"""


def test_a_question_to_an_index_that_is_there_needs_no_torch_and_no_chat(index: Path) -> None:
    environment = os.environ | {"QA_CORPUS": str(CORPUS), "QA_INDEX": str(index)}
    done = subprocess.run(
        [sys.executable, "-c", ASKING], env=environment, capture_output=True, text=True, timeout=300, check=True
    )
    answer, _, imported = done.stdout.partition("imported: ")
    assert "het Iraakse verzoek aan de VN" in answer
    assert NEEDLESS.isdisjoint(imported.split())
