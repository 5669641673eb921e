// --- what was corrected, as files, written as diarizer/formats writes them ---

const BLANK = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const BLANKS = new RegExp(BLANK.source + "+", "gu");
const CONTROL = /[\0-\x1f\x7f-\x9f\ufffe\uffff]/u, HALF = /[\ud800-\udfff]/u;
const hex = bytes => Array.from(bytes, byte => "%" + byte.toString(16).toUpperCase().padStart(2, "0")).join("");

// Letters that have no place are spelled as in a web address; half a letter by its three bytes.
function spelled(letter) {
  const code = letter.codePointAt(0);
  return hex(HALF.test(letter) ? [code >> 12 | 224, code >> 6 & 63 | 128, code & 63 | 128] : new TextEncoder().encode(letter));
}

function packed(name, forbidden) {
  const edge = at => at < 0 || at >= name.length || BLANK.test(name[at]);
  const stays = (letter, at) => letter === " " ? !edge(at - 1) && !edge(at + 1)
    : letter === "%" ? !/^[0-9A-Fa-f]{2}/.test(name.slice(at + 1))
    : !CONTROL.test(letter) && !HALF.test(letter) && !BLANK.test(letter) && letter !== "\ufeff";
  return name.replace(/[^]/gu, (letter, at) => stays(letter, at) && !forbidden?.test(letter) ? letter : spelled(letter));
}

function field(name, nobody = "_") {
  if (!name) return nobody;
  const whole = packed(name, BLANK), taken = ["_", "<na>", "inter_segment_gap", "excluded_region"];
  return taken.includes(whole.toLowerCase()) || whole.startsWith(";;") ? spelled(whole[0]) + whole.slice(1) : whole;
}

// A tier of such a name would be read as one whose labels are who speaks.
const WHO = /^(?:speakers?|speaker_(?:id|label)s?|diari[sz]ation|diarize|spk|who|спикеры?|говорящи[йе]|дикторы?|диаризация|sprecher|locuteurs?|hablantes?|orador)$/iu;
const tierName = name => WHO.test(name) ? spelled(name[0]) + packed(name.slice(1)) : packed(name);

const whole = text => text.replace(/[\ud800-\udfff]/gu, "\ufffd");
const line = turn => whole(turn.text ?? "").split(BLANKS).filter(Boolean).join(" ");
const shown = turn => line(turn).replace(/[\0-\x1f\x7f-\x9f\ufffe\uffff]/gu, "\ufffd");
const fixed = (number, digits = 3) => number.toFixed(digits);
const pad = (number, size = 2) => String(number).padStart(size, "0");
function stamp(seconds, mark) {
  const all = Math.round(seconds * 1000);
  return pad(Math.floor(all / 3600000)) + ":" + pad(Math.floor(all / 60000) % 60) + ":" + pad(Math.floor(all / 1000) % 60) + mark + pad(all % 1000, 3);
}
const escaped = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

