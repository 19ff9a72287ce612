// Plays the ink of story/FROM-INK.md: one JSON request a line in, one JSON answer a line out.
// {ink, choices, seed}: choices by number from 1. The answer is {turns: [[lines, labels], ...]}, or {error}.
"use strict";
const { Compiler } = require(process.argv[2]);

function lines(story) {
  const found = [];
  while (story.canContinue) found.push(story.Continue());
  return found.join("").split("\n");
}

function play({ ink, choices, seed }) {
  const wrong = [];
  const compiler = new Compiler(ink, { errorHandler: (message, kind) => kind === 2 && wrong.push(message) });
  const story = compiler.Compile();
  if (wrong.length) throw new Error(wrong.join(" "));
  story.onError = (message, kind) => kind === 2 && wrong.push(message);
  story.state.storySeed = seed;
  const turns = [];
  for (const number of [...choices, 0]) {
    turns.push([lines(story), story.currentChoices.map((choice) => choice.text)]);
    if (number) story.ChooseChoiceIndex(number - 1);
  }
  if (wrong.length) throw new Error(wrong.join(" "));
  return { turns };
}

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try {
    answer = play(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error).slice(0, 2000) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
