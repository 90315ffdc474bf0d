/** Where this installation's addresses begin: nothing before them, but for a rehearsal's pages; nothing where there is no page. */
export function rootPath() {
  return globalThis.document?.documentElement?.dataset?.root ?? "";
}
