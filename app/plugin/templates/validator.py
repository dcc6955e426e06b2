# SPDX-License-Identifier: GPL-3.0-or-later
"""A validator: finds marks that end with a space, and offers to trim them."""

import glossator


@glossator.validator
def check_ends(document, run):
    for mark in document.annotations:
        start, end = mark.spans[-1]
        trimmed = start + len(document.text[start:end].rstrip(" "))
        if trimmed == end:
            continue
        fixes = []
        if trimmed > start and len(mark.spans) == 1:
            fixes.append(glossator.Fix("Trim the mark", [glossator.Edit("fragments", mark, spans=[(start, trimmed)])]))
        yield glossator.Problem("space-at-end", "warning", "The mark ends with a space.", [mark], fixes=fixes)


glossator.main()