// What a reader would take for a speaker in front of the words: as diarizer/formats/_labels.py does.
const NUMBERED = "(?:speaker|spk|спикер)[ _-]?\\p{Nd}{1,4}";
const NAMED = new RegExp(`^(?:[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]*\\[[^\\]]*\\]:|[[(](?:${NUMBERED}|speaker \\?)[\\])]|(?:${NUMBERED}|speaker (?:[a-z]|s\\p{Nd}{1,3})):)`, "iu");
const BEHIND = `${BLANK.source}+(?!${BLANK.source})[^]`;
const BEFORE_WORDS = [
  "(?:(?:>>+|[-\\u2010-\\u2015])[ \\t]*)?([\\p{L}\\p{Nl}\\p{No}][^:\\[\\]<>\\n]{0,39}):",
  "\\[([\\p{L}\\p{N}][^\\[\\]\\n]{0,39})\\]",
  "\\(([\\p{L}\\p{N}][^()\\n]{0,39})\\)",
].map(shape => new RegExp("^" + shape + BEHIND, "u"));
// A number as a letter counts as a digit here, ½ too: a mark too many does no harm.
function namesBefore(lines) {
  for (const [at, shape] of BEFORE_WORDS.entries()) {
    const names = lines.map(text => shape.exec(text)?.[1]).filter(name => name && name.split(BLANKS).filter(Boolean).length <= 4);
    const known = [...new Set(names)], numbers = at === 1 && known.every(name => /^[\p{Nd}\p{No}]+$/u.test(name));
    const again = names.length >= (numbers ? 2 : Math.max(3, 2 * known.length));
    if (again && (at === 0 || known.length > 1 || numbers) && names.length === lines.length) return known;
  }
  return [];
}
// Words that a reader would take for the times of a subtitle: as diarizer/formats/_clock.py has them.
const PARTS = "-?(?:[0-9]{1,6}:)?[0-9]{1,2}:[0-9]{1,2}", FRACTION = "(?:[ ]?[.,][ ]?[0-9]{1,9}|[ ]?:[ ]?[0-9]{3}(?![0-9]))";
const ARROW = "(?:[-‐-―−=]{1,3}[ ]?>|[→⟶➔➜⇒])", SPACE = BLANK.source + "*", MAYBE = PARTS + FRACTION + "?";
const TIMES = new RegExp(`^(?:${SPACE}${MAYBE}${SPACE}${ARROW}${SPACE}${MAYBE}(?:${BLANK.source}.*)?|${SPACE}${PARTS}${FRACTION}${SPACE}(?:${ARROW}|[-‐-―−~|/,;]*)${SPACE}${PARTS}${FRACTION}${SPACE})$`, "u");
function labelled(name, said) {
  if (name) return `[${packed(name, /\]/)}]: ${said}`.trimEnd();
  return NAMED.test(said) ? "[]: " + said : said;
}

