# SPDX-License-Identifier: GPL-3.0-or-later
"""An extractor: marks every place whose name is in the setting "names"."""

import glossator


@glossator.extractor
def find_names(document, run):
    for name in run.settings["names"]:
        at = document.text.find(name)
        while at >= 0:
            yield glossator.Annotation("Place", at, at + len(name), confidence=0.9)
            at = document.text.find(name, at + len(name))


glossator.main()
