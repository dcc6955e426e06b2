#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new author's way with Glossator as it is installed: from an empty folder to suggestions, without sources or a build folder.

It must not know how plugins are run."""

import glob
import os
import shutil
import subprocess

from lib import BUILD_ROOT, Home, Skip, case, main

KINDS = ("extractor", "validator", "importer", "exporter")


class Installed(Home):
    """A home, and Glossator installed below it as `meson install` does."""

    def __init__(self):
        super().__init__()
        meson = shutil.which("meson")
        if not meson:
            raise Skip("there is no meson")
        done = subprocess.run([meson, "install", "-C", BUILD_ROOT, "--no-rebuild", "--quiet", "--destdir", self.at("root")],
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        programs = glob.glob(self.at("root", "**", "bin", "gloss"), recursive=True)
        assert len(programs) == 1, programs
        self.environment.update(PATH=os.path.dirname(programs[0]) + ":" + os.environ["PATH"])
        # Nothing of the sources or the build folder.
        for name in ("GLS_BUILD_ROOT", "GLS_SOURCE_ROOT", "GLS_SHARED"):
            self.environment.pop(name, None)

    def shell(self, line, codes=(0,)):
        """A line as an author types it."""
        done = subprocess.run(line, shell=True, env=self.environment, cwd=self.path, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=300, check=False)
        assert done.returncode in codes, f"{line} -> {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout


    def passes_its_test(self, folder):
        """What `sh test.sh` in @folder prints."""
        said = self.shell(f"sh {folder}/test.sh", codes=(0, 1))
        # How long cancelling takes is for the benchmarks: this machine may be busy.
        failed = [line for line in said.splitlines() if line.startswith("✗") and not line.endswith("(a busy computer may be the reason)")]
        assert not failed and said.count("✓") >= 3, said
        return said


def compiler():
    for tool in ("make", "pkg-config"):
        if not shutil.which(tool):
            raise Skip(f"there is no {tool}")
    if not shutil.which("cc"):
        raise Skip("there is no C compiler")


@case
def every_kind_in_c():
    """plugins in C are built against the installed header and pass their own tests"""
    compiler()
    with Installed() as home:
        for kind in KINDS:
            said = home.shell(f"gloss plugins new my-{kind} --kind {kind} --lang c")
            assert f"make -C my-{kind}" in said and f"gloss plugins check ./my-{kind}" in said, said
            home.shell(f"make -C my-{kind}")
            home.passes_its_test(f"my-{kind}")


@case
def every_kind_in_python():
    """plugins in Python need nothing but Python, and pass their own tests"""
    says = {"extractor": '"text":"Bishkek"', "validator": "The mark ends with a space.", "importer": "2 new documents",
            "exporter": "example\tStrike at the harbour"}
    with Installed() as home:
        for kind in KINDS:
            home.shell(f"gloss plugins new my-{kind} --kind {kind} --lang python")
            said = home.passes_its_test(f"my-{kind}")
            assert says[kind] in said, said


@case
def to_a_suggestion():
    """from an empty folder to suggestions of an installed plugin, and shipped ones beside it"""
    with Installed() as home:
        home.shell("gloss plugins new my-plugin --kind extractor --lang python")
        home.shell("gloss new p.gloss")
        home.shell("gloss import p.gloss my-plugin/example.txt")
        home.shell("gloss extract p.gloss --plugin ./my-plugin --log")
        home.shell("gloss plugins install ./my-plugin")
        home.shell("gloss extract p.gloss --plugin my-plugin --plugin figures")
        exported = home.shell("gloss export p.gloss --format jsonl -o -")
        assert exported.count('"by":"plugin:my-plugin"') == 2 and '"by":"plugin:figures"' in exported, exported
        listed = home.shell("gloss plugins list")
        assert "cannot run" not in listed and "my-plugin" in listed, listed
        assert "failed" not in listed, listed


if __name__ == "__main__":
    main()