const FORM = /<\/?(?:b|i|u|s|em|strong|br)\s*\/?>|<\/?(?:font|span)(?:\s[^<>]*)?>|\{\\[^{}]*\}/iy;
function subtitle(text) {
  const spelling = { "<": "&lt;", "{": "&#123;", "-->": "--&gt;", "&": "&amp;" };
  return text.replace(/[<{](?=.)|-->|&(?=lt;|gt;|amp;|nbsp;|#123;)/g, (found, at) => {
    FORM.lastIndex = at;
    return found === "-->" || found === "&" || FORM.test(text) ? spelling[found] : found;
  });
}

function srt(all) {
  const lines = all.map(({ name, said }) => labelled(name, said)).map(text => subtitle(TIMES.test(text) ? "[]: " + text : text));
  const first = namesBefore(lines.filter(Boolean)).length ? lines.findIndex(Boolean) : -1;
  const block = (turn, at) => `${at + 1}\n${stamp(turn.start, ",")} --> ${stamp(turn.end, ",")}\n${at === first ? "[]: " : ""}${lines[at]}\n`;
  return all.map(block).join("\n");
}

const asWords = text => `&#${text.codePointAt(0)};${text.slice(String.fromCodePoint(text.codePointAt(0)).length)}`;
function voiced({ name, said }) {
  const text = escaped(said), who = escaped(packed(name));
  if (who) return `<v ${who}>${text}</v>`;
  return NAMED.test(text) || TIMES.test(said) ? asWords(text) : text || "&nbsp;";
}

function vtt(all) {
  const lines = all.map(voiced);
  if (namesBefore(lines).length) lines[0] = asWords(lines[0]);
  return "WEBVTT\n" + all.map((turn, at) => `\n${stamp(turn.start, ".")} --> ${stamp(turn.end, ".")}\n${lines[at]}\n`).join("");
}

const cell = text => /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;

// Praat lets nobody speak twice at once on one tier.
function tiersOf(all) {
  const found = [];
  for (const name of new Set(all.map(turn => turn.name))) {
    const tiers = [];
    for (const turn of all.filter(turn => turn.name === name && turn.end > turn.start)) {
      const tier = tiers.find(each => each.at(-1).end <= turn.start);
      tier ? tier.push(turn) : tiers.push([turn]);
    }
    found.push(...(tiers.length ? tiers : [[]]).map(tier => [name, tier]));
  }
  return found;
}

function textgrid(all) {
  const end = Math.max(data.duration, ...all.map(turn => turn.end)), quoted = text => `"${text.replace(/"/g, '""')}"`;
  const decimal = seconds => fixed(seconds, 6).replace(/0+$/, "").replace(/\.$/, "") || "0";
  const range = (to, from = 0, indent = "") => `${indent}xmin = ${decimal(from)}\n${indent}xmax = ${decimal(to)}\n`;
  const tiers = tiersOf(all).map(([name, tier], number) => {
    const intervals = [];
    let now = 0;
    for (const turn of tier) {
      if (turn.start > now) intervals.push([now, turn.start, ""]);
      intervals.push([turn.start, turn.end, turn.said || packed(name)]);
      now = turn.end;
    }
    if (now < end) intervals.push([now, end, ""]);
    const lines = intervals.map(([from, to, text], at) => `        intervals [${at + 1}]:\n${range(to, from, " ".repeat(12))}            text = ${quoted(text)}\n`);
    return `    item [${number + 1}]:\n        class = "IntervalTier"\n        name = ${quoted(tierName(name))}\n${range(end, 0, " ".repeat(8))}        intervals: size = ${intervals.length}\n${lines.join("")}`;
  });
  return `File type = "ooTextFile"\nObject class = "TextGrid"\n\n${range(end)}tiers? <exists>\nsize = ${tiers.length}\nitem []:\n${tiers.join("")}`;
}

function xml(tag, attributes, inside = [], indent = "") {
  const value = text => escaped(String(text)).replace(/"/g, "&quot;");
  const head = indent + "<" + tag + Object.entries(attributes).map(([name, text]) => ` ${name}="${value(text)}"`).join("");
  if (!inside.length) return head + " />";
  if (typeof inside === "string") return `${head}>${escaped(inside)}</${tag}>`;
  return `${head}>\n${inside.map(each => xml(...each, indent + "  ")).join("\n")}\n${indent}</${tag}>`;
}

function eaf(all) {
  const slots = all.flatMap((turn, number) => [turn.start, turn.end].map((at, side) => ["TIME_SLOT", { TIME_SLOT_ID: "ts" + (2 * number + side + 1), TIME_VALUE: Math.round(at * 1000) }, []]));
  const annotation = (turn, number) => ["ANNOTATION", {}, [["ALIGNABLE_ANNOTATION", { ANNOTATION_ID: "a" + (number + 1), TIME_SLOT_REF1: "ts" + (2 * number + 1), TIME_SLOT_REF2: "ts" + (2 * number + 2) }, [["ANNOTATION_VALUE", {}, turn.shown]]]]];
  const tiers = [...new Set(all.map(turn => turn.name))].map(name => {
    const id = name === "_" ? spelled(name) : tierName(name) || "_";
    const inside = all.map((turn, number) => turn.name === name && annotation(turn, number)).filter(Boolean);
    return ["TIER", { TIER_ID: id, LINGUISTIC_TYPE_REF: "default-lt", ...(name && { PARTICIPANT: id }) }, inside];
  });
  const head = { AUTHOR: "", DATE: "2000-01-01T00:00:00+00:00", FORMAT: "3.0", VERSION: "3.0", "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:noNamespaceSchemaLocation": "http://www.mpi.nl/tools/elan/EAFv3.0.xsd" };
  const type = ["LINGUISTIC_TYPE", { LINGUISTIC_TYPE_ID: "default-lt", TIME_ALIGNABLE: "true", GRAPHIC_REFERENCES: "false" }, []];
  const parts = [["HEADER", { MEDIA_FILE: "", TIME_UNITS: "milliseconds" }, []], ["TIME_ORDER", {}, slots], ...tiers, type];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml("ANNOTATION_DOCUMENT", head, parts)}\n`;
}

function csv(all) {
  const lines = [["start", "end", "speaker", "text"], ...all.map(turn => [fixed(turn.start), fixed(turn.end), packed(turn.name), turn.shown])];
  const content = lines.map(fields => fields.map(cell).join(",") + "\n").join("");
  return (/^[\0-\x7f]*$/.test(content) ? "" : "\ufeff") + content;
}

function json(all) {
  const segments = all.map(({ start, end, name, confidence, text, words }) => ({ start, end, speaker: name, confidence, ...(text && { text }), ...(words?.length && { words }) }));
  const by = new Map(all.map(turn => [turn.name, []]));
  for (const turn of all) by.get(turn.name).push({ start: turn.start, end: turn.end });
  return JSON.stringify({ uri: data.uri, duration: data.duration, segments, speakers: Object.fromEntries(by), coverage: data.coverage }, null, 2) + "\n";
}

function audacity(all) {
  const label = ({ name, said }) => said || NAMED.test(packed(name)) ? (name ? labelled(name, said) : "[]: " + said) : packed(name);
  const labels = all.map(label), names = namesBefore(labels);
  const several = names.length > 1 || names.every(name => /^[\p{Nd}\p{No}]+$/u.test(name));
  if (names.length && several && new Set(labels).size > names.length) labels[0] = labelled(all[0].name, all[0].said);
  return all.map(({ start, end }, at) => `${fixed(start, 6)}\t${fixed(end, 6)}\t${labels[at]}\n`).join("");
}

function stm({ start, end, name, said }) {
  const hidden = said.startsWith("<") || said.toLowerCase() === "ignore_time_segment_in_scoring" ? "<,,> " : "";
  return `${recording()} 1 ${field(name)} ${fixed(start)} ${fixed(end)} ${hidden}${said}`.trimEnd() + "\n";
}

const recording = () => field(data.uri || "recording");
const length = ({ start, end }) => fixed(Math.max(0, end - start));
const each = one => all => all.map(one).join("");
const writers = {
  audacity,
  csv,
  ctm: all => all.flatMap(turn => turn.words ?? []).sort((a, b) => a.start - b.start || a.end - b.end).map(word => `${recording()} 1 ${fixed(word.start)} ${length(word)} ${field(word.word)}\n`).join(""),
  eaf,
  json,
  rttm: each(turn => `SPEAKER ${recording()} 1 ${fixed(turn.start)} ${length(turn)} <NA> <NA> ${field(turn.name, "<NA>")} ${turn.confidence === undefined ? "<NA>" : fixed(turn.confidence)} <NA>\n`),
  srt,
  stm: each(stm),
  textgrid,
  uem: () => data.duration ? `${recording()} 1 0.000 ${fixed(data.duration)}\n` : "",
  vtt,
};
const written = kind => writers[kind](turns.map(turn => ({ ...turn, name: names.get(turn.speaker), said: line(turn), shown: shown(turn) })));

// What there is, and this format has no place for.
function lost(holds) {
  const there = { turns: turns.length, text: turns.some(turn => turn.text), words: turns.some(turn => turn.words?.length), confidence: turns.some(turn => turn.confidence !== undefined) };
  return Object.keys(there).filter(part => there[part] && !holds.includes(part)).map(part => WORDS.parts[part]);
}

byId("save").addEventListener("click", () => {
  const kind = byId("format").value, { ending, holds } = KINDS[kind], title = data.uri || "recording";
  if (kind === "ctm" && turns.length && !turns.some(turn => turn.words?.length)) return tell(WORDS.noWords);
  if (!writers[kind]) return tell(WORDS.convert, { command: `diarize convert "${title}.json" --to ${kind}` });
  const link = element("a", { download: title + ending, href: URL.createObjectURL(new Blob([written(kind)], { type: "text/plain" })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  const missing = lost(holds);
  if (holds.includes("turns")) keep(true);
  tell(missing.length ? WORDS.savedBut : WORDS.saved, { file: title + ending, lost: missing.join(", ") });
});
