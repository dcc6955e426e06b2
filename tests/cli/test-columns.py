#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Formats in columns: CoNLL-2003 both ways, and what WebAnno and INCEpTION export.

It must not know how the plugins work."""

import glob
import json
import os
import xml.etree.ElementTree as ElementTree

from lib import SHARED, Home, Skip, case, main, read

CONLL = """-DOCSTART- -X- -X- O

Anna NNP I-NP I-PER
Weber NNP I-NP I-PER
of IN I-PP O
Lowmoor NNP I-NP I-LOC
Karsk NNP I-NP B-LOC
left VBD I-VP O
. . O O

Нина NNP I-NP I-PER

-DOCSTART- -X- -X- O

Dockers NNS I-NP I-MISC
"""

TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=custom.Mark|kind|degree
#T_SP=custom.Event|ROLE_custom.Event:who_custom.Link|custom.Mark
#T_RL=custom.Tie|label|BT_custom.Mark
#T_CH=custom.Same|referenceRelation|referenceType


#Text=Anna Weber 👍 left Lowmoor .
1-1\t0-4\tAnna\tPER[1]\t*[1]\t_\t_\t_\t_\t*->1-1\tname[1]\t
1-2\t5-10\tWeber\tPER[1]\t*[1]\t_\t_\t_\t_\t*->1-1\tname[1]\t
1-3\t11-13\t👍\t_\t_\t_\t_\t_\t_\t_\t_\t
1-4\t14-18\tleft\t_\t_\tgoer;place\t1-1[1];1-5\t_\t_\t_\t_\t
1-5\t19-26\tLowmoor\tLOC\\_x\thigh\t_\t_\tfrom\t1-1[1_0]\t_\t_\t
1-5.1\t19-22\tLow\tPART\t*\t_\t_\t_\t_\t_\t_\t
1-6\t27-28\t.\t_\t_\t_\t_\t_\t_\t_\t_\t

#Text=She said so .
2-1\t29-32\tShe\t_\t_\t_\t_\t_\t_\t*->1-2\tpronoun[1]\t
2-2\t33-37\tsaid\tA|B\t*|low\t_\t_\t_\t_\t_\t_\t
2-3\t38-40\tso\t_\t_\t_\t_\t_\t_\t_\t_\t
2-4\t41-42\t.\t_\t_\t_\t_\t_\t_\t_\t_\t
"""


def lines(home, project):
    return [json.loads(line) for line in home.export(project).decode().split("\n")[:-1]]


def marks(document):
    return sorted((a["type"], "|".join(document["text"][s:e] for s, e in a["spans"])) for a in document["annotations"])


def tokens(content):
    """(token, tag) a line, sentences and documents apart."""
    return [(line.split()[0], line.split()[-1]) if line.split() else None for line in content.decode().split("\n")]


@case
def conll_in():
    """columns become documents: a sentence a line, tags of every scheme, names of types as set"""
    with Home() as home:
        project = home.new("p.gloss", "--codebook", "entities only")
        home.ok("import", project, home.write("a.conll", CONLL), "--by", "kim")
        first, second = lines(home, project)[1:]
        assert (first["document"], second["document"]) == ("a-1", "a-2"), (first["document"], second["document"])
        assert first["text"] == "Anna Weber of Lowmoor Karsk left .\nНина\n" and second["text"] == "Dockers\n"
        assert marks(first) == [("Person", "Anna Weber"), ("Person", "Нина"), ("Place", "Karsk"), ("Place", "Lowmoor")], marks(first)
        assert marks(second) == [("MISC", "Dockers")] and second["annotations"][0]["by"] == "kim"
        before = home.export(project)
        home.ok("import", project, home.at("a.conll"), "--by", "kim")
        assert home.export(project) == before, "a second import changed something"
        home.ok("import", project, home.write("e.conll", "A B-PER\nB E-PER\nC S-PER\nD B-LOC\nE I-PER\n"), "--by", "kim")
        e = next(d for d in lines(home, project)[1:] if d["document"] == "e")
        assert marks(e) == [("Person", "A B"), ("Person", "C"), ("Person", "E"), ("Place", "D")], marks(e)


@case
def conll_faults():
    """lines that do not fit are told by file and number, the rest is read; what is no text is refused"""
    with Home() as home:
        project = home.new("p.gloss")
        result = home.ok("import", project, home.write("a.conll", "Anna I-PER\nalone\nWeber PERSON\nx B-\nKarsk B-LOC\n"))
        told = result.err + result.text
        for number in (2, 3, 4):
            assert f"a.conll, line {number}:" in told, told
        assert marks(lines(home, project)[1]) == [("Person", "Anna"), ("Place", "Karsk")]
        home.fails(3, "import", project, home.write("b.conll", "\n\n"), says="token")
        home.fails(3, "import", project, home.write("c.conll", bytes(range(256)) * 9))
        home.sound(project)


