import pytest
from tqdm import tqdm

from qa.bars import BARS


def test_a_bar_that_is_shown_while_somebody_encodes_keeps_its_lock(capsys: pytest.CaptureFixture[str]) -> None:
    with BARS.unshared():
        bar = tqdm(total=1)
    bar.update()
    bar.close()
    assert "1/1" in capsys.readouterr().err
    with BARS.unshared(), BARS.unshared():
        pass
    assert "_lock" not in vars(tqdm)
