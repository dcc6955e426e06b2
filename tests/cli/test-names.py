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
    home.document = document = json.loads(home.export(project).decode().split("\n")[1])
    return [(text[a["spans"][0][0]:a["spans"][-1][1]], a["type"]) for a in document["annotations"] if a["by"] == "plugin:names"]


@case
def datelines():
    """the town of a dateline is a place, the agency in brackets behind it is not the town; particles at a sentence's beginning stay"""
    with Home() as home:
        found = names(home, "Harbour closed\n\nVARNOL (AP) — The port is closed, Yusuf al-Rashid said.\n\nAl-Rashid's boat is in Varnol.\n")
        assert ("VARNOL", "Place") in found and ("AP", "Organization") in found and ("Al-Rashid", "Person") in found, found
        chains = {(a.get("chain") or {}).get("name") for a in home.document["annotations"] if a["type"] == "Organization"}
        assert chains == {"AP"}, chains


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
def spellings():
    """middle names and lines of capitals are one thing with the plain form; hyphens, fields of a body, contractions"""
    text = ("The Numbers Don't Add Up In Larvia\n\nBISHKEK -- Minister Ramal Hamro Zodari spoke in Bishkek on May 5. Ramal Zodari of Asia-Plus agreed with "
            "Ivo Renner of the Institute of Ethnology and Anthropology, who said so.\n")
    with Home() as home:
        found = names(home, text)
        wanted = {("Ramal Hamro Zodari", "Person"), ("Ramal Zodari", "Person"), ("Asia-Plus", "Organization"),
                  ("Institute of Ethnology and Anthropology", "Organization"), ("BISHKEK", "Place")}
        assert wanted <= set(found), f"missing {wanted - set(found)} of {found}"
        assert "Don" not in {words for words, _ in found}, found
        shown = {text[a["spans"][0][0]:a["spans"][-1][1]]: a["chain"]["name"] for a in home.document["annotations"] if "chain" in a}
        assert shown["Ramal Zodari"] == "Ramal Hamro Zodari" and shown["BISHKEK"] == "Bishkek", shown


MORE_RUSSIAN = ("Глава Духовного управления мусульман Максат ажы Токтомов говорил. Жители Араванского района ждали. Генпрокуратура молчала, "
                "а доклад Международного центра по праву читали.\n")


@case
def more_russian():
    """bodies behind a title, particles in names, districts"""
    with Home() as home:
        found = names(home, MORE_RUSSIAN)
        wanted = {("Духовного управления", "Organization"), ("Максат ажы Токтомов", "Person"), ("Араванского", "Place"),
                  ("Генпрокуратура", "Organization"), ("Международного центра", "Organization")}
        assert wanted <= set(found), f"missing {wanted - set(found)} of {found}"


RUSSIAN = """Министр обороны Карвении Теодор Халденов прибыл в Бишкек. По словам Халденова, в Сирии остаются 40 рыбаков.

Эксперт Института истории Тимур Шайдаров и глава Государственного комитета национальной безопасности Рахат Суланов спорили. Министерство внутренних дел Киргизии опровергло это. Газета «Вечерний Причал» и агентство «Интерфакс» писали о Гульнаре Ибраимовой; Ибраимова живёт в Москве.
"""


@case
def russian():
    """names in their cases, one thing through all of them; bodies with small words, names in «ёлочки»"""
    with Home() as home:
        found = names(home, RUSSIAN)
        wanted = {("Теодор Халденов", "Person"), ("Халденова", "Person"), ("Бишкек", "Place"), ("Сирии", "Place"),
                  ("Тимур Шайдаров", "Person"), ("Государственного комитета национальной безопасности", "Organization"), ("Рахат Суланов", "Person"),
                  ("Министерство внутренних дел Киргизии", "Organization"), ("Вечерний Причал", "Organization"),
                  ("Интерфакс", "Organization"), ("Гульнаре Ибраимовой", "Person"), ("Ибраимова", "Person"), ("Москве", "Place")}
        assert wanted <= set(found), f"missing {wanted - set(found)} of {found}"
        assert not {words for words, _ in found} & {"Министр", "По", "Газета"}, found
        document = json.loads(home.export(home.at("p.gloss")).decode().split("\n")[1])
        chains = [a["chain"]["key"] for a in document["annotations"] if "Халденов" in RUSSIAN[a["spans"][0][0]:a["spans"][0][1]]]
        assert len(chains) == 2 and len(set(chains)) == 1, chains


