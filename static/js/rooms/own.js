/** What the reader can do is already on the page; here it is shown or put away. A form in progress stays. */
import { inProgress } from "./dom.js";
import { barMode, own, ownSteps } from "./standing.js";

/** @param {HTMLElement} part */
const busy = (part) => [...part.querySelectorAll("form")].some(inProgress);

/** Show what can be done now; @param {ParentNode} root @param {Reading} ctx */
export function showOwn(ctx, root = document) {
  const steps = ownSteps(ctx.s, ctx.me);
  for (const part of root.querySelectorAll("[data-when]")) {
    part.hidden = Boolean(steps[part.dataset.when ?? ""]?.why) && !busy(part);
  }
  for (const part of root.querySelectorAll("[data-stage]")) part.hidden = ctx.s.meeting?.state !== part.dataset.stage;
  showBar(ctx, steps, root);
  fill(ctx, steps, root);
  choices(ctx, root);
}

/** @param {Reading} ctx @param {Record<string, Why>} steps @param {ParentNode} root */
function showBar(ctx, steps, root) {
  const bar = root.querySelector("[data-bar]");
  if (!bar) return;
  const mode = barMode(steps);
  const had = bar.contains(document.activeElement) && bar.dataset.bar !== mode;
  bar.dataset.bar = mode;
  for (const one of bar.querySelectorAll("[data-mode]")) one.hidden = one.dataset.mode !== mode;
  if (had) bar.querySelector(`[data-mode="${mode}"]`)?.querySelector("button, summary")?.focus();
}

/** @param {Reading} ctx @param {Record<string, Why>} steps @param {ParentNode} root */
function fill(ctx, steps, root) {
  const { s, say } = ctx;
  /** @type {Record<string, string>} */
  const words = {
    place: say("bar.place", { place: own(s, ctx.me).place }),
    shut: shut(say, steps.raise_hand),
    why: steps.raise_hand.why ? say(`refused.${steps.raise_hand.why}`, steps.raise_hand.facts) : "",
  };
  for (const node of /** @type {NodeListOf<Field>} */ (root.querySelectorAll("[data-fill]"))) {
    const name = node.dataset.fill ?? "";
    if (name in words) { if (node.textContent !== words[name]) node.textContent = words[name]; continue; }
    /** @type {Record<string, number | null | undefined>} */
    const ids = {
      turn_id: steps.end_turn.why ? null : s.turn.turn_id, motion_id: s.motion?.motion_id,
      question_id: s.question?.question_id, amendment_id: s.amendment?.amendment_id,
      point_id: s.points.find((point) => point.person_id === ctx.me)?.point_id, straw_id: s.straw?.straw_id,
    };
    const id = ids[name];
    if (id && !(node.form && inProgress(node.form))) setField(node, String(id));
  }
  const reword = root.querySelector('form[data-command="reword_motion"]');
  if (reword && !steps.reword_motion.why && !inProgress(reword)) {
    for (const name of ["what", "who", "by_when", "with_what"]) setField(reword.elements[name], s.motion[name]);
  }
}

/**
 * Straw polls show the answers of their kind; an appeal chooses among the rulings that stand.
 * @param {Reading} ctx @param {ParentNode} root
 */
function choices(ctx, root) {
  const { s, say } = ctx;
  for (const group of root.querySelectorAll("[data-straw-kind]")) group.hidden = group.dataset.strawKind !== s.straw?.kind;
  const select = root.querySelector('form[data-command="appeal"] select[name="ruling_id"]');
  if (!select || inProgress(select.form)) return;
  const standing = s.rulings.filter((ruling) => ruling.state === "stands").reverse();
  select.replaceChildren(...standing.map((ruling) =>
    new Option(`${ruling.called} ${say(`kind.${ruling.kind}`)}`, String(ruling.ruling_id))));
}

/** Why one cannot ask for the floor, short enough for a button. @param {Say} say @param {Why} parts */
function shut(say, { why, facts }) {
  return say(say(`bar.${why}`) === `bar.${why}` ? "bar.shut" : `bar.${why}`, facts);
}

/**
 * A field's value as if the page had been sent with it: not a draft of the reader's.
 * @param {Field} field @param {any} value
 */
function setField(field, value) {
  if (field.value === value && field.defaultValue === value) return;
  field.defaultValue = value;
  field.value = value;
}
