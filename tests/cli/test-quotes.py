#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extractor of attributions on sentences of our own: content, source and cue of direct and indirect speech.

It must not know how the plugin works."""

import json

from lib import Home, case, main

# The sentence; content, source and cue that are to be found in it.
EXAMPLES = [
    ("Teo Halden said that 40 people had left the port.", [("40 people had left the port", "Teo Halden", "said")]),
    ("Most dockers are not members, according to Teo Halden, the head of the union.",
     [("Most dockers are not members", "Teo Halden", "according to")]),
    ("According to the ministry, nobody had left the port.", [("nobody had left the port", "the ministry", "According to")]),
    ("“We do not have any reliable data on that number of dockers,” Teo Halden added.",
     [("We do not have any reliable data on that number of dockers", "Teo Halden", "added")]),
    ("More than 330 citizens have joined the guard, the deputy minister said on April 21.",
     [("More than 330 citizens have joined the guard", "the deputy minister", "said")]),
    ("Some analysts have claimed that the figure is much higher.", [("the figure is much higher", "Some analysts", "have claimed")]),
    ("Tara Voss told local media that she had refused the offer.", [("she had refused the offer", "Tara Voss", "told")]),
]
MORE = [
    # The source within the content, an aside, a comma'd apposition.
    ("There is no evidence, the prosecutor's office says, that the men were tortured.",
     [("There is no evidence, the prosecutor's office says, that the men were tortured", "the prosecutor's office", "says")]),
    ("Halden, for his part, has denied that any boats were sent.", [("any boats were sent", "Halden, for his part", "has denied")]),
    ("The council's spokesman, Ivo Renner, refused to comment on the report.", [("to comment on the report", "Ivo Renner", "refused")]),
    # Documents, estimates and films speak too; what is wanted is a claim of its own, but not inside another.
    ("A survey of dockers showed that 40 percent had left.", [("40 percent had left", "A survey of dockers", "showed")]),
    ("In a video released on Monday, a masked man threatened to kill the hostages.",
     [("to kill the hostages", "a masked man", "threatened")]),
    ("Police say at least 12 people were killed.", [("at least 12 people were killed", "Police", "say")]),
    ("Several said they would rather go.", [("they would rather go", "Several", "said")]),
    ("House Speaker Paul D. Renner (R-Wis.) said the storm was over.", [("the storm was over", "Paul D. Renner", "said")]),
    ("She visited the port and said that it was closed.", [("it was closed", "She", "said")]),
    ("As Renner notes, the port is closed for the winter.", [("the port is closed for the winter", "Renner", "notes")]),
    ("It is a cartel, “the worst of its kind,” Teo Halden told reporters on Monday.",
     [("It is a cartel, “the worst of its kind,”", "Teo Halden", "told")]),
    ("Most of the dockers are not members, Teo Halden was quoted in local media on May 4 as saying.",
     [("Most of the dockers are not members", "Teo Halden", "was quoted in local media on May 4 as saying")]),
    # An acronym of two letters is no initial: the sentence ends there.
    ("Teo Halden estimated that 600 people fight alongside IS. “But we do not have any reliable data,” Voss added.",
     [("600 people fight alongside IS", "Teo Halden", "estimated"), ("But we do not have any reliable data", "Voss", "added")]),
    ("The crew has left the port, according to a document obtained by reporter Ivo Renner.",
     [("The crew has left the port", "a document obtained by reporter Ivo Renner", "according to")]),
    ("“Nobody left,” Tara Voss said, adding that the gates were shut.",
     [("Nobody left", "Tara Voss", "said"), ("the gates were shut", "Tara Voss", "adding")]),
]
MORE += [
    # Nouns that say it, with and without a verb that says little.
    ("Officials expressed deep concern about the fate of 300 dockers.",
     [("the fate of 300 dockers", "Officials", "expressed deep concern about")]),
    ("The police responded to the complaints of the dockers.", [("the complaints of the dockers", "The police", "responded to")]),
    # Who does it stands behind the participle, and what is put at a number.
    ("The plan was rejected by the union.", [("The plan", "the union", "was rejected by")]),
    ("The council put the number of boats at around 400.", [("the number of boats at around 400", "The council", "put")]),
    # Time before the verb, a list of sources, a document with its origin.
    ("The mayor, Ivo Renner, at first denied that anyone had gone.", [("anyone had gone", "Ivo Renner", "denied")]),
    ("The figures released by the ministry on Monday show that 12 boats sank.",
     [("12 boats sank", "The figures released by the ministry", "show")]),
    ("The council denied the report and said 12 boats had sunk.",
     [("the report", "The council", "denied"), ("12 boats had sunk", "The council", "said")]),
]
MORE += [
    ("“It was an industry,” said the lead prosecutor, Tara Voss.", [("It was an industry", "Tara Voss", "said")]),
    ("The union's report, published on Monday, put the loss at between 300 and 400 boats.",
     [("the loss at between 300 and 400 boats", "The union's report, published on Monday", "put")]),
    ("Tara Voss was blunt: “We never left the port.”", [("We never left the port", "Tara Voss", None)]),
    # Verbs that no list has: what stands around them tells.
    ("Tara Voss zorbled that they would leave.", [("they would leave", "Tara Voss", "zorbled")]),
    ("“No, we never left the port,” she zorbled.", [("No, we never left the port", "she", "zorbled")]),
    ("12 boats sank, the ministry reported on Monday.", [("12 boats sank", "the ministry", "reported")]),
    ("Images analyzed by the union show that 40 boats sank.", [("40 boats sank", "Images analyzed by the union", "show")]),
    ("In Renner's view, nobody will be punished.", [("nobody will be punished", "Renner", "view")]),
    # Judgements without "is": before who judges, and right behind.
    ("Deeply worried about the cost, Mayor Ivo Renner asked for a delay.", [("the cost", "Ivo Renner", "Deeply worried about")]),
    ("Residents wary of the plan left.", [("the plan", "Residents", "wary of")]),
    ("The verdict angered residents of Lowmoor.", [("The verdict", "residents of Lowmoor", "angered")]),
    ("For many residents, the sea is all they have.", [("the sea is all they have", "many residents", "For")]),
    # Who may decide says so; what somebody did to say it.
    ("The judge has blocked the law.", [("the law", "The judge", "has blocked")]),
    ("Tara Voss signed the harbour bill.", [("the harbour bill", "Tara Voss", "signed")]),
    ("The group used its site to criticize the mayor.", [("the mayor", "The group", "to criticize")]),
    ("It was a plan which Tara Voss described as a mistake.", [("which Tara Voss described as a mistake", "Tara Voss", "described as")]),
]
MORE += [
    # Nouns whose source stands behind, or that only are there.
    ("The port was closed after a warning from the ministry that 40 boats were missing.",
     [("40 boats were missing", "the ministry", "warning")]),
    ("There have been allegations by several residents that the police looked away.",
     [("the police looked away", "several residents", "allegations")]),
    ("Fears are growing that some 500 dockers will not return.",
     [("some 500 dockers will not return", None, "Fears are growing")]),
    # Who is made to say it; what is said of how; asides between the subject and its verb; a subject far before.
    ("The report prompted the ministry to admit that 40 people had left.", [("40 people had left", "the ministry", "to admit")]),
    ("“Nobody left,” Tara Voss said in a statement.", [("Nobody left", "Tara Voss", "said in a statement")]),
    ("Renner, when asked about the number of boats, said it was 40.", [("it was 40", "Renner", "said")]),
    ("Renner practices law in Ripley, and says the port is closed.", [("the port is closed", "Renner", "says")]),
    ("On Monday, the minister left the room, saying that 12 boats were lost.", [("12 boats were lost", "the minister", "saying")]),
    ("Other sites such as Teo.com have stated that they will stay.", [("they will stay", "Teo.com", "have stated")]),
    ("Minister Tara Voss said:\nThe port is closed, and it will stay so.\nNobody answered.",
     [("The port is closed, and it will stay so", "Tara Voss", "said")]),
]
MORE += [
    ("Larvia Says Over 1,000 Citizens Fighting In North, South", [("Over 1,000 Citizens Fighting In North, South", "Larvia", "Says")]),
    ("Last November his predecessor had spoken of 100.", [("100", "his predecessor", "had spoken of")]),
    ("Elder Ivo Renner believes that 30 men have left, and that seven are dead.",
     [("30 men have left, and that seven are dead", "Ivo Renner", "believes")]),
    ("Ivo Renner insists all is well: in May, he says, 18 people left the town.",
     [("all is well", "Ivo Renner", "insists"), ("in May, he says, 18 people left the town", "he", "says")]),
    ("According to him, the parents learn last, and many never come.", [("the parents learn last, and many never come", "him", "According to")]),
    ("The mayor was told by the union that 12 people had left.", [("12 people had left", "the union", "was told by")]),
    ("The mayor told journalists on Monday he had no such data.", [("he had no such data", "The mayor", "told")]),
    ("A spokesman for the U.S.-led guard, Ivo Renner, could not confirm the reports.", []),
    ("He later admitted it himself.", []),
]
UNSAID = [
    # Somebody says so, and the text does not say who.
    ("The mayor is believed to have fled.", [("The mayor is believed to have fled", None, "is believed")]),
    ("More than 300 people are expected to leave by May.", [("More than 300 people are expected to leave by May", None, "are expected")]),
    ("He is known for it and expected nothing.", []),
    ("Two men accused of theft were freed.", [("Two men accused of theft", None, "accused of")]),
    ("The council appeared to hesitate.", [("The council appeared to hesitate", None, "appeared")]),
    ("There appears to be a leak. Prices are certain to rise.", []),
]
RUSSIAN = [
    ("Более 330 рыбаков ушли в море, заявил министр Теодор Халденов.", [("Более 330 рыбаков ушли в море", "Теодор Халденов", "заявил")]),
    ("«У нас нет достоверных данных о числе уехавших», — сказал Халденов журналистам.",
     [("У нас нет достоверных данных о числе уехавших", "Халденов", "сказал")]),
    ("«Мы проиграли эту войну, — говорит Тара Восова. — Их оружие — деньги».", [("Мы проиграли эту войну", "Тара Восова", "говорит"), ("Их оружие — деньги", "Тара Восова", "говорит")]),
    ("По словам Халденова, в порту остаются до 500 человек.", [("в порту остаются до 500 человек", "Халденова", "По словам")]),
    ("По данным МВД, задержаны 44 человека.", [("задержаны 44 человека", "МВД", "По данным")]),
    ("Как сообщает «Интерфакс», в городе прошёл митинг.", [("в городе прошёл митинг", "Интерфакс", "Как сообщает")]),
    ("Она отметила, что детей вывезли, и добавила, что поиски продолжаются.",
     [("детей вывезли", "Она", "отметила"), ("поиски продолжаются", "Она", "добавила")]),
    ("Людей вывезли ночью, сообщили в Минобороны 20 мая.", [("Людей вывезли ночью", "Минобороны", "сообщили")]),
]
THROUGH = [
    ("The website quoted an unnamed security official as saying 200 had returned.",
     ("200 had returned", ["an unnamed security official"], ["The website"], [])),
    ("Citing the interior ministry, the agency reported that 200 had returned.",
     ("200 had returned", ["the interior ministry"], ["the agency"], [])),
    ("The agency reported, citing the interior ministry, that 200 had returned.",
     ("200 had returned", ["the interior ministry"], ["The agency"], [])),
    ("Tara Voss claimed that 200 had returned, according to the website.", ("200 had returned", ["Tara Voss"], ["the website"], [])),
    ("Как сообщает агентство «Причал» со ссылкой на источник в правительстве, погибли 20 рыбаков.",
     ("погибли 20 рыбаков", ["источник в правительстве"], ["агентство «Причал»"], [])),
    ("Radio Teo, citing sources in the Ministry of Ports, reported that 200 had returned.",
     ("200 had returned", ["sources in the Ministry of Ports"], ["Radio Teo"], [])),
    ("Officials were quoted by Pajo as saying 27 dockers had died.", ("27 dockers had died", ["Officials"], ["Pajo"], [])),
    ("Ivo Renner told a news conference that 12 boats were lost.", ("12 boats were lost", ["Ivo Renner"], [], [])),
    ("Tara Voss said 200 had returned, citing police data.", ("200 had returned", ["Tara Voss"], [], ["police data"])),
]
RUSSIAN += [
    # The sentence before is what is said; a body speaks as a place; a name in marks is not said; a title with a number.
    ("Двадцать три рыбака вернулись. Об этом 5 марта сообщил начальник 10-го управления Самат Холмов.",
     [("Двадцать три рыбака вернулись", "Самат Холмов", "сообщил")]),
    ("Ранее в МВД заявляли, что лодок до 200.", [("лодок до 200", "МВД", "заявляли")]),
    ("«Их может быть до тысячи», — отметил Холмов в интервью радио «Причал».", [("Их может быть до тысячи", "Холмов", "отметил")]),
    ("В докладе центра говорится, что порт закрыт.", [("порт закрыт", "докладе центра", "говорится")]),
    ("Тем временем жители рассказали, что лодки ушли.", [("лодки ушли", "жители", "рассказали")]),
]
NONE = ["The port closed in May, and the union reported to the ministry.", "He continued his work at the claims office.",
        "The boy, who asked not to be named, left.", "Death claims rose and police reports were lost.",
        "The car she rented that day broke.", "Renner ensured that the door was shut.", "It rained so hard that they stayed.",
        "The ministry has not responded to a request for comment.", "The so-called state was hit."]


def found(home, text):
    project = home.new(f"p{home.count}.gloss")
    home.count += 1
    home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": text}) + "\n"))
    home.ok("extract", project, "--plugin", "figures", "--plugin", "names", "--plugin", "quotes")
    document = json.loads(home.export(project).decode().split("\n")[1])
    words = {a["id"]: text[a["spans"][0][0]:a["spans"][-1][1]] for a in document["annotations"]}
    result = []
    for a in document["annotations"]:
        if a["type"] == "Claim":
            # The name comes first, what describes it behind.
            roles = {r["role"]: words[r["to"]] for r in reversed(a.get("relations", []))}
            result.append((words[a["id"]], roles.get("source"), roles.get("cue")))
    return result


@case
def directions():
    """source before, behind and within; direct, indirect, by “according to”"""
    with Home() as home:
        home.count = 0
        for sentence, wanted in EXAMPLES:
            there = found(home, sentence)
            assert there == wanted, f"{sentence}\nfound {there}\nnot   {wanted}"


@case
def more_directions():
    """asides, documents that speak, shared subjects, sources in brackets"""
    with Home() as home:
        home.count = 0
        for sentence, wanted in MORE:
            there = found(home, sentence)
            assert there == wanted, f"{sentence}\nfound {there}\nnot   {wanted}"


@case
def unsaid():
    """what is expected or believed of somebody, without a source"""
    with Home() as home:
        home.count = 0
        for sentence, wanted in UNSAID:
            there = found(home, sentence)
            assert there == wanted, f"{sentence}\nfound {there}\nnot   {wanted}"


@case
def russian():
    """«ёлочки», the verb before its source, “по словам”, “по данным”, reported speech"""
    with Home() as home:
        home.count = 0
        for sentence, wanted in RUSSIAN:
            there = found(home, sentence)
            assert there == wanted, f"{sentence}\nfound {there}\nnot   {wanted}"


def claims(home, text, name):
    project = home.new(name)
    home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": text, "published": "2015-04-22"}) + "\n"))
    home.ok("extract", project, *[x for p in ("figures", "names", "dates", "quotes") for x in ("--plugin", p)])
    document = json.loads(home.export(project).decode().split("\n")[1])
    by_id = {a["id"]: a for a in document["annotations"]}
    words = {i: text[a["spans"][0][0]:a["spans"][-1][1]] for i, a in by_id.items()}
    result = []
    for a in document["annotations"]:
        if a["type"] == "Claim":
            roles = {}
            for r in a["relations"]:
                roles.setdefault(r["role"], []).append((words[r["to"]], (by_id[r["to"]].get("chain") or {}).get("name")))
            result.append((words[a["id"]], roles, a.get("attributes") or {}))
    return result


@case
def whole_claims():
    """via, basis, nested claims, the day, who is meant by a pronoun or a description, two speakers, denials"""
    with Home() as home:
        text = ("Teo Halden, an analyst with the harbour office, was quoted in local media on April 20 as saying that most boats had left. "
                "The analyst said on April 21 that unofficial data suggest as many as 500 dockers are gone. He denied that anybody was hurt.\n\n"
                "Tara Voss and Ivo Renner warned that the port may close.\n\n"
                "“We waited for three days at the gate,” Tara Voss said. “Nobody came to open it for us.”\n")
        said, data, inner, denied, two, first, second = claims(home, text, "w.gloss")
        assert said[0] == "most boats had left" and said[1]["via"][0][0] == "local media", said
        assert data[1]["source"] == [("The analyst", "Teo Halden")] and data[1]["said-on"][0][0] == "April 21", data
        assert data[1]["basis"][0][0] == "unofficial data" and inner[1]["within"][0][0] == data[0], (data, inner)
        assert inner[1]["source"][0][0] == "unofficial data" and inner[1]["figure"], inner
        assert denied[1]["source"] == [("He", "Teo Halden")] and denied[2]["polarity"] == "denied", denied
        assert [w for w, _ in two[1]["source"]] == ["Tara Voss", "Ivo Renner"], two
        assert second[0] == "Nobody came to open it for us" and second[1]["source"][0][0] == "Tara Voss", second
        assert first[1]["source"] == second[1]["source"], (first, second)


@case
def through_others():
    """who says it and through whom it went: “quotes X as saying”, “citing”, “according to the website”; data that are cited"""
    with Home() as home:
        home.count = 0
        for text, wanted in THROUGH:
            home.count += 1
            (content, roles, _), = claims(home, text, f"t{home.count}.gloss")
            there = content, *[[w for w, _ in roles.get(r, [])] for r in ("source", "via", "basis")]
            assert there == wanted, f"{text}\nfound {there}\nnot   {wanted}"


@case
def together():
    """two speakers, and “both”, which means them; a bar between the cells of a table ends a source"""
    with Home() as home:
        for name, text, first, both in (
            ("b.gloss", "Ivo Renner and Tara Voss said that the gates were shut. Both said that nobody came.\n", ["Ivo Renner", "Tara Voss"], "Both"),
            ("c.gloss", "И Иван Петров, и аналитик Анна Ивлева считают, что порт закрыт. Оба заявили, что никто не пришёл.\n", ["Иван Петров", "Анна Ивлева"], "Оба"),
        ):
            there = claims(home, text, name)
            assert [s for s, _ in there[0][1]["source"]] == first, there
            assert [s for s, _ in there[1][1]["source"]] == [both, *first], there
        there = claims(home, "Lowmoor | 85 families left | according to the police\n", "d.gloss")
        assert there[0][0] == "Lowmoor | 85 families left" and there[0][1]["source"][0][0] == "the police", there
        there = claims(home, "On Monday, the ministry said that the port was shut.\n", "g.gloss")
        assert there[0][1]["said-on"][0][0] == "Monday", there
        there = claims(home, "Ожидается, что Халденов уйдёт. Как отмечается в докладе ООН, лодок нет.\n", "f.gloss")
        assert [c[0] for c in there] == ["Халденов уйдёт", "лодок нет"] and "source" not in there[0][1], there
        there = claims(home, "“It is worse,” Tara Voss told the website PortNews.\n", "e.gloss")
        assert there[0][1]["via"][0][0] == "the website PortNews", there


@case
def meant():
    """whom “he”, “it” and “the ministry” mean, and that “he” is nobody's name when somebody without one came between"""
    with Home() as home:
        text = ("The Ports Ministry rejected the report on Friday. “It is groundless,” the ministry said in a statement. It said that 12 boats had left.\n\n"
                "Ivo Renner said that nobody was lost. A police investigator put it differently. “They are ashamed,” he said.\n")
        sources = [roles["source"][0] for _, roles, _ in claims(home, text, "m.gloss") if "source" in roles]
        assert ("the ministry", "Ports Ministry") in sources and ("It", "Ports Ministry") in sources, sources
        assert sources[-1] == ("he", None), sources
        # A short form is shown in full.
        text = "Ivo Renner, the mayor, said that 20 had left. Renner spoke on Monday. He added that nobody came back.\n"
        assert claims(home, text, "n.gloss")[-1][1]["source"] == [("He", "Ivo Renner")]


@case
def none():
    """verbs of speech that attribute nothing"""
    with Home() as home:
        home.count = 0
        for sentence in NONE:
            assert found(home, sentence) == [], sentence


@case
def figure():
    """the figure inside a content is the claim's"""
    with Home() as home:
        home.count = 0
        project = home.new("f.gloss")
        text = EXAMPLES[0][0]
        home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": text}) + "\n"))
        home.ok("extract", project, "--plugin", "figures", "--plugin", "names", "--plugin", "quotes")
        document = json.loads(home.export(project).decode().split("\n")[1])
        claim = next(a for a in document["annotations"] if a["type"] == "Claim")
        number = next(a for a in document["annotations"] if a["type"] == "Figure")
        assert {"role": "figure", "to": number["id"]} in claim["relations"], claim


@case
def hostile():
    """quotation marks, cues and commas for ever end in time"""
    with Home() as home:
        home.count = 0
        found(home, "\"" * 100000 + " said " * 50000 + ", " * 50000 + "he said, " * 20000)


main()
