#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that are no project, damaged, newer, locked, read-only, or on a full disk: a clear sentence, and nothing lost.

It knows of the project file only that SQLite reads it."""

import errno
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import tempfile
import time

import tricky
from lib import TIMEOUT, Home, Skip, case, main, read, same

READING = (["documents"], ["stats"], ["export", "--format", "jsonl", "-o", "-"], ["search", "river"], ["check"])
WRITING = (["undo"], ["redo"], ["documents", "--set", "k1", "title=x"], ["import", "in.jsonl"], ["merge", "other.gloss"])


def commands(home, path, which):
    """Calls with the project put behind the command's name; one sentence each."""
    for command, *rest in which:
        yield command, [command, path, *rest]


def filled(home, name="p.gloss"):
    project = home.new(name)
    home.ok("import", project, home.write("in.jsonl", tricky.lines()))
    shutil.copy(project, home.at("other.gloss"))
    return project


def refused(home, path, says, which=READING + WRITING):
    before = read(path)
    for _, call in commands(home, path, which):
        home.fails(3, *call, says=says)
        same(read(path), before, f"the file after {call}")


@case
def foreign_files():
    """text, another program's database, an empty file and a folder are refused and left alone"""
    with Home() as home:
        filled(home)
        refused(home, home.write("text.gloss", "Just words.\n" * 100), "not a Glossator project")
        refused(home, home.write("empty.gloss", b""), "not a Glossator project")
        refused(home, home.write("short.gloss", b"SQLite format 3\0"), "not a Glossator project")
        connection = sqlite3.connect(home.at("db.gloss"))
        connection.executescript("CREATE TABLE action (k); PRAGMA user_version = 1;")
        connection.close()
        refused(home, home.at("db.gloss"), "not a Glossator project")
        os.mkdir(home.at("dir.gloss"))
        home.fails(3, "stats", "dir.gloss", says="dir.gloss")
        for name in ("/dev/null", "/dev/zero", "/proc/self/mem"):
            home.fails(3, "stats", name, says=name)


@case
def exports_to_devices():
    """an export is written into a device or a pipe, and never put in its place"""
    with Home() as home:
        project = filled(home)
        exported = home.export(project)
        pipe = home.at("pipe")
        os.mkfifo(pipe)
        for force in ([], ["--force"]):
            writer = home.start("export", project, "--format", "jsonl", "-o", pipe, *force)
            same(read(pipe), exported, "what came through the pipe")
            assert writer.wait(TIMEOUT) == 0
        assert stat.S_ISFIFO(os.stat(pipe).st_mode)
        home.ok("export", project, "--format", "jsonl", "-o", "/dev/null")
        assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


@case
def newer_file():
    """a file of a later version is refused with that reason"""
    with Home() as home:
        project = filled(home)
        connection = sqlite3.connect(project)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version = {version + 1}")
        connection.commit()
        connection.close()
        refused(home, project, "later version")


@case
def missing_table():
    """a file that lacks a table is refused, not repaired silently"""
    with Home() as home:
        whole = filled(home)
        for table in ("action", "entry", "rec", "meta"):
            project = home.at(f"without-{table}.gloss")
            shutil.copy(whole, project)
            connection = sqlite3.connect(project)
            connection.execute(f"DROP TABLE {table}")
            connection.commit()
            connection.close()
            refused(home, project, f"without-{table}.gloss")


