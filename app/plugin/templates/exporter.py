# SPDX-License-Identifier: GPL-3.0-or-later
"""An exporter: a document a line, KEY, a tab, TEXT with its lines joined; then, each after a tab, marks as START-END:TYPE."""

import glossator

PLAIN = str.maketrans("\t\r\n", "   ")


@glossator.exporter
def export_document(document, run):
    fields = [document.key, document.text.translate(PLAIN)]
    for mark in document.annotations:
        if len(mark.spans) > 1:
            run.report("a mark of several parts was written as one")
        fields.append(f"{mark.start}-{mark.end}:{mark.type}")
    run.write("\t".join(fields) + "\n")


glossator.main()
