// --- corrections, and back ---

const STEPS = 200, past = [], future = [];
const state = () => ({ turns, speakers, names });
const original = state();
const round = seconds => Math.round(seconds * 1000) / 1000;
const targets = () => chosen.size ? turns.filter(turn => chosen.has(turn)) : marked ? [marked] : [];

function change(next) {
  past.push(state());
  if (past.length > STEPS) past.shift();
  future.length = 0;
  use({ ...state(), ...next });
}

function use(next) {
  const renamed = next.names !== names || next.speakers !== speakers;
  ({ turns, speakers, names } = next);
  const there = new Set(turns);
  for (const turn of chosen) if (!there.has(turn)) chosen.delete(turn);
  if (!there.has(stepped)) stepped = null;
  if (only !== null && !speakers.includes(only)) only = null;
  listTurns(renamed);
  listSpeakers();
  showChosen();
  size();
  follow();
  byId("undo").disabled = !past.length;
  byId("redo").disabled = !future.length;
  keep(false);
}

function back(from, to, done, nothing) {
  if (!from.length) return tell(nothing);
  to.push(state());
  use(from.pop());
  tell(done);
}
const undo = () => back(past, future, WORDS.undone, WORDS.nothingToUndo);
const redo = () => back(future, past, WORDS.redone, WORDS.nothingToRedo);

function replace(gone, made, also = {}) {
  const left = new Set(gone);
  const all = [...turns.filter(turn => !left.has(turn)), ...made];
  change({ ...also, turns: all.sort((a, b) => a.start - b.start || a.end - b.end) });
}

// Somebody who was not found gets the next number that nobody has.
function somebodyElse() {
  const taken = new Set([...speakers, ...names.values()]);
  let number = speakers.length, speaker;
  do speaker = "SPEAKER_" + String(number++).padStart(2, "0"); while (taken.has(speaker));
  return [speaker, { speakers: [...speakers, speaker], names: new Map([...names, [speaker, speaker]]) }];
}
const whoIs = speaker => speaker === "+" ? somebodyElse() : [speaker, {}];

function rename(speaker, field) {
  // Two blanks look like one in every list of the page: nobody would tell such names apart.
  const name = field.value.split(BLANKS).filter(Boolean).join(" ");
  const taken = speakers.some(other => other !== speaker && names.get(other) === name);
  if (!name || taken) { field.value = names.get(speaker); if (taken) tell(WORDS.taken, { name }); return; }
  if (name !== names.get(speaker)) change({ names: new Map([...names, [speaker, name]]) });
}

function give(several, to) {
  if (!several.length) return tell(WORDS.noTurn);
  const [speaker, also] = whoIs(to), picked = new Set(several);
  // How sure the engine was belongs to whom it heard.
  const given = ({ confidence, ...turn }) => ({ ...turn, speaker });
  const others = turns.map(turn => picked.has(turn) && turn.speaker !== speaker ? given(turn) : turn);
  const again = others.filter((turn, at) => chosen.has(turns[at]));
  change({ ...also, turns: others });
  chooseOnly(again);
  tell(WORDS.given, { count: several.length, name: names.get(speaker) });
}

function remove() {
  const several = targets();
  if (!several.length) return tell(WORDS.noTurn);
  replace(several, []);
  tell(WORDS.deleted, { count: several.length });
}

function add(from, to, speaker) {
  const [start, end] = [from, to].map(at => round(Math.min(Math.max(0, at), duration))).sort((a, b) => a - b);
  if (start === end) return tell(WORDS.noTime);
  const [who, also] = whoIs(speaker), turn = { start, end, speaker: who };
  replace([], [turn], also);
  chooseOnly([turn]);
  tell(WORDS.added, { start: clock(start), end: clock(end), name: names.get(who) });
}

// --- two of one ---

function split() {
  const at = round(audio.currentTime), several = targets().filter(turn => turn.start < at && at < turn.end);
  if (!several.length) return tell(WORDS.outside);
  const halves = several.flatMap(turn => halved(turn, at));
  replace(several, halves);
  goOn(halves.find(turn => turn.start === at));
  tell(several.some(turn => turn.text && !turn.words?.length) ? WORDS.splitByShare : WORDS.split, { time: clock(at) });
}

// The next key is meant for this one; the sound goes on.
function goOn(turn) { stepped = turn; follow(); }

function halved(turn, at) {
  const words = turn.words ?? [], early = words.map(word => (word.start + word.end) / 2 < at);
  const texts = parted(turn.text ?? "", words, early, (at - turn.start) / (turn.end - turn.start));
  const half = (times, text, said) => {
    const { text: _, words: __, ...rest } = turn;
    return { ...rest, ...times, ...(text && { text }), ...(said.length && { words: said }) };
  };
  return [
    half({ end: at }, texts[0], words.filter((_, n) => early[n])),
    half({ start: at }, texts[1], words.filter((_, n) => !early[n])),
  ];
}

// The text is cut where the later words begin in it; without times of words by the share of time.
function parted(text, words, early, share) {
  const first = early.indexOf(false), mixed = first >= 0 && early.lastIndexOf(true) > first;
  const bare = some => some.replace(/\s+/g, ""), said = some => some.map(word => word.word).join(" ");
  if (mixed && bare(said(words)) === bare(text)) return [true, false].map(half => said(words.filter((_, n) => early[n] === half)));
  if (words.length && first <= 0) return first ? [text, ""] : ["", text];
  const at = placeOf(words[first], words.slice(0, first), text) ?? placeByShare(text, share);
  return [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
}

function placeOf(word, before, text) {
  if (!word) return null;
  let from = 0;
  for (const each of before) {
    const at = text.indexOf(each.word, from);
    if (at >= 0) from = at + each.word.length;
  }
  const at = text.indexOf(word.word, from);
  return at < 0 ? null : at;
}

function placeByShare(text, share) {
  const starts = [...text.matchAll(/\S+/g)].map(match => match.index);
  return starts[Math.round(share * starts.length)] ?? text.length;
}

// --- one of several ---

function merge() {
  let several = targets();
  if (several.length === 1) {
    const next = turns[turns.indexOf(several[0]) + 1];
    if (!next) return tell(WORDS.noNext);
    if (next.speaker !== several[0].speaker) return tell(WORDS.nextIs, { name: names.get(next.speaker) });
    several = [several[0], next];
  }
  if (!several.length) return tell(WORDS.noTurn);
  const turn = merged(several);
  replace(several, [turn]);
  chooseOnly([turn]);
  goOn(turn);
  tell(WORDS.merged, { count: several.length, start: clock(turn.start), end: clock(turn.end), name: names.get(turn.speaker) });
}

function merged(several) {
  const [first] = several, text = several.map(turn => turn.text).filter(Boolean).join(" ");
  const words = several.flatMap(turn => turn.words ?? []).sort((a, b) => a.start - b.start || a.end - b.end);
  const { confidence, text: _, words: __, ...rest } = first;
  const sure = confidence !== undefined && several.every(turn => turn.confidence === confidence && turn.speaker === first.speaker);
  const made = { ...rest, end: Math.max(...several.map(turn => turn.end)), ...(sure && { confidence }) };
  return { ...made, ...(text && { text }), ...(words.length && { words }) };
}

for (const [id, act] of Object.entries({ split, merge, delete: remove, undo, redo })) byId(id).addEventListener("click", act);
byId("give").addEventListener("change", event => {
  if (event.target.selectedIndex > 0) give(targets(), event.target.value);
  event.target.selectedIndex = 0;
});
