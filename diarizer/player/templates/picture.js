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
  drawDraft();
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
        drawTurn(turn, top + NAME);
    pen.fillStyle = style("--text");
    pen.fillText(names.get(speaker), 4, top + NAME - 4);
  });
  pen.globalAlpha = 1;
}

function drawTurn(turn, top) {
  const left = x(turn.start), width = Math.max(1, x(turn.end) - left);
  pen.fillRect(left, top, width, BAR);
  if (!chosen.has(turn)) return;
  pen.strokeStyle = style("--text");
  pen.lineWidth = 2;
  pen.strokeRect(left, top - 1, width, BAR + 2);
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
