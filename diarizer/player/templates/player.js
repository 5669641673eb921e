const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const audio = byId("audio"), canvas = byId("picture"), pen = canvas.getContext("2d");
const turns = data.segments, duration = Math.max(data.duration, 0.001);
const speakers = [...new Set(turns.map(turn => turn.speaker))];
const names = new Map(speakers.map(speaker => [speaker, speaker]));
const colour = speaker => data.colours[speakers.indexOf(speaker) % data.colours.length];
const WAVE = 64, NAME = 16, BAR = 12, LANE = NAME + BAR, AXIS = 22, STEP = 5;
const view = { start: 0, length: duration };
let only = null, changed = false, current = -1;

// Hours of peaks, each level an eighth of the one below, so that a frame reads a screenful only.
const levels = [Uint8Array.from(atob(data.peaks), letter => letter.charCodeAt(0))];
while (levels.at(-1).length > 4096) {
  const below = levels.at(-1), above = new Uint8Array(Math.ceil(below.length / 8));
  for (let i = 0; i < below.length; i++) above[i >> 3] = Math.max(above[i >> 3], below[i]);
  levels.push(above);
}

function clock(seconds) {
  const whole = Math.floor(seconds), pad = number => String(number).padStart(2, "0");
  const minutes = Math.floor(whole / 60), hours = Math.floor(minutes / 60);
  return (hours ? hours + ":" + pad(minutes % 60) : minutes) + ":" + pad(whole % 60);
}

// --- the picture ---

const x = seconds => (seconds - view.start) / view.length * canvas.clientWidth;
const seconds = pixels => view.start + pixels / canvas.clientWidth * view.length;
const style = name => getComputedStyle(document.documentElement).getPropertyValue(name);

function size() {
  const scale = devicePixelRatio || 1, height = WAVE + speakers.length * LANE + AXIS;
  canvas.style.height = height + "px";
  canvas.width = canvas.clientWidth * scale;
  canvas.height = height * scale;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  draw();
}

function draw() {
  const width = canvas.clientWidth;
  pen.clearRect(0, 0, width, canvas.clientHeight);
  drawWave(width);
  drawTurns(width);
  drawAxis(width);
  pen.fillStyle = style("--text");
  pen.fillRect(x(audio.currentTime) - 1, 0, 2, canvas.clientHeight - AXIS);
}

function drawWave(width) {
  const each = view.length / width * data.rate;
  const level = Math.min(levels.length - 1, Math.max(0, Math.floor(Math.log(Math.max(each, 1)) / Math.log(8))));
  const peaks = levels[level], rate = data.rate / 8 ** level;
  pen.fillStyle = style("--wave");
  for (let pixel = 0; pixel < width; pixel++) {
    const from = Math.floor(seconds(pixel) * rate), to = Math.max(from + 1, Math.ceil(seconds(pixel + 1) * rate));
    let height = 0;
    for (let i = Math.max(from, 0); i < to && i < peaks.length; i++) height = Math.max(height, peaks[i]);
    pen.fillRect(pixel, (WAVE - height / 255 * WAVE) / 2, 1, Math.max(1, height / 255 * WAVE));
  }
}

function drawTurns(width) {
  const end = view.start + view.length;
  pen.font = "12px system-ui, sans-serif";
  speakers.forEach((speaker, lane) => {
    const top = WAVE + lane * LANE;
    pen.globalAlpha = only && only !== speaker ? 0.25 : 1;
    pen.fillStyle = colour(speaker);
    for (const turn of turns)
      if (turn.speaker === speaker && turn.end > view.start && turn.start < end)
        pen.fillRect(x(turn.start), top + NAME, Math.max(1, x(turn.end) - x(turn.start)), BAR);
    pen.fillStyle = style("--text");
    pen.fillText(names.get(speaker), 4, top + NAME - 4);
  });
  pen.globalAlpha = 1;
}

