/** A vote opens under no finger: a bar says so, a tap brings the server's own form to the top of the page. */
import { part } from "../shell/part.js";
import { h, inProgress } from "./dom.js";
import { fetchPage } from "./fetching.js";
import { answerIn } from "./commands.js";

const place = () => document.getElementById("vote");

/** The ballot whose form is on the page, or null. */
function onPage() {
  const field = place()?.querySelector('[name="ballot_id"]');
  return field ? Number(field.value) : null;
}

/** @param {Reading} ctx */
async function bring(ctx) {
  const page = await fetchPage(ctx.urls.vote);
  const here = part("#vote");
  here.replaceChildren(...[...page.body.children].map((node) => document.adoptNode(node)));
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "start" });
}

/**
 * The bar that says a vote has opened, or that the meeting is over; null when there is nothing to say.
 * @param {Reading} ctx
 */
export function bar(ctx) {
  const { s, say } = ctx;
  const open = s.ballot?.state === "open" && !place()?.querySelector("form, section");
  if (open) return goTo(ctx, say("vote.opened"), say("vote.go"), "#vote", () => bring(ctx));
  if (s.meeting?.state === "closed" && document.querySelector("[data-bar]")) return goTo(ctx, say("conn.over"), say("page.look"), "");
  return null;
}

/** @param {Reading} ctx @param {string} words @param {string} label @param {string} hash @param {() => Promise<void>} [tapped] */
function goTo(ctx, words, label, hash, tapped) {
  const link = h("a.btn.btn--primary", { href: `${location.pathname}${hash}`, "data-key": label }, label);
  if (hash && tapped && document.documentElement.dataset.mode !== "elder") {
    link.addEventListener("click", async (/** @type {any} */ event) => {
      event.preventDefault();
      try { await tapped(); link.closest("[data-part]").hidden = true; } catch { location.assign(link.href); }
    });
  }
  if (document.documentElement.dataset.mode === "elder") link.addEventListener("click", () => { location.reload(); });
  return [h("p.roombar__in", { role: "status" }, h("b", {}, words), link)];
}

/** A form whose vote is over goes away; one that somebody is filling in stays and says so. @param {Reading} ctx */
export function endVote(ctx) {
  const { s, say } = ctx;
  if (s.ballot?.state === "open" && (onPage() === null || onPage() === s.ballot.ballot_id)) return;
  for (const one of [...(place()?.children ?? [])]) {
    if (one instanceof HTMLFormElement && inProgress(one)) {
      answerIn(one, say("refused.ballot_closed"), "wrong");
      one.querySelector('[type="submit"]')?.setAttribute("aria-disabled", "true");
    } else {
      one.remove();
    }
  }
}
