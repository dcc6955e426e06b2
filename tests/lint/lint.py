#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the house that no compiler checks: sizes, layers, forbidden calls. One TAP case a rule.

A rule is a function from a tree (a dictionary of path to text) to complaints "path:line: what"; it must not read
files itself, so that test-rules.py can show it a tree that breaks it."""

import os
import re
import subprocess
import sys

MAX_FILE_LINES = 1200
MAX_FUNCTION_LINES = 80

# Who may include whom, below ui/. A folder may always include itself.
LAYERS = {
    "app/base": set(),
    "app/model": {"app/base"},
    "app/store": {"app/base", "app/model"},
    "app/agreement": {"app/base"},
    "app/exchange": {"app/base", "app/model", "app/store"},
    "app/work": {"app/base", "app/model", "app/store", "app/exchange", "app/plugin", "app/plugin/api"},
    "app/plugin/api": set(),
    "app/plugin": {"app/base", "app/model", "app/plugin/api"},
    "app/plugin/runner": {"app/base", "app/model", "app/plugin", "app/plugin/api"},
    "plugins": {"app/plugin/api"},
}

# Deprecated by later GTK or libadwaita, and a way over exists; wrappers live in ui/common.
DEPRECATED = re.compile(
    r"\b(gtk_(tree_view|tree_store|list_store|cell_(renderer|area|layout|view)|combo_box|icon_view|entry_completion|"
    r"dialog|message_dialog|file_chooser|color_(chooser|button)|font_(chooser|button)|app_chooser|info_bar|statusbar|"
    r"assistant|style_context|snapshot_render|shortcuts_window|shortcuts_(section|group|shortcut))_\w+|"
    r"gtk_widget_(show|hide|get_allocated_\w+|get_allocation|translate_coordinates|get_style_context)|gtk_show_uri\w*|"
    r"gtk_css_provider_load_from_data|gdk_x11_\w+|"
    r"adw_(leaflet|flap|squeezer|view_switcher_title|message_dialog|about_window|preferences_window)_\w+)\s*\("
)

BANNED = re.compile(r"(?<![\w.>])(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|system|popen|alloca|g_alloca)\s*\(")

SQL = re.compile(
    r'"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(VIRTUAL\s+)?TABLE\s|'
    r'PRAGMA\s|BEGIN\s+(IMMEDIATE|EXCLUSIVE)|VACUUM\b)'
)

MACHINE_PATH = re.compile(r"(?<![\w.$}~*-])/(home|root|Users|work)/\w")

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)

SCRIPTS = (".py", ".sh")


def is_c(path):
    return path.endswith((".c", ".h"))


def shebang(text):
    return text.split("\n", 1)[0] if text.startswith("#!") else ""


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def blank_comments(text):
    """C text with comments turned to spaces, lines kept."""
    pattern = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|/\*.*?\*/|//[^\n]*', re.DOTALL)

    def blank(match):
        found = match.group(0)
        return re.sub(r"[^\n]", " ", found) if found.startswith("/") else found

    return pattern.sub(blank, text)


def search(tree, pattern, wanted, what):
    for path, text in sorted(tree.items()):
        if wanted(path):
            code = blank_comments(text)
            for match in pattern.finditer(code):
                yield f"{path}:{line_of(code, match.start())}: {what.format(match.group(0).strip())}"


def rule_file_sizes(tree):
    for path, text in sorted(tree.items()):
        if (is_c(path) or path.endswith(SCRIPTS)) and text.count("\n") > MAX_FILE_LINES:
            yield f"{path}: {text.count(chr(10))} lines, at most {MAX_FILE_LINES}"


def rule_function_sizes(tree):
    for path, text in sorted(tree.items()):
        if not path.endswith(".c"):
            continue
        lines = text.split("\n")
        start = None
        for number, line in enumerate(lines, 1):
            if line.startswith("{") and number > 1 and lines[number - 2].rstrip().endswith(")"):
                start = number
            elif line.startswith("}") and start is not None:
                if number - start - 1 > MAX_FUNCTION_LINES:
                    yield f"{path}:{start}: a function of {number - start - 1} lines, at most {MAX_FUNCTION_LINES}"
                start = None


def folder_of(path):
    """The layer a file belongs to, the deepest that is named, or the page's folder under ui/."""
    folder = os.path.dirname(path)
    while folder:
        if folder in LAYERS or folder == "app/cli" or re.fullmatch(r"ui/[^/]+", folder):
            return folder
        folder = os.path.dirname(folder)
    return "plugins" if path.startswith("plugins/") else os.path.dirname(path)


def includes(tree, wanted):
    """(path, line, header's name as written, path of the header in this tree or None)"""
    headers = {}
    for path in tree:
        if path.endswith(".h"):
            headers.setdefault(os.path.basename(path), path)
    for path, text in sorted(tree.items()):
        if is_c(path) and wanted(path):
            code = blank_comments(text)
            for match in INCLUDE.finditer(code):
                name = match.group(1)
                beside = os.path.normpath(os.path.join(os.path.dirname(path), name))
                found = beside if beside in tree else headers.get(os.path.basename(name))
                yield path, line_of(code, match.start()), name, found


def rule_app_knows_no_widgets(tree):
    for path, line, name, _ in includes(tree, lambda p: p.startswith(("app/", "plugins/"))):
        if re.match(r"(gtk|gdk|gsk|adwaita|libadwaita|gtksourceview|graphene)\b", name):
            yield f"{path}:{line}: includes {name}; widgets belong to ui/"


