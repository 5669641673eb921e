// --- corrections that are kept in the browser ---

// Another recording, and another result of this one, has another key.
const KEY = "diarizer corrections " + data.uri + " " + [2166136261, 40389].map(sum).join("-");
let exported = true, safe = true; // nothing is lost with the page; nor without a file

// FNV-1a (Fowler, Noll, Vo) with two beginnings.
function sum(begin) {
  const content = JSON.stringify([data.uri, data.duration, data.segments, data.peaks]);
  let value = begin;
  for (let at = 0; at < content.length; at++) value = Math.imul(value ^ content.charCodeAt(at), 16777619);
  return (value >>> 0).toString(16);
}

function keep(saved) {
  exported = saved || (turns === original.turns && names === original.names);
  try {
    if (turns === original.turns && names === original.names) localStorage.removeItem(KEY);
    else put(packedState());
    safe = true;
  } catch (error) { safe = false; }
  byId("unkept").hidden = safe;
}

// Turns as they were found are a number each: ten hours take little room.
function packedState() {
  const number = new Map(original.turns.map((turn, at) => [turn, at]));
  return JSON.stringify({ version: 1, exported, turns: turns.map(turn => number.get(turn) ?? turn), speakers, names: [...names] });
}

function put(value) {
  try { localStorage.setItem(KEY, value); } catch (error) {
    // What other pages have kept, and was saved as a file, makes room.
    const done = Object.keys(localStorage).filter(key => key !== KEY && key.startsWith("diarizer corrections ") && localStorage.getItem(key).includes('"exported":true,'));
    if (!done.length) throw error;
    for (const key of done) localStorage.removeItem(key);
    localStorage.setItem(KEY, value);
  }
}

// Any page of this disk can write there: it is taken for what it should be, or not at all.
function unpacked(content) {
  const kept = JSON.parse(content), is = (wanted, ...all) => all.every(each => typeof each === wanted);
  const timed = each => is("number", each.start, each.end) && 0 <= each.start && each.start <= each.end;
  const turn = each => {
    if (is("number", each)) return original.turns[each] ?? wrong();
    const fine = timed(each) && is("string", each.speaker, each.text ?? "") && is("number", each.confidence ?? 0);
    return fine && (each.words ?? []).every(word => timed(word) && is("string", word.word)) ? each : wrong();
  };
  const wrong = () => { throw new TypeError("not what this page keeps"); };
  const next = { turns: kept.turns.map(turn), speakers: kept.speakers, names: new Map(kept.names) };
  const all = [...next.speakers, ...next.turns.map(each => each.speaker)];
  if (kept.version !== 1 || !all.every(each => next.speakers.includes(each) && is("string", each, next.names.get(each)))) wrong();
  return [next, kept.exported === true];
}

function restore() {
  let content = null;
  try { content = localStorage.getItem(KEY); } catch (error) { return; } // said when there is something to keep
  if (content === null) return;
  try {
    const [next, saved] = unpacked(content);
    change(next);
    keep(saved);
    tell(WORDS.restored);
  } catch (error) { tell(WORDS.unreadable); }
}

addEventListener("storage", event => { if (event.key === KEY) tell(WORDS.elsewhere); });
addEventListener("beforeunload", event => { if (!exported && !safe) event.preventDefault(); });
