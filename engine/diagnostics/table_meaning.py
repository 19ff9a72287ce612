"""Rows of the table of codes for keys, names, values, references, expressions, types, flow and manners."""

Row = tuple[str, str, str, str, str]

_HEAD = "id: s\ntitle: S\nstart: a\n"
_TAIL = "endings:\n  e: {title: E}\n"


def _body(*items: str, extra: str = "") -> str:
    """A whole story whose one scene has these items, and then ends."""
    lines = "".join(f"      - {item}\n" for item in items)
    return f"{_HEAD}{extra}scenes:\n  a:\n    body:\n{lines}      - end: e\n{_TAIL}"


def _with(section: str, *items: str) -> str:
    return _body(*items, extra=section)


_CASH = "variables:\n  cash: {number: 10, title: Money}\n"
_MOOD = "variables:\n  mood: {one of: [calm, cross], title: Mood}\n"

_KEYS: tuple[Row, ...] = (
    (
        "KEY001",
        "error",
        'the key "{key}" is not known here',
        "A key is misspelled or stands in the wrong place. Compare it with the manual's table for this part.",
        _body("choices:\n          - choose: Go on\n            thn: Yes."),
    ),
    (
        "KEY002",
        "error",
        '"{key}" is missing from {owner}',
        "This part cannot do without that key. Add it at the same depth as its neighbours.",
        _body("if: true"),
    ),
    (
        "KEY003",
        "error",
        'text is wanted at "{key}", and here is a list or a set of keys',
        "Write the text on one line, or after `|` on the lines below it.",
        _with("about: [one, two]\n", "Hello."),
    ),
    (
        "KEY004",
        "error",
        '{wanted} is wanted at "{key}"',
        "A list has a dash before each item; keys and values stand one pair a line as `key: value`.",
        _with("authors: Somebody\n", "Hello."),
    ),
    (
        "KEY005",
        "error",
        '"{word}" is none of the verbs a body knows',
        "A body is made of text and of verbs such as choices, if, do, go, end. For text that has a colon in it, "
        "put the text on the next line after `- |`.",
        _body("endd: e"),
    ),
    (
        "KEY006",
        "error",
        "no file of this story says what it is",
        "One file, as a rule story.yaml, must begin with `id:`, `title:` and `start:`.",
        "title: S\nscenes:\n  a:\n    body: Hello.\n",
    ),
    (
        "KEY007",
        "error",
        '"{name}" needs exactly one of number, flag, one of, set of, text, moment, duration or derived',
        "Say what the variable is by one of these keys, and give its first value there.",
        _with("variables:\n  x: {title: X}\n", "Hello."),
    ),
    (
        "KEY008",
        "error",
        'the call leaves out "{name}", which {scene} asks for',
        "A scene with `with: [name]` must be given a value for each name: `call: {scene: …, with: {name: value}}`.",
        _HEAD
        + "scenes:\n  a:\n    body:\n      - call: b\n      - end: e\n"
        + "  b:\n    with: [n]\n    body:\n      - return: n\n"
        + _TAIL,
    ),
)

_NAMES: tuple[Row, ...] = (
    (
        "NAM001",
        "error",
        "a second file has `id:`; the first is {first}",
        "Only one file of a story is its manifest. Take `id:` out of the others.",
        "",
    ),
    (
        "NAM002",
        "error",
        '"{name}" cannot be a name',
        "Names are letters, digits and _, and do not begin with a digit: upper_lars, not upper-lars.",
        _with("variables:\n  my-cash: 3\n", "Hello."),
    ),
    (
        "NAM003",
        "error",
        '"{name}" means something already and cannot be a name',
        "Words of the language (not, if, in, now, seen …) cannot be names. Choose another.",
        _with("variables:\n  now: 3\n", "Hello."),
    ),
    (
        "NAM004",
        "error",
        '"{name}" is declared twice among the {group}; first at {first}',
        "Two things cannot share a name. Rename one of them.",
        _with("variables:\n  x: 3\npeople:\n  x: {name: X}\n", "Hello."),
    ),
    (
        "NAM005",
        "error",
        '"{name}" is both a variable and a value of {owner}',
        "Nobody can tell which is meant. Rename the variable or the value.",
        _with("variables:\n  calm: 3\n  mood: {one of: [calm, cross]}\n", "do: mood = calm"),
    ),
    (
        "NAM006",
        "error",
        "this needs an `id:`, for its text gives none",
        "What the record remembers must have a name. Add `id:` with a word of your choice.",
        _body('choices:\n          - choose: "..."'),
    ),
    (
        "NAM007",
        "error",
        'the id "{id}" stands twice in this scene; first in line {line}',
        "Two choices, or two alternatives in text, begin with the same words. Give one of them an `id:` of its own, "
        "in text id='…'.",
        _body("choices:\n          - choose: Go on\n          - choose: Go on"),
    ),
    (
        "NAM008",
        "error",
        '"{name}" is derived from itself: {way}',
        "A derived variable cannot read itself, not even by way of another one.",
        _with("variables:\n  x: {derived: y}\n  y: {derived: x}\n", "Hello."),
    ),
)

