"""Who uses the library finds the process as it was: its threads, environment, logging and ways to report a fault."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import MakeCorpus

# Libraries that are there already are the caller's; what others do to themselves when they are imported is not ours.
PROGRAM = """
import logging, multiprocessing, os, sys, threading, traceback
import faiss, pypdf, torch
from threadpoolctl import threadpool_info
from tqdm import tqdm
torch.get_num_threads()  # which settles the number

def in_a_thread(what):
    found = []
    thread = threading.Thread(target=lambda: found.append(what()))
    thread.start()
    thread.join()
    return found[0]

def threads():
    return torch.get_num_threads(), {pool["filepath"]: pool["num_threads"] for pool in threadpool_info()}

def seen():
    loggers = [one for one in logging.Logger.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    return {
        "environment": dict(os.environ),
        "levels": {one.name: one.level for one in (logging.getLogger(), *loggers)},
        "disabled": logging.root.manager.disable,
        "records": logging.getLogRecordFactory(),
        "start of processes": multiprocessing.get_start_method(allow_none=True),
        "watched bars": tqdm.monitor_interval,
        "faults": (traceback.print_exc, sys.excepthook, threading.excepthook),
        "threads": threads(),
        "threads of another": in_a_thread(threads),
    }

logging.getLogger("transformers").setLevel(logging.DEBUG)
before = seen()
import qa
with qa.Assistant() as assistant:
    print(assistant.ask("Hoeveel adviseurs levert Nederland aan de missie in Bagdad?").text)
print(qa.ask("Hoeveel adviseurs levert Nederland aan de missie in Bagdad?").text)
now = seen()
for name, old in before.items():
    new = now[name]
    if name == "levels":
        new = {logger: level for logger, level in new.items() if logger in old}
    elif name.startswith("threads"):
        new = (new[0], {path: count for path, count in new[1].items() if path in old[1]})
    assert new == old, f"{name}: {old} became {new}"
multiprocessing.set_start_method("spawn")
list(tqdm(["their own bar"], disable=True))
"""


def test_after_a_question_the_process_is_as_it_was(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus(brief="Nederland levert negen adviseurs aan de missie in Bagdad.")
    environment = os.environ | {"QA_CORPUS": str(corpus), "QA_INDEX": str(tmp_path / "index")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("negen adviseurs") == 2
