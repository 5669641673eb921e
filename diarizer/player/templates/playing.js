// --- playing ---

let marked = null, stepped = null; // the turn that is heard; the one that somebody went to

function seek(to, turn = null) {
  stepped = turn;
  audio.currentTime = Math.min(Math.max(0, to), duration);
  follow();
}

function toggle() { audio.paused ? audio.play() : audio.pause(); }

// Of several at once the one that somebody went to; a browser may wind to just before it.
function turnAt(now) {
  if (stepped && stepped.start - 0.01 <= now && now < stepped.end && (!only || stepped.speaker === only)) return stepped;
  return turns.find(turn => turn.start <= now && now < turn.end && (!only || turn.speaker === only)) ?? null;
}

function follow() {
  const now = audio.currentTime;
  byId("clock").textContent = clock(now) + " / " + clock(duration);
  if (only && !audio.paused && !turnAt(now)) {
    const next = turns.find(turn => turn.speaker === only && turn.start > now);
    next ? audio.currentTime = next.start : audio.pause();
  }
  mark(turnAt(now));
  if (!audio.paused && (now < view.start || now > view.start + view.length * 0.95)) view.start = Math.min(now - view.length * 0.05, duration - view.length);
  view.start = Math.max(0, view.start);
  draw();
}

function mark(turn) {
  if (turn === marked) return;
  rows.get(marked)?.removeAttribute("aria-current");
  rows.get(marked = turn)?.setAttribute("aria-current", "true");
  if (!audio.paused) rows.get(turn)?.scrollIntoView({ block: "nearest" });
}

function tick() { follow(); if (!audio.paused) requestAnimationFrame(tick); }

audio.addEventListener("play", () => { byId("play").textContent = WORDS.pause; tick(); });
audio.addEventListener("pause", () => { byId("play").textContent = WORDS.play; follow(); });
audio.addEventListener("error", () => { byId("trouble").hidden = false; });
byId("play").addEventListener("click", toggle);
byId("speed").addEventListener("change", event => { audio.playbackRate = Number(event.target.value); });

function setOnly(speaker) {
  only = only === speaker ? null : speaker;
  for (const button of document.querySelectorAll("#speakers button"))
    button.setAttribute("aria-pressed", String(button.dataset.speaker === only));
  const next = only && !turnAt(audio.currentTime) && turns.find(turn => turn.speaker === only);
  next ? seek(next.start) : follow();
}

function lastTurn() {
  const now = audio.currentTime + 0.01;
  const at = turns.indexOf(stepped);
  return at >= 0 && stepped.start <= now && now < stepped.end ? at : turns.findLastIndex(turn => turn.start <= now);
}

// To the turn before or after; with `range` they are selected on the way.
function step(by, range) {
  if (!turns.length) return;
  const from = lastTurn(), turn = turns[Math.min(Math.max(0, from + by), turns.length - 1)];
  if (range && !chosen.size && from >= 0) choose(turns[from]);
  seek(turn.start, turn);
  if (range) choose(turn, true);
  rows.get(turn).scrollIntoView({ block: "nearest" });
}