_VALUES: tuple[Row, ...] = (
    (
        "VAL001",
        "error",
        '"{value}" is no value for {name}',
        "A number is digits, a flag is true or false, a duration is like 1h 30m. Use `one of` for a choice of words, "
        "`text: ''` for words that may be any, and a set's values must be its own.",
        _with("variables:\n  x: blue\n", "Hello."),
    ),
    (
        "VAL002",
        "error",
        '"{value}" is not a whole number within nine million milliards',
        "Only whole numbers are known here: 340000, not 3.5.",
        _with("variables:\n  x: {number: 3.5}\n", "Hello."),
    ),
    (
        "VAL003",
        "error",
        '"{value}" is no date and hour',
        "Write a moment as 2022-09-26 14:00, in conditions as moment('2022-09-26 14:00').",
        _with("variables:\n  x: {moment: soon}\n", "Hello."),
    ),
    (
        "VAL004",
        "error",
        'the time zone "{value}" is not known',
        "Zones have names such as Europe/Moscow or Asia/Tbilisi.",
        _with("places:\n  p: {title: P, zone: Europe/Moskow}\n", "Hello."),
    ),
    (
        "VAL005",
        "error",
        "the clock ends before it starts",
        "Give `end:` a moment after `start:`.",
        _with("clock: {start: 2022-09-20 20:30, end: 2022-09-20 10:00}\n", "Hello."),
    ),
    (
        "VAL006",
        "error",
        '"{value}" is no duration',
        "Write a duration as 15m, 1h 30m or 2d.",
        _with("variables:\n  x: {duration: long}\n", "Hello."),
    ),
    (
        "VAL007",
        "error",
        "{name} starts outside its own range of {low} to {high}",
        "Change the first value, or `min` and `max`.",
        _with("variables:\n  x: {number: 5, max: 3}\n", "Hello."),
    ),
    (
        "VAL008",
        "error",
        '"{value}" is neither true nor false',
        "Write true or false here.",
        _with("variables:\n  x: {flag: maybe}\n", "Hello."),
    ),
    (
        "VAL009",
        "error",
        'the table "{name}" needs rows, all of them numbers or all of them durations',
        "Rows look like `2022-09-21 18:00: 10h`.",
        _with("tables:\n  q: {rows: {2022-09-21: 3, 2022-09-22: 3h}}\n", "Hello."),
    ),
    (
        "VAL010",
        "error",
        '"{value}" is not known here; known are {known}',
        "Use one of the words the message names.",
        _body("vary: {mode: often, of: [a, b]}"),
    ),
)

