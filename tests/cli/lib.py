# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: cases as TAP, a home of their own, and running `gloss` with a time limit.

It must not know any command."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback

BUILD_ROOT = os.environ.get("GLS_BUILD_ROOT", "build")
SOURCE_ROOT = os.environ.get("GLS_SOURCE_ROOT", os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
SHARED = os.environ.get("GLS_SHARED", os.path.join(SOURCE_ROOT, "..", "shared"))
GLOSS = os.path.abspath(os.path.join(BUILD_ROOT, "app", "cli", "gloss"))
FIXTURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures")
TIMEOUT = 120

# On a disk in memory fsync costs nothing; the temporary folder of the system may be on a slow one.
TEMP = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

cases = []


class Skip(Exception):
    """Raised with the reason why a case cannot run here."""


def case(function):
    """Registers a test case; its docstring, else its name, is what is reported."""
    cases.append(function)
    return function


class Result:
    def __init__(self, arguments, process):
        self.arguments = arguments
        self.code = process.returncode
        self.out = process.stdout
        self.err = process.stderr.decode("utf-8", "replace")

    @property
    def text(self):
        return self.out.decode("utf-8")

    @property
    def json(self):
        lines = self.text.splitlines()
        assert len(lines) == 1, f"{self}: JSON is one line, not {len(lines)}"
        return json.loads(lines[0])

    def __str__(self):
        call = " ".join(str(argument)[:200] for argument in self.arguments)
        return f"gloss {call} -> {self.code}\n{self.out[:2000]!r}\n{self.err[:2000]}"


class Home:
    """A folder with nothing of the user's, and `gloss` run in it."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="gls-cli-", dir=TEMP)
        # Others must be able to pass through, for the cases that run as another user.
        os.chmod(self.path, 0o755)
        self.environment = dict(os.environ)
        for name in ("GLS_PERSON", "GLS_TEST_NOW", "GLS_TEST_REMOTE"):
            self.environment.pop(name, None)
        self.environment.update(
            HOME=self.path,
            XDG_DATA_HOME=os.path.join(self.path, "data"),
            XDG_CONFIG_HOME=os.path.join(self.path, "config"),
            XDG_CACHE_HOME=os.path.join(self.path, "cache"),
            GLS_PERSON="amira",
            LC_ALL="C.UTF-8",
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def at(self, *names):
        return os.path.join(self.path, *names)

    def write(self, name, content):
        path = self.at(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def run(self, *arguments, timeout=TIMEOUT, prefix=(), **environment):
        full = dict(self.environment, **environment)
        process = subprocess.run([*prefix, GLOSS, *map(str, arguments)], env=full, cwd=self.path,
                                 stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False)
        result = Result(arguments, process)
        assert result.code in (0, 1, 2, 3), f"{result}: died or left with no known exit code"
        return result

    def start(self, *arguments, **environment):
        return subprocess.Popen([GLOSS, *map(str, arguments)], env=dict(self.environment, **environment), cwd=self.path,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ok(self, *arguments, **keywords):
        result = self.run(*arguments, **keywords)
        assert result.code == 0, str(result)
        return result

    def fails(self, code, *arguments, says=(), **keywords):
        """It leaves with @code and says why in one line, `gloss: what: why`."""
        result = self.run(*arguments, **keywords)
        assert result.code == code, f"expected exit code {code}: {result}"
        lines = result.err.splitlines()
        assert len(lines) == 1 and lines[0].startswith("gloss: "), f"not one line “gloss: what: why”: {result}"
        assert ": " in lines[0][7:], f"what and why are not apart: {result}"
        for words in [says] if isinstance(says, str) else says:
            assert words in lines[0], f"“{words}” is not in: {result}"
        return result

    def new(self, name="p.gloss", *arguments):
        self.ok("new", name, *arguments)
        return self.at(name)

    def export(self, project, *arguments):
        return self.ok("export", project, "--format", "jsonl", "-o", "-", *arguments).out

    def backups(self):
        folder = self.at("data", "glossator", "backups")
        return sorted(os.path.join(path, name) for path, _, names in os.walk(folder) for name in names if name.endswith(".gloss"))

    def sound(self, project):
        result = self.run("check", project)
        assert result.code == 0, str(result)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def same(got, expected, what):
    """Bytes that must be equal, with the first difference shown."""
    if got == expected:
        return
    at = next((i for i, (a, b) in enumerate(zip(got, expected)) if a != b), min(len(got), len(expected)))
    raise AssertionError(f"{what}: {len(got)} and {len(expected)} bytes differ at {at}:\n"
                         f"  got      {got[max(0, at - 60):at + 60]!r}\n  expected {expected[max(0, at - 60):at + 60]!r}")


def nonconformances(cases):
    """What failed of the conformance suite, but for times: these are for the benchmarks, this machine may be busy."""
    return [one for one in cases if not one["passed"] and not one["timed"]]


def main():
    """Runs the cases, or those named as arguments, and prints TAP."""
    wanted = [function for function in cases if len(sys.argv) < 2 or function.__name__ in sys.argv[1:]]
    print(f"1..{len(wanted)}", flush=True)
    failed = False
    for number, function in enumerate(wanted, 1):
        name = (function.__doc__ or function.__name__).strip().splitlines()[0].rstrip(".")
        try:
            function()
            print(f"ok {number} - {name}", flush=True)
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}", flush=True)
        except Exception:  # pylint: disable=broad-except
            failed = True
            print(f"not ok {number} - {name}")
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            sys.stdout.flush()
    sys.exit(1 if failed else 0)
