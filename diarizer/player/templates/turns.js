// --- the lists of speakers and turns ---

const rows = new WeakMap(); // of the turns
const listed = new WeakMap(); // the turns of the rows
const chosen = new Set();
let anchor = null; // where a range begins

function listSpeakers() {
  const total = turns.reduce((sum, turn) => sum + turn.end - turn.start, 0) || 1;
  byId("speakers").replaceChildren(...speakers.map(speaker => {
    const time = turns.filter(turn => turn.speaker === speaker).reduce((sum, turn) => sum + turn.end - turn.start, 0);
    const name = element("input", { value: names.get(speaker), ariaLabel: WORDS.name });
    name.addEventListener("change", () => rename(speaker, name));
    const button = element("button", { type: "button", textContent: WORDS.only });
    button.dataset.speaker = speaker;
    button.setAttribute("aria-pressed", String(only === speaker));
    button.addEventListener("click", () => setOnly(speaker));
    const share = element("span", { className: "share", textContent: clock(Math.round(time)) + ", " + Math.round(100 * time / total) + " %" });
    const item = element("li", {}, name, button, share);
    item.style.borderLeftColor = colour(speaker);
    return item;
  }));
}

function row(turn) {
  const pick = element("input", { type: "checkbox", className: "pick", ariaLabel: filled(WORDS.pick, { time: clock(turn.start) }), checked: chosen.has(turn) });
  const at = element("button", { type: "button", className: "at", textContent: clock(turn.start) + " – " + clock(turn.end) });
  at.addEventListener("click", event => { if (!selects(event)) { seek(turn.start, turn); audio.play(); } });
  const who = element("select", { ariaLabel: WORDS.who });
  const item = element("li", {}, pick, at, who, ...(turn.text ? [element("p", { textContent: turn.text })] : []));
  who.addEventListener("change", () => give([turn], who.value));
  fill(who, turn.speaker);
  item.style.borderLeftColor = colour(turn.speaker);
  rows.set(turn, item);
  listed.set(item, turn);
  return item;
}

function fill(select, speaker, ...before) {
  const options = speakers.map(each => element("option", { value: each, textContent: names.get(each) }));
  select.replaceChildren(...before, ...options, element("option", { value: "+", textContent: WORDS.other }));
  select.value = speaker;
}

// Only what has changed: there may be ten thousand rows.
function listTurns(renamed) {
  const list = byId("turns"), there = new Set(turns), held = place();
  byId("silent").hidden = turns.length > 0;
  for (const item of [...list.children]) if (!there.has(listed.get(item))) item.remove();
  let next = list.firstElementChild;
  for (const turn of turns) {
    const item = rows.get(turn) ?? row(turn);
    if (item === next) next = next.nextElementSibling;
    else list.insertBefore(item, next).querySelector("select").value = turn.speaker; // that of before undo
    if (renamed) fill(item.querySelector("select"), turn.speaker);
  }
  if (renamed) fill(byId("give"), "", element("option", { value: "", textContent: WORDS.give }));
  if (held && document.activeElement === document.body) list.children[Math.min(held.at, turns.length - 1)]?.querySelector(held.part)?.focus();
}

// Where the keyboard is among the turns, so that it is still there when a row has been replaced.
function place() {
  const held = document.activeElement, item = held.closest("#turns li");
  const part = ["select", "button", ".pick"].find(each => held.matches(each));
  return item && part ? { at: [...byId("turns").children].indexOf(item), part } : null;
}

// --- several at once ---

const selects = event => event.ctrlKey || event.metaKey || event.shiftKey;

function choose(turn, range = false) {
  const from = range ? turns.indexOf(anchor) : -1, to = turns.indexOf(turn);
  if (from >= 0) {
    chosen.clear();
    for (const each of turns.slice(Math.min(from, to), Math.max(from, to) + 1)) chosen.add(each);
  } else {
    chosen.has(turn) ? chosen.delete(turn) : chosen.add(turn);
    anchor = turn;
  }
  showChosen();
}

function chooseOnly(several) {
  chosen.clear();
  for (const turn of several) chosen.add(turn);
  anchor = several[0] ?? null;
  showChosen();
}

function showChosen() {
  for (const turn of turns) rows.get(turn).firstElementChild.checked = chosen.has(turn);
  tell(chosen.size ? WORDS.chosen : "", { count: chosen.size });
  draw();
}

byId("turns").addEventListener("click", event => {
  const item = event.target.closest("li"), tick = event.target.matches(".pick");
  if (item && !event.target.matches("select") && (tick || selects(event))) choose(listed.get(item), event.shiftKey);
});
// Else the browser would mark the text between the two.
byId("turns").addEventListener("mousedown", event => { if (event.shiftKey) event.preventDefault(); });