_REFERENCES: tuple[Row, ...] = (
    (
        "REF001",
        "error",
        'nothing is called "{name}"',
        "Declare it under `variables:`, or mend the spelling.",
        _body("if: csh > 3\n        then: Yes."),
    ),
    (
        "REF002",
        "error",
        '"{name}" is not a value of {owner}',
        "Use one of the values that the variable declares.",
        _with(_MOOD, "do: mood = clm"),
    ),
    (
        "REF003",
        "error",
        'there is no field "{name}"',
        "Declare it under `fields:` of that person, document or place.",
        _with("people:\n  lena: {name: Lena}\n", "if: lena.called\n        then: Yes."),
    ),
    (
        "REF004",
        "error",
        'there is no function or table "{name}"',
        "Known are seen, visits, turns_since, moment, hours, minutes, days, min, max, all_of, any_of, count, pick, "
        "plural and the story's own tables and defs.",
        _body("if: sen(a)\n        then: Yes."),
    ),
    (
        "REF005",
        "error",
        'there is no scene or choice "{name}" to have been seen',
        "Name a scene, or a choice as scene.choice.",
        _body("if: seen(nowhere)\n        then: Yes."),
    ),
    (
        "REF006",
        "error",
        'nothing in this scene has the id "{name}"',
        "Give the item you want to go to an `id:`.",
        _body("go: .opts"),
    ),
    (
        "REF007",
        "error",
        'there is no document "{name}" to gain or lose',
        "Declare it under `documents:`.",
        _body("do: gain(ticket)"),
    ),
    (
        "REF008",
        "error",
        'there is no variable "{name}" to change',
        "Declare it under `variables:`, or mend the spelling.",
        _body("do: csh = 3"),
    ),
    (
        "REF009",
        "error",
        '"{name}" is derived and cannot be changed',
        "Change what it is derived from.",
        _with("variables:\n  x: {derived: 1 > 2}\n", "do: x = true"),
    ),
    (
        "REF010",
        "error",
        'no scene is called "{name}"',
        "Mend the spelling, or write the scene. A scene of another file is file.scene.",
        _body("go: nowhere"),
    ),
    (
        "REF011",
        "error",
        "`among` leaves out {missing}",
        "Every scene that `to` can come to must stand in `among`.",
        _body("go: {to: \"'b'\", among: [a]}"),
    ),
    (
        "REF012",
        "error",
        'the scene {scene} asks for no "{name}"',
        "Take it out, or add it to that scene's `with:`.",
        _HEAD
        + "scenes:\n  a:\n    body:\n      - call: {scene: b, with: {n: 3}}\n      - end: e\n  b:\n    body: Hello.\n"
        + _TAIL,
    ),
    (
        "REF013",
        "error",
        'no ending is called "{name}"',
        "Declare it under `endings:`, or mend the spelling.",
        _body("end: nowhere"),
    ),
    (
        "REF014",
        "error",
        'no {group} is called "{name}"',
        "Declare it in its section, or mend the spelling.",
        _HEAD + "scenes:\n  a:\n    facts: [F1]\n    body:\n      - end: e\n" + _TAIL,
    ),
)

