"""Small sound stories made at random: a hypothesis strategy, the same text for the same draws.

In: draws. Out: the text of one file. Every scene leads forward or back past a choice, so that every play comes to
choices or an end; what is drawn are verbs, guards, effects, ids and prose. Nothing here knows the engine.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

HEAD = """\
id: made
title: Made
start: s0
clock: {start: 2022-09-20 20:30, end: 2022-09-25 00:00, grain: 5m, zone: Europe/Moscow}
variables:
  cash: {number: 40, min: 0, max: 90, unit: roubles, title: Money}
  cold: 0
  nick: {text: nobody, title: Name}
  told: {flag: false, yes: you told her, no: you have not told her}
  mood: {one of: [calm, cross, sad], title: Mood, values: {calm: quite calm}}
  slept: {duration: 1h, min: 0h, title: Sleep}
  poor: {derived: cash < 20}
  knows: {set of: [rumour, list, ferry], title: What you know, no: you do not know}
  met: {set of: people, start: [lena]}
  rank: {one of: [private, sergeant, captain], ordered: true, title: Rank}
  name: {text: '', title: Name}
defs:
  can_pay: {with: [sum], be: cash >= sum}
fragments:
  weather: {with: [who], text: "{% if cold > 2 %}{{ who }} shivers{% else %}It is mild{% endif %}"}
people:
  lena: {name: Lena, fields: {called: false}}
documents:
  pass_:
    title: Pass
    held: true
    keepers: {lena: with Lena}
    expires: 2022-09-22
    rules: {good: {requires: pass_.state == held and cold < 3, says: "It is {{ pass_.state }}."}}
    fields: {pages: {number: 3, title: Pages}}
  visa: {title: Visa, fields: {pages: {number: 9}}}
places:
  here_: {title: Here}
  there: {title: There, zone: Asia/Tbilisi}
  between: {title: Between}
tables:
  queue: {rows: {2022-09-21: 1h, 2022-09-22: 9h}}
routes:
  road:
    title: The road
    from: here_
    to: there
    through: [between]
    takes: queue
    costs: {cash: 5 + cold}
    needs: cash < 80 and pass_.held
    closed:
      - {code: R1, when: mood == sad, says: "Sad, with {{ cash | money }}."}
      - {code: R2, from: 2022-09-22, until: 2022-09-23, says: Mud.}
  path: {title: The path, from: there, to: here_, takes: 25m}
crossings:
  gate:
    title: The gate
    place: here_
    to: there
    wait: {2022-09-21: 10m, 2022-09-23: 2h}
    rules:
      - {code: G1, requires: pass_.good, says: "No pass.", verdict: sent_home}
      - {code: G2, requires: cash >= 9, says: "Nine.", then: {do: cold += 1}}
    passes: [{do: cash -= 9}, Over.]
tags: {road: What happens on the road., talk: What may be talked of.}
"""
ROWS = (
    "at: 2022-09-20 20:30\nsay: At once.",
    "at: 2022-09-20 22:00\nsay: A bell, {{ now | time }}.\ndo: cold += 1\nremember: you heard a bell",
    "every: 5h\nsay: The hour, {{ now | time }}.\ndo: [cash -= 1, cold += 1]",
    "every: 7h\nfrom: 2022-09-20 23:00\nmissed: once\nif: cold < 7\ncall: visitor",
    "every: 50m\nuntil: 2022-09-21 03:00\nif: told\nsay: Steps.",
    "after: {seen: s0, wait: 3h}\npriority: 2\nsay: Long after.\ncall: {scene: visitor, id: again_}",
    "after: {seen: t0}\nsay: Soon after.",
    "after: {seen: visitor, wait: 20m}\ndo: told = not told",
    "at: 2022-09-22 09:00\ngo: s9",
)
VISITOR = """\
  visitor:
    title: A visitor
    let: {asked: 0}
    body:
      - do: asked += 1
      - choices:
          - choose: Talk for long
            id: long
            takes: 8h
            do: cash += 5
          - choose: Send away
            id: away
          - {choose: Ask, id: ask, if: asked < 3, go: visitor}
      - chance: {id: bell, of: {rings: {weight: 1, then: It rings.}, rests: {weight: 1, then: It rests.}}}
"""
ENDS = "endings:\n  e: {title: End, text: 'You have {{ cash | money }}.'}\n  f: {title: Other end}\n"
CALLED = """\
  called:
    with: [doc, n]
    let: {tries: 0}
    body:
      - "{{ doc }}, {{ doc.pages }}, {{ n }}, {{ tries }}."
      - do: tries += 1
      - choices:
          - choose: Give it
            do: gain(visa)
          - choose: Keep it
            needs: doc.held
      - call: deep
      - return: n + tries
  deep:
    body:
      - vary: {mode: cycle, of: [Deep one., Deep two.]}
      - if: cold > 3
        then: [return: ]
      - Not cold.
