/** Small marks that every view draws with: pictures and stances cloned from the page, words people wrote. */
import { h } from "../dom.js";

/** The pictures that the page brought along, by name. @param {string} name */
export function picture(name) {
  return clone(`[data-picture="${name}"]`);
}

/** A stance as shape and word; `label` replaces the usual word. @param {string} kind @param {string} [label] */
export function stance(kind, label) {
  const drawn = clone(`[data-stance="${kind}"]`);
  if (label !== undefined && drawn?.lastChild) drawn.lastChild.nodeValue = label;
  return drawn;
}

/** @param {string} selector */
function clone(selector) {
  const pictures = /** @type {HTMLTemplateElement | null} */ (document.getElementById("pictures"));
  const found = pictures?.content.querySelector(selector);
  return found?.firstElementChild?.cloneNode(true) ?? null;
}

/**
 * What people wrote, marked with its language where the page is in another.
 * @param {Reading} ctx @param {string} words
 */
export function written(ctx, words) {
  return ctx.lang === "en" && /[\u3400-\u9fff]/.test(words) ? h("span", { lang: "zh-Hans" }, words) : words;
}

/**
 * From where and how often: 大厅7号席·第2次. Parts that are empty are left out.
 * @param {Reading} ctx @param {...any} parts
 */
export function joined(ctx, ...parts) {
  return parts.filter(Boolean).join(ctx.lang === "en" ? " · " : "·");
}

/** Where someone takes part. @param {Reading} ctx @param {number} personId @param {string} channel */
export function whereabouts(ctx, personId, channel) {
  const seat = ctx.s.attendees[personId]?.seat;
  if (channel === "hall" && seat) return ctx.say("channel.seat", { seat });
  return channel ? ctx.say(`channel.${channel}`) : "";
}
