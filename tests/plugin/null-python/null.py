# SPDX-License-Identifier: GPL-3.0-or-later
"""An extractor that proposes nothing: what the protocol and the helper cost."""

import glossator


@glossator.extractor
def nothing(document, run):
    return ()


glossator.main()
