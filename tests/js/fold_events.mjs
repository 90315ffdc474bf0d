/** Reads logs from its input and writes the states that the browser's reducer folds from them. */
import { readFileSync } from "node:fs";
import { apply, emptyRoom } from "../../static/js/rooms/reducer.js";

const logs = JSON.parse(readFileSync(0, "utf8"));
const states = logs.map((log) => log.reduce((s, e) => apply(s, e.seq, e.name, e.at, e.data), emptyRoom()));
process.stdout.write(JSON.stringify(states));