CONTEXT = """Foreign Office Minister Ivo Renner met Governor Tara Voss of South Dakota in Vermillion, South Dakota, and flew to Camp Hurriya near Tal Afar.

Michael Jordan played for the Jacksonville Suns before he joined Lutna FC. The University of Pennsylvania and the Bank of Karvenia sued him.

Bandarlapalle is a small village in Karvenia. Klara Moss (born 1960) was a Karvenian singer. She won the Stanley Cup on HMS Daring and read the Treaty of Lutna.
"""


@case
def context():
    """what stands around a name tells its type; prizes, ships and treaties are none of ours"""
    with Home() as home:
        found = names(home, CONTEXT)
        wanted = {("Foreign Office", "Organization"), ("Ivo Renner", "Person"), ("Tara Voss", "Person"), ("South Dakota", "Place"),
                  ("Vermillion", "Place"), ("Camp Hurriya", "Place"), ("Tal Afar", "Place"), ("Michael Jordan", "Person"),
                  ("Jacksonville Suns", "Organization"), ("Lutna FC", "Organization"), ("University of Pennsylvania", "Organization"),
                  ("Bank of Karvenia", "Organization"), ("Bandarlapalle", "Place"), ("Klara Moss", "Person")}
        assert wanted <= set(found), f"missing {wanted - set(found)} of {found}"
        assert not {words for words, _ in found} & {"Stanley Cup", "HMS Daring", "Daring", "Treaty", "Governor Tara Voss"}, found


BODIES = """The Iraqi government and the Syrian security forces met the Kenyan runners. The Sadrow regime fell; Sadrow fled.

The minister for the Middle East Torvald Ellmoor saw a VBIED near the Hollow Cave. They met in L.A. on Monday.
"""


@case
def bodies():
    """a people's bodies, who a regime is named after, a name behind a place, and what is none"""
    with Home() as home:
        found = names(home, BODIES)
        wanted = {("Iraqi government", "Organization"), ("Syrian security forces", "Organization"), ("Sadrow", "Person"),
                  ("Middle East", "Place"), ("Torvald Ellmoor", "Person"), ("Hollow Cave", "Place")}
        assert wanted <= set(found), f"missing {wanted - set(found)} of {found}"
        assert not {words for words, _ in found} & {"VBIED", "Kenyan", "Kenyan runners"}, found
        assert ("L.A.", "Person") not in found, found


NEWS = """Police Detain Three In Orvanda As Fishermen Protest

Ekai Lokwara, 52, told the Ministry of Mining and Blue Economy that the Foreign, Commonwealth and Development Office, King's College London and the Orvanda-based Rift Aqua Ltd. had been asked. The St. Louis Eagles and a Lutnan dancer were there, too, said Secretary of State Antony Blenkin. The band Silver Moth played "Gloomy Evening" for them.

Ursula von der Lehm came; von der Lehm told Mr. de Mistara. Neve Campbell saw it in Lutna, Vesk, Harrow and Odrin; Campbell had come from Wallington. The Army of the Vardamac and the 3rd Artillery Brigade left. Typhoon Amang came to Leyte Gulf. Diego Lima spoke; Lima laughed, and South Korean troops, unlike South African dancers, stayed. Bilka is a Danish chain of shops. Dancemania is a series of albums.
"""


@case
def news():
    """an age, lists, what a thing is said to be; bodies over "and" and "'s"; a city's name within another's; headlines"""
    with Home() as home:
        found = names(home, NEWS)
        wanted = {("Orvanda", "Place"), ("Ekai Lokwara", "Person"), ("Ministry of Mining and Blue Economy", "Organization"),
                  ("Foreign, Commonwealth and Development Office", "Organization"), ("King's College London", "Organization"),
                  ("St. Louis Eagles", "Organization"), ("Antony Blenkin", "Person"), ("Silver Moth", "Organization"),
                  ("Ursula von der Lehm", "Person"), ("von der Lehm", "Person"), ("de Mistara", "Person"), ("Neve Campbell", "Person"), ("Campbell", "Person"), ("Vesk", "Place"), ("Odrin", "Place"),
                  ("Army of the Vardamac", "Organization"), ("3rd Artillery Brigade", "Organization"), ("Leyte Gulf", "Place"),
                  ("Diego Lima", "Person"), ("Lima", "Person"), ("South Korean troops", "Organization"), ("Bilka", "Organization")}
        assert wanted <= set(found), f"missing {wanted - set(found)} of {found}"
        assert not {words for words, _ in found} & {"Police Detain Three", "Fishermen", "Lutnan", "Typhoon Amang", "Gloomy Evening", "Dancemania",
                                                    "South African", "State Antony Blenkin"}, found


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