function drawAxis(width) {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];
  const step = steps.find(each => each / view.length * width > 70) ?? 14400;
  pen.font = "11px system-ui, sans-serif";
  pen.fillStyle = style("--soft");
  for (let at = Math.ceil(view.start / step) * step; at <= view.start + view.length; at += step) {
    pen.fillRect(x(at), canvas.clientHeight - AXIS, 1, 4);
    // Half a time would be a wrong one.
    if (x(at) + 3 + pen.measureText(clock(at)).width <= width) pen.fillText(clock(at), x(at) + 3, canvas.clientHeight - 4);
  }
}

function show(start, length) {
  view.length = Math.min(duration, Math.max(2, length));
  view.start = Math.min(Math.max(0, start), duration - view.length);
  draw();
}

// From everything to ten seconds, evenly for the eye.
byId("zoom").addEventListener("input", event => {
  const length = duration * (Math.min(1, 10 / duration)) ** (event.target.value / 100);
  show(audio.currentTime - length / 2, length);
});
canvas.addEventListener("wheel", event => {
  event.preventDefault();
  if (!event.ctrlKey) return show(view.start + (event.deltaX + event.deltaY) / canvas.clientWidth * view.length, view.length);
  const at = seconds(event.offsetX), length = view.length * 1.2 ** Math.sign(event.deltaY);
  show(at - (at - view.start) * length / view.length, length);
}, { passive: false });
canvas.addEventListener("click", event => {
  seek(seconds(event.offsetX));
  audio.play();
});

// --- playing ---

function seek(to) {
  audio.currentTime = Math.min(Math.max(0, to), duration);
  follow();
}

function toggle() { audio.paused ? audio.play() : audio.pause(); }

function turnAt(now) {
  return turns.findIndex(turn => turn.start <= now && now < turn.end && (!only || turn.speaker === only));
}

function follow() {
  const now = audio.currentTime;
  byId("clock").textContent = clock(now) + " / " + clock(duration);
  if (only && !audio.paused && turnAt(now) < 0) {
    const next = turns.find(turn => turn.speaker === only && turn.start > now);
    next ? audio.currentTime = next.start : audio.pause();
  }
  const at = turnAt(now);
  if (at !== current) {
    rows[current]?.removeAttribute("aria-current");
    rows[current = at]?.setAttribute("aria-current", "true");
    if (!audio.paused) rows[at]?.scrollIntoView({ block: "nearest" });
  }
  if (!audio.paused && (now < view.start || now > view.start + view.length * 0.95)) view.start = Math.min(now - view.length * 0.05, duration - view.length);
  view.start = Math.max(0, view.start);
  draw();
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
  const next = only && turnAt(audio.currentTime) < 0 && turns.find(turn => turn.speaker === only);
  next ? seek(next.start) : follow();
}

// After a click of the mouse the space bar plays and pauses; who came by the keyboard keeps the place.
addEventListener("click", event => { if (event.detail && event.target.matches("button")) event.target.blur(); });

addEventListener("keydown", event => {
  if (event.target.matches("input:not([type=range]), select") || event.ctrlKey || event.altKey || event.metaKey) return;
  const move = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
  const other = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.key === " ") { if (event.target.matches("button")) return; toggle(); }
  else if (move && !event.target.matches("input")) seek(audio.currentTime + move);
  else if (other && turns.length) seek(turns[Math.min(Math.max(0, lastTurn() + other), turns.length - 1)].start);
  else if (event.key === "0") setOnly(only);
  else if (/^[1-9]$/.test(event.key) && speakers[event.key - 1] !== undefined) setOnly(speakers[event.key - 1]);
  else return;
  event.preventDefault();
});

function lastTurn() {
  const now = audio.currentTime + 0.01;
  return turns.findLastIndex(turn => turn.start <= now);
}

// --- speakers and turns, to be corrected ---

function element(tag, members, ...children) {
  const made = Object.assign(document.createElement(tag), members);
  made.append(...children);
  return made;
}

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
    const share = element("span", { className: "share", textContent: clock(time) + ", " + Math.round(100 * time / total) + " %" });
    const item = element("li", {}, name, button, share);
    item.style.borderLeftColor = colour(speaker);
    return item;
  }));
}

