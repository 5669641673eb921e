// --- a turn that is drawn by hand ---

const FAR = { touch: 12 }; // pixels, 5 of a mouse or a pen; less is a click
let pressed = null, draft = null, drawn = false; // where the pointer went down; what is being drawn
let begun = null; // where a turn begins that is made by the keyboard

// Above the lanes there is nobody yet.
function laneAt(y) {
  const lane = Math.floor((y - WAVE) / LANE);
  return y < WAVE || !speakers.length ? "+" : speakers[Math.min(lane, speakers.length - 1)];
}

function turnUnder(event) {
  const at = seconds(event.offsetX), lane = laneAt(event.offsetY);
  return turns.findLast(turn => turn.speaker === lane && turn.start <= at && at < turn.end);
}

function drawDraft() {
  if (begun !== null) { pen.fillStyle = style("--accent"); pen.fillRect(x(begun) - 1, 0, 2, canvas.clientHeight - AXIS); }
  if (!draft) return;
  const lane = speakers.indexOf(draft.speaker);
  const [top, height] = lane < 0 ? [0, WAVE] : [WAVE + lane * LANE + NAME - 2, BAR + 4];
  const [from, to] = [x(draft.from), x(draft.to)].sort((a, b) => a - b);
  pen.globalAlpha = 0.5;
  pen.fillStyle = style("--accent");
  pen.fillRect(from, top, to - from, height);
  pen.globalAlpha = 1;
}

canvas.addEventListener("pointerdown", event => {
  drawn = false;
  if (event.button !== 0 || selects(event)) return;
  pressed = { x: event.offsetX, at: seconds(event.offsetX), speaker: laneAt(event.offsetY) };
  canvas.setPointerCapture(event.pointerId);
});
canvas.addEventListener("pointermove", event => {
  if (!pressed || (!draft && Math.abs(event.offsetX - pressed.x) < (FAR[event.pointerType] ?? 5))) return;
  drawn = true;
  const to = Math.min(Math.max(0, seconds(event.offsetX)), duration);
  draft = { from: pressed.at, to, speaker: pressed.speaker };
  tell(WORDS.drawing, { start: clock(Math.min(draft.from, to)), end: clock(Math.max(draft.from, to)) });
  draw();
});
canvas.addEventListener("pointerup", () => {
  const done = draft;
  stopDrawing();
  if (done) add(done.from, done.to, done.speaker);
});
canvas.addEventListener("pointercancel", stopDrawing);
canvas.addEventListener("click", event => {
  if (drawn) return;
  const turn = turnUnder(event);
  if (selects(event)) { if (turn) choose(turn, event.shiftKey); return; }
  seek(seconds(event.offsetX), turn);
  audio.play();
});

function stopDrawing() {
  const any = draft || begun !== null;
  pressed = draft = begun = null;
  if (any) { tell(""); draw(); }
  return any;
}

// The keyboard's way: once where it begins, once where it ends.
function beginOrEnd() {
  const at = audio.currentTime, from = begun;
  if (from === null) {
    begun = at;
    tell(WORDS.begun, { time: clock(at) });
    return draw();
  }
  stopDrawing();
  add(from, at, only ?? turns[lastTurn()]?.speaker ?? "+");
}
