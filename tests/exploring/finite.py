"""Small stories with finitely many states, made at random from a number, with claims about them.

In: a number. Out: the text of one file. Every way round is paid for from `fuel`, which nothing gives back, so that even
full states, turn and counters and all, are finitely many. Nothing here knows the engine.
"""

from random import Random

HEAD = """\
id: made
title: Made
clock: {start: 2022-09-20 20:00, end: 2022-09-21 20:00, grain: 10m, zone: Europe/Moscow}
profiles:
  one: {name: One, start: s0, place: here_}
  two: {name: Two, start: s0, place: here_, set: {cash: 9, told: true}}
variables:
  cash: {number: 4, min: 0, max: 12, unit: coins, title: Money}
  fuel: {number: FUEL, min: 0, max: 9, hidden: true}
  count_: {number: 0, min: 0, max: 1000}
  cold: {number: 0, min: 0, max: 50}
  told: {flag: false, yes: you told, no: you did not tell}
  mood: {one of: [calm, cross, sad], title: Mood}
  rank: {one of: [private, sergeant, captain], ordered: true}
  knows: {set of: [rumour, list]}
  name: {text: ''}
  since: {moment: 2022-09-20 20:00}
  poor: {derived: cash < 3}
people:
  lena: {name: Lena, fields: {called: false}}
documents:
  pass_:
    title: Pass
    held: true
    expires: 2022-09-21 06:00
    rules: {good: {requires: pass_.held and pass_.expires > now, says: No.}}
    fields: {pages: {number: 1, min: 0, max: 5}}
  visa: {title: Visa, held: false, fields: {pages: {number: 3, min: 0, max: 5}}}
places:
  here_: {title: Here}
  there: {title: There, zone: Asia/Tbilisi}
tables:
  queue: {rows: {2022-09-20 20:00: 10m, 2022-09-21 08:00: 2h}}
  fare: {between: step, rows: {2022-09-20 20:00: 1, 2022-09-21 00:00: 3}}
routes:
  road: {title: The road, from: here_, to: there, takes: queue, costs: {cash: fare}, needs: mood != sad}
  path: {title: The path, from: there, to: here_, takes: 20m}
crossings:
  gate:
    title: The gate
    place: here_
    to: there
    wait: {2022-09-20 20:00: 10m, 2022-09-21 08:00: 1h}
    rules:
      - {code: G1, requires: pass_.good, says: "No pass.", verdict: sent_home}
      - {code: G2, requires: cash >= 2, says: "Two.", then: {do: cold += 1}}
    passes: [{do: cash -= 2}, Over.]
tags: {road: On the road., talk: Talk., far: Far off.}
"""
TAIL = """\
  called:
    with: [doc, n]
    let: {tries: 0}
    body:
      - do: tries += n
      - if: doc.pages > 2
        then: [{do: told = true}]
      - choices:
          - {choose: Give, id: give, do: gain(visa)}
          - {choose: Keep, id: keep, needs: doc.held}
      - return: n + tries
  far:
    tags: [far]
    body:
      - call: {scene: called, with: {doc: visa, n: 2}, into: cold}
      - if: cold > 3
        then: [{end: f}]
      - end: g
endings: {e: {title: E}, f: {title: F}, g: {title: G}}
"""
VISITOR = """\
  visitor:
    body:
      - choices:
          - {choose: Talk, id: talk, takes: 3h, do: cash += 1}
          - {choose: Send away, id: away}
"""
FLAGS = (
    "told",
    "not told",
    "cash >= 3",
    "1 < cash <= 4",
    "mood == calm",
    "mood in [cross, sad]",
    "poor or told",
    "pass_.good",
    "gate.verdict == passed",
    "seen(s1)",
    "visits(s0) > 1",
    "seen(s2) or seen(called) or seen(t0)",
    "seen(t1) or false or seen(t2)",
    "turns_since(s0) < 2",
    "turns_since(s1) == 2",
    "turns_since(called) > 1",
    "cash >= fare(since)",
    "here == there",
    "now < moment('2022-09-21 02:00')",
    "hour > 20",
    "queue(now) > minutes(40)",
    "cash >= fare(now)",
    "now - since > hours(3)",
    "cash // 2 > 1",
    "cash * 2 - cold > 5",
    "min(cash, cold) > 1",
    "cold % 3 == 1",
    "count_ >= 2",
    "rumour in knows",
    "rank >= sergeant",
    "name == 'Lena'",
    "lena.called",
    "false",
)
EFFECTS = (
    "cash -= 2",
    "cash += 3",
    "cash -= fare(now)",
    "cold += 1",
    "cold = cold * 2",
    "count_ += 1",
    "told = not told",
    "mood = cross",
    "mood = sad",
    "lena.called = true",
    "lose(pass_)",
    "gain(visa)",
    "pass_.pages += cold",
    "knows += rumour",
    "knows -= rumour",
    "rank += 1",
    "since = now",
    "cash = 9 // cold",
    '"cash = cash if told else cold"',
)
TAKES = ("10m", "1h 30m", "queue(now)", "minutes(cold * 7)", "queue(since)", "4h")
ROWS = (
    "at: 2022-09-20 21:00\ndo: cold += 1",
    "every: 5h\nif: cold < 3\ndo: cash -= 1",
    "at: 2022-09-20 23:30\nif: not told\ncall: visitor",
    "after: {seen: s1, wait: 1h}\ndo: mood = sad",
    "at: 2022-09-21 01:00\npriority: 2\ngo: far",
    "every: 2h\nmissed: once\nuntil: 2022-09-21 03:00\ndo: count_ += 1",
)


