"""Rows of the table of codes for reading YAML: bytes, shape, traps of prose."""

Row = tuple[str, str, str, str, str]

_HEAD = "id: s\ntitle: S\nstart: a\n"
_TAIL = "endings:\n  e: {title: E}\n"


def _story(*items: str) -> str:
    """The smallest story with `items`, given without their indent, in the body of its one scene."""
    body = "".join(f"      {line}\n" for item in items for line in item.split("\n"))
    return f"{_HEAD}scenes:\n  a:\n    body:\n{body}      - end: e\n{_TAIL}"


READING: tuple[Row, ...] = (
    (
        "YML001",
        "error",
        "this is not UTF-8 text: byte {number} of the file (line {line}) is {byte}",
        "Save the file again as UTF-8: editors offer it under “Save with encoding” or in the bar at the bottom.",
        "",
    ),
    (
        "YML002",
        "error",
        "the file is too large: {size} MiB, and at most {most} are read",
        "Split the file in two. Every .yaml file in the story's folder belongs to the story.",
        "",
    ),
    (
        "YML003",
        "warning",
        "the file is empty",
        "Write something in it, or delete it. If it should not be empty, look for an older copy of it.",
        "# nothing yet\n",
    ),
    (
        "YML004",
        "error",
        "the file does not begin with a key such as “scenes:”",
        "A story file is a set of keys at the left edge, each ending in a colon. Put the text under one of them.",
        "- Hello.\n",
    ),
    (
        "YML005",
        "error",
        "a character that cannot be shown stands here: {name}",
        "Delete it. It often comes with text pasted from another program.",
        _story("- Hello\x07 there."),
    ),
    (
        "YML006",
        "error",
        "a tab stands where lines are set in",
        "Lines are set in with spaces only. Replace the tab by two spaces for each step; editors can do so for a file.",
        _story("- Hello.", "\t- There."),
    ),
    (
        "YML007",
        "error",
        "more than {most} steps within one another: nothing deeper is read",
        "Move the inner part to a scene of its own and go there with “go:” or “call:”.",
        _story("- " + "[" * 45 + "]" * 45),
    ),
    (
        "YML010",
        "error",
        "“{name}” is a name tag of YAML's own, which stories do not use",
        "If it is part of a sentence, put all of it in quotes. If you meant to use a part twice, make it a scene.",
        _story("- &so it was."),
    ),
    (
        "YML011",
        "error",
        "“*{name}” is a reference of YAML's own ({where}), which stories do not use",
        "If you meant emphasis, write _so_ and not *so*. If the star belongs to the text, put the text in quotes.",
        _story("- *so"),
    ),
    (
        "YML012",
        "error",
        "“<<:” merges another part in, which stories do not use",
        "Write the keys out where they are needed.",
        _HEAD + "scenes:\n  a:\n    <<: {title: T}\n    body:\n      - end: e\n" + _TAIL,
    ),
    (
        "YML013",
        "error",
        "“{name}” is a type mark of YAML's own, which stories do not use",
        "If the exclamation mark belongs to the text, put the text in quotes. In a condition write “not”.",
        _story("- !stop it."),
    ),
    (
        "YML014",
        "error",
        "a line “---” begins a second document: nothing after it is read",
        "Delete the line, or move what follows it to a file of its own. For a pause in prose use a block (“- |”).",
        _story("- Hello.") + "---\ntitle: T\n",
    ),
    (
        "YML015",
        "error",
        "“{key}” is given twice: here and on line {line} of {file}",
        "Rename one of the two or join them. Two keys with one name under the same heading would hide each other.",
        _HEAD + "title: T\nscenes:\n  a:\n    body:\n      - end: e\n" + _TAIL,
    ),
    (
        "YML016",
        "error",
        "a list or a set of braces stands where a key is wanted",
        "A key is one word with a colon after it. If this is a sentence, put the whole of it in quotes.",
        _story("- [sealed]: he read."),
    ),
    (
        "YML020",
        "error",
        "the line begins with a quote and goes on after it",
        "YAML takes the opening quote for its own. Put single quotes round the whole line, or put it under “- |”.",
        _story('- "Shut that," she says.'),
    ),
    (
        "YML021",
        "error",
        "text cannot begin with “{mark}” here: YAML has its own use for it",
        "Put the whole text in quotes, or under “- |” on the next line. For emphasis write _so_ and not *so*.",
        _story("- *so* it was."),
    ),
    (
        "YML022",
        "error",
        "a colon with a space after it stands inside the text",
        "YAML takes “: ” for the end of a key. Put the whole text in quotes, or under “- |” on the next line.",
        _story("- He said: no: never."),
    ),
    (
        "YML023",
        "error",
        "this sentence has become a key, “{key}”, because of the colon in it",
        "YAML takes “: ” for the end of a key. Put the whole sentence in quotes, or under “- |” on the next line.",
        _story("- He said: no."),
    ),
    (
        "YML024",
        "error",
        "“{lost}” would be lost: YAML takes a # with a space before it for a comment",
        "If it belongs to the text, put the whole text in quotes. If it is a comment, put a space after the #.",
        _story("- He is #1 of them."),
    ),
    (
        "YML025",
        "error",
        "the brackets in “{text}” do not match: the comma ended this element of the list",
        "Inside […] and {…} a comma ends an element. Put an element that has commas or brackets in quotes.",
        _story("- do: [gain(ticket, passport)]"),
    ),
    (
        "YML026",
        "error",
        "the condition of “{key}:” begins with “{mark}”, which YAML takes for its own",
        "Put the whole condition in quotes. For “not” write the word; braces are not needed in a condition.",
        _story("- if: 'a' == 'b'\n  then: Hello."),
    ),
    (
        "YML027",
        "error",
        "text that begins with “{mark}” must be in quotes",
        "YAML takes the brace for its own. Put the whole text in quotes, or under “- |” on the next line.",
        _story("- {{ cash }} roubles left."),
    ),
    (
        "YML028",
        "error",
        "a comma in braces ends a value: “{text}” now stands for itself",
        "Inside {…} put text that has a comma in quotes, or give each key a line of its own.",
        _HEAD + "scenes:\n  a:\n    body:\n      - end: e\nendings:\n  e: {title: E, text: Home, at last.}\n",
    ),
    (
        "YML030",
        "error",
        "the text that begins with {mark} here is never closed",
        "Close the quote where the text ends. If the mark is an apostrophe, put the whole text in double quotes.",
        _story("- 'Tis the season."),
    ),
    (
        "YML031",
        "error",
        "the bracket {mark} that opens here is never closed, or is closed by another kind",
        "Close it. If it belongs to the text, put the whole text in quotes.",
        _HEAD + "tags:\n  x: {a: b\nscenes:\n  a:\n    body:\n      - end: e\n" + _TAIL,
    ),
    (
        "YML032",
        "error",
        "this line does not fit what stands above it",
        "Lines that belong together begin in the same column, and a list has a dash before each item. "
        "Set the line in as far as its neighbours.",
        _story("- Hello.", "go: a"),
    ),
    (
        "YML033",
        "error",
        "this line is neither a key with a colon nor an item with a dash",
        "Put “- ” before a sentence of a body. Set in a line that carries on the text above it.",
        _story("- Hello.", "There."),
    ),
    (
        "YML034",
        "error",
        "a backslash in double quotes has a meaning of its own, and this one has none",
        r"Use single quotes round the text, or write \\ for one backslash.",
        _story(r'- "C:\qed"'),
    ),
    (
        "YML035",
        "error",
        "this item is read as more of the text above it",
        "It is set in further than the item above. Let its dash stand under the other dashes; if it is no item but a "
        "pause in the text, end the line above with it.",
        _story("- Hello.", " - There."),
    ),
    (
        "YML039",
        "error",
        "YAML cannot read the file from here on; it says: {said}",
        "Look at this line and the one above: a quote, bracket or colon is missing or one too many. "
        "When nothing helps, put the text in quotes.",
        "%TAG x\n---\n" + _story("- Hello."),
    ),
)
