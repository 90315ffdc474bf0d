/** One mark is one neighbour: the rows of seats that consult/web/shell/drawing.py draws, drawn here. */
import { drawn } from "./dom.js";

const SEAT_WIDTH = 12;
const ROW_HEIGHT = 15;

/** @param {string} kind @param {number} x @param {number} y */
function seat(kind, x, y) {
  if (kind === "against") return [drawn("path", { class: "s-against", d: `M${x} ${y - 5}l5 5-5 5-5-5z` })];
  const r = kind === "abstain" || kind === "out" ? "3.7" : "4.4";
  const circle = drawn("circle", { class: `s-${kind}`, cx: x, cy: y, r });
  return kind === "phone" ? [circle, drawn("circle", { class: "s-phone-dot", cx: x, cy: y, r: "1.5" })] : [circle];
}

/** @param {number} x @param {number} width @param {number} height @param {number} font @param {string} words */
function flag(x, width, height, font, words) {
  const late = x > width * 0.62;
  return [drawn("path", { class: "s-rule", d: `M${x} 3V${height}` }),
    drawn("text", { x: x + (late ? -5 : 5), y: font - 1, "font-size": font, "text-anchor": late ? "end" : "start" }, words)];
}

/** @param {number} after @param {number} per @param {number} top @param {number} width */
function step(after, per, top, width) {
  const full = Math.floor(after / per);
  const rest = after % per;
  const y = top + ROW_HEIGHT * full + 0.5;
  const d = rest === 0 ? `M0 ${y}H${width}` : `M0 ${y + ROW_HEIGHT}H${SEAT_WIDTH * rest}V${y}H${width}`;
  return [drawn("path", { class: "s-rule", d })];
}

/**
 * @param {[string, number][]} groups kind and count in drawing order
 * @param {number} needAfter a dashed rule stands after so many seats (0: none)
 * @param {string} words beside the rule where there is one row @param {string} label the same in words
 * @param {number} perRow 0 is a single row
 */
export function seats(groups, needAfter, words, label, perRow = 0, font = 15) {
  const flat = groups.flatMap(([kind, count]) => Array(count).fill(kind));
  const per = perRow || Math.max(flat.length, needAfter, 1);
  const rows = Math.max(1, Math.ceil(Math.max(flat.length, 1) / per));
  const single = rows === 1;
  const top = single ? font + 10 : 2;
  const [width, height] = [per * SEAT_WIDTH, top + rows * ROW_HEIGHT + (single ? 0 : 4)];
  const marks = flat.flatMap((kind, place) => {
    const below = !single && needAfter && place >= needAfter ? 3 : 0;
    return seat(kind, 6 + SEAT_WIDTH * (place % per), top + 7 + ROW_HEIGHT * Math.floor(place / per) + below);
  });
  if (needAfter) marks.push(...(single ? flag(SEAT_WIDTH * needAfter, width, height, font, words) : step(needAfter, per, top, width)));
  return drawn("svg", {
    class: "seats", viewBox: `0 0 ${width} ${height}`, width: Math.floor((width * 16) / 10), role: "img", "aria-label": label,
  }, marks);
}

/** Seats in one row: never so few that they grow large; more than 45 in rows of thirty. @param {number} n */
export function seatsARow(n) {
  return n <= 45 ? Math.max(n, 24) : 30;
}

/** The size of the words beside the rule, by how many seats there are. @param {number} n */
export function seatFont(n) {
  return n <= 30 ? 12 : 15;
}
