"""The knobs: each has its place by default, and is what the environment says where it says so."""

from pathlib import Path

import platformdirs
import pytest

from qa.errors import VindplaatsError
from qa.settings import Settings, examined, from_environment


def test_what_the_chat_keeps_stands_among_the_data_of_the_user_and_is_off_by_default() -> None:
    chosen, data = from_environment({}), platformdirs.user_data_path("vindplaats")
    assert chosen.feedback == data / "feedback.jsonl"
    assert (chosen.log_questions, chosen.accounts, chosen.root_path) == (None, None, "")
    assert from_environment({"QA_LOG_QUESTIONS": "1"}).log_questions == data / "questions.jsonl"


def test_the_memory_of_an_index_is_told_in_megabytes() -> None:
    assert from_environment({"QA_MEMORY_MB": "500"}).memory == 500_000_000
    assert from_environment({}).memory == 2_000_000_000


@pytest.mark.parametrize("value", ["veel", "-1", "0", "1,5", "2 GB"])
def test_memory_that_is_no_number_of_megabytes_is_refused(value: str) -> None:
    with pytest.raises(VindplaatsError, match=r"QA_MEMORY_MB is .*; geef een aantal megabytes"):
        from_environment({"QA_MEMORY_MB": value})


@pytest.mark.parametrize("value", ["", "0"])
def test_questions_are_not_kept_unless_that_is_asked_for(value: str) -> None:
    assert from_environment({"QA_LOG_QUESTIONS": value}).log_questions is None


@pytest.mark.parametrize("value", ["nee", "true", "vragen.jsonl"])
def test_a_word_that_may_mean_either_keeps_no_questions_and_is_told(value: str) -> None:
    settings, (fault,) = examined({"QA_LOG_QUESTIONS": value})
    assert settings.log_questions is None
    assert fault == f"QA_LOG_QUESTIONS is {value}; geef 1 om vragen te bewaren, of 0."


def test_each_setting_that_cannot_be_used_is_named_and_has_its_default() -> None:
    rubbish = {
        "QA_CORPUS": "~niemand/stukken",
        "QA_MEMORY_MB": "veel",
        "QA_HOSTS": "https://a.nl",
        "QA_ROOT_PATH": "a?b",
    }
    settings, faults = examined(rubbish)
    assert [fault.split()[0] for fault in faults] == ["QA_CORPUS", "QA_MEMORY_MB", "QA_ROOT_PATH", "QA_HOSTS"]
    assert settings == from_environment({})


def test_the_files_of_the_chat_are_where_the_environment_says() -> None:
    chosen = from_environment({"QA_FEEDBACK": "~/oordelen.jsonl", "QA_AUTH_FILE": "/etc/vindplaats/gebruikers"})
    assert chosen.feedback == Path.home() / "oordelen.jsonl"
    assert chosen.accounts == Path("/etc/vindplaats/gebruikers")


@pytest.mark.parametrize(
    ("given", "path"),
    [("", ""), ("/", ""), ("vindplaats", "/vindplaats"), ("/vindplaats/", "/vindplaats"), (" /a//b ", "/a/b")],
)
def test_the_path_below_a_proxy_begins_with_a_slash_and_ends_without(given: str, path: str) -> None:
    assert from_environment({"QA_ROOT_PATH": given}).root_path == path


def test_the_knobs_of_the_chat_may_be_left_out() -> None:
    chosen = Settings(Path("corpus"), Path("index"), Path("cache"), "")
    assert chosen.feedback == from_environment({}).feedback


@pytest.mark.parametrize("host", ["::::", "a..nl", ".", "1:2:3", "a.nl:80"])
def test_what_can_be_no_name_of_a_host_is_refused(host: str) -> None:
    _, (fault,) = examined({"QA_HOSTS": f"vragen.voorbeeld.nl {host}"})
    assert fault.startswith("QA_HOSTS is vragen.voorbeeld.nl")


def test_names_and_addresses_of_hosts_are_taken() -> None:
    hosts = "vragen.voorbeeld.nl, localhost 10.0.0.7 ::1 fe80::1"
    assert examined({"QA_HOSTS": hosts})[0].hosts == set(hosts.replace(",", "").split())
