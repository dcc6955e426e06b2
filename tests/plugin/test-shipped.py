#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every plugin that comes with Glossator passes the conformance suite, and its texts are translated.

It must not know any of them."""

import configparser
import os

from lib import SOURCE_ROOT, Home, case, main, nonconformances

with open(os.path.join(SOURCE_ROOT, "po", "LINGUAS"), encoding="utf-8") as linguas:
    LANGUAGES = [line.strip() for line in linguas if line.strip() and not line.startswith("#")]


def shipped():
    with Home() as home:
        return [one for one in home.ok("plugins", "list", "--json").json["plugins"] if one["origin"] == "shipped"]


def add_case(plugin):
    def conforms():
        with Home() as home:
            cases = home.run("plugins", "check", plugin["id"], "--json", timeout=500).json["cases"]
            failed = nonconformances(cases)
            assert cases and not failed, failed

    def is_translated():
        assert "fault" not in plugin, plugin["fault"]
        assert not plugin["remarks"], plugin["remarks"]
        manifest = configparser.RawConfigParser(strict=False, delimiters="=", comment_prefixes="#", interpolation=None)
        manifest.optionxform = str
        manifest.read(os.path.join(plugin["folder"], "plugin.ini"), encoding="utf-8")
        for group in manifest.sections():
            for key in ("Name", "Description", "Label"):
                if key in manifest[group]:
                    missing = [language for language in LANGUAGES if f"{key}[{language}]" not in manifest[group]]
                    assert not missing, f"[{group}] {key} lacks {missing}"

    conforms.__doc__ = f"{plugin['id']} passes the conformance suite"
    is_translated.__doc__ = f"{plugin['id']} is sound and translated"
    case(conforms)
    case(is_translated)


for one_plugin in shipped():
    add_case(one_plugin)


if __name__ == "__main__":
    main()