function rename(speaker, field) {
  const name = field.value.trim();
  const taken = speakers.some(other => other !== speaker && names.get(other) === name);
  if (!name || taken) { field.value = names.get(speaker); return; }
  names.set(speaker, name);
  changed = true;
  for (const option of document.querySelectorAll("#turns option")) option.textContent = names.get(option.value) ?? WORDS.other;
  draw();
}

function listTurns() {
  return turns.map(turn => {
    const at = element("button", { type: "button", className: "at", textContent: clock(turn.start) + " – " + clock(turn.end) });
    at.addEventListener("click", () => { seek(turn.start); audio.play(); });
    const who = element("select", { ariaLabel: WORDS.who });
    const item = element("li", {}, at, who, ...(turn.text ? [element("p", { textContent: turn.text })] : []));
    who.addEventListener("change", () => correct(turn, who.value, item));
    fill(who, turn);
    item.style.borderLeftColor = colour(turn.speaker);
    return item;
  });
}

function fill(select, turn) {
  const options = speakers.map(speaker => element("option", { value: speaker, textContent: names.get(speaker) }));
  select.replaceChildren(...options, element("option", { value: "+", textContent: WORDS.other }));
  select.value = turn.speaker;
}

function correct(turn, speaker, item) {
  if (speaker === "+") {
    let number = speakers.length;
    do speaker = "SPEAKER_" + String(number++).padStart(2, "0"); while (names.has(speaker));
    speakers.push(speaker);
    names.set(speaker, speaker);
  }
  turn.speaker = speaker;
  changed = true;
  item.style.borderLeftColor = colour(speaker);
  rows.forEach((row, number) => fill(row.querySelector("select"), turns[number]));
  listSpeakers();
  size();
}

const rows = listTurns();
byId("turns").append(...rows);

// --- what was corrected, as files ---

// As diarizer/formats writes names: letters that have no place are spelled as in a web address.
const spelled = text => Array.from(new TextEncoder().encode(text), byte => "%" + byte.toString(16).toUpperCase().padStart(2, "0")).join("");
const word = name => name.replace(/[\s\u0000-\u001f]|%(?=[0-9A-Fa-f]{2})/g, spelled) || "_";
const fixed = (number, digits = 3) => number.toFixed(digits);
const stamp = seconds => {
  const all = Math.round(seconds * 1000), pad = (number, size) => String(number).padStart(size, "0");
  return pad(Math.floor(all / 3600000), 2) + ":" + pad(Math.floor(all / 60000) % 60, 2) + ":" + pad(Math.floor(all / 1000) % 60, 2) + "," + pad(all % 1000, 3);
};
const writers = {
  rttm: () => turns.map(turn => `SPEAKER ${word(data.uri || "recording")} 1 ${fixed(turn.start)} ${fixed(Math.max(0, turn.end - turn.start))} <NA> <NA> ${word(names.get(turn.speaker))} <NA> <NA>\n`).join(""),
  json: () => {
    const named = turns.map(turn => ({ ...turn, speaker: names.get(turn.speaker) }));
    const by = {};
    for (const turn of named) (by[turn.speaker] ??= []).push({ start: turn.start, end: turn.end });
    return JSON.stringify({ uri: data.uri, duration: data.duration, segments: named, speakers: by }, null, 2) + "\n";
  },
  srt: () => turns.map((turn, number) => `${number + 1}\n${stamp(turn.start)} --> ${stamp(turn.end)}\n[${names.get(turn.speaker).replace(/[\]\u0000-\u001f]|%(?=[0-9A-Fa-f]{2})/g, spelled)}]: ${turn.text ? turn.text.trim().replace(/\s+/g, " ") : ""}`.trimEnd() + "\n").join("\n"),
};

for (const button of document.querySelectorAll("[data-export]"))
  button.addEventListener("click", () => {
    const kind = button.dataset.export, link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([writers[kind]()], { type: "text/plain" }));
    link.download = (data.uri || "recording") + "." + kind;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    changed = false;
  });
// Corrections are not saved by themselves.
addEventListener("beforeunload", event => { if (changed) event.preventDefault(); });

listSpeakers();
addEventListener("resize", size);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
size();
follow();
