import pytest

from qa import Answer, Assistant


@pytest.fixture(scope="session")
def conversation(assistant: Assistant) -> tuple[Answer, ...]:
    """A real conversation: a plain question, its follow-up, two questions in one, and one without an answer."""
    plain = assistant.ask("Hoeveel militairen levert Nederland aan NMI in 2024?")
    return (
        plain,
        assistant.ask("En in 2023?", history=[plain]),
        assistant.ask("Wat is de rol van de Senior Civilian en hoe bak ik een appeltaart?"),
        assistant.ask("Hoe bak ik een appeltaart?"),
    )