"""
FLAGS = st.sampled_from(
    [
        "told",
        "not told",
        "cash >= 30",
        "10 < cash <= 60",
        "mood == calm",
        "mood in [cross, sad]",
        "poor or told",
        "lena.called and cold < 4",
        "pass_.held",
        "pass_.good",
        "pass_.state in [lodged, lost]",
        "road.open",
        "gate.open and gate.verdict == passed",
        "gate.wait + road.takes > 3 * hours(1)",
        "seen(s9)",
        "visits(s0) > 2",
        "turns_since(s0) < 2",
        "here == there",
        "now < moment('2022-09-21 09:00')",
        "hour > 20",
        "slept // hours(1) > 1",
        "cash // cold > 3",
        "rumour in knows",
        "any_of(knows, '[list, ferry]')".replace("'", ""),
        "count(knows) >= 2 and lena in met",
        "rank >= sergeant",
        "name == '' or name ~ cold == 'Ilya3'",
        "can_pay(cold * 9)",
    ]
)
EFFECTS = st.sampled_from(
    [
        "cash -= 15",
        "cash += 20",
        "cash = cash * 2",
        "cold += 1",
        "cold = cold % 3",
        "told = not told",
        "mood = cross",
        "mood = sad",
        "mood = calm",
        "slept += 1h 30m",
        "slept -= 5h",
        "lena.called = true",
        "lose(pass_)",
        "gain(visa)",
        "gain(pass_)",
        "lodge(pass_)",
        "take_back(pass_)",
        "pass_.pages += cold",
        "cold = 9 // cold",
        "knows += rumour",
        '"knows += [list, ferry]"',
        "knows -= list",
        "met -= lena",
        "rank = captain",
        "rank = private",
        "name = name ~ 'Ilya' ~ rank",
        '"cold = pick(cold, 3, 1, 0)"',
    ]
)
PROSE = st.sampled_from(
    [
        "Rain.",
        "You have {{ cash | money }} and feel {{ mood }}.",
        "'{% if told %}She knows. {% endif %}The _telephone_ rings.'",
        "It is {{ now | time }}, {{ now | date }}; you slept {{ slept }}.",
        "'{% if cash > 30 %}Rich{% elif poor %}Poor{% else %}Neither{% endif %}, {{ told }}.'",
        "A join, \\",
        "Dear {{ nick }}, {% if nick == 'answer' %}an answer{% else %}no answer{% endif %}.",
        "'[/] [sealed] {{ \"{{\" }} it''s'",
        "Cold {{ cold }}, {{ cold | words }}.",
        "'You know {{ knows }}, met {{ met }}, {{ name }} {{ rank | capital }}.'",
        "'{{ weather(lena) }}, {{ plural(cold, ''day'', ''days'') }} {{ pick(cold, ''one'', cold, ''x'') }}.'",
    ]
)
TAKES = st.sampled_from(["10m", "1h 30m", "2d", "queue(now)", "minutes(cold * 7)", "hours(0) - hours(1)"])


def indent(lines: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" for line in lines.splitlines())


def listed(items: list[str]) -> str:
    """YAML of a list of items."""
    return "".join("- " + indent(item, 2)[2:] for item in items)


STORYLET_KEYS = ("priority: 2", "once: true", "choose: Tell {{ cold }}")


class _Maker:
    """Makes one scene. `targets` are scenes that may be gone to."""

    def __init__(self, draw: Callable[..., Any], number: int, scenes: int) -> None:
        self._draw = draw
        self._number = number
        self._later = [f"s{each}" for each in range(number + 1, scenes)]
        self._any = [f"s{each}" for each in range(scenes)]
        self._ids = 0

    def id(self, word: str) -> str:
        self._ids += 1
        return f"{word}{self._ids}"

    def scene(self) -> str:
        body = listed([*self.items(2, 4), self.leave(self._later)])
        place = self._draw(st.sampled_from(["", "    place: here_\n", "    place: there\n"]))
        title = self._draw(st.sampled_from(["", "    title: Scene {{ cash }}\n"]))
        safe = self._draw(st.sampled_from(["", "    safe: Short.\n"]))
        return f"  s{self._number}:\n{title}{place}{safe}    body:\n{indent(body, 6)}"

    def leave(self, scenes: list[str]) -> str:
        if scenes and self._draw(st.booleans()):
            return f"go: {self._draw(st.sampled_from(scenes))}"
        return f"end: {self._draw(st.sampled_from(['e', 'f']))}"

    def items(self, deep: int, most: int) -> list[str]:
        makers = [self.prose, self.prose, self.effects, self.effects, self.time, self.turns, self.travel]
        if deep > 0:
            makers += [self.ask, self.choices, self.choices, self.branch, self.match, self.vary, self.chance, self.call]
            makers += [self.deal, self.checkpoint, self.cross]
        count = self._draw(st.integers(1, most))
        return [self._draw(st.sampled_from(makers))(deep - 1) for _ in range(count)]

    def turning(self) -> str:
        """Text that takes turns, under a guard or not."""
        mode = self._draw(st.sampled_from(["cycle", "stop", "once", "shuffle"]))
        call = f"{{{{ {mode}('one', 'two', cold, id='{self.id('turn')}') }}}}"
        return f"{{% if {self._draw(FLAGS)} %}}{call}{{% endif %}}" if self._draw(st.booleans()) else call

    def turns(self, _: int) -> str:
        lines = f"say: |\n  Now {self.turning()} {self.turning()}."
        return lines + self._draw(st.sampled_from(["", "\nsafe: Less."]))

    def prose(self, _: int) -> str:
        return f"say: {self._draw(PROSE)}" + self._draw(st.sampled_from(["", "\nsafe: Less.", ""]))

    def effects(self, _: int) -> str:
        return f"do: [{', '.join(self._draw(st.lists(EFFECTS, min_size=1, max_size=2)))}]\nremember: you did it"

    def time(self, _: int) -> str:
        return f"takes: {self._draw(TAKES)}"

    def branch(self, deep: int) -> str:
        other = f"else:\n{indent(listed(self.items(deep, 2)), 2)}" if self._draw(st.booleans()) else ""
        return f"if: {self._draw(FLAGS)}\nthen:\n{indent(listed(self.items(deep, 2)), 2)}{other}"

    def match(self, deep: int) -> str:
        return f"match: mood\ncases:\n  calm:\n{indent(listed(self.items(deep, 2)), 4)}  cross: Cross.\nelse: Other."

    def vary(self, deep: int) -> str:
        mode = self._draw(st.sampled_from(["stop", "cycle", "once", "shuffle"]))
        ways = "".join(f"    -\n{indent(listed(self.items(deep, 1)), 6)}" for _ in range(3))
        return f"vary:\n  id: {self.id('vary')}\n  mode: {mode}\n  of:\n{ways}"

    def chance(self, deep: int) -> str:
        weight = self._draw(st.sampled_from(["3", "cash", "cold - 2", "0"]))
        inner = indent(listed(self.items(deep, 1)), 8)
        return (
            f"chance:\n  id: {self.id('chance')}\n  of:\n    one: {{weight: {weight}, then: One.}}\n"
            f"    two:\n      weight: 2 - cold\n      then:\n{inner}"
        )

    def ask(self, _: int) -> str:
        bounds = self._draw(
            st.sampled_from(
                [
                    "into: nick, kind: text, max: 9",
                    "into: nick, kind: text, default: Lena",
                    "into: cash, kind: number, min: 3, max: 50",
                    "into: cold, kind: number, default: 2",
                ]
            )
        )
        return f"ask: {{id: {self.id('ask')}, {bounds}, question: 'What, {{{{ nick }}}}?'}}"

    def asked(self) -> str:
        by = self._draw(st.sampled_from(["", ", by: priority", ", by: least seen", ", by: weight"]))
        return f"tag: {self._draw(st.sampled_from(['road', 'talk']))}, pick: {self._draw(st.integers(1, 3))}{by}"

    def deal(self, deep: int) -> str:
        other = f"\nelse:\n{indent(listed(self.items(deep, 1)), 2)}" if self._draw(st.booleans()) else ""
        return f"deal: {{id: {self.id('deal')}, {self.asked()}}}{other}"

    def checkpoint(self, _: int) -> str:
        return f"checkpoint: {{id: {self.id(f'point{self._number}_')}, title: A point}}"

    def storylet(self) -> str:
        """A storylet: its tags, its keys, and a body that may wait, call and offer choices, and deals nothing."""
        tags = self._draw(st.sampled_from(["road", "talk", "road, talk"]))
        keys = "".join(f"    {key}\n" for key in self._draw(st.lists(st.sampled_from(STORYLET_KEYS), unique=True)))
        keys += self._draw(st.sampled_from(["", "    weight: cold + 1\n", "    weight: 3 - cold\n", "    weight: 0\n"]))
        makers = [self.prose, self.effects, self.time, self.call]
        items = [self._draw(st.sampled_from(makers))(0) for _ in range(self._draw(st.integers(1, 2)))]
        asks = f"choices:\n  - {{choose: Yes, id: yes_, takes: {self._draw(TAKES)}}}\n  - {{choose: No, id: no_}}"
        items += [asks] if self._draw(st.booleans()) else []
        head = f"  t{self._number}:\n    when: {self._draw(FLAGS)}\n    tags: [{tags}]\n{keys}"
        return f"{head}    body:\n{indent(listed(items), 6)}"

    def call(self, _: int) -> str:
        into = self._draw(st.sampled_from(["", ", into: cold"]))
        document = self._draw(st.sampled_from(["pass_", "visa"]))
        return f"call: {{scene: called, with: {{doc: {document}, n: cold + 1}}{into}, id: {self.id('call')}}}"

    def travel(self, _: int) -> str:
        return f"travel: {self._draw(st.sampled_from(['road', 'path']))}"

    def cross(self, deep: int) -> str:
        cases = f"\ncases:\n  passed:\n{indent(listed(self.items(deep, 1)), 4)}else: Not over."
        return f"cross: gate\nid: {self.id('cross')}" + self._draw(st.sampled_from(["", cases]))

    def choices(self, deep: int) -> str:
        lines = "".join("  - " + indent(self.choice(deep), 4)[4:] for _ in range(self._draw(st.integers(1, 3))))
        other = f"  - otherwise:\n{indent(listed(self.items(deep - 1, 1)), 6)}" if self._draw(st.booleans()) else ""
        lines += f"  - from: {{{self.asked()}}}\n" if self._draw(st.integers(0, 2)) == 0 else ""
        again = "again: true\n" if self._draw(st.booleans()) else ""
        return f"choices:\n{lines}{other}{again}ask: What now?"

    def choice(self, deep: int) -> str:
        label = f"Way {self.turning()}" if self._draw(st.booleans()) else "Way {{ cash }}"
        keys = [f"choose: |\n  {label}\nid: {self.id('way')}"]
        drawn = self._draw(
            st.sets(st.sampled_from(["if", "needs", "once", "takes", "costs", "travel", "do", "then", "go"]))
        )
        drawn = drawn - {"takes", "costs"} if "travel" in drawn else drawn
        keys += [f"if: {self._draw(FLAGS)}"] if "if" in drawn else []
        keys += [f"needs: {self._draw(FLAGS)}"] if "needs" in drawn else []
        keys += ["once: true"] if "once" in drawn else []
        keys += [f"takes: {self._draw(TAKES)}"] if "takes" in drawn else []
        keys += ["costs: {cash: 3 + cold}"] if "costs" in drawn else []
        keys += [self.travel(deep)] if "travel" in drawn else []
        keys += [f"do: {self._draw(EFFECTS)}\nremember: you chose"] if "do" in drawn else []
        keys += [f"then:\n{indent(listed(self.items(deep - 1, 2)), 2)}"] if "then" in drawn else []
        keys += [self.leave(self._any)] if "go" in drawn else []
        return "\n".join(keys)


@st.composite
def stories(draw: Any) -> str:
    """The text of a sound story: one to four scenes, two that are called, storylets, and perhaps a schedule."""
    count = draw(st.integers(1, 4))
    scenes = "".join(_Maker(draw, number, count).scene() for number in range(count))
    scenes += "  s9:\n    body:\n      - call: {scene: called, with: {doc: visa, n: 1}}\n"
    scenes += "      - cross: gate\n      - end: e\n"
    scenes += "".join(_Maker(draw, number, 0).storylet() for number in range(3))
    scenes += "  t8: {when: told, tags: [road], body: Told.}\n  t9: {when: cold < 3, tags: [talk], body: Not cold.}\n"
    rows = draw(st.one_of(st.just([]), st.lists(st.sampled_from(ROWS), min_size=1, unique=True)))
    schedule = "".join(f"  row{ROWS.index(row)}:\n{indent(row, 4)}" for row in rows)
    if schedule:
        schedule += "  last: {at: 2022-09-23 00:00, call: visitor}\n"
        schedule, scenes = f"schedule:\n{schedule}", scenes + VISITOR
    return f"{HEAD}{schedule}scenes:\n{scenes}{CALLED}{ENDS}"


PICKS = st.lists(st.integers(0, 9), max_size=12)
"""Which of the open choices is taken, turn by turn, by remainder."""