@case
def conll_there_and_back():
    """a text from columns goes back token by token; another is taken apart into words, marks kept whole"""
    with Home() as home:
        project = home.new("p.gloss", "--codebook", "entities only")
        home.ok("import", project, home.write("a.conll", CONLL), "--by", "kim")
        home.ok("plugins", "set", "conll", "tokens=spaces")
        home.ok("plugins", "set", "conll", "scheme=IOB1")
        home.ok("export", project, "--format", "conll", "-o", "b.conll")
        assert [t for t in tokens(read(home.at("b.conll"))) if t] == [t for t in tokens(CONLL.encode()) if t]
        text = "“Anna Weber's 1,000 men,” Nina Sol-Varga said. They left (Lowmoor).\n"
        start = text.index("Sol")
        document = {"document": "d", "text": text, "annotations": [
            {"type": "Person", "by": "kim", "spans": [[1, 11]]},
            {"type": "Person", "by": "kim", "spans": [[1, 5]]},
            {"type": "Person", "by": "kim", "spans": [[start, start + 3]]},
            {"type": "Place", "by": "kim", "spans": [[text.index("Low"), text.index("Low") + 3], [text.index("oor"), text.index("oor") + 3]]},
            {"type": "Place", "by": "kim", "spans": [[text.index("Lowmoor"), text.index("Lowmoor") + 7]]}]}
        other = home.new("q.gloss", "--codebook", "entities only")
        home.ok("import", other, home.write("d.jsonl", json.dumps(document) + "\n"))
        home.ok("plugins", "set", "conll", "tokens=words")
        home.ok("plugins", "set", "conll", "scheme=IOBES")
        result = home.ok("export", other, "--format", "conll", "-o", "d.conll")
        got = tokens(read(home.at("d.conll")))
        assert ("Anna", "B-PER") in got and ("Weber", "E-PER") in got and ("Sol", "S-PER") in got and ("Lowmoor", "S-LOC") in got, got
        assert ("1,000", "O") in got and ("“", "O") in got and (")", "O") in got and (".", "O") in got, got
        assert "".join(t[0] for t in got if t)[10:] == "".join(text.split()), "a character was lost"
        assert got.index(("They", "O")) > 0 and got[got.index(("They", "O")) - 1] is None, "sentences are not apart"
        told = result.err + result.text
        assert "overlaps" in told and "fragments" in told, told


@case
def conll_one_layer():
    """marks of two people do not go into one column"""
    with Home() as home:
        project = home.new("p.gloss")
        document = {"document": "d", "text": "Anna\n", "annotations": [{"type": "Person", "by": by, "spans": [[0, 4]]} for by in ("kim", "lee")]}
        home.ok("import", project, home.write("d.jsonl", json.dumps(document) + "\n"))
        home.fails(3, "export", project, "--format", "conll", "-o", "d.conll", says="--by")
        assert not os.path.exists(home.at("d.conll"))
        assert b"Anna -X- _ B-PER" in home.ok("export", project, "--format", "conll", "--by", "lee", "-o", "-").out


@case
def webanno():
    """spans, parts of tokens, stacks, slots, relations and chains; offsets behind an astral character"""
    with Home() as home:
        project = home.new("p.gloss", "--codebook", "entities only")
        home.ok("import", project, home.write("a.tsv", TSV), "--by", "kim", "--format", "webanno")
        head, document = lines(home, project)
        assert document["text"] == "Anna Weber 👍 left Lowmoor .\nShe said so ."
        assert marks(document) == [("Event", "left"), ("Mark", "Anna Weber"), ("Mark", "Low"), ("Mark", "Lowmoor"), ("Mark", "said"),
                                   ("Mark", "said"), ("Same", "Anna Weber"), ("Same", "She")], marks(document)
        found = {(a["type"], document["text"][a["spans"][0][0]:a["spans"][0][1]]): a for a in document["annotations"]}
        anna, lowmoor, event = found[("Mark", "Anna Weber")], found[("Mark", "Lowmoor")], found[("Event", "left")]
        assert anna["attributes"] == {"kind": "PER"} and lowmoor["attributes"] == {"kind": "LOC_x", "degree": "high"}
        assert {(r["role"], r["to"]) for r in event["relations"]} == {("goer", anna["id"]), ("place", lowmoor["id"])}
        assert [(r["type"], r["to"]) for r in anna["relations"]] == [("from", lowmoor["id"])], anna
        assert found[("Same", "She")]["entity"] == found[("Same", "Anna Weber")]["entity"]
        assert [e["name"] for e in head["entities"]] == ["Anna Weber"] and found[("Same", "She")]["attributes"] == {"referenceType": "pronoun"}
        home.sound(project)


