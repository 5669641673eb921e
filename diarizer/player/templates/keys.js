// --- keys ---

let giving = false; // the next digit says to whom

// After a click of the mouse the space bar plays and pauses; who came by the keyboard keeps the place.
addEventListener("click", event => { if (event.detail && event.target.matches("button, .pick")) event.target.blur(); });

// The letter that is printed on the key where the language of the keyboard is another.
const letterOf = event => /^[a-z]$/i.test(event.key) || !event.code.startsWith("Key") ? event.key.toLowerCase() : event.code[3].toLowerCase();

addEventListener("keydown", event => {
  if (byId("keys").open || event.target.matches("input:not([type=range], .pick)") || event.altKey) return;
  const key = letterOf(event), keyed = (event.ctrlKey || event.metaKey ? withControl : event.target.matches("select") ? () => false : alone)(key, event);
  if (keyed) event.preventDefault();
});

function withControl(key, event) {
  if (key === "z") event.shiftKey ? redo() : undo();
  else if (key === "y") redo();
  else if (key === "a" && !event.target.matches("select")) chooseOnly(turns);
  else return false;
  return true;
}

const ACTS = { s: split, m: merge, n: beginOrEnd, delete: remove, backspace: remove, "?": () => byId("keys").showModal() };

function alone(key, event) {
  const wasGiving = giving, move = { arrowleft: -STEP, arrowright: STEP }[key], other = { arrowup: -1, arrowdown: 1 }[key];
  giving = false;
  if (wasGiving && /^[0-9]$/.test(key)) return giveTo(Number(key)), true;
  if (key === " ") { if (event.target.matches("button, .pick")) return false; toggle(); }
  else if (move && !event.target.matches("input[type=range]")) seek(audio.currentTime + move);
  else if (other) step(other, event.shiftKey);
  else if (key === "g") askWhom();
  else if (key === "x") marked ? choose(marked) : tell(WORDS.noTurn);
  else if (key === "escape") { if (!stopDrawing()) chooseOnly([]); }
  else if (key === "0") setOnly(only);
  else if (/^[1-9]$/.test(key) && speakers[key - 1] !== undefined) setOnly(speakers[key - 1]);
  else if (ACTS[key]) ACTS[key]();
  else return false;
  return true;
}

function askWhom() {
  if (!targets().length) return tell(WORDS.noTurn);
  giving = true;
  const people = speakers.slice(0, 9).map((speaker, number) => number + 1 + " " + names.get(speaker));
  tell(WORDS.whom, { people: [...people, "0 " + WORDS.other].join(", ") });
}

function giveTo(number) {
  const speaker = number ? speakers[number - 1] : "+";
  speaker === undefined ? tell(WORDS.nobody, { number }) : give(targets(), speaker);
}

byId("help").addEventListener("click", ACTS["?"]);
byId("close").addEventListener("click", () => byId("keys").close());
