"""Rows of the table of codes for policies of playtests and measures of a story."""

from engine.diagnostics.samples import Row, with_section

MEASURING: tuple[Row, ...] = (
    (
        "MEA001",
        "error",
        '"{written}" is no way to choose at random',
        "Write uniform, least-used, prefer:TAG or avoid:TAG, and its weight: `policies: {class: {uniform: 3}}`.",
        with_section("policies: {class: {unifrom: 3}}\n"),
    ),
    (
        "MEA002",
        "error",
        'there is no measure called "{name}"',
        "The measures that there are stand in the manual under `measures`.",
        with_section("measures: {lasting_efect: {target: 60 %}}\n"),
    ),
    (
        "MEA003",
        "error",
        '"{value}" is no value of a measure',
        "Write a share as `60 %` or 0.6, a number as 12, a range as `45 % to 65 %`.",
        with_section("measures: {lasting_effect: {target: most}}\n"),
    ),
    (
        "MEA004",
        "error",
        'the measure "{name}" would fail where it meets its target',
        "What fails lies beyond the target, on the worse side: `{target: 60 %, fails: 45 %}`.",
        with_section("measures: {lasting_effect: {target: 45 %, fails: 60 %}}\n"),
    ),
    (
        "MEA005",
        "error",
        '"{value}" are no vowels to count syllables by',
        "Write the letters one after the other: `vowels: aeiouy`.",
        with_section("reading: {name: A formula, vowels: a e i, sentence: 0.5, syllable: 8.4}\n"),
    ),
)
