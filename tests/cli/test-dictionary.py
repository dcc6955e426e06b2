#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dictionary: mentions of the project's entities and of a word list; whole words, the longest first, without case, diacritics
and script as the settings say.

It must not know how the plugin works."""

import json

from lib import Home, case, main

ENTITIES = [{"id": "11111111-1111-4111-8111-111111111111", "kind": "Person", "name": "Teo Khaldenov",
             "aliases": [{"name": "Khaldenov"}, {"name": "Şükrü Övünç"}]},
            {"id": "22222222-2222-4222-8222-222222222222", "kind": "Group", "name": "Harbour Guard", "aliases": [{"name": "HG"}]},
            {"id": "33333333-3333-4333-8333-333333333333", "kind": "Place", "name": "Пристань", "aliases": []}]


def found(home, text, words=None, settings=(), entities=()):
    home.count += 1
    project = home.new(f"p{home.count}.gloss")
    head = {"glossator": 1, "entities": list(entities), "questions": []}
    lines = [head, {"document": "one", "text": text}]
    home.ok("import", project, home.write("in.jsonl", "".join(json.dumps(x) + "\n" for x in lines)))
    if words is not None:
        home.ok("plugins", "set", "dictionary", f"words={home.write(*words)}")
    for setting in settings:
        home.ok("plugins", "set", "dictionary", setting)
    home.ok("extract", project, "--plugin", "dictionary")
    document = json.loads(home.export(project).decode().split("\n")[1])
    return [(text[a["spans"][0][0]:a["spans"][0][1]], a["type"], a.get("entity") or (a.get("chain") or {}).get("name"))
            for a in document["annotations"]]


@case
def entities():
    """every alias, linked; not inside a word, acronyms in capitals only"""
    with Home() as home:
        home.count = 0
        teo, guard = ENTITIES[0], ENTITIES[1]
        there = found(home, "Teo Khaldenov left the harbour guard (HG). Khaldenov's hg was Khaldenovsk's. Sukru Ovunc too.", entities=ENTITIES)
        assert [(w, t) for w, t, _ in there] == [("Teo Khaldenov", "Person"), ("harbour guard", "Group"), ("HG", "Group"),
                                                 ("Khaldenov", "Person"), ("Sukru Ovunc", "Person")], there
        assert len({e for _, _, e in there}) == 2 and there[0][2] == there[3][2] == there[4][2], (there, teo, guard)


@case
def scripts():
    """a Cyrillic spelling finds its Latin alias and the other way round, unless a person says no"""
    with Home() as home:
        home.count = 0
        text = "Тео Халденов ушёл. Khaldenov stayed at Pristan."
        there = found(home, text, entities=ENTITIES)
        assert [w for w, _, _ in there] == ["Тео Халденов", "Khaldenov", "Pristan"], there
        assert there[0][2] == there[1][2], there
        assert [w for w, _, _ in found(home, text, settings=["script=false"], entities=ENTITIES)] == ["Khaldenov"]


@case
def word_lists():
    """CSV with and without a heading, JSON Lines with aliases; lines that are broken are passed over"""
    with Home() as home:
        home.count = 0
        text = "The Lowmoor Dock, Lowmoor and the “Blue Gull” lie near St. Ives."
        wanted = [("Lowmoor Dock", "Place", "Lowmoor Dock"), ("Lowmoor", "Place", "Lowmoor"), ("Blue Gull", "Organization", "Gull Shipping"),
                  ("St. Ives", "Place", "St. Ives")]
        rows = 'term,type,name\nLowmoor,Place,\n"Lowmoor Dock",Place,\n\nBlue Gull,Organization,Gull Shipping\nSt. Ives,Place\n'
        assert found(home, text, ("w.csv", rows)) == wanted
        assert found(home, text, ("w2.csv", rows.split("\n", 1)[1].replace(",", ";"))) == wanted
        lines = ['{"name":"Lowmoor","type":"Place"}', '{"name":"Lowmoor Dock","type":"Place"', '{"broken', "[1]", "",
                 '{"name":"Lowmoor Dock","type":"Place","x":{"a":[1,"}"]}}',
                 '{"name":"Gull Shipping","aliases":["Blue Gull","\\ud83d"],"type":"Organization"}',
                 '{"name":"Gull Shipping","aliases":["Blue \\u0047ull"],"type":"Organization"}', '{"term":"St. Ives","type":"Place"}']
        assert found(home, text, ("w.jsonl", "\n".join(lines) + "\n")) == wanted


@case
def missing_list():
    """a list that is not there is said in one sentence"""
    with Home() as home:
        project = home.new("p.gloss")
        home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": "Nothing."}) + "\n"))
        home.ok("plugins", "set", "dictionary", f"words={home.path}/none.csv")
        result = home.run("extract", project, "--plugin", "dictionary")
        assert result.code != 0 and "none.csv" in result.err + result.out.decode(), (result.code, result.err, result.out)


@case
def hostile():
    """phrases that begin alike, and a text that is nothing but their beginning"""
    with Home() as home:
        home.count = 0
        rows = "".join(f"{'ab ' * n}end{n},Place\n" for n in range(1, 16)) + "x" * 5000 + ",Place\n" + '"' * 9999 + "\n"
        assert len(found(home, "ab " * 60000 + "end3 " + "x" * 100000, ("w.csv", rows))) == 1


main()