@case
def truncated_files():
    """a file cut anywhere is refused or read as far as it is sound"""
    with Home() as home:
        whole = read(filled(home))
        for part in (1, 50, 99, 100, 512, 4095, 4096, len(whole) // 2, len(whole) - 4096, len(whole) - 1):
            refused(home, home.write("cut.gloss", whole[:part]), "cut.gloss")


def damage_is_seen(home, whole, exported, offset, bit):
    """check finds the flipped bit, or opening refuses, or nothing that can be seen has changed."""
    damaged = bytearray(whole)
    damaged[offset] ^= 1 << bit
    path = home.write("flipped.gloss", bytes(damaged))
    for suffix in ("-wal", "-shm"):
        if os.path.exists(path + suffix):
            os.unlink(path + suffix)
    result = home.run("check", path)
    if result.code != 0:
        assert (result.code == 1 and result.out) or (result.code == 3 and result.err.count("\n") == 1), str(result)
        for _, call in commands(home, path, READING[:3]):
            home.run(*call)
        return True
    got = home.run("export", path, "--format", "jsonl", "-o", "-")
    assert got.code == 0 and got.out == exported, f"bit {bit} of byte {offset} changed the export and check calls it sound"
    return False


@case
def flipped_bits():
    """a flipped bit is found by check, refused at opening, or changes nothing that can be seen"""
    chance = random.Random(20150421)
    with Home() as home:
        project = home.new()
        home.ok("import", project, home.write("in.jsonl", b"".join(tricky.lines().splitlines(True)[:5])))
        home.ok("documents", project, "--set", "k1", "title=A new title")
        whole, exported = read(project), home.export(project)
        used = [i for i, byte in enumerate(whole) if byte != 0]
        places = list(range(100)) + [whole.index(b"330"), whole.index(b"A new title")] + chance.sample(used, 100)
        found = sum(damage_is_seen(home, whole, exported, place, chance.randrange(8)) for place in places)
        assert found > 60, f"only {found} of {len(places)} were noticed"


@case
def flipped_figure():
    """330 that became 730 in a text, a quantity or a title is found"""
    with Home() as home:
        project = home.new()
        home.ok("import", project, home.write("in.jsonl", b"".join(tricky.lines().splitlines(True)[:5])))
        home.ok("documents", project, "--set", "k1", "title=A title of 330")
        whole, exported = read(project), home.export(project)
        at, seen, tried = whole.find(b"330"), 0, 0
        while at >= 0:
            seen += damage_is_seen(home, whole, exported, at, 2)
            tried += 1
            at = whole.find(b"330", at + 1)
        assert tried >= 3 and seen >= 3, (tried, seen)


@case
def overwritten_pages():
    """pages of noise and of zeros: a finding or a refusal, never a crash"""
    chance = random.Random(7)
    with Home() as home:
        whole = read(filled(home))
        for page in range(0, len(whole), 4096 * max(1, len(whole) // 4096 // 15)):
            for noise in (chance.randbytes(4096), bytes(4096)):
                path = home.write("noise.gloss", whole[:page] + noise + whole[page + 4096:])
                result = home.run("check", path)
                assert result.code in (1, 3) or home.export(path), str(result)
                for _, call in commands(home, path, READING[:4] + (["undo"], ["documents", "--set", "k1", "title=x"])):
                    result = home.run(*call)
                    assert result.code in (0, 3) and result.err.count("\n") == (result.code == 3), str(result)


@case
def foreign_log():
    """a log of another file beside the project does no harm"""
    with Home() as home:
        project = filled(home)
        exported = home.export(project)
        for log in (b"noise" * 1000, b"", bytes(4096)):
            home.write("p.gloss-wal", log)
            home.write("p.gloss-shm", b"x" * 100)
            same(home.export(project), exported, "beside a foreign log")
            home.sound(project)


def as_nobody():
    """The prefix for running as a user whom permissions bind."""
    if os.getuid() != 0:
        return ()
    prefix = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--")
    try:
        process = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise Skip("root is not bound by permissions and setpriv is missing") from error
    if process.returncode != 0:
        raise Skip("root is not bound by permissions and cannot become nobody here")
    return prefix


def bound(home, project):
    """Copies `gloss` where nobody may run it, and makes file and folder readable only."""
    import lib
    prefix = as_nobody()
    program = home.at("bin", "gloss")
    os.makedirs(os.path.dirname(program))
    shutil.copy(lib.GLOSS, program)
    folder = home.at("ro")
    os.mkdir(folder)
    path = os.path.join(folder, "p.gloss")
    shutil.copy(project, path)
    shutil.copy(home.at("in.jsonl"), home.at("ro", "in.jsonl"))
    if subprocess.run([*prefix, program, "--version"], capture_output=True, check=False).returncode != 0:
        raise Skip("the program cannot be run by another user here")

    def run(*arguments):
        process = subprocess.run([*prefix, program, *arguments], env=home.environment, cwd=folder, capture_output=True,
                                 timeout=60, check=False)
        return lib.Result(arguments, process)
    return path, run


def only_reads(home, path, run, exported):
    before = read(path)
    for command, *rest in READING:
        result = run(command, path, *rest)
        assert result.code == 0, str(result)
        if command == "export":
            same(result.out, exported, "the export as a reader")
    for command, *rest in (["undo"], ["documents", "--set", "k1", "title=x"], ["import", "in.jsonl"]):
        result = run(command, path, *rest)
        assert result.code == 3 and result.err.count("\n") == 1 and result.err.startswith("gloss: "), str(result)
        assert "p.gloss" in result.err, str(result)
    same(read(path), before, "the file that may only be read")


@case
def read_only_file():
    """a file that may only be read is read, and writing says so"""
    with Home() as home:
        project = filled(home)
        path, run = bound(home, project)
        os.chmod(os.path.dirname(path), 0o777)
        os.chmod(path, 0o444)
        only_reads(home, path, run, home.export(project))
        os.chmod(path, 0o000)
        result = run("stats", path)
        assert result.code == 3 and "p.gloss" in result.err and result.err.count("\n") == 1, str(result)


@case
def read_only_folder():
    """in a folder that may only be read the project is read, and writing says so"""
    with Home() as home:
        project = filled(home)
        path, run = bound(home, project)
        os.chmod(path, 0o666)
        os.chmod(os.path.dirname(path), 0o555)
        only_reads(home, path, run, home.export(project))
        result = run("new", os.path.join(os.path.dirname(path), "new.gloss"))
        assert result.code == 3 and "new.gloss" in result.err, str(result)
        os.chmod(os.path.dirname(path), 0o755)


@case
def locked_file():
    """another program that holds the file: readers wait for nobody, writers say so after a while"""
    with Home() as home:
        project = filled(home)
        exported = home.export(project)
        connection = sqlite3.connect(project, isolation_level=None)
        try:
            connection.execute("BEGIN EXCLUSIVE")
            same(home.export(project), exported, "read while another writes")
            for _, call in commands(home, project, WRITING):
                # What changes nothing need not wait.
                result = home.run(*call, GLS_BUSY_TIMEOUT="300")
                if result.code != 0:
                    home.fails(3, *call, says="another program", GLS_BUSY_TIMEOUT="300")
                else:
                    assert call[0] in ("redo", "import", "merge"), str(result)
        finally:
            connection.execute("ROLLBACK")
            connection.close()
        same(home.export(project), exported, "after the lock")
        home.ok("documents", project, "--set", "k1", "title=x")
        home.sound(project)


def open_for_writing(pipe, reader):
    """Once @reader has opened it."""
    end = time.monotonic() + TIMEOUT
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            assert error.errno == errno.ENXIO and reader.poll() is None and time.monotonic() < end, (error, reader.poll())
            time.sleep(0.01)


@case
def network_folder():
    """on a network folder one program at a time has the file, and a second one is told who"""
    with Home() as home:
        project = filled(home)
        exported = home.export(project)
        home.ok("documents", project, "--set", "nfc", "title=x", GLS_TEST_REMOTE="1")
        home.ok("undo", project, GLS_TEST_REMOTE="1")
        same(home.export(project), exported, "written to as on a network folder")
        # The holder has the project open when it begins to read the table, and waits there for us.
        table = home.at("table.csv")
        os.mkfifo(table)
        holder = home.start("import", project, home.write("held.txt", "Held.\n"), "--metadata", table, GLS_TEST_REMOTE="1")
        pipe = open_for_writing(table, holder)
        try:
            said = home.fails(3, "documents", project, "--set", "nfc", "title=y", says=("p.gloss", f"process {holder.pid}"),
                              GLS_TEST_REMOTE="1", GLS_BUSY_TIMEOUT="50")
            assert said.err.count("\n") == 1, str(said)
            os.write(pipe, b"file,title\nheld.txt,Held fast\n")
        finally:
            os.close(pipe)
        out, err = holder.communicate(timeout=TIMEOUT)
        assert holder.returncode == 0, (out, err)
        assert b"Held fast" in home.export(project)
        home.ok("documents", project, "--set", "nfc", "title=y", GLS_TEST_REMOTE="1")
        home.sound(project)


def big(home):
    for i in range(600):
        home.write(f"many/{i}.txt", f"Article {i} of many about the river.\n" * 200)
    return home.at("many")


def fill_up(disk):
    with open(os.path.join(disk, "filler"), "ab", buffering=0) as filler:
        try:
            while filler.write(b"x" * 4096):
                pass
        except OSError:
            pass


@case
def full_disk():
    """on a full disk a write fails with that reason, and what was there stays"""
    if os.getuid() != 0:
        raise Skip("mounting a small disk needs root")
    if not os.path.exists("/proc/self/mountinfo"):
        raise Skip("without /proc nothing that was mounted can be unmounted")
    with Home() as home:
        disk = tempfile.mkdtemp(prefix="gls-disk-")
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False)
        if mounted.returncode != 0:
            os.rmdir(disk)
            raise Skip("mounting is not allowed here")
        try:
            project = os.path.join(disk, "p.gloss")
            home.ok("new", project)
            home.ok("import", project, home.write("in.jsonl", tricky.lines()))
            exported = home.export(project)
            fill_up(disk)
            home.fails(3, "documents", project, "--set", "nfc", "title=fits", says="no room")
            os.truncate(os.path.join(disk, "filler"), 256 * 1024)
            home.fails(3, "import", project, big(home), says="no room")
            home.sound(project)
            home.run("undo", project)
            fill_up(disk)
            home.fails(3, "import", project, home.write("one.txt", "One long article of the river.\n" * 60000), says="no room")
            home.fails(3, "export", project, "--format", "jsonl", "-o", os.path.join(disk, "out.jsonl"), says="no room")
            assert not [name for name in os.listdir(disk) if name.startswith("out.jsonl")], os.listdir(disk)
            # The log and the file it goes into both need room.
            subprocess.run(["mount", "-o", "remount,size=16m", disk], check=True)
            home.sound(project)
            got = home.export(project)
            assert all(line in got for line in exported.split(b"\n")[1:]), "a document was lost"
            home.ok("documents", project, "--set", "nfc", "title=fits")
        finally:
            subprocess.run(["umount", "-l", disk], check=False)
            os.rmdir(disk)


main()