_EXPRESSIONS: tuple[Row, ...] = (
    (
        "EXP001",
        "error",
        "this cannot be read: {why}",
        "Look for a bracket or quote that is not closed, or a word too many.",
        _body("if: (1 > 2\n        then: Yes."),
    ),
    (
        "EXP002",
        "error",
        "this is {length} characters long; {most} is the most",
        "Split it: a derived variable can hold part of a condition.",
        _body("if: " + "1 > 2 or " * 300 + "1 > 2\n        then: Yes."),
    ),
    (
        "EXP003",
        "error",
        "this is nested too deep",
        "Split it: a derived variable can hold part of a condition.",
        _body("if: " + "(" * 60 + "true" + ")" * 60 + "\n        then: Yes."),
    ),
    (
        "EXP004",
        "error",
        "a condition is wanted, and here is nothing",
        "Write the condition, or take the key out.",
        _body("if: ''\n        then: Yes."),
    ),
    (
        "EXP005",
        "error",
        "{construct} is not part of the language",
        "See the manual's list of what conditions and text may hold.",
        _with(_CASH, "if: cash ** 2 > 3\n        then: Yes."),
    ),
    (
        "EXP006",
        "error",
        'there is no filter "{name}"',
        "Known are money, number, words, time, date, day, span and capital, without arguments.",
        _with(_CASH, "'You have {{ cash | mony }}.'"),
    ),
    (
        "EXP007",
        "error",
        'the filter "{name}" belongs in text, not in a condition',
        "Take it out: conditions compare values, not words.",
        _with(_CASH, "if: cash | money == 3\n        then: Yes."),
    ),
    (
        "EXP008",
        "error",
        "a list or a set is wanted here: x in [a, b]",
        "Write the values in square brackets, or name a variable that is a `set of`.",
        _with(_CASH, "if: cash in cash\n        then: Yes."),
    ),
    (
        "EXP009",
        "error",
        "`a if c` wants an `else`",
        "Say what it is when the condition does not hold.",
        _with(_CASH, "do: cash = 3 if cash > 1"),
    ),
    (
        "EXP010",
        "error",
        "{name}( ) wants {count} value(s) in its brackets",
        "Look at the manual's table of functions, or at the `with:` of your own under `defs:` or `fragments:`.",
        _body("if: hours() > hours(1)\n        then: Yes."),
    ),
    (
        "EXP011",
        "error",
        "{name}( ) wants the name of a scene or choice",
        "Write {name}(kitchen) or {name}(kitchen.drawer), without quotes.",
        _body("if: seen(3)\n        then: Yes."),
    ),
    (
        "EXP013",
        "error",
        "a loop goes over a list in brackets, a set, or people, documents or places",
        "Write {% for x in [a, b] %}, {% for paper in documents %} or {% for x in knows %}.",
        _with(_CASH, "'{% for x in cash %}x{% endfor %}'"),
    ),
    (
        "EXP014",
        "error",
        "the loops of this text go round more than {most} times",
        "Say it in fewer.",
        _body(
            "'{% for x in ["
            + ", ".join("1" for _ in range(30))
            + "] %}" * 1
            + "{% for y in ["
            + ", ".join("1" for _ in range(30))
            + "] %}x{% endfor %}{% endfor %}'"
        ),
    ),
    (
        "EXP020",
        "error",
        "{name}( ) is text and can only stand by itself in text",
        "Write {{ name(…) }} in prose or in a label. In a condition, use a function of `defs:`.",
        _with(_CASH, "if: cycle('a', 'b') == 'a'\n        then: Yes."),
    ),
    (
        "EXP021",
        "error",
        "{name}( ) written out is too big: {most} is the most",
        "A function or a fragment is written out where it is used. Split it, or use it less often in one text.",
        _with(
            "defs:\n  f0: {with: [n], be: n * n * n * n * n * n * n * n}\n"
            + "".join(f"  f{at}: {{with: [n], be: f{at - 1}(f{at - 1}(n))}}\n" for at in range(1, 4)),
            "if: f3(2) > 3\n        then: Yes.",
        ),
    ),
    (
        "EXP022",
        "error",
        "{name}( ) cannot stand here, for nothing could remember how far it is",
        "Only a passage, the label of a choice and `remember` can hold it, outside loops and fragments. "
        "Elsewhere use pick(n, …), or `{% if %}`.",
        _HEAD + "scenes:\n  a:\n    title: \"{{ cycle('One', 'Two') }}\"\n    body:\n      - end: e\n" + _TAIL,
    ),
    (
        "EXP012",
        "error",
        "this is no statement",
        "Write `x = 3`, `x += 1`, `x -= 1`, `gain(document)` or `lose(document)`, one an item; a set takes its values.",
        _with(_CASH, "do: cash + 3"),
    ),
)

_TYPES: tuple[Row, ...] = (
    (
        "TYP001",
        "error",
        "{wanted} is wanted here, and this is {found}",
        "Compare it with something, or use another variable.",
        _with(_CASH, "if: cash\n        then: Yes."),
    ),
    (
        "TYP002",
        "error",
        'the filter "{name}" cannot print {found}',
        "Numbers take money, number and words; moments time, date and day; durations span.",
        _with(_CASH, "'At {{ cash | time }}.'"),
    ),
    (
        "TYP003",
        "error",
        "a moment must say how it is to be printed",
        "Add `| time`, `| date` or `| day`.",
        _body("'It is {{ now }}.'"),
    ),
    (
        "TYP004",
        "error",
        "{left} and {right} cannot be compared or mixed",
        "Both sides must be of one kind.",
        _with(_CASH, "if: cash == 'much'\n        then: Yes."),
    ),
    (
        "TYP005",
        "error",
        "{kind} has no order: {op} cannot be asked of it",
        "Use == or != or `in`. The values of a `one of` have an order when it says `ordered: true`.",
        _with(_MOOD, "if: mood > calm\n        then: Yes."),
    ),
    (
        "TYP006",
        "error",
        "{left} {op} {right} means nothing",
        "Numbers go with numbers; a moment takes a duration; text is joined with ~.",
        _with(_CASH, "if: cash + hours(1) > 3\n        then: Yes."),
    ),
    (
        "TYP007",
        "error",
        "{op} cannot be done to {name}, which is {kind}",
        "Use `=` with one of its values. Words that are `ordered: true` go up and down by numbers.",
        _with(_MOOD, "do: mood += 1"),
    ),
)

