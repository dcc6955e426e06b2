#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The extractor of dates on sentences of our own: what is found and what it means, with and without a day of publication.

It must not know how the plugin works."""

import json

from lib import Home, case, main

# The sentence, and what is to be found in it, as of 2015-04-22.
EXAMPLES = [
    ("The minister said on April 21 that it was over.", [("April 21", "2015-04-21")]),
    ("A video of November 2013 and one of 4 September 2014 exist.", [("November 2013", "2013-11"), ("4 September 2014", "2014-09-04")]),
    ("He left last month, and she in February.", [("last month", "2015-03"), ("February", "2015-02")]),
    ("Since 2011 the port has grown; on 2015-04-01 it closed.", [("2011", "2011"), ("2015-04-01", "2015-04-01")]),
    ("On Tuesday, April 21, 2015, the council met.", [("Tuesday, April 21, 2015", "2015-04-21")]),
    ("21 апреля 2015 года министр сообщил, что в 2014 году было иначе.", [("21 апреля 2015 года", "2015-04-21"), ("2014 году", "2014")]),
    ("Between 2011 and 2013, and from March to May 2014, it rained.", [("Between 2011 and 2013", "2011/2013"), ("from March to May 2014", "2014-03/2014-05")]),
    ("By the end of 2016, as in the 1990s and in mid-2014, and since the 2012 election.",
     [("the end of 2016", "2016"), ("1990s", "199X"), ("mid-2014", "2014"), ("2012", "2012")]),
    ("Last November and over the past two years; several months ago.",
     [("Last November", "2014-11"), ("past two years", "2013/2015"), ("several months ago", "2015-01~")]),
    ("Вчера, в прошлом месяце, два года назад, в понедельник и с марта по май 2014 года шёл дождь.",
     [("Вчера", "2015-04-21"), ("в прошлом месяце", "2015-03"), ("два года назад", "2013"), ("понедельник", "2015-04-20"),
      ("с марта по май 2014 года", "2014-03/2014-05")]),
]
EXAMPLES += [
    # A winter lies in two years, a weekend is two days, and two days with "between" are a span.
    ("Last winter, next autumn and in the winter of 2012-13 it rained; over the weekend it did not.",
     [("Last winter", "2014/2015"), ("next autumn", "2015"), ("winter of 2012-13", "2012/2013"), ("the weekend", "2015-04-18/2015-04-19")]),
    ("Between 3 and 7 March it was shut. That day, and from 9 to 12 March, he slept.",
     [("Between 3 and 7 March", "2015-03-03/2015-03-07"), ("from 9 to 12 March", "2015-03-09/2015-03-12")]),
    ("Прошлой зимой он ушёл. 12 марта он вернулся, двумя днями ранее писал, через неделю уехал.",
     [("Прошлой зимой", "2014/2015"), ("12 марта", "2015-03-12"), ("двумя днями ранее", "2015-03-10"), ("через неделю", "2015-03-17")]),
]
EXAMPLES += [
    # Beside the date before; as precise as that one is.
    ("On April 20 he left; ten days earlier he came, and the same day he wrote.",
     [("April 20", "2015-04-20"), ("ten days earlier", "2015-04-10"), ("the same day", "2015-04-10")]),
    ("In March 2014 he left. The same month 20 others did. A year later, and in the year before, nobody went.",
     [("March 2014", "2014-03"), ("The same month", "2014-03"), ("A year later", "2015"), ("the year before", "2014")]),
    ("On December 30, 2014 it began; the next week and three days later it ended, the day before the attack.",
     [("December 30, 2014", "2014-12-30"), ("the next week", "2015-01-05/2015-01-11"), ("three days later", "2015-01-02")]),
    ("21 апреля он уехал, на следующий день и два дня спустя писал.",
     [("21 апреля", "2015-04-21"), ("на следующий день", "2015-04-22"), ("два дня спустя", "2015-04-24")]),
    # Parts of a year, seasons, and the year of publication.
    ("In the first half of 2014, the second quarter of last year and the first three months of the year.",
     [("the first half of 2014", "2014-01/2014-06"), ("the second quarter of last year", "2014-04/2014-06"),
      ("the first three months of the year", "2015-01/2015-03")]),
    ("Last summer, this spring and since the beginning of the year.",
     [("Last summer", "2014"), ("this spring", "2015"), ("the beginning of the year", "2015")]),
    # Nothing before to lean on; any Friday.
    ("The previous week and the previous month.", [("The previous week", "2015-04-13/2015-04-19"), ("the previous month", "2015-03")]),
    ("He left on a Friday in August 2013.", [("August 2013", "2013-08")]),
]
NONE = "They may march 40 miles; 2000 people will, and 15 of them may fall."


def found(home, text, published):
    project = home.new(f"p{home.count}.gloss")
    home.count += 1
    line = {"document": "one", "text": text}
    if published:
        line["published"] = published
    home.ok("import", project, home.write("in.jsonl", json.dumps(line) + "\n"))
    home.ok("extract", project, "--plugin", "dates")
    document = json.loads(home.export(project).decode().split("\n")[1])
    return [(text[a["spans"][0][0]:a["spans"][-1][1]], a.get("attributes", {}).get("value", {}).get("date"))
            for a in document["annotations"] if a["by"] == "plugin:dates"]


@case
def against_publication():
    """absolute and relative dates, resolved against the day of publication"""
    with Home() as home:
        home.count = 0
        for sentence, wanted in EXAMPLES:
            there = found(home, sentence, "2015-04-22")
            assert there == wanted, f"{sentence}\nfound {there}\nnot   {wanted}"


@case
def without_publication():
    """without it the year stays open, and relative words have no value"""
    with Home() as home:
        home.count = 0
        assert found(home, EXAMPLES[0][0], None) == [("April 21", "XXXX-04-21")]
        assert found(home, EXAMPLES[2][0], None) == [("last month", None), ("February", "XXXX-02")]


@case
def published_later():
    """dates are read again when the day of publication is entered; what somebody corrected stays; one undo"""
    with Home() as home:
        project = home.new("p.gloss")
        text = "He left on April 21. She left last month. They left on May 2."
        marks = [{"id": str(i), "type": "Date", "by": "amira", "spans": [[text.index(words), text.index(words) + len(words)]],
                  **({"attributes": {"value": value}} if value else {})}
                 for i, (words, value) in enumerate([("April 21", "XXXX-04-21"), ("last month", None), ("May 2", "2013-05-02")])]
        home.ok("import", project, home.write("in.jsonl", json.dumps({"document": "one", "text": text, "annotations": marks}) + "\n"))

        def dates():
            document = json.loads(home.export(project).decode().split("\n")[1])
            values = [a.get("attributes", {}).get("value") for a in document["annotations"]]
            return [value["date"] if isinstance(value, dict) else value for value in values]

        before = dates()
        home.ok("documents", project, "--set", "one", "published=2015-04-22")
        assert dates() == ["2015-04-21", "2015-03", "2013-05-02"], dates()
        home.ok("undo", project)
        assert dates() == before, dates()
        # The same where a table says it of a text that is there already.
        table = home.write("table.csv", "file,published\none,2015-04-22\n")
        home.ok("import", project, home.write("one.txt", text), "--metadata", table)
        assert dates() == ["2015-04-21", "2015-03", "2013-05-02"], dates()
        home.ok("import", project, home.write("one.txt", text), "--metadata", table)
        assert dates() == ["2015-04-21", "2015-03", "2013-05-02"], dates()


@case
def no_dates():
    """verbs, numbers and counted things are no dates"""
    with Home() as home:
        home.count = 0
        assert found(home, NONE, "2015-04-22") == []


main()
