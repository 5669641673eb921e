// --- from here on ---

addEventListener("resize", size);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
listTurns(true);
listSpeakers();
size();
follow();
restore();
