// Plays a story in ink for the benchmark: one JSON request a line in, one JSON answer a line out.
// compile {ink, out} · load {story} · play {walk, texts, outcomes}: choices by their place in the list, from the start.
"use strict";
const fs = require("fs");
const { Story, Compiler } = require(process.argv[2]);
let story = null;
let outcomes = null;

function passage() {
  let text = "";
  while (story.canContinue) text += story.Continue();
  return text;
}

const answers = {
  compile({ ink, out }) {
    const compiler = new Compiler(fs.readFileSync(ink, "utf8").replace(/^\uFEFF/, ""));
    fs.writeFileSync(out, compiler.Compile().ToJson());
    return {};
  },
  load({ story: path }) {
    story = new Story(fs.readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
    story.allowExternalFunctionFallbacks = true;
    return {};
  },
  play({ walk, texts, outcomes: told }) {
    story.ResetState();
    if (outcomes !== null) story.UnbindExternalFunction("luck");
    if (told) story.BindExternalFunction("luck", () => outcomes.shift(), false);
    outcomes = told ? told.slice() : null;
    const seen = [];
    let text = passage();
    const begun = process.hrtime.bigint();
    for (const index of walk) {
      const choices = story.currentChoices;
      if (texts) seen.push([text, choices.map((choice) => choice.text)]);
      story.ChooseChoiceIndex(index);
      text = passage();
    }
    return { seconds: Number(process.hrtime.bigint() - begun) / 1e9, seen };
  },
};

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = answers[request.do](request);
  } catch (error) {
    answer = { error: String(error).slice(0, 2000) };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
