#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows every rule of lint.py a tree that keeps it and one that breaks it. TAP; a rule without an example fails."""

import sys

import lint

HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n/* What it is for. */\n"

# rule: (a tree that breaks it, a tree close to it that does not)
EXAMPLES = {
    "rule_file_sizes": ({"app/a.c": "x\n" * 1201}, {"app/a.c": "x\n" * 1200}),
    "rule_function_sizes": (
        {"app/a.c": "static void\na (void)\n{\n" + "  b ();\n" * 81 + "}\n"},
        {"app/a.c": "static void\na (void)\n{\n" + "  b ();\n" * 80 + "}\nstatic int t[] =\n{\n" + "1,\n" * 99 + "};\n"},
    ),
    "rule_app_knows_no_widgets": (
        {"app/base/a.c": "#include <gtk/gtk.h>\n"},
        {"app/base/a.c": "/* #include <gtk/gtk.h> */\n#include <gio/gio.h>\n", "ui/b.c": "#include <gtk/gtk.h>\n"},
    ),
    "rule_layers": (
        {"app/model/a.c": '#include "gls-store.h"\n', "app/store/gls-store.h": ""},
        {"app/store/a.c": "#include <gls-model.h>\n", "app/model/gls-model.h": "", "app/cli/b.c": "#include <gls-model.h>\n"},
    ),
    "rule_pages_do_not_include_each_other": (
        {"ui/annotate/a.c": '#include "gls-claims.h"\n', "ui/claims/gls-claims.h": ""},
        {"ui/annotate/a.c": '#include "gls-dialog.h"\n#include <gls-store.h>\n', "ui/common/gls-dialog.h": "",
         "app/store/gls-store.h": "", "ui/shell/w.c": "#include <gls-claims.h>\n", "ui/claims/gls-claims.h": ""},
    ),
    "rule_sqlite_stays_in_the_store": (
        {"app/cli/a.c": 'run ("SELECT 1");\n'},
        {"app/store/a.c": '#include <sqlite3.h>\nrun ("SELECT 1");\n', "ui/a.c": 'say ("Select a document");\n'},
    ),
    "rule_no_deprecated_widgets": (
        {"ui/a/a.c": "w = gtk_dialog_new ();\n"},
        {"ui/common/a.c": "w = gtk_dialog_new ();\n", "ui/a/b.c": "/* not gtk_dialog_new () */ gtk_widget_set_visible (w, 1);\n"},
    ),
    "rule_no_banned_calls": (
        {"app/a.c": "int n = atoi (s);\n"},
        {"app/a.c": "int n = gls_atoi (s); /* atoi (s) */ self->system (x);\n"},
    ),
    "rule_licence_line": ({"app/a.c": "int a;\n"}, {"app/a.c": HEAD, "README.md": "text\n"}),
    "rule_sources_say_what_they_are_for": (
        {"app/a.c": "/* SPDX-License-Identifier: GPL-3.0-or-later */\n#include <glib.h>\n"},
        {"app/a.c": HEAD, "tests/a.c": "int a;\n"},
    ),
    "rule_no_unfinished_work": ({"app/a.c": "/* TO" + "DO: later */\n"}, {"app/a.c": 'date ("XXXX-04-21");\n'}),
    "rule_no_machine_paths": ({"app/a.c": 'open ("/ho' + 'me/ada/x");\n'}, {"app/a.c": 'open ("$HOME/x", "/usr/share");\n'}),
    "rule_clean_lines": ({"app/a.c": "int a; \n"}, {"app/a.c": "int a;\n", "notes.txt": "a \n"}),
    "rule_scripts_parse": (
        {"a.sh": "#!/bin/sh\nif true; then\n"},
        {"a.sh": "#!/bin/sh\ntrue\n", "b.py": "print(1)\n", "c": "#!/usr/bin/env bash\n[[ a ]]\n"},
    ),
}


def main():
    print(f"1..{len(lint.RULES)}")
    failed = False
    for number, rule in enumerate(lint.RULES, 1):
        bad, good = EXAMPLES.get(rule.__name__, ({}, {}))
        caught, quiet = list(rule(bad)), list(rule(good))
        right = bool(caught) and not quiet
        if not caught:
            print("# did not complain of its bad example")
        for complaint in quiet:
            print("# complains without cause:", complaint)
        print(f"{'ok' if right else 'not ok'} {number} - {rule.__name__}")
        failed = failed or not right
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
