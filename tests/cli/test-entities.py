#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""`gloss entities`: what a project knows, under which names, how often it is mentioned, and what words may name.

It must not know how names are compared."""

import json

from lib import Home, case, main

FIRST = json.dumps({
    "glossator": 1,
    "entities": [
        {"id": "e1", "kind": "Person", "name": "Anton Maresh", "aliases": [{"name": "the Heron", "evidence": "karsk, line 1"}]},
        {"id": "e2", "kind": "Person", "name": "Ulan Mambetaliev", "aliases": []},
        {"id": "e3", "kind": "Organization", "name": "Harbour Inspection Office", "aliases": []}]})

DOCUMENT = json.dumps({
    "document": "karsk", "text": "Anton Maresh and the HIO spoke. The Heron left.",
    "annotations": [
        {"id": "p1", "type": "Person", "by": "amira", "spans": [[0, 12]], "entity": "e1"},
        {"id": "p2", "type": "Person", "by": "amira", "spans": [[32, 41]], "entity": "e1"},
        {"id": "p3", "type": "Person", "by": "bek", "spans": [[0, 12]], "entity": "e1"},
        {"id": "o1", "type": "Organization", "by": "bek", "spans": [[21, 24]], "entity": "e3"}]})


def filled(home):
    project = home.new()
    home.ok("import", project, home.write("in/karsk.jsonl", FIRST + "\n" + DOCUMENT + "\n"))
    return project


def listed(home, project, *arguments):
    report = json.loads(home.ok("entities", project, "--json", *arguments).text)
    return report["entities"]


@case
def everything():
    """all entities by name, with names and mentions"""
    with Home() as home:
        project = filled(home)
        entities = listed(home, project)
        assert [(e["name"], e["kind"], e["mentions"]) for e in entities] == [
            ("Anton Maresh", "Person", 3), ("Harbour Inspection Office", "Organization", 1), ("Ulan Mambetaliev", "Person", 0)]
        assert entities[0]["aliases"] == [{"name": "the Heron", "evidence": "karsk, line 1"}]
        assert entities[0]["by_set"] == {"amira": 2, "bek": 1}
        text = home.ok("entities", project).text
        for words in ("Kind", "Mentions", "Anton Maresh", "the Heron", "Harbour Inspection Office"):
            assert words in text, text
        empty = home.new("empty.gloss")
        assert listed(home, empty) == []


@case
def filters():
    """by kind, by set, and what nobody mentions"""
    with Home() as home:
        project = filled(home)
        assert [e["name"] for e in listed(home, project, "--kind", "Person")] == ["Anton Maresh", "Ulan Mambetaliev"]
        assert [(e["name"], e["mentions"]) for e in listed(home, project, "--by", "bek", "--kind", "Person")] == [
            ("Anton Maresh", 1), ("Ulan Mambetaliev", 0)]
        assert [e["name"] for e in listed(home, project, "--unmentioned")] == ["Ulan Mambetaliev"]
        assert listed(home, project, "--kind", "Nonsense") == []


@case
def by_words():
    """what words may name, the likeliest first, and why"""
    with Home() as home:
        project = filled(home)
        for words, name, reason, certain in (
                ("Maresh", "Anton Maresh", "surname", True), ("heron", "Anton Maresh", "alias", True),
                ("HIO", "Harbour Inspection Office", "acronym", True), ("Мареш", "Anton Maresh", "part of the name", False),
                ("Mamataliev", "Ulan Mambetaliev", "alike", False), ("harb", "Harbour Inspection Office", "part of the name", False)):
            first = listed(home, project, "--name", words)[0]
            assert (first["name"], first["matched"], first["certain"]) == (name, reason, certain), (words, first)
            assert 0 < first["score"] <= 1
        assert listed(home, project, "--name", "Nobody Atall") == []
        assert "surname" in home.ok("entities", project, "--name", "Maresh").text


@case
def bad_use():
    """bad use is told in one line"""
    with Home() as home:
        project = filled(home)
        home.fails(2, "entities", project, "extra", says="too many")
        home.fails(2, "entities", project, "--name", "\udcff")
        home.fails(3, "entities", home.at("nothing.gloss"))


if __name__ == "__main__":
    main()
