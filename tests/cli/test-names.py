#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extractor of names on a text of our own: what is found, of which type, and which mentions are one thing.

It must not know how the plugin works."""

import json

from lib import Home, case, main

TEXT = """More Than 330 Larvians Said To Fight In Karvenia, Halden Says

The deputy prime minister of Karvenia, Teo Halden, said on April 21 that 330 citizens had left for Turkey.

Halden spoke in Bishkek. The head of the National Harbour Service (NHS), Amira al-Kellani, told Reuters that NHS had no figures. Kellani's office is part of the Interior Ministry's Department for Coastal Security.

However, Doctor Tara Voss from the University of Lutna said Al-Qaeda and the Islamic State (IS) were not involved. In May, IS denied it.
"""


def names(home, text):
    project = home.new("p.gloss")
    home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": text}) + "\n"))
    home.ok("extract", project, "--plugin", "names")
    document = json.loads(home.export(project).decode().split("\n")[1])
    return [(text[a["spans"][0][0]:a["spans"][-1][1]], a["type"]) for a in document["annotations"] if a["by"] == "plugin:names"]


@case
def types():
    """persons, organizations, groups and places, without titles, nationalities, months and beginnings of sentences"""
    with Home() as home:
        found = names(home, TEXT)
        wanted = {("Teo Halden", "Person"), ("Halden", "Person"), ("Amira al-Kellani", "Person"), ("Kellani", "Person"),
                  ("Tara Voss", "Person"), ("National Harbour Service", "Organization"), ("NHS", "Organization"),
                  ("Reuters", "Organization"), ("Interior Ministry", "Organization"),
                  ("Department for Coastal Security", "Organization"), ("University of Lutna", "Organization"),
                  ("Al-Qaeda", "Group"), ("Islamic State", "Group"), ("IS", "Group"), ("Turkey", "Place"), ("Bishkek", "Place")}
        missing = wanted - set(found)
        assert not missing, f"missing {missing} of {found}"
        wrong = {words for words, _ in found} & {"However", "In", "May", "April", "Doctor", "Larvians", "The", "Said"}
        assert not wrong, wrong


@case
def nothing():
    """a text without names has none"""
    with Home() as home:
        assert names(home, "The minister said that people had left in May. However, nobody knew where they went.\n") == []


@case
def hostile():
    """a text of capitals, brackets and one word for ever ends in time, twice the same"""
    with Home() as home:
        text = "A" * 100000 + " " + "Bo " * 100000 + "(" * 50000 + "Al-" * 50000 + "U.S." * 20000
        assert names(home, text) == names(Home(), text)


main()
