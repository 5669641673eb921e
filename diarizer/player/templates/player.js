const data = JSON.parse(document.getElementById("data").textContent);
const byId = id => document.getElementById(id);
const audio = byId("audio"), canvas = byId("picture"), pen = canvas.getContext("2d");
const duration = Math.max(data.duration, 0.001);
// Never changed, only replaced, so that what was there before can be had back as it was.
let turns = data.segments;
let speakers = [...new Set(turns.map(turn => turn.speaker))];
let names = new Map(speakers.map(speaker => [speaker, speaker]));
const colour = speaker => data.colours[speakers.indexOf(speaker) % data.colours.length];
const WAVE = 64, NAME = 16, BAR = 12, LANE = NAME + BAR, AXIS = 22, STEP = 5;
const view = { start: 0, length: duration };
let only = null;

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

const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
function tell(sentence, values = {}) { byId("said").textContent = filled(sentence, values); }

function element(tag, members, ...children) {
  const made = Object.assign(document.createElement(tag), members);
  made.append(...children);
  return made;
}
