"""A small story to begin from: it plays, checks clean, and says in comments what each part is for.

In: a name. Out: the text of its files. Opens none.
"""

from __future__ import annotations

import re

MOST_LETTERS = 60
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def is_story_name(name: str) -> bool:
    """Whether a story, and its folder, may be called so: small letters, digits, single hyphens; a letter first."""
    return len(name) <= MOST_LETTERS and bool(_NAME.fullmatch(name))


def beginning(name: str, modeline: str) -> dict[str, str]:
    """The files of a new story by name; `modeline` is the first line of each, for editors."""
    title = name.replace("-", " ").capitalize()
    files = {"story.yaml": _MANIFEST, "1-street.yaml": _STREET, "2-post.yaml": _POST}
    return {file: f"{modeline}\n" + text.replace("NAME", name).replace("TITLE", title) for file, text in files.items()}


_MANIFEST = """\
# This is the manifest: the one file with an `id`. It says what the story is and what it keeps count of.
# A line that begins with a # is a note to yourself; nobody who plays sees it.
id: NAME
title: "TITLE"
version: "1"
language: en
about: A parcel, a counter that closes at seven, and a slip that somebody else has.

# The first scene. It stands in 1-street.yaml, so that file's name comes before its own.
start: street.corner

# Time moves in steps of `grain`, and never past `end`. Leave the line out and the story has no clock.
clock: {start: 2024-03-04 17:20, end: 2024-03-04 19:00, grain: 5m, zone: Europe/Vienna}

# What the story counts. A `title`, a `unit`, a `yes` and a `no` are the words that reasons are made of.
variables:
  coins: {number: 12, min: 0, unit: coins, title: Money}
  warned: {flag: false, yes: you know about the queue, no: nobody told you about the queue}

people:
  vera: {name: Vera, about: She keeps the shop on the corner.}

# A document is held or not: `gain(slip)` and `lose(slip)` change that, `slip.held` asks.
documents:
  slip: {title: Collection slip, held: false}

# Words a reader may look up.
glossary:
  poste restante: Post that waits at the counter until somebody asks for it.

# A story may have many ends. Each is a name that `end:` leads to.
endings:
  parcel:
    title: Home with the parcel
    text: |
      It is lighter than you thought. {% if seen(post.counter.pay) %}Nine coins lighter, so are you.{% endif %}
    ask: [What did the slip cost?]
  nothing:
    title: Home without it
    text: |
      It will wait until tomorrow. Parcels are good at that.
"""

_STREET = """\
# Scenes of this file are called street.corner and so on elsewhere; among themselves `corner` is enough.
scenes:
  corner:
    title: The corner
    body:
      # Prose goes under "- |", set in by two more spaces: there, quotes, colons and a # do no harm.
      # What stands in double braces is a value, and {% if %} ... {% endif %} is read only if it holds.
      - |
        The shop is still lit. Vera took a slip in for you this morning: a parcel, _poste restante_.
        It is {{ now | time }} and the counter closes at seven.
        {% if slip.held %}The slip is in your pocket.{% endif %}
      # A block of choices. `again: true` offers it again after each branch that does not leave.
      - choices:
          # An `id` is what saves remember a choice by: with one, you may reword the label later.
          - choose: Ask Vera for the slip
            id: ask
            once: true
            takes: 10m
            # Effects: one, or a list of them.
            do: [gain(slip), warned = true]
            # A clause for the record: second person, past tense.
            remember: you asked Vera for the slip
            then: |
              "There you are," she says. "Take your time, there's a queue: everybody remembers on a Monday."
          - choose: Buy a bag of almonds
            id: almonds
            once: true
            # `costs` takes it, and locks the choice when there is too little.
            costs: {coins: 4}
            remember: you bought almonds
            then: They are still warm.
          - choose: Walk to the post office
            id: walk
            takes: 15m
            go: post.counter
        again: true
"""

_POST = """\
# The second file of scenes: post.counter and post.bench.
scenes:
  counter:
    title: The counter
    body:
      - |
        {% if warned %}The queue is as long as she said.{% else %}Nobody told you about the queue.{% endif %}
        When it is your turn it is {{ now | time }}.
      - choices:
          - choose: Hand over the slip
            id: hand_over
            # `needs` locks a choice, and the reader sees why: in your own words if there is a `closed`.
            needs: slip.held
            closed: Without a slip there is no parcel, says the clerk. Vera has it.
            do: lose(slip)
            remember: you handed over the slip
            end: parcel
          - choose: Pay for a search
            id: pay
            # Without `closed` the reason is made from the words in the manifest: how much is needed, how much you have.
            needs: coins >= 9
            do: coins -= 9
            remember: you paid the clerk to look for it
            end: parcel
          - choose: Sit down on the bench
            id: sit
            if: not seen(bench)
            go: bench
          - choose: Go back to the corner
            id: back
            # Without this he could walk to and fro past the clock's end.
            needs: now < moment('2024-03-04 18:15')
            closed: There and back again before seven? Not on foot.
            takes: 15m
            go: street.corner
          - choose: Go home
            id: home
            end: nothing

  bench:
    title: The bench
    body:
      - |
        You count what you have: {{ coins | money }}.
      # What follows is where all ways through the scene meet.
      - takes: 10m
      - go: counter
"""