_SETS: tuple[Row, ...] = (
    (
        "TYP020",
        "error",
        "{op} puts values into the set {name} or takes them out, and this is {found}",
        "Write one of its values, a list of them in square brackets, or another set of the same values.",
        _with("variables:\n  knows: {set of: [rumour, ferry]}\n", "do: knows += 3"),
    ),
    (
        "REF020",
        "error",
        '"{name}" is nothing a set can be made of',
        "Write `set of: [a, b]`, name a `one of` variable, or say people, documents or places.",
        _with("variables:\n  knows: {set of: clues}\n", "Hello."),
    ),
    (
        "VAL020",
        "error",
        "this text is {length} characters long; a variable holds {most}",
        "Shorten it. Long text belongs in a passage or under `fragments:`.",
        _with("variables:\n  name: {text: " + "long" * 60 + "}\n", "Hello."),
    ),
    (
        "KEY020",
        "error",
        '"{key}" says nothing about {name}, which is no {wanted}',
        "Take the key out, or say with it what the variable is.",
        _with("variables:\n  cash: {number: 3, ordered: true}\n", "Hello."),
    ),
    (
        "NAM020",
        "error",
        '"{name}" is made of itself: {way}',
        "What stands under `defs:` or `fragments:` cannot use itself, not even by way of another one.",
        _with("defs:\n  f: {be: g()}\n  g: {be: f()}\n", "Hello."),
    ),
)

_FLOW: tuple[Row, ...] = (
    (
        "FLO001",
        "error",
        "this match says nothing for {missing}",
        "Add these cases, or an `else:`.",
        _with(_MOOD, "match: mood\n        cases: {calm: Good.}"),
    ),
    (
        "FLO002",
        "error",
        "a block of choices without a choice",
        "Add at least one `- choose:`.",
        _body("choices:\n          - otherwise: Nothing."),
    ),
    (
        "FLO003",
        "error",
        "nothing leads here: what stands before it has left the scene",
        "Move it before the `go`, `end` or `return`, or take it out.",
        _body("end: e", "More."),
    ),
    (
        "FLO004",
        "error",
        'the scene "{scene}" can run out without saying where to go',
        "Let every way through it end in `go:`, `end:` or, in a called scene, `return:`.",
        _HEAD + "scenes:\n  a:\n    body:\n      - Hello.\n" + _TAIL,
    ),
    (
        "FLO005",
        "error",
        'the scene "{scene}" calls itself: {way}',
        "A scene cannot be called while it is under way, and a deal may call every storylet of its tag. Use `go:`.",
        _HEAD + "scenes:\n  a:\n    body:\n      - call: b\n      - end: e\n  b:\n    body:\n      - call: b\n" + _TAIL,
    ),
    (
        "FLO006",
        "warning",
        'nothing leads to the scene "{scene}"',
        "Let something `go:` or `call:` to it, or take it out.",
        _HEAD + "scenes:\n  a:\n    body:\n      - end: e\n  b:\n    body:\n      - end: e\n" + _TAIL,
    ),
    (
        "FLO008",
        "error",
        "a second `otherwise` in one block of choices",
        "Only one can be taken when nothing else can. Put both into one body.",
        _body("choices:\n          - choose: Go on\n          - otherwise: A.\n          - otherwise: B."),
    ),
    (
        "FLO007",
        "error",
        "a loop without a choice, which would never stop: {way}",
        "Put a choice on the way, or another way out.",
        _HEAD + "scenes:\n  a:\n    body:\n      - go: b\n  b:\n    body:\n      - go: a\n" + _TAIL,
    ),
)

_MANNERS: tuple[Row, ...] = (
    (
        "STY001",
        "warning",
        "intensity {intensity} wants a `safe:` version",
        "Write a short version that a reader may ask for; it must not change what follows.",
        _HEAD + "scenes:\n  a:\n    intensity: 2\n    body:\n      - Hello.\n      - end: e\n" + _TAIL,
    ),
    (
        "STY002",
        "error",
        'the story forbids "{phrase}"',
        "The manifest's `forbid:` lists this phrase. Write another sentence.",
        _with("forbid: [little did he know]\n", "Little did he know."),
    ),
    (
        "STY003",
        "warning",
        "{count} choices at once; six are easy to reach with one hand",
        "Split the block, or hide some with `if:`.",
        _body(
            "choices:\n"
            + "".join(
                f"          - choose: Way {word}\n" for word in "one two three four five six seven".split()
            ).rstrip("\n")
        ),
    ),
)

MEANING: tuple[Row, ...] = (*_KEYS, *_NAMES, *_VALUES, *_REFERENCES, *_EXPRESSIONS, *_TYPES, *_SETS, *_FLOW, *_MANNERS)
