"""The words for every key of a story file: the one place that editors' help is made from.

By the name of a shape in `schema/`, then by key: what the key is for, and an example of its value. A key that is not
there takes the words of `SHARED`. A test names what has no words, and what has words but is no key.
"""

from __future__ import annotations

from typing import Any

Words = tuple[str, Any]
"""One sentence or two, and a value as YAML would read it."""

SHARED: dict[str, Words] = {
    "id": ("A name by which saves and other places find this again. Letters, digits and _.", "drawer"),
    "facts": ("Ids of the facts this rests on.", ["F1"]),
    "tags": ("Declared tags.", ["plant"]),
    "about": ("One paragraph about it.", "She reads proofs."),
    "fields": ("Values that belong to it, declared as variables are.", {"called": False}),
    "title": ("What it is called on the page.", "The kitchen"),
    "else": ("What is read otherwise.", "It is not the day for it."),
    "remember": ("A clause for the record: second person, past, at most fourteen words.", "you rang your mother"),
}

KEYS: dict[str, dict[str, Words]] = {
    "StoryFile": {
        "namespace": ("The name that scenes of this file have before theirs, instead of the file's own.", "lars"),
        "id": ("The story's name for saves. The file that has it is the manifest.", "my-story"),
        "title": ("What the story is called.", "The drawer"),
        "version": ("Which state of the story this is; saves note it.", "1.0"),
        "authors": ("Who wrote it.", ["A. Writer"]),
        "language": ("The language of the prose, as a code.", "en"),
        "about": ("One paragraph for the threshold.", "A kitchen, a drawer, and four days."),
        "opening": ("What is shown once before the first scene.", "It is a Wednesday."),
        "question": ("What is asked at every block of choices without its own `ask`.", "What do you do?"),
        "start": ("The first scene, unless a profile names one.", "kitchen"),
        "clock": ("When the story begins and ends.", {"start": "2022-09-21 09:10", "grain": "5m"}),
        "notes": ("Content notes by name; scenes cite them.", {"war": "A war is spoken of."}),
        "tags": ("Declared tags by name.", {"plant": "An act that returns later."}),
        "forbid": ("Phrases that fail the check in this story.", ["suddenly"]),
        "renamed": ("Old ids and what they are called now, so that saves still find them.", {"tray": "drawer"}),
        "variables": ("What the story keeps count of, by name.", {"cash": {"number": 1200, "min": 0}}),
        "people": ("People by name.", {"lena": {"name": "Lena"}}),
        "documents": ("Documents by name; one is held or not.", {"ticket": {"title": "Ticket", "held": False}}),
        "places": ("Places by name; a place may have a time zone.", {"tbilisi": {"title": "Tbilisi"}}),
        "tables": ("Values by date; a table is used as a function of a moment.", {"queue": {"rows": {"2022": "1h"}}}),
        "profiles": ("The people the story can be begun as.", {"ilya": {"name": "Ilya", "start": "a"}}),
        "facts": ("Statements about the world, by id.", {"F1": {"text": "The page was full by noon."}}),
        "sources": ("Where facts were found, by id.", {"S1": {"title": "A page"}}),
        "glossary": ("Words explained.", {"voenkomat": "The draft office."}),
        "endings": ("The ways a play-through closes, by name.", {"airport": {"title": "The airport"}}),
        "claims": ("What you claim of the story; `formalities explore` looks into it.", {"out": {"reach": "ending:*"}}),
        "scenes": ("Scenes by name.", {"kitchen": {"body": ["It is late.", {"end": "airport"}]}}),
        "defs": ("Functions of the story's own, by name.", {"can_pay": {"with": ["sum"], "be": "cash >= sum"}}),
        "fragments": ("Text for several places, by name.", {"weather": {"text": "It rains."}}),
        "routes": (
            "Roads from place to place, by name.",
            {"bus": {"title": "The bus", "from": "saratov", "to": "lars", "takes": "15h"}},
        ),
        "crossings": (
            "Places where somebody decides who goes on, by name.",
            {"gate": {"title": "The gate", "place": "lars", "to": "tbilisi", "rules": []}},
        ),
        "tests": ("Scripted plays of the story by name.", {"stays": {"play": ["stay", {"ending": "home"}]}}),
        "schedule": ("What happens at a time, by name.", {"bell": {"every": "6h", "say": "A bell."}}),
        "manners": (
            "What the story asks of itself, beyond what every story must keep.",
            {"passage": 120, "quotes": "straight"},
        ),
        "policies": (
            "How made-up readers choose in a playtest, by name: ways to choose, each with its weight.",
            {"class": {"uniform": 3, "least-used": 1}},
        ),
        "reading": (
            "How hard prose reads, in a language other than English.",
            {"name": "Oborneva", "vowels": "aeiouy", "sentence": "0.5", "syllable": "8.4", "minus": "15.59"},
        ),
        "measures": ("What plays at random are to show, by name.", {"lasting_effect": {"target": "60 %"}}),
    },
    "ReadingShape": {
        "name": ("What the formula is called.", "Oborneva"),
        "vowels": ("The letters by whose groups syllables are counted.", "aeiouy"),
        "sentence": ("What words a sentence are multiplied by.", "0.5"),
        "syllable": ("What syllables a word are multiplied by.", "8.4"),
        "minus": ("What is taken off in the end.", "15.59"),
    },
    "MeasureShape": {
        "target": ("The value aimed at, or a range.", "45 % to 65 %"),
        "fails": ("From where on it fails.", "30 %"),
        "for": ("The profiles it is asked of; all unless said.", ["ilya"]),
    },
    "ClockShape": {
        "start": ("The first moment.", "2022-09-21 09:10"),
        "end": ("The last moment; the clock stops there.", "2022-09-23 00:00"),
        "grain": ("Time moves in steps of it.", "5m"),
        "zone": ("The time zone where no place names another.", "Europe/Moscow"),
    },
    "VariableShape": {
        "number": ("A whole number, and its value at the start.", 1200),
        "flag": ("True or false, and which it is at the start.", False),
        "one of": ("One of these values; the first is that at the start.", ["not_yet", "signed"]),
        "moment": ("A date and perhaps an hour.", "2029-03-01"),
        "duration": ("A length of time.", "1h 30m"),
        "derived": ("An expression; the value is worked out each time it is read.", "money < 20000"),
        "start": ("The value at the start, of a `one of`.", "signed"),
        "min": ("The least it can be.", 0),
        "max": ("The most it can be.", 100),
        "unit": ("What is counted; it follows the number.", "roubles"),
        "title": ("What it is called beside the story and in reasons.", "Money"),
        "yes": ("The words for true.", "you told her"),
        "no": ("The words for false.", "you have not told her"),
        "values": ("The words for each value of a `one of`.", {"signed": "signed for"}),
        "hidden": ("True keeps it off the page.", True),
        "known": ("It is shown beside the story only while this holds.", "seen(road)"),
        "set of": (
            "Any number of these values; a list, or the name of a `one of`, or people, documents, places.",
            ["rumour", "list"],
        ),
        "text": ("Words, and those at the start.", ""),
        "ordered": ("True: the values of a `one of` stand from the least to the greatest.", True),
        "empty": ("The words for a set that holds nothing.", "nothing yet"),
    },
    "PersonShape": {
        "name": ("What the person is called.", "Lena"),
        "known": ("Pages tell of the person only while this holds.", "seen(road)"),
    },
    "DocumentShape": {
        "held": ("Whether it is in hand at the start.", False),
        "keepers": ("Who may have it besides him, with the words for that.", {"consulate": "at the consulate"}),
        "lodged": ("Who has it at the start.", "consulate"),
        "expires": ("The moment it ends; a field too.", "2029-03-01"),
        "rules": ("Named rules of validity.", {"valid": {"requires": "passport.held", "says": "It is in the drawer."}}),
        "known": ("Pages tell of it only while this holds.", "ticket.held"),
    },
    "PlaceShape": {
        "zone": ("The time zone there.", "Asia/Tbilisi"),
        "known": ("The map shows it only while this holds.", "seen(road)"),
    },
    "TableShape": {
        "rows": ("A value for each date.", {"2022-09-21 18:00": "10h", "2022-09-22 12:00": "16h"}),
        "between": ("Between two rows: linear, or step to keep the earlier row.", "step"),
    },
    "ProfileShape": {
        "name": ("What this person is called.", "Ilya"),
        "title": ("How the profile is offered.", "Ilya, 29"),
        "has": ("What he has, in words.", "A passport."),
        "lacks": ("What he lacks, in words.", "Time."),
        "start": ("His first scene.", "kitchen"),
        "place": ("Where he is at the start.", "tbilisi"),
        "set": ("Values that differ at his start.", {"money": 1000}),
    },
    "ClaimShape": {
        "reach": (
            "Each of these can be come to: ending:*, ending:name, scene:name, tag:name, a condition.",
            "ending:*",
        ),
        "never": ("None of these ever comes, a condition at no moment.", "cash < 0"),
        "always can": ("While the play goes on, there is still a way to one of these.", "ending:*"),
        "as": ("Whom it is about: a profile, or a list; else some of them for reach, and each for the others.", "ilya"),
    },
    "FactShape": {
        "text": ("The statement.", "The page was full by noon."),
        "date": ("When it was so, in words.", "21 September"),
        "confidence": ("How sure it is, in words.", "two pages"),
        "sources": ("Ids of the sources it was found in.", ["S1"]),
    },
    "SourceShape": {
        "title": ("What it is called.", "A page"),
        "publisher": ("Who published it.", "Somebody"),
        "date": ("When, in words.", "September 2022"),
        "url": ("Where it can be read.", "example.org/page"),
    },
    "WordShape": {
        "text": ("What the word means.", "The draft office."),
        "also": ("Other forms of the word.", ["voenkomats"]),
    },
    "EndingShape": {
        "family": ("Endings of one kind share a family.", "out"),
        "text": ("What is read there.", "The mattress is rolled by eight."),
        "next": ("What happened next.", "The border closed in spring."),
        "door": ("The other man's door, in one sentence.", "He could have stayed."),
        "ask": ("Questions for a talk afterwards.", ["Who paid for each step?"]),
    },
    "SceneShape": {
        "title": ("What the scene is called on the page.", "The kitchen, a little after nine"),
        "place": ("The declared place it happens at.", "tbilisi"),
        "truth": ("How it stands to what happened: documented, composite or invented.", "composite"),
        "notes": ("Content notes it cites.", ["war"]),
        "intensity": ("From 0 to 3; from 2 on it wants `safe`.", 1),
        "safe": ("A short version of the prose before the first choices.", "They talk."),
        "with": ("Parameters, filled by whoever calls the scene.", ["doc"]),
        "let": ("Values of this scene alone, declared as variables are.", {"tries": 0}),
        "body": ("What happens: a list of paragraphs and verbs.", ["It is late.", {"go": "kitchen"}]),
        "when": ("Makes the scene a storylet: it may be dealt or offered while this holds.", "km > 60"),
        "priority": ("Of a storylet: the higher comes first.", 2),
        "weight": ("Of a storylet: how likely in a draw.", 3),
        "once": ("Of a storylet: true if it comes once in a play.", True),
        "choose": ("Of a storylet: its label when it is offered as a choice.", "Talk of home"),
    },
    "Say": {
        "say": ("Prose.", "The porridge has a skin on it."),
        "safe": ("Its short version.", "Breakfast."),
    },
    "ChoicesItem": {
        "choices": ("What the reader may do; the next item is where the branches meet.", [{"choose": "Wait"}]),
        "again": ("True offers the block again after each branch that does not leave.", True),
        "ask": ("What is asked above it.", "And now?"),
    },
    "Choice": {
        "choose": ("The label.", "Open the drawer"),
        "if": ("Hides the choice unless it holds.", "not looked"),
        "needs": ("Locks the choice unless it holds, and says why.", "cash >= 900"),
        "closed": ("The reason of the lock in your words.", "A seat is seventy thousand."),
        "once": ("True: it is gone once taken.", True),
        "takes": ("The time it takes.", "12m"),
        "costs": ("What is paid; locked where there is too little.", {"cash": 90}),
        "do": ("Effects: one, or a list.", ["cash -= 90", "gain(ticket)"]),
        "then": ("What is read once it is taken.", "It has a skin on it."),
        "go": ("The scene, or the .item of this scene, that it leads to.", "phone"),
        "end": ("The ending it leads to.", "airport"),
        "travel": ("A route: its lock, its time and its costs are the choice's.", "bus"),
    },
    "Otherwise": {"otherwise": ("What happens when no choice above is open.", "There is nothing to do but stay.")},
    "If": {
        "if": ("The condition.", "money > 100 and not told"),
        "then": ("What is read if it holds.", "You could tell her over lunch."),
    },
    "Match": {
        "match": ("The value that decides.", "summons"),
        "cases": ("A body for each value.", {"signed": "You signed."}),
    },
    "VaryItem": {"vary": ("Another body each time it is met.", {"of": ["It rains.", "It has stopped."]})},
    "VaryShape": {
        "mode": ("How: stop, cycle, once or shuffle.", "cycle"),
        "of": ("The bodies.", ["It rains.", "It has stopped."]),
    },
    "Do": {"do": ("Effects: one, or a list.", ["money -= 300", "told = true"])},
    "Takes": {"takes": ("Time that passes.", "1h 30m")},
    "GoItem": {"go": ("The next scene, or .item of this scene.", "phone")},
    "GoTo": {
        "to": ("An expression that gives the name of a scene.", "'a' if told else 'b'"),
        "among": ("All scenes it can be.", ["a", "b"]),
    },
    "CallItem": {"call": ("A scene that comes back here.", {"scene": "booth", "with": {"doc": "ticket"}})},
    "CallShape": {
        "scene": ("The scene.", "booth"),
        "with": ("Values for its parameters.", {"doc": "ticket"}),
        "into": ("The variable that takes what it returns.", "tries"),
    },
    "ReturnItem": {"return": ("Back to the caller, with a value or with nothing.", "n + tries")},
    "ChanceItem": {"chance": ("A draw by weights.", {"id": "guard", "of": {"waved": {"weight": 70}}})},
    "ChanceShape": {"of": ("What may come out, by name.", {"waved": {"weight": 70, "then": "Waved through."}})},
    "OutcomeShape": {
        "weight": ("How likely, against the other weights; 0 is never.", 70),
        "then": ("What is read if it comes out.", "Waved through."),
    },
    "Interrupt": {
        "go": ("A scene for which all that is under way is left.", "morning"),
    },
    "FromShape": {
        "tag": ("Which storylets.", "road"),
        "pick": ("How many at most; 1 if nothing is said.", 2),
        "by": ("Which come first: priority, least seen or weight.", "least seen"),
    },
    "DealShape": {
        "tag": ("Which storylets.", "road"),
        "pick": ("How many at most; 1 if nothing is said.", 2),
        "by": ("Which come first: priority, least seen or weight.", "least seen"),
    },
    "DealItem": {
        "deal": ("Storylets run here and come back.", {"id": "stretch", "tag": "road"}),
    },
    "From": {
        "from": ("Storylets offered as choices.", {"tag": "talk", "pick": 3}),
    },
    "CheckpointItem": {
        "checkpoint": (
            "A place worth naming: the record shows when it was met.",
            {"id": "act_two", "title": "The road"},
        ),
    },
    "AskItem": {
        "ask": (
            "The player types an answer.",
            {"id": "name_him", "into": "nickname", "kind": "text", "question": "What does she call him?"},
        ),
    },
    "AskShape": {
        "into": ("The variable that takes the answer.", "nickname"),
        "kind": ("What is typed: text or number.", "text"),
        "question": ("What is asked.", "What does she call him?"),
        "min": ("The least number that is an answer.", 1),
        "max": ("The greatest number, or how many characters at most.", 20),
        "default": ("What an empty answer means.", "Ilyusha"),
    },
    "TravelItem": {
        "travel": ("A declared route, taken: it asks nothing, costs and takes what it does.", "bus"),
    },
    "CrossItem": {
        "cross": ("A declared crossing, tried.", "gate"),
        "cases": ("A body for each verdict.", {"passed": "The road goes down."}),
    },
    "PaperRuleShape": {
        "requires": ("The condition.", "passport.held and passport.expires > now"),
        "says": ("Why it is not met.", "The passport is out of date."),
        "holds": ("That it is met.", "The passport is good."),
    },
    "DefShape": {
        "with": ("The words it is given.", ["sum"]),
        "be": ("The expression.", "cash >= sum"),
    },
    "FragmentShape": {
        "with": ("The words it is given.", ["who"]),
        "text": ("The text.", "{{ who }} looks out."),
    },
    "ClosureShape": {
        "code": ("What record and pages cite; once given it stays.", "R1"),
        "when": ("The condition while which it is closed.", "told"),
        "from": ("The moment since which it is closed.", "2022-10-01"),
        "until": ("The moment until which it is closed.", "2022-10-03"),
        "says": ("Why, in words.", "The road is closed for snow."),
        "known": ("The map tells of it only while this holds.", "seen(road)"),
    },
    "RouteShape": {
        "from": ("Where it begins.", "saratov"),
        "to": ("Where it ends.", "lars"),
        "by": ("By what means, in words.", "minibus"),
        "through": (
            "Stops on the way: a place, or a place with the time since the departure.",
            [{"vladikavkaz": "14h"}],
        ),
        "takes": ("How long: a value, an expression, a table, or rows by date.", "15h"),
        "costs": ("What is paid, by variable.", {"money": 9000}),
        "needs": ("The condition for it to be open.", "passport.valid"),
        "closed": ("When it is closed, and why.", [{"code": "R1", "when": "told", "says": "The driver has heard."}]),
        "known": ("The map tells of it only while this holds.", "seen(road)"),
    },
    "RuleShape": {
        "code": ("What record and pages cite; once given it stays.", "L1"),
        "requires": ("What must hold to go on.", "passport.valid"),
        "says": ("What is read when it does not.", '"Expired," he says.'),
        "why": ("The same in short, for the map.", "A passport that is good."),
        "verdict": ("What he is told then; refused if nothing is said.", "written_down"),
        "then": ("What follows then.", {"do": "summons = signed"}),
        "known": ("The map tells of it only while this holds.", "seen(gate)"),
    },
    "CrossingShape": {
        "place": ("Where one waits.", "lars"),
        "to": ("What lies behind it.", "tbilisi"),
        "wait": ("How long the queue is: a value, an expression, a table, or rows by date.", "queue"),
        "rules": (
            "In the order in which they are applied; the first that is not met decides.",
            [{"code": "L1", "requires": "passport.valid"}],
        ),
        "passes": ("What follows when every rule is met.", "The bar goes up."),
        "truth": ("How it stands to what happened: documented, composite or invented.", "documented"),
        "waits": ("False: the scenes let the time of its queue pass themselves.", False),
        "known": ("The map tells of it only while this holds.", "seen(road)"),
    },
    "AfterShape": {
        "seen": ("The scene, choice, checkpoint or row that must have been met.", "yard.call"),
        "wait": ("How long after that.", "2h"),
    },
    "EventShape": {
        "at": ("The moment.", "2022-09-21 23:00"),
        "every": ("Again and again, so long apart.", "6h"),
        "after": ("So long after something was first met.", {"seen": "yard.call", "wait": "2h"}),
        "from": ("The first moment of an `every`.", "2022-09-22 00:00"),
        "until": ("The last moment of an `every`.", "2022-09-22 18:00"),
        "missed": ("once: of several times in one stretch only the last comes.", "once"),
        "priority": ("Of two at one moment the higher comes first.", 2),
        "if": ("Asked at its moment.", "lit"),
        "say": ("What is told.", "The lamps go out."),
        "do": ("Effects: one, or a list.", "lit = False"),
        "call": ("A scene that interrupts and comes back.", "visit"),
        "go": ("A scene for which all that is under way is left.", "morning"),
    },
    "ScriptShape": {
        "title": ("What the play shows, for reports.", "Without the passport nobody flies"),
        "as": ("The profile that plays; the first one unless said.", "ilya"),
        "seed": ("The seed of chance; 0 unless said.", 7),
        "from": ("The scene it begins in, instead of the profile's own.", "kitchen"),
        "at": ("The moment it begins, instead of the story's own.", "2022-09-22 08:00"),
        "given": ("Values that differ at the start, beside those of the profile.", {"money": 500}),
        "outcomes": ("What chance gives, by its id: one outcome, or one for each time.", {"guard": ["searched"]}),
        "each": ("Rows of parameters: the play is made once for each, <name> standing for its value.", [{"fare": 60}]),
        "fails": ("Why it is expected to fail for now.", "the airport is not written yet"),
        "play": ("What is chosen, and what must be so after it.", ["drawer", {"ending": "home"}]),
    },
    "MoveShape": {
        "choose": ("A choice, by its id or the end of it.", "kitchen.drawer"),
        "answer": ("What is typed where something is asked.", "Vera"),
        "expect": ("A condition that must hold, or a list of them.", "money >= 100"),
        "text": ("Words that must be on the page, or a list of such.", "Two red covers."),
        "no text": ("Words that must not be on the page.", "The drawer is locked."),
        "place": ("Where he must be.", "tbilisi"),
        "papers": ("The documents that must be in his hands, all of them.", ["passport"]),
        "locked": ("Choices that must be closed, with words of the reason.", {"fly": "You have"}),
        "open": ("A choice that must be open, or a list of them.", "drawer"),
        "because": (
            "What must have been decided by which choice: ending, a value, or a closed choice.",
            {"ending": "drawer"},
        ),
        "ending": ("The ending it must have come to.", "home"),
    },
    "OpeningShape": {
        "text": ("What is shown once before the first scene.", "It is a Wednesday."),
    },
    "MannersShape": {
        "passage": ("The most words of a passage.", 120),
        "stretch": ("The most words between two choices.", 250),
        "label": ("The most characters of a label.", 60),
        "grade": ("The school year a reader needs at most, for prose in English.", 9),
        "numbers": ("cite: a passage with numbers about the world cites a fact.", "cite"),
        "foreign": ("script or emphasis: which foreign words want the glossary.", "script"),
        "truth": ("declared: every scene says what kind of truth it is.", "declared"),
        "quotes": ("straight or curly: which quotes the prose has.", "straight"),
        "characters": ("plain: no tabs, no odd spaces.", "plain"),
    },
    "EndItem": {"end": ("The play-through is over, with this ending.", "airport")},
}

VALUES: dict[str, tuple[str, ...]] = {
    "SceneShape.truth": ("documented", "composite", "invented"),
    "VaryShape.mode": ("stop", "cycle", "once", "shuffle"),
    "TableShape.between": ("linear", "step"),
    "AskShape.kind": ("text", "number"),
    "DealShape.by": ("priority", "least seen", "weight"),
    "FromShape.by": ("priority", "least seen", "weight"),
    "CrossingShape.truth": ("documented", "composite", "invented"),
}
"""Keys whose value is one of a few words, for editors to offer."""


def words_for(shape: str, key: str) -> Words | None:
    """What is said of `key` in the shape of that name; None when nothing is."""
    return KEYS.get(shape, {}).get(key) or SHARED.get(key)
