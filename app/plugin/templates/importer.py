# SPDX-License-Identifier: GPL-3.0-or-later
"""An importer: a document a line, KEY, a tab, TEXT; then, each after a tab, marks as START-END:TYPE in characters."""

import re

import glossator

MARK = re.compile(r"(\d{1,9})-(\d{1,9}):(.+)")


@glossator.importer
def import_file(source, run):
    text = source.read().decode(source.encoding or "utf-8")
    for line in text.split("\n"):
        key, *fields = line.split("\t")
        if not fields:
            if line:
                run.report("a line without a tab was left out")
            continue
        document = glossator.Document(key, fields[0])
        for field in fields[1:]:
            mark = MARK.fullmatch(field)
            if mark:
                document.annotations.append(glossator.Annotation(mark[3], int(mark[1]), int(mark[2])))
            else:
                run.report(f"{key}: “{field}” is no mark; left out")
        yield document


glossator.main()