@case
def webanno_people():
    """a folder with a file a person is one document; curation becomes gold; layouts can be forced"""
    plain = TSV.split("#T_SP")[0] + "#T_SP=custom.Mark|kind\n\n\n#Text=Anna left .\n1-1\t0-4\tAnna\t{}\t\n1-2\t5-9\tleft\t_\t\n1-3\t10-11\t.\t_\t\n"
    with Home() as home:
        project = home.new("p.gloss", "--codebook", "entities only")
        for name, value in (("annotation/d1.txt/amira", "A"), ("annotation/d1.txt/bek", "B"), ("curation/d1.txt/CURATION_USER", "A"),
                            ("annotation/d1.txt/INITIAL_CAS", "_")):
            home.write(f"export/{name}.tsv", plain.format(value))
        home.ok("import", project, home.at("export"), "--format", "webanno")
        documents = lines(home, project)[1:]
        assert [d["document"] for d in documents] == ["d1"], documents
        assert sorted((a["by"], a["attributes"]["kind"]) for a in documents[0]["annotations"]) == [("amira", "A"), ("bek", "B"), ("gold", "A")]
        for name, value in (("amira/d2", "A"), ("bek/d2", "B")):
            home.write(f"other/{name}.tsv", plain.format(value).replace("Anna left", "Nina left").replace("\tAnna", "\tNina"))
        home.ok("import", project, home.at("other"), "--format", "webanno")
        other = next(d for d in lines(home, project)[1:] if d["document"] == "d2")
        assert sorted(a["by"] for a in other["annotations"]) == ["amira", "bek"]


@case
def webanno_faults():
    """what does not fit is told by file and line; a file of another kind is refused; hostile numbers do no harm"""
    with Home() as home:
        project = home.new("p.gloss")
        bad = TSV.replace("1-1[1];1-5", "1-1[1];9-9").replace("1-1[1_0]", "1-77[1_0]").replace("2-3\t38-40", "2-3\t40-38")
        result = home.ok("import", project, home.write("a.tsv", bad), "--format", "webanno")
        told = result.err + result.text
        assert "fills the slot" in told and "end of the relation" in told and "a.tsv, line 20: this is no row" in told, told
        home.fails(3, "import", project, home.write("b.tsv", "a\tb\n"), "--format", "webanno", says="#FORMAT")
        far = TSV.replace("29-32", "4294967290-4294967295")
        home.fails(3, "import", project, home.write("c.tsv", far), "--format", "webanno")
        deep = TSV.replace("A|B", "|".join("A" * 1) + "|" * 5000)
        home.run("import", project, home.write("d.tsv", deep.replace("Anna", "Inna")), "--format", "webanno")
        home.sound(project)


def utf16(text, offset):
    return len(text[:offset].encode("utf-16-le")) // 2


@case
def webanno_published():
    """published files hold the spans that their XMI twins hold"""
    folders = sorted(glob.glob(os.path.join(SHARED, "cases", "formats", "webanno-tsv", "*", "reference.xmi")))
    if not folders:
        raise Skip("the published files are not here")
    # What the format itself cannot say: spans of white space and between tokens.
    known = {"testAnnotationWithLeadingWhitespace", "testAnnotationWithTrailingWhitespace",
             "testZeroWidthAnnotationBeforeFirstTokenIsMovedToBeginOfFirstToken", "testZeroWidthAnnotationBeyondLastTokenIsMovedToEndOfLastToken"}
    with Home() as home:
        for i, path in enumerate(folders):
            name = os.path.basename(os.path.dirname(path))
            project = home.new(f"{i}.gloss", "--codebook", "entities only")
            home.ok("import", project, path.replace(".xmi", ".tsv"), "--format", "webanno")
            document = lines(home, project)[1]
            text = document["text"]
            root = ElementTree.parse(path).getroot()
            want = sorted((int(e.get("begin")), int(e.get("end"))) for e in root
                          if e.get("begin") is not None and not {"Dependent", "Governor"} & set(e.keys())
                          and e.tag.rpartition("}")[2] not in ("Token", "Sentence", "DocumentMetaData", "DocumentAnnotation", "TagsetDescription"))
            got = sorted((utf16(text, a["spans"][0][0]), utf16(text, a["spans"][0][1])) for a in document["annotations"] if a["type"] != "Token")
            assert got == want or name in known, f"{name}: {got} is not {want}"


@case
def curation():
    """where two annotators agree and the curator has it, the automatic decisions have it too"""
    folders = sorted(glob.glob(os.path.join(SHARED, "cases", "adjudication", "inception-curation", "*")))
    if not folders:
        raise Skip("the published files are not here")
    with Home() as home:
        for i, path in enumerate(folders):
            project = home.new(f"{i}.gloss", "--codebook", "entities only")
            home.ok("import", project, path, "--format", "webanno")
            if not {"user1", "user2"} <= set(lines(home, project)[0]["people"]):
                continue
            home.ok("adjudicate", project, "--auto", "--by", "user1", "--by", "user2")
            for document in lines(home, project)[1:]:
                said = {by: {(a["type"], str(a["spans"]), name, str(value)) for a in document["annotations"] if a["by"] == by
                             for name, value in [("", ""), *a.get("attributes", {}).items()]} for by in ("user1", "user2", "curator", "gold")}
                missing = (said["user1"] & said["user2"] & said["curator"]) - said["gold"]
                assert not missing, f"{os.path.basename(path)}: {missing}"


main()