def rule_layers(tree):
    for path, line, name, found in includes(tree, lambda p: p.startswith(("app/", "plugins/"))):
        folder = folder_of(path)
        if found is None or folder == "app/cli":
            if found and found.startswith("ui/"):
                yield f"{path}:{line}: includes {found} of the window"
            continue
        other = folder_of(found)
        if folder in LAYERS and other != folder and other not in LAYERS[folder]:
            yield f"{path}:{line}: {folder} may not include {found}"


def rule_pages_do_not_include_each_other(tree):
    free = {"ui/shell", "ui"}
    for path, line, name, found in includes(tree, lambda p: p.startswith("ui/")):
        page = folder_of(path)
        if found is None or page in free or not found.startswith("ui/"):
            continue
        other = folder_of(found)
        if other not in (page, "ui/common", "ui/article"):
            yield f"{path}:{line}: {page} may not include {found}; what two pages share belongs to ui/common"


def rule_sqlite_stays_in_the_store(tree):
    def elsewhere(path):
        return is_c(path) and path.startswith(("app/", "ui/", "plugins/")) and not path.startswith("app/store/")

    yield from search(tree, SQL, elsewhere, "SQL outside app/store: {}")
    for path, line, name, _ in includes(tree, elsewhere):
        if name == "sqlite3.h":
            yield f"{path}:{line}: includes sqlite3.h outside app/store"


def rule_no_deprecated_widgets(tree):
    yield from search(tree, DEPRECATED, lambda p: is_c(p) and p.startswith("ui/") and not p.startswith("ui/common/"),
                      "{} is deprecated by a later GTK; wrap it in ui/common")


def rule_no_banned_calls(tree):
    yield from search(tree, BANNED, lambda p: is_c(p) and p.startswith(("app/", "ui/", "plugins/")),
                      "{} is banned; GLib has a safe one")


def rule_licence_line(tree):
    for path, text in sorted(tree.items()):
        if is_c(path) or path.endswith(SCRIPTS) or shebang(text):
            if not any("SPDX-License-Identifier:" in line for line in text.split("\n")[:3]):
                yield f"{path}:1: no SPDX line"


def rule_sources_say_what_they_are_for(tree):
    for path, text in sorted(tree.items()):
        if is_c(path) and path.startswith(("app/", "ui/", "plugins/")):
            first = text.split("\n", 2)[:2]
            if len(first) < 2 or not re.match(r"\s*(/\*|\*|//)\s*\S", first[1]):
                yield f"{path}:2: no comment that says what the file is for"


def rule_no_unfinished_work(tree):
    word = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX)\b(?!\s*[\"'#-])")
    for path, text in sorted(tree.items()):
        if (is_c(path) or path.endswith((".ui", "meson.build"))) and not path.startswith("tests/lint/"):
            for number, line in enumerate(text.split("\n"), 1):
                if word.search(line) and "XXXX" not in line:
                    yield f"{path}:{number}: unfinished: {line.strip()}"


def rule_no_machine_paths(tree):
    for path, text in sorted(tree.items()):
        if path.startswith("tests/lint/") or path.endswith((".po", ".html", ".txt", ".jsonl")):
            continue
        for match in MACHINE_PATH.finditer(text):
            yield f"{path}:{line_of(text, match.start())}: a path of one machine: {match.group(0)}…"


def rule_clean_lines(tree):
    for path, text in sorted(tree.items()):
        if not (is_c(path) or path.endswith(SCRIPTS + (".ui", ".css", "meson.build")) or shebang(text)):
            continue
        if text and not text.endswith("\n"):
            yield f"{path}: no newline at the end"
        for number, line in enumerate(text.split("\n"), 1):
            if line != line.rstrip():
                yield f"{path}:{number}: spaces at the end of the line"
            elif "\t" in line:
                yield f"{path}:{number}: a tab"


def rule_scripts_parse(tree):
    for path, text in sorted(tree.items()):
        first = shebang(text)
        if path.endswith(".py") or "python" in first:
            try:
                compile(text, path, "exec")
            except SyntaxError as error:
                yield f"{path}:{error.lineno}: {error.msg}"
        elif path.endswith(".sh") or re.search(r"\b(ba|da)?sh\b", first):
            shell = "bash" if "bash" in first else "sh"
            run = subprocess.run([shell, "-n"], input=text.encode(), capture_output=True, check=False)
            if run.returncode != 0:
                yield f"{path}: {run.stderr.decode(errors='replace').strip()}"


RULES = [value for name, value in sorted(globals().items()) if name.startswith("rule_")]


def read_tree(root):
    """Every text of the project, without what was built and what is not ours to format."""
    tree = {}
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders
                            if f in (".ci",) or not (f.startswith((".", "build", "_build")) or f == "__pycache__"))
        for name in files:
            path = os.path.join(folder, name)
            if os.path.islink(path) or os.path.getsize(path) > 4 << 20:
                continue
            try:
                with open(path, encoding="utf-8", newline="") as file:
                    text = file.read()
            except (UnicodeDecodeError, OSError):
                continue
            tree[os.path.relpath(path, root).replace(os.sep, "/")] = text
    return tree


def main():
    tree = read_tree(sys.argv[1] if len(sys.argv) > 1 else os.getcwd())
    failed = False
    print(f"1..{len(RULES)}")
    for number, rule in enumerate(RULES, 1):
        complaints = list(rule(tree))
        for complaint in complaints:
            print("#", complaint)
        name = rule.__name__[len("rule_"):].replace("_", " ")
        print(f"{'not ok' if complaints else 'ok'} {number} - {name}")
        failed = failed or bool(complaints)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
