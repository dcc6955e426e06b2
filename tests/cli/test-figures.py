#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extractor of figures on sentences of our own: what is found, how it is read, and what is no figure.

It must not know how the plugin works."""

import json

from lib import Home, case, main

# The sentence, and what is to be found in it: words, low, high.
ENGLISH = [
    ("More than 330 Larvian citizens have joined the guard, the minister said on April 21.",
     [("More than 330 Larvian citizens", 330, None)]),
    ("Around 30 of the strikers are women.", [("Around 30", 30, 30)]),
    ("The analyst estimated that 500-600 people from Lowmoor fight there.", [("500-600 people", 500, 600)]),
    ("Unofficial data suggest as many as 500 dockers left.", [("as many as 500 dockers", None, 500)]),
    ("339 individuals had gone north, of whom 50 were women and 20 were children.",
     [("339 individuals", 339, 339), ("50", 50, 50), ("20", 20, 20)]),
    ("He was offered from $20,000-$30,000 and later $45,000.", [("$20,000-$30,000", 20000, 30000), ("$45,000", 45000, 45000)]),
    ("80 percent of the boats had gone; a few dozen stayed.", [("80 percent", 80, 80), ("a few dozen", 24, 60)]),
    ("They risk up to seven years in prison.", [("up to seven years", None, 7)]),
    ("Hundreds of fishermen fled, and eight have been convicted.", [("Hundreds of fishermen", 200, 999), ("eight", 8, 8)]),
    ("Between 40 and 60 houses burned.", [("Between 40 and 60 houses", 40, 60)]),
    ("The damage is 2.5 million dollars.", [("2.5 million dollars", 2500000, 2500000)]),
]
NONE = [
    "On 21 April 2015, at 10:30, the council met in Room 5.",
    "Tara Kell, 29, is a 29-year-old nurse who turned 30 years old in May 2014.",
    "The 21st meeting, the G20 and the Il-76 are names; so is Article 15 of the law.",
    "In 2013 and since 2014 one of the men has been missing.",
    "The April 3-4 talks and the talks of 5 and 6 May failed.",
]
NONE += [
    "The storms of 18 to 22 June and the quake of magnitude 6.1 struck 40 km north of the town, 10 kilometers deep.",
    "He lives at 221 Baker Street, turned 30 on Monday and won 6-4, 7-5.",
    "It was lost within 48 hours, two days later or in the last 10 years of the 2008-2012 drought.",
]
ENGLISH += [
    ("There were 158,316 internally displaced persons in temporary shelters, and 12 police officers.",
     [("158,316 internally displaced persons", 158316, 158316), ("12 police officers", 12, 12)]),
    ("One hundred and twenty families fled; two and a half million stayed.",
     [("One hundred and twenty families", 120, 120), ("two and a half million", 2500000, 2500000)]),
    ("One worker was killed, leaving 12 missing.", [("One worker", 1, 1), ("12 missing", 12, 12)]),
    ("The number of boats rose from 12 to 15, and from 300 in 2013 to 120 in 2014.",
     [("12", 12, 12), ("15", 15, 15), ("300", 300, 300), ("120", 120, 120)]),
    ("The owner asked for Rs250 million, 1,00,000 rupees or EUR 3 million.",
     [("Rs250 million", 250000000, 250000000), ("1,00,000 rupees", 100000, 100000), ("EUR 3 million", 3000000, 3000000)]),
    ("The toll may be as high as 5,000.", [("as high as 5,000", None, 5000)]),
]
NONE += [
    "It rained for two weeks, three days later and within 48 hours; the two sides met in three towns.",
    "A family of five and one boat in five were lost ten times; his cousin, who is 17, wept.",
    "The sailors are aged 16 to 25 or between the ages of 30 and 40, none is under 18.",
    "A category 4 storm hit wards 4 and 5, blocks 3, 4 and 7 on 2014-05-12.",
    "He waited half an hour, half the night, and in the first half of the year came third of all.",
    "En 2014 y desde el 2010, el 5 de mayo de 2013 a las 10:30, del 3 al 5 de mayo. Le 12 mai 2014. Am 12. Mai 2014.",
]
ENGLISH += [
    ("At least 35 more fishing boats, two other villages and three rebel-held bridges were lost.",
     [("At least 35 more fishing boats", 35, None), ("two other villages", 2, 2), ("three rebel-held bridges", 3, 3)]),
    ("Six out of ten families live in tents; about 4m people and 12 Norse-Danes won 38.9 percent.",
     [("Six out of ten families", 60, 60), ("about 4m people", 4000000, 4000000), ("12 Norse-Danes", 12, 12), ("38.9 percent", 38.9, 38.9)]),
]
NONE += [
    "On Nov. 8, on Jan. 1 and on Dec. 26, 1763, the 2014 study was, as in 1540, read in House Bill 1523.",
    "A two-bedroom flat, a high-five and the World War Two songs; at eleven o'clock and at 12 noon [4].",
    "A 7.8 magnitude quake, the 6.1 quake of 5.9 on the Richter scale and waves of 4 m are in Situation Report 12, p. 12.",
    "Children as young as 10, at the age of three, those ages 18 to 29, open to youth between 6 and 25 years of age.",
    "Ana and Ivo Renner, 27 and 29 years old, mind the test scores; he batted .470 in note 721695114943442946.",
]
ENGLISH += [
    ("Dozens of Uzbek and Kazakh militants and up to 6,000 IS fighters left; 500+ sailors and not fewer than 30 dockers stayed.",
     [("Dozens of Uzbek and Kazakh militants", 24, 99), ("up to 6,000 IS fighters", None, 6000), ("500+ sailors", 500, None),
      ("not fewer than 30 dockers", 30, None)]),
]
# Shares are percentages: the words, low, high.
SHARES = [
    ("At least one in three dockers is foreign, and one in five of the sailors.",
     [("At least one in three dockers", 33, None), ("one in five", 20, 20)]),
    ("Nearly half the boats sank, two-thirds of the rest left, a quarter of them by night.",
     [("Nearly half", None, 50), ("two-thirds", 67, 67), ("a quarter", 25, 25)]),
    ("Half of the 600 dockers left.", [("Half", 50, 50), ("600 dockers", 600, 600)]),
    ("A quarter of a million people, one and a half million boats, 15k dogs and 500 - 600 cats.",
     [("A quarter of a million people", 250000, 250000), ("one and a half million boats", 1500000, 1500000), ("15k dogs", 15000, 15000),
      ("500 - 600 cats", 500, 600)]),
    ("Почти половина рыбаков утонула, две трети лодок ушли.", [("Почти половина", None, 50), ("две трети", 67, 67)]),
]
RUSSIAN = [
    ("Свои дома покинули от 10 до 12 тысяч человек.", [("от 10 до 12 тысяч человек", 10000, 12000)]),
    ("Тысячи людей вышли на улицы, помогли десятки тысяч рублей.", [("Тысячи людей", 1000, 9999), ("десятки тысяч рублей", 20000, 99999)]),
    ("Ушли до 40 тыс. рыбаков и двадцать пять лодок.", [("до 40 тыс. рыбаков", None, 40000), ("двадцать пять лодок", 25, 25)]),
    ("Более 330 граждан уехали, сообщил министр 21 апреля 2015 года.", [("Более 330 граждан", 330, None)]),
    ("Сто двадцать семей остались без крова.", [("Сто двадцать семей", 120, 120)]),
    ("По меньшей мере 40 человек погибли.", [("По меньшей мере 40 человек", 40, None)]),
    ("Возбуждено более 300 уголовных дел, число лодок выросло с 2 до 4 тысяч.",
     [("более 300 уголовных дел", 300, None), ("2", 2000, 2000), ("4 тысяч", 4000, 4000)]),
    ("Около 80 процентов лодок ушли.", [("Около 80 процентов", 80, 80)]),
]

RUSSIAN += [
    ("Каждый третий рыбак ушёл, из них половина — женщины, их до тысячи.",
     [("Каждый третий", 33, 33), ("половина", 50, 50), ("до тысячи", None, 1000)]),
    ("Весной 2015 года их стало в два раза больше, двенадцать объявлены в розыск.", [("двенадцать", 12, 12)]),
]


def figures(home, text, extra=()):
    project = home.new(f"p{len(home.texts)}.gloss")
    home.texts.append(text)
    line = {"document": "one", "text": text, **dict(extra)}
    home.ok("import", project, home.write("in.jsonl", json.dumps(line) + "\n"))
    home.ok("extract", project, "--plugin", "figures")
    document = json.loads(home.export(project).decode().split("\n")[1])
    return [a for a in document["annotations"] if a["by"] == "plugin:figures"], text


def found(home, text, extra=()):
    annotations, text = figures(home, text, extra)
    return [(text[a["spans"][0][0]:a["spans"][-1][1]], a["attributes"]["value"]["low"], a["attributes"]["value"]["high"])
            for a in annotations]


def compare(examples):
    with Home() as home:
        home.texts = []
        for sentence, wanted in examples:
            there = found(home, sentence)
            assert there == wanted, f"{sentence}\nfound {there}\nnot   {wanted}"


@case
def wholes():
    """“30 of the 90 dockers”: a part points to its whole, and a chain of them ends"""
    with Home() as home:
        home.texts = []
        annotations, text = figures(home, "30 of the 90 dockers are women. " + "1 of the " * 3 + "4 dogs bark.")
        words = {a["id"]: text[a["spans"][0][0]:a["spans"][-1][1]] for a in annotations}
        links = [(words[a["id"]], words[r["to"]]) for a in annotations for r in a.get("relations", [])]
        assert ("30", "90 dockers") in links, links


@case
def english():
    """limits, ranges, money, shares and number words in English"""
    compare(ENGLISH)


@case
def shares():
    """“one in three”, “half the boats”, “two thirds of the rest” are percentages; parts of a million are numbers"""
    compare(SHARES)


@case
def russian():
    """the same in Russian"""
    compare(RUSSIAN)


@case
def others():
    """number words in Spanish, Portuguese and French, in documents in these languages too"""
    with Home() as home:
        home.texts = []
        for language, sentence, wanted in (
            ("es", "Más de treinta y cinco familias y mil doscientas personas salieron.",
             [("Más de treinta y cinco familias", 35, None), ("mil doscientas personas", 1200, 1200)]),
            ("pt", "Vinte e cinco famílias e cerca de 2,5 milhões de pessoas dos bairros.",
             [("Vinte e cinco famílias", 25, 25), ("cerca de 2,5 milhões", 2500000, 2500000)]),
            ("fr", "Près de deux mille personnes sont parties.", [("Près de deux mille personnes", None, 2000)]),
        ):
            there = found(home, sentence, {"language": language})
            assert there == wanted, there


@case
def no_figures():
    """dates, years, ages, ordinals, clock times, names and “one of” are no figures"""
    compare([(sentence, []) for sentence in NONE])


@case
def parts():
    """a part belongs to the whole it is named with"""
    with Home() as home:
        home.texts = []
        annotations, _ = figures(home, "339 individuals had gone north, of whom 50 were women.")
        whole, part = annotations
        assert [r["to"] for r in part["relations"]] == [whole["id"]], part
        annotations, _ = figures(home, "At least 700 boats, including 60 ferries, left. Since then 147 of them have sunk.")
        assert [r["to"] for a in annotations[1:] for r in a["relations"]] == [annotations[0]["id"]] * 2, annotations


@case
def zones():
    """headlines and captions are read, boilerplate and repeated lines are not"""
    text = "40 Dead In Flood\n\nMost read: 12 articles\n\nA caption: 15 boats\n\nThe town lost 40 people.\n"
    kinds = [("headline", "40 Dead In Flood"), ("boilerplate", "Most read: 12 articles"), ("caption", "A caption: 15 boats"),
             ("repeat", "The town lost 40 people.")]
    zones = [{"kind": kind, "start": text.index(words), "end": text.index(words) + len(words)} for kind, words in kinds]
    with Home() as home:
        home.texts = []
        assert [words for words, _, _ in found(home, text, {"zones": zones})] == ["40 Dead", "15 boats"]


@case
def same_again():
    """a second run proposes the same and changes nothing; hostile text ends in time"""
    with Home() as home:
        home.texts = []
        project = home.new("again.gloss")
        text = "1" * 200000 + " " + "7 " * 100000 + "$" * 100000 + "two " * 50000 + "(" * 100000
        home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": text}) + "\n"))
        home.ok("extract", project, "--plugin", "figures")
        before = home.export(project)
        home.ok("extract", project, "--plugin", "figures")
        assert home.export(project) == before


main()
