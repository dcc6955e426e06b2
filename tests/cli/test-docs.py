#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command that README, help and manual page show is run as it stands, on the sample. What a text shows together is run
together; each text begins with an empty folder but for the sample, so that what it says can be done from the beginning."""

import glob
import os
import re
import shutil
import subprocess

from lib import GLOSS, SOURCE_ROOT, TIMEOUT, Home, case, main


def read(path):
    with open(os.path.join(SOURCE_ROOT, path), encoding="utf-8") as file:
        return file.read()


def fenced(text):
    """The blocks marked as console: lists of commands."""
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [[line[2:] for line in block.splitlines() if line.startswith("$ ")] for block in blocks]


def manual(text):
    """The lines of EXAMPLES between .nf and .fi."""
    section = text.split(".SH EXAMPLES", 1)[1].split(".SH", 1)[0]
    return [[line.replace("\\-", "-") for line in block.splitlines() if line.startswith("gloss ")]
            for block in re.findall(r"^\.nf\n(.*?)^\.fi", section, re.MULTILINE | re.DOTALL)]


def lay_out(folder):
    """What the texts take for granted: the sample, its articles, and a table of what is known of them."""
    shutil.copy(os.path.join(SOURCE_ROOT, "data/sample/sample.jsonl"), folder)
    shutil.copytree(os.path.join(SOURCE_ROOT, "data/sample/articles"), os.path.join(folder, "articles"))
    with open(os.path.join(folder, "articles.csv"), "w", encoding="utf-8") as table:
        table.write("file,publisher\n01-how-many-joined-the-strike.txt,Quayside\n")


def run_blocks(name, blocks):
    assert blocks and all(blocks), f"{name} shows no command"
    for block in blocks:
        with Home() as home:
            lay_out(home.path)
            environment = {**home.environment, "PATH": os.path.dirname(GLOSS) + os.pathsep + os.environ["PATH"]}
            # A reader has not said who they are.
            del environment["GLS_PERSON"]
            for command in block:
                done = subprocess.run(["sh", "-c", command], cwd=home.path, env=environment, capture_output=True, text=True,
                                      timeout=TIMEOUT, check=False)
                assert done.returncode == 0, f"{name}: {command} -> {done.returncode}\n{done.stdout}\n{done.stderr}"


@case
def readme():
    """the commands of README.md"""
    run_blocks("README.md", fenced(read("README.md")))


@case
def manual_page():
    """the commands of gloss.1"""
    run_blocks("gloss.1", manual(read("data/man/gloss.1")))


@case
def help_pages():
    """the commands of the help, in English; the other languages show the same ones (see check-help.py)"""
    count = 0
    for path in sorted(glob.glob(os.path.join(SOURCE_ROOT, "data/help/C/*.md"))):
        blocks = fenced(read(path))
        if blocks:
            run_blocks(os.path.basename(path), blocks)
            count += len(blocks)
    assert count >= 8, f"only {count} blocks of commands in the help"


if __name__ == "__main__":
    main()
