#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies edited apart and merged, backups before it, and several processes on one file.

It must not know how a project is stored."""

import itertools
import json
import os
import shutil
import sqlite3
import time

import tricky
from lib import TIMEOUT, Home, case, main, read, same


def annotation(number, by):
    return json.dumps({"document": "k1", "text": tricky.TEXT, "annotations": [
        {"id": f"{by}-{number}", "type": "Person", "by": by, "spans": [[number, number + 2]], "note": f"{by} {number}"}]}) + "\n"


def copies(home):
    """Three copies of one project, made by copying the file and edited apart, some of it the same fields."""
    base = home.new("base.gloss")
    home.ok("import", base, home.write("in.jsonl", tricky.lines()))
    paths = []
    for i, by in enumerate(("amira", "bek", "chen")):
        path = home.at(f"{by}.gloss")
        shutil.copy(base, path)
        paths.append(path)
        home.ok("import", path, home.write(f"{by}.jsonl", annotation(i * 3, by)), "--by", by)
        home.ok("documents", path, "--set", "k1", f"title=by {by}", f"{('byline', 'publisher', 'language')[i]}={by}", "--by", by)
        home.ok("import", path, home.write(f"{by}.txt", f"A text that only {by} has.\n"), "--by", by)
        home.ok("import", path, home.write("both.txt", "A text that all three found.\n"), "--by", by)
    home.ok("documents", paths[1], "--set", "nfc", "title=taken back", "--by", "bek")
    home.ok("undo", paths[1], "--by", "bek")
    home.ok("documents", paths[2], "--set", "nfc", "key=nfd", "--by", "chen")
    return base, paths


@case
def any_order():
    """copies edited apart and merged in every order export the same"""
    with Home() as home:
        base, paths = copies(home)
        exports = set()
        for n, order in enumerate(itertools.permutations(paths)):
            target = home.at(f"merged-{n}.gloss")
            shutil.copy(base if n % 2 else order[0], target)
            home.ok("merge", target, *order)
            home.sound(target)
            exports.add(home.export(target))
            home.ok("check", target, "--rebuild")
            exports.add(home.export(target))
        assert len(exports) == 1, f"{len(exports)} different exports"
        lines = [json.loads(line) for line in exports.pop().decode().split("\n")[:-1]]
        texts = [line["text"] for line in lines[1:]]
        for by in ("amira", "bek", "chen"):
            assert by in lines[0]["people"]
        assert sum("all three" in text for text in texts) == 1
        assert "A text that only amira has.\n" in texts and "A text that only chen has.\n" in texts
        assert "taken back" not in str(lines)
        k1 = next(line for line in lines if line.get("document") == "k1")
        assert k1["title"] == "by chen" and k1["byline"] == "amira" and k1["publisher"] == "bek" and k1["language"] == "chen", k1
        notes = [a.get("note") for a in k1["annotations"]]
        assert {"amira 0", "bek 3", "chen 6"} <= set(notes), notes


@case
def one_by_one_and_through_each_other():
    """merging pairwise, in both directions and again, ends at the same"""
    with Home() as home:
        base, (a, b, c) = copies(home)
        home.ok("merge", a, b)
        home.ok("merge", b, c)
        home.ok("merge", c, a)
        home.ok("merge", a, c)
        home.ok("merge", b, c)
        same(home.export(b), home.export(a), "b and a")
        same(home.export(c), home.export(a), "c and a")
        for path in (a, b, c):
            assert "nothing new" in home.ok("merge", path, a, b, c).text
            home.sound(path)
        home.ok("merge", base, a)
        same(home.export(base), home.export(a), "the base and a")


@case
def dry_run_and_report():
    """--dry-run says what would come and changes no byte; the report counts it"""
    with Home() as home:
        _, (a, b, _) = copies(home)
        before = read(a), read(b)
        dry = home.ok("merge", a, b, "--dry-run", "--json").json["merged"][0]
        assert "would take" in home.ok("merge", a, b, "--dry-run").text
        same(read(a), before[0], "the project after a dry run")
        assert home.backups() == [], home.backups()
        real = home.ok("merge", a, b, "--json").json["merged"][0]
        assert real == dry and real["annotations"] == 1 and real["actions"] > 0 and real["conflicts"] >= 1, (dry, real)
        same(read(b), before[1], "the other copy")


@case
def refusals():
    """another project, a foreign file and a damaged one are refused and change nothing"""
    with Home() as home:
        _, (a, b, _) = copies(home)
        before = home.export(a)
        home.fails(3, "merge", a, home.new("other.gloss"), says=("other.gloss", "import"))
        home.fails(3, "merge", a, home.write("x.gloss", "no project"), says="x.gloss")
        whole = read(b)
        home.fails(3, "merge", a, home.write("cut.gloss", whole[:len(whole) // 2]), says="cut.gloss")
        same(home.export(a), before, "after refusals")
        home.sound(a)


@case
def clock_ahead():
    """changes dated more than a day ahead are taken only with --accept-clock"""
    with Home() as home:
        base, _ = copies(home)
        later = home.at("later.gloss")
        shutil.copy(base, later)
        home.ok("documents", later, "--set", "nfc", "title=tomorrow",
                GLS_TEST_NOW=str(int((time.time() + 3 * 86400) * 1000)))
        before = home.export(base)
        home.fails(3, "merge", base, later, says="later.gloss")
        same(home.export(base), before, "after the refusal")
        home.ok("merge", base, later, "--accept-clock")
        assert b'"title":"tomorrow"' in home.export(base)
        home.sound(base)


@case
def project_ahead():
    """a project dated more than a day ahead is read as ever, and written to only with --accept-clock"""
    with Home() as home:
        project = home.new()
        home.ok("import", project, home.write("one.txt", "One.\n"), GLS_TEST_NOW=str(int((time.time() + 3 * 86400) * 1000)))
        before = home.export(project)
        another = home.write("two.txt", "Two.\n")
        for command in (("import", project, another), ("documents", project, "--set", "one", "title=x"), ("undo", project)):
            home.fails(3, *command, says=("p.gloss", "--accept-clock"))
            same(home.export(project), before, "after the refusal")
        home.ok("documents", project, "--set", "one", "title=x", "--accept-clock")
        assert b'"title":"x"' in home.export(project)
        home.ok("undo", project, "--accept-clock")
        same(home.export(project), before, "after the undo")
        home.ok("redo", project, "--accept-clock")
        home.ok("import", project, another, "--accept-clock")
        assert b"Two." in home.export(project)
        home.sound(project)


@case
def backups():
    """one backup before each merge, whole, and only the last two kept"""
    with Home() as home:
        _, (a, b, c) = copies(home)
        before = home.export(a)
        home.ok("merge", a, b)
        made = home.backups()
        assert len(made) == 1 and made[0].endswith("-merge.gloss"), made
        same(home.export(made[0]), before, "the backup's export")
        home.sound(made[0])
        time.sleep(1.1)
        home.ok("merge", a, c)
        assert len(home.backups()) == 2, home.backups()
        same(home.export(made[0]), before, "the first backup")
        leftovers = [name for name in os.listdir(os.path.dirname(made[0])) if not name.endswith(".gloss")]
        assert leftovers == [], leftovers


@case
def one_backup_for_several():
    """copies merged by one command have one backup, of what was before the first"""
    with Home() as home:
        _, (a, b, c) = copies(home)
        before = home.export(a)
        # Enough of them to take longer than the second that a backup's name tells.
        home.ok("merge", a, *[b, c] * 12)
        made = home.backups()
        assert len(made) == 1, made
        same(home.export(made[0]), before, "the backup's export")


@case
def many_writers():
    """twenty processes that write at once lose nothing"""
    with Home() as home:
        project = home.new()
        home.ok("import", project, home.write("in.jsonl", tricky.lines()))
        running = []
        for i in range(20):
            if i % 2:
                file = home.write(f"in{i}/article-{i}.txt", f"Text number {i}.\n")
                running.append(home.start("import", project, file, "--by", f"person {i}"))
            else:
                field = ("title", "byline", "publisher", "source", "language")[i // 2 % 5]
                key = "k1" if i < 10 else "nfd"
                running.append(home.start("documents", project, "--set", key, f"{field}=value {i}", "--by", f"person {i}"))
        for process in running:
            _, err = process.communicate(timeout=TIMEOUT)
            assert process.returncode == 0, err
        lines = [json.loads(line) for line in home.export(project).decode().split("\n")[1:-1]]
        by_key = {line["document"]: line for line in lines}
        for i in range(20):
            if i % 2:
                assert by_key[f"article-{i}"]["text"] == f"Text number {i}.\n"
            else:
                field = ("title", "byline", "publisher", "source", "language")[i // 2 % 5]
                assert by_key["k1" if i < 10 else "nfd"][field] == f"value {i}"
        home.sound(project)
        assert not os.path.exists(project + "-wal"), "the last to close left a log beside the file"


@case
def reader_beside_writers():
    """a reader sees whole documents while others write"""
    with Home() as home:
        project = home.new()
        for i in range(300):
            home.write(f"in/{i}.txt", f"Text {i} about the river.\n" * 30)
        writer = home.start("import", project, "in")
        seen = []
        while writer.poll() is None:
            rows = home.ok("documents", project, "--json").json["documents"]
            seen.append(len(rows))
            assert all(row["characters"] > 500 for row in rows), rows
        assert writer.wait() == 0, writer.stderr.read()
        writer.communicate()
        assert seen == sorted(seen) and len(home.ok("documents", project, "--json").json["documents"]) == 300, seen
        home.sound(project)


main()
