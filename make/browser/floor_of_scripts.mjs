/** An eslint rule: no member that some browser of the floor does not have, unless the module asks for it first. */
import { api, isKnown, javascript, sinceWhen } from "./floor.mjs";

const OF_PAGES = [
  "AbortController", "AbortSignal", "Blob", "Crypto", "CSSStyleDeclaration", "Document", "DocumentFragment", "DOMTokenList",
  "Element", "Event", "EventTarget", "File", "FormData", "Headers", "HTMLButtonElement", "HTMLDialogElement", "HTMLElement",
  "HTMLFormElement", "HTMLInputElement", "HTMLSelectElement", "HTMLTextAreaElement", "IDBDatabase", "IDBFactory",
  "KeyboardEvent", "Navigator", "Node", "NodeList", "Request", "Response", "Storage", "SubmitEvent", "URL", "URLSearchParams",
  "Window", "XMLHttpRequest",
].map((name) => [name, api[name]]);
const OF_LANGUAGE = ["Array", "BigInt", "Date", "Map", "Math", "Number", "Object", "Promise", "RegExp", "Set", "String"]
  .map((name) => [name, javascript.builtins[name]]);
/** Words of our own data that are also a newer member of something. */
const OURS = new Set(["reason", "role"]);

/** Member → its entry, where no holder that the floor knows has a member of that name; what is static by Holder.name. */
function unknownMembers(holders) {
  const found = new Map();
  for (const [holder, members] of holders) {
    for (const [name, entry] of Object.entries(members)) {
      const member = name.endsWith("_static") ? `${holder}.${name.replace("_static", "")}` : name;
      if (name === "__compat" || name.endsWith("_event") || OURS.has(name)) continue;
      found.set(member, isKnown(entry) || found.get(member) === null ? null : entry);
    }
  }
  return new Map([...found].filter(([, entry]) => entry !== null));
}

const MEMBERS = unknownMembers(OF_PAGES);
/** Data of ours may be called `at` or `with`: of these only calls count. */
const CALLS = unknownMembers(OF_LANGUAGE);

/** Names that a module asks about before it uses them: typeof x.name, "name" in x, x.name?. */
function askedFor(source) {
  const ways = [/typeof [\w.]+\.(\w+)/g, /"(\w+)" in /g, /\.(\w+)\?\./g];
  return new Set(ways.flatMap((way) => [...source.matchAll(way)].map(([, name]) => name)));
}

export const known = {
  meta: { type: "problem", schema: [], messages: { missing: "{{name}} is not known to every browser we serve ({{since}})." } },
  create(context) {
    const asked = askedFor(context.sourceCode.text);
    return {
      MemberExpression(node) {
        const name = node.computed ? node.property.value : node.property.name;
        if (node.object.property?.name === "dataset") return;
        const called = node.parent.type === "CallExpression" && node.parent.callee === node;
        const whole = `${node.object.name ?? ""}.${name}`;
        const entry = MEMBERS.get(name) ?? MEMBERS.get(whole) ?? (called ? CALLS.get(name) ?? CALLS.get(whole) : null);
        if (!entry || asked.has(name)) return;
        context.report({ node: node.property, messageId: "missing", data: { name, since: sinceWhen(entry) } });
      },
    };
  },
};
