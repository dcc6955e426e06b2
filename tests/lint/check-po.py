#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every text a person sees can be translated, and is: POTFILES.in is complete, each language has every string.

Asks gettext's own tools; must not know any language. TAP."""

import os
import re
import subprocess
import sys
import tempfile

MARKED_C = re.compile(r'(?<!\w)(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|dngettext)\s*\(\s*(?:\w+,\s*)?"')
MARKED_XML = re.compile(r'translatable="(yes|true)"')
# What xgettext's GLib preset of meson looks for.
KEYWORDS = ["--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dcgettext:2",
            "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3", "--keyword=ngettext:1,2",
            "--flag=ngettext:1:pass-c-format", "--flag=ngettext:2:pass-c-format"]


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def marked_files(root):
    for top in ("app", "ui", "plugins", "data"):
        for folder, _, files in os.walk(os.path.join(root, top)):
            for name in sorted(files):
                path = os.path.join(folder, name)
                short = os.path.relpath(path, root)
                if name.endswith((".desktop.in", ".metainfo.xml.in", ".mime.xml.in")):
                    yield short
                elif name.endswith((".c", ".h", ".ui", ".gschema.xml")):
                    with open(path, encoding="utf-8") as file:
                        text = file.read()
                    if (MARKED_XML if name.endswith(".ui") else MARKED_C).search(text):
                        yield short


def check_potfiles(root, listed):
    for path in sorted(set(marked_files(root)) - set(listed)):
        yield f"{path} has texts to translate and is not in po/POTFILES.in"
    for path in listed:
        if not os.path.exists(os.path.join(root, path)):
            yield f"po/POTFILES.in lists {path}, which is not there"
    if listed != sorted(listed):
        yield "po/POTFILES.in is not sorted"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""})
    return done.returncode, (done.stdout + done.stderr).strip()


def make_template(root, listed, folder):
    """The strings as they are in the sources now."""
    pot = os.path.join(folder, "glossator.pot")
    its = [path for path in listed if path.endswith((".metainfo.xml.in", ".mime.xml.in"))]
    others = [path for path in listed if path not in its]
    base = ["xgettext", "--from-code=UTF-8", "--add-comments", "--directory=" + root, "--output=" + pot]
    code, said = run(*base, *KEYWORDS, *others)
    if code != 0:
        raise RuntimeError(said)
    for path in its:
        # Where gettext has rules for these files (AppStream's), their strings count too.
        run(*base, "--join-existing", path)
    return pot


def check_language(root, pot, language):
    po = os.path.join(root, "po", language + ".po")
    if not os.path.exists(po):
        yield f"po/LINGUAS names {language}, and there is no po/{language}.po"
        return
    code, said = run("msgfmt", "--check", "--output-file=/dev/null", po)
    if code != 0:
        yield said
    code, said = run("msgcmp", po, pot)
    if code != 0:
        yield said
    code, fuzzy = run("msgattrib", "--only-fuzzy", "--no-obsolete", po)
    if fuzzy:
        yield f"po/{language}.po has fuzzy strings"
    if '\nmsgid ""' not in "\n" + open(po, encoding="utf-8").read():
        yield f"po/{language}.po is empty"


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.getcwd()
    listed = lines(os.path.join(root, "po", "POTFILES.in"))
    languages = lines(os.path.join(root, "po", "LINGUAS"))
    cases = [("POTFILES.in is complete", list(check_potfiles(root, listed)))]
    with tempfile.TemporaryDirectory() as folder:
        pot = make_template(root, [p for p in listed if os.path.exists(os.path.join(root, p))], folder)
        for language in languages:
            cases.append((f"{language} is complete", list(check_language(root, pot, language))))
    print(f"1..{len(cases)}")
    for number, (name, complaints) in enumerate(cases, 1):
        for complaint in complaints:
            for line in complaint.split("\n"):
                print("#", line)
        print(f"{'not ok' if complaints else 'ok'} {number} - {name}")
    return 1 if any(complaints for _, complaints in cases) else 0


if __name__ == "__main__":
    sys.exit(main())