def indent(text: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in text.splitlines())


def listed(items: list[str]) -> str:
    return "".join("- " + indent(item, 2)[2:] for item in items)


class Maker:
    """Makes one story."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self.ids = 0
        self.scenes = self.random.randint(3, 4)
        self.busy = self.random.random() < 0.4
        self.fuel = self.random.randint(2, 4)

    def one(self, *ways):
        return self.random.choice(ways)

    def id(self, word: str) -> str:
        self.ids += 1
        return f"{word}{self.ids}"

    def story(self) -> str:
        scenes = "".join(self.scene(each) for each in range(self.scenes))
        scenes += "".join(self.storylet(each) for each in range(3))
        rows = self.random.sample(ROWS, self.random.randint(1, 2)) if self.busy else []
        schedule = "".join(f"  row{ROWS.index(each)}:\n{indent(each, 4)}" for each in rows)
        self.visited = ROWS[2] in rows
        scenes += VISITOR if self.visited else ""
        head = HEAD.replace("FUEL", str(self.fuel)) + (f"schedule:\n{schedule}" if rows else "")
        return f"{head}{self.claims()}scenes:\n{scenes}{TAIL}"

    def claims(self) -> str:
        sides = ["cash < 0", "cash > 12", "cold > 2", "count_ > 3", *self.random.sample(FLAGS[:-1], 4)]
        lines = [
            "ends: {reach: 'ending:*'}",
            "out: {always can: 'ending:*'}",
            "luck: {always can: 'ending:f', as: two}",
        ]
        lines += ["places: {reach: ['scene:s1', 'scene:called', 'scene:t0', 'tag:far'], as: [one, two]}"]
        lines += ["no_far: {never: ['tag:far', 'scene:visitor']}" if self.visited else "no_far: {never: 'tag:far'}"]
        for at, side in enumerate(sides):
            says = self.one("reach", "never", "always can")
            lines.append(f'c{at}: {{{says}: "{side}"{self.one("", ", as: one")}}}')
        return "claims:\n" + "".join(f"  {line}\n" for line in lines)

    def scene(self, number: int) -> str:
        later = [f"s{each}" for each in range(number + 1, self.scenes)]
        items = [*self.items(2, 3), self.one(self.choices, self.rounds, self.rounds)(1)]
        leave = (
            f"go: {self.one(*later[:2])}" if later and self.random.random() < 0.9 else f"end: {self.one('e', 'f', 'g')}"
        )
        return f"  s{number}:\n    body:\n{indent(listed([*items, leave]), 6)}"

    def items(self, deep: int, most: int) -> list[str]:
        makers = [self.effects, self.effects, self.time, self.text, self.travel]
        if deep:
            makers += [self.choices, self.choices, self.choices, self.branch, self.chance, self.vary, self.call]
            makers += [self.deal, self.cross, self.ask]
        return [self.one(*makers)(deep - 1) for _ in range(self.random.randint(1, most))]

    def effects(self, _: int) -> str:
        return f"do: [{', '.join(self.random.sample(EFFECTS, self.random.randint(1, 2)))}]"

    def time(self, _: int) -> str:
        return f"takes: {self.one(*TAKES)}"

    def text(self, _: int) -> str:
        mode = self.one("cycle", "stop", "once", "shuffle")
        guard = self.one(*FLAGS)
        return f"say: \"Now {{% if {guard} %}}{{{{ {mode}('one', 'two', id='{self.id('turn')}') }}}}{{% endif %}}.\""

    def travel(self, _: int) -> str:
        return f"travel: {self.one('road', 'path')}"

    def branch(self, deep: int) -> str:
        other = f"else:\n{indent(listed(self.items(deep, 1)), 2)}" if self.one(True, False) else ""
        return f"if: {self.one(*FLAGS)}\nthen:\n{indent(listed(self.items(deep, 2)), 2)}{other}"

    def chance(self, deep: int) -> str:
        weight = self.one("3", "cash", "cold - 1", "0", "1 if told else 0")
        inner = indent(listed(self.items(deep, 1)), 8)
        return (
            f"chance:\n  id: {self.id('chance')}\n  of:\n    one: {{weight: {weight}, then: One.}}\n"
            f"    two:\n      weight: 2 - cold\n      then:\n{inner}"
        )

    def vary(self, deep: int) -> str:
        several = range(self.random.randint(2, 3))
        ways = "".join(f"    -\n{indent(listed([self.effects(0), *self.items(0, 1)]), 6)}" for _ in several)
        mode = self.one("stop", "cycle", "once", "shuffle")
        return f"vary:\n  id: {self.id('vary')}\n  mode: {mode}\n  of:\n{ways}"

    def call(self, _: int) -> str:
        into = self.one("", ", into: cold")
        document = self.one("pass_", "visa")
        given = f"{{doc: {document}, n: {self.one('1', 'cash', 'cold + 1')}}}"
        return f"call: {{scene: called, with: {given}{into}, id: {self.id('call')}}}"

    def asked(self) -> str:
        by = self.one("", ", by: priority", ", by: least seen", ", by: weight")
        return f"tag: {self.one('road', 'talk')}, pick: {self.random.randint(1, 2)}{by}"

    def deal(self, _: int) -> str:
        return f"deal: {{id: {self.id('deal')}, {self.asked()}}}"

    def cross(self, deep: int) -> str:
        cases = f"\ncases:\n  passed:\n{indent(listed(self.items(deep, 1)), 4)}else: Not over."
        return f"cross: gate\nid: {self.id('cross')}" + self.one("", cases)

    def ask(self, _: int) -> str:
        bounds = self.one("into: cold, kind: number, min: 0, max: 3", "into: name, kind: text, max: 6")
        return f"ask: {{id: {self.id('ask')}, {bounds}, question: What?}}"

    def choices(self, deep: int) -> str:
        again = self.random.random() < 0.4
        lines = "".join("  - " + indent(self.choice(deep, again), 4)[4:] for _ in range(self.random.randint(2, 3)))
        if again:
            lines += f"  - choose: Leave\n    id: {self.id('way')}\n    go: .{(after := self.id('after'))}\n"
        elif self.random.random() < 0.25:
            lines += f"  - from: {{{self.asked()}}}\n"
        block = f"choices:\n{lines}" + ("again: true\n" if again else "")
        return block + (f"\x00say: On.\nid: {after}" if again else "")

    def rounds(self, _: int) -> str:
        """A block that is offered again, in which what takes turns and what chance brings comes round."""
        after = self.id("after")
        inner = self.one(self.vary, self.vary, self.chance, self.deal)(1)
        does = self.one("fuel -= 1", "fuel -= 1", f"{self.one(*EFFECTS)}, fuel -= 1")
        body = indent(listed([inner, *([self.effects(0)] if self.one(True, False) else [])]), 6)
        lines = f"  - choose: Round\n    id: {self.id('way')}\n    if: fuel > 0\n    do: [{does}]\n    then:\n{body}"
        ending = self.one("e", "f", "g")
        lines += f"  - choose: Over\n    id: {self.id('way')}\n    if: {self.one(*FLAGS)}\n    end: {ending}\n"
        lines += f"  - choose: Leave\n    id: {self.id('way')}\n    go: .{after}\n"
        return f"choices:\n{lines}again: true\n\x00say: On.\nid: {after}"

    def choice(self, deep: int, again: bool) -> str:
        way = self.id("way")
        keys = [f"choose: Way\nid: {way}"]
        once = self.random.random() < 0.25
        needs = [self.one(*FLAGS)] if self.random.random() < 0.3 else []
        does = [self.one(*EFFECTS)] if self.random.random() < 0.7 else []
        if again and not once:
            needs, does = [*needs, "fuel > 0"], [*does, "fuel -= 1"]
        keys += ["once: true"] if once else []
        keys += [f"{self.one('if', 'needs')}: {' and '.join(f'({each})' for each in needs)}"] if needs else []
        keys += [f"takes: {self.one(*TAKES)}"] if self.random.random() < 0.4 else []
        keys += ["costs: {cash: 2}"] if self.random.random() < 0.2 else []
        keys += [f"do: [{', '.join(does)}]"] if does else []
        keys += [f"then:\n{indent(listed(self.items(deep - 1, 1)), 2)}"] if deep > 0 and self.one(True, False) else []
        if self.random.random() < 0.15:
            keys += [f"end: {self.one('e', 'f')}"]
        return "\n".join(keys)

    def storylet(self, number: int) -> str:
        keys = self.one("", "    priority: 2\n", "    once: true\n", "    weight: cold\n", "    weight: 2 - cold\n")
        items = [self.effects(0), self.one(self.time(0), self.text(0))]
        if self.one(True, False):
            items.append("choices:\n  - {choose: Yes, id: yes_, do: told = true}\n  - {choose: No, id: no_}")
        tags = ("road", "talk", self.one("road", "talk", "road, talk"))[number]
        head = f"  t{number}:\n    when: {self.one(*FLAGS, 'true', 'true', 'true')}\n    tags: [{tags}]\n"
        return f"{head}{keys}    body:\n{indent(listed(items), 6)}"


def story(number: int) -> str:
    """The story that `number` makes."""
    return _split(Maker(number).story())


def _split(text: str) -> str:
    """A block with `again` is two items: what is after it has an id to go to."""
    lines: list[str] = []
    for line in text.split("\n"):
        if "\x00" in line:
            before, _, after = line.partition("\x00")
            lines.append(f"{before[:-2]}- {after}")
        else:
            lines.append(line)
    return "\n".join(lines)
