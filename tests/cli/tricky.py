# SPDX-License-Identifier: GPL-3.0-or-later
"""A project line and documents that hold everything the native format can say and texts that are easy to break.

It must not know how they are stored; all text is invented."""

import json
import unicodedata

MARESH, KARSK, TOWN = "01ARZ3NDEKTSV4RRFFQ69G5FA1", "01ARZ3NDEKTSV4RRFFQ69G5FA2", "01ARZ3NDEKTSV4RRFFQ69G5FA3"
QUESTION = "01ARZ3NDEKTSV4RRFFQ69G5FA9"

PROJECT = {
    "glossator": 1,
    "people": ["amira", "bek", "Ник 😀"],
    "entities": [
        {"id": MARESH, "kind": "Person", "name": "Anton Maresh",
         "aliases": [{"name": "A. Maresh"}, {"name": "Антон Мареш"}],
         "external": [{"scheme": "wikidata", "value": "Q1"}], "note": "the younger\r\nof two"},
        {"id": KARSK, "kind": "Place", "name": "Karsk"},
        {"id": TOWN, "kind": "Place", "name": "Karsk (town)"}],
    "judgements": [
        {"a": KARSK, "b": TOWN, "verdict": "same", "by": "amira", "reason": "one bridge"},
        {"a": MARESH, "b": KARSK, "verdict": "not the same", "by": "bek"}],
    "questions": [{"id": QUESTION, "text": "How many left Karsk?"}],
}

TEXT = ("More than 330 left Karsk 😀👩‍👩‍👧.\r\nقال أنطون ماريش إن 330 غادروا.\r\n"
        + unicodedata.normalize("NFD", "Café Mareš, Éva") + "\u2028next line\u2029\u200bzero\ufeffwidth \ufffe\U0010ffff"
        + "\rold Mac\x0b\x0c\x1f\x7f\u0085 end said Maresh")


def claim():
    """A claim with each kind of filler, a relation, fragments, a note and a doubt."""
    return {
        "id": "c1", "type": "Claim", "by": "amira", "spans": [[0, 9], [14, 18]],
        "attributes": {"certainty": "certain", "polarity": "affirmed"}, "note": "n\r\n😀", "unsure": "who?",
        "relations": [
            {"role": "figure", "to": "f1"}, {"role": "source", "to": "p1"}, {"role": "via", "entity": MARESH},
            {"role": "via", "author": True}, {"role": "as-of", "none": True}, {"role": "said-on", "value": "2015-04-20"},
            {"type": "repeats", "to": "c2"}]}


def documents():
    at = TEXT.index("said Maresh") + 5
    quantity = {"said": "More than 330", "low": 330, "high": None, "modifier": "more than", "measure": "persons"}
    rich = {
        "document": "k1", "title": "T “x” \u2028 \\ \"", "byline": "By A", "source": "https://example.org/1?a=b&c=d",
        "publisher": "Daily", "published": "2015-04-21", "language": "en", "text": TEXT,
        "statuses": [{"by": "amira", "status": "done", "note": "look again\n"}, {"by": "bek", "status": "in work"}],
        "zones": [{"kind": "headline", "start": 0, "end": 9}, {"kind": "boilerplate", "start": 10, "end": 20}],
        "annotations": [
            claim(),
            {"id": "f1", "type": "Figure", "by": "amira", "spans": [[0, 13]], "attributes": {"value": quantity},
             "confidence": 0.9375, "plugin": "figures@1.0", "run": "r1"},
            {"id": "p1", "type": "Person", "by": "amira", "spans": [[at, at + 6]], "entity": MARESH},
            {"id": "c2", "type": "Claim", "by": "bek", "spans": [[0, 18]], "unsure": True},
            {"id": "d1", "type": "Date", "by": "Ник 😀", "spans": [[1, 4]], "attributes": {"value": "XXXX-04-21"}},
            {"id": "z0", "type": "Cue", "by": "gold", "spans": [[5, 5]]},
            {"id": "z9", "type": "Cue", "by": "gold", "spans": [[len(TEXT), len(TEXT)]]},
            {"id": "s1", "type": "Figure", "by": "plugin:x", "spans": [[10, 13]], "confidence": 0.1, "plugin": "x@1.0",
             "run": "r2", "attributes": {"value": dict(quantity, said="330", modifier="exact", high=330)}},
            {"id": "s2", "type": "Figure", "by": "plugin:x", "spans": [[10, 13]], "confidence": 1, "plugin": "x@1.0",
             "run": "r2"},
            {"id": "whole", "type": "Unheard of", "by": "bek", "spans": [[0, len(TEXT)]],
             "attributes": {"depth": 3, "said": "word", "true": True}}]}
    yield rich
    yield {"document": "k/2", "text": ""}
    yield {"document": "лес", "text": "\n"}
    yield {"document": "same key", "text": "one"}
    yield {"document": "same key", "text": "two"}
    yield {"document": "nfc", "text": "Café"}
    yield {"document": "nfd", "text": unicodedata.normalize("NFD", "Café")}
    yield {"document": "long", "text": ("слово и число 730, " * 3000) + "end",
           "annotations": [{"id": f"w{i}", "type": "Figure", "by": "amira", "spans": [[i * 19 + 14, i * 19 + 17]]}
                           for i in range(300)]}


def lines():
    """The file's bytes."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (PROJECT, *documents())).encode("utf-8")
