# SPDX-License-Identifier: GPL-3.0-or-later
"""The example of an extractor in Python: marks years from 1900 to 2099 as dates. Copy the folder to begin a plugin of your own."""

import re

import glossator

YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@glossator.extractor
def find_years(document, run):
    for match in YEAR.finditer(document.text):
        if not document.is_passed_over(match.start()):
            yield glossator.Annotation("Date", match.start(), match.end(), attributes={"value": match.group()},
                                       confidence=run.settings["confidence"])


glossator.main()
