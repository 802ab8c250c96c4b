"""Pack all that a machine without a network needs to install Vindplaats, in one folder.

Run by `make wheelhouse`, with the Python and on the kind of machine that it is for. Fetching needs a network; with
``--describe`` the wheels that lie in the folder are described and checked only.
"""

import argparse
import hashlib
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

from packaging.metadata import RawMetadata, parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = "constraints.txt"
SUMS, LICENCES, EXPLANATION = "SHA256SUMS", "LICENCES.md", "INSTALLEREN.md"

OURS = "vindplaats"
EXTRAS = "[eval]"  # what `qa eval` needs
CUDA = ("cuda-", "nvidia-", "triton")  # how the names of packages for graphics cards begin; gigabytes of no use here
LINKS = ("homepage", "source", "source code", "repository", "github")  # the best first

PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
HOW_TO = f"""# Vindplaats installeren zonder netwerk

Deze map bevat alles wat nodig is op een computer met {platform.system()} ({platform.machine()}) en \
Python {sys.version_info.major}.{sys.version_info.minor}, ook het taalmodel. Er wordt niets opgehaald.
Voer de opdrachten uit in deze map. De eerste mag niets melden; meldt hij wel iets, kopieer de map dan opnieuw.

```console
sha256sum --check --quiet {SUMS}
{PYTHON} -m venv ~/vindplaats
~/vindplaats/bin/pip install --no-index --find-links . --constraint {CONSTRAINTS} '{OURS}{EXTRAS}'
~/vindplaats/bin/qa doctor
~/vindplaats/bin/qa chat
```

`qa doctor` gaat na of alles er is, en zegt van wat er mist wat u eraan doet. `qa chat` maakt de eerste keer de index
(ongeveer een minuut voor de vijf documenten die meekomen) en opent de chat op http://127.0.0.1:7860.
Uw eigen documenten: `qa chat --corpus MAP`. De licenties van alle onderdelen staan in {LICENCES}; hun volledige tekst
staat in de pakketten zelf.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A package in the wheelhouse, as its own metadata describes it."""

    name: str
    version: str
    licence: str
    address: str


def main() -> None:
    """Fill the folder unless told not to, then describe what is in it and check that it is what was pinned."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--describe", action="store_true", help="fetch nothing")
    given = arguments.parse_args()
    if not given.describe:
        fetch(given.folder.resolve())
    parts = [part(wheel) for wheel in sorted(given.folder.glob("*.whl"))]
    if faults := [*strange(parts)]:
        sys.exit("\n".join(faults))
    shutil.copyfile(ROOT / CONSTRAINTS, given.folder / CONSTRAINTS)
    (given.folder / LICENCES).write_text(licences(parts), encoding="utf-8")
    (given.folder / EXPLANATION).write_text(HOW_TO, encoding="utf-8")
    (given.folder / SUMS).write_text(sums(given.folder), encoding="utf-8")
    size = sum(path.stat().st_size for path in given.folder.iterdir())
    print(f"{len(parts)} packages, {size / 1e6:.0f} MB in {given.folder}")
    print(f"The checksum of {SUMS} is {checksum(given.folder / SUMS)}")


def fetch(folder: Path) -> None:
    """Make the wheel of this checkout, and fetch those of all that it needs, in the versions of the constraints."""
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check")
    options = ("--constraint", str(ROOT / CONSTRAINTS), "--wheel-dir", str(folder))
    with tempfile.TemporaryDirectory() as elsewhere:  # nothing is left in the checkout
        done = subprocess.run([*pip, *options, f"{ROOT}{EXTRAS}"], cwd=elsewhere, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def part(wheel: Path) -> Part:
    """Read what a wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA") and name.count("/") == 1)
        said, _ = parse_email(archive.read(path))
    return Part(said["name"], said["version"], _licence(said), _address(said))


def _licence(said: RawMetadata) -> str:
    """The licence expression, or what older metadata has in its place; never the text of a licence."""
    short = said.get("license_expression") or said.get("license", "").strip()
    if short and "\n" not in short:
        return short
    classified = [kind.rpartition(" :: ")[2] for kind in said.get("classifiers", []) if kind.startswith("License")]
    return ", ".join(classified)


def _address(said: RawMetadata) -> str:
    links = {name.casefold(): link for name, link in said.get("project_urls", {}).items()}
    named = (links[name] for name in LINKS if name in links)
    return said.get("home_page") or next(named, next(iter(links.values()), ""))


def strange(parts: list[Part]) -> list[str]:
    """Say what is there that should not be: packages for CUDA, versions that are not pinned, no licence."""
    pins = {
        canonicalize_name(pin.name): pin.specifier
        for pin in map(Requirement, filter(_is_pin, (ROOT / CONSTRAINTS).read_text().splitlines()))
    }
    faults = []
    for one in parts:
        name = canonicalize_name(one.name)
        if name.startswith(CUDA):
            faults.append(
                f"{name}: PyTorch came with CUDA; name the index of its CPU build: "
                "PIP_EXTRA_INDEX_URL=https://download.pytorch.org/whl/cpu make wheelhouse"
            )
        elif name != OURS and (name not in pins or one.version not in pins[name]):
            faults.append(f"{name} {one.version}: not the version in {CONSTRAINTS}")
        if not one.licence:
            faults.append(f"{name}: its metadata names no licence")
    return faults


def _is_pin(line: str) -> bool:
    return bool(line) and not line.startswith("#")


def licences(parts: list[Part]) -> str:
    """Give the table of all packages with their licences."""
    rows = [f"| {one.name} | {one.version} | {one.licence} | {one.address} |" for one in parts]
    return "\n".join(("# Licenties", "", "| pakket | versie | licentie | adres |", "|---|---|---|---|", *rows, ""))


def sums(folder: Path) -> str:
    """Give the SHA-256 of every other file in the folder, as `sha256sum --check` reads them."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    return "".join(f"{checksum(path)}  {path.name}\n" for path in files)


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
