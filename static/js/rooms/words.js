/** The page's own words: sentences with %(facts)s open, sent by the server in the reader's language. */

/**
 * @param {Record<string, string | {one: string, other: string}>} table
 * @param {string} lang
 * @returns {Say}
 */
export function makeSay(table, lang) {
  /** A sentence of the table; one that depends on a number takes it as `n`. Unknown keys show themselves. */
  return function say(/** @type {string} */ key, facts = {}) {
    const found = table[key];
    if (found === undefined) return key;
    const pattern = typeof found === "string" ? found : found[facts.n === 1 && lang === "en" ? "one" : "other"];
    return fill(pattern, inLanguage(facts, lang));
  };
}

/** Put facts into %(name)s; what is not among them stays as it is. @param {string} pattern @param {Data} facts */
export function fill(pattern, facts) {
  return pattern.replace(/%\((\w+)\)[sd]|%%/g, (all, name) => (name ? String(facts[name] ?? all) : "%"));
}

/**
 * A refusal in words: by its code, its facts made readable.
 * @param {Say} say @param {any} parts @param {Moments} moments
 */
export function sayRefusal(say, { code, facts = {} }, moments) {
  if (code === "bad_shape") {
    const problems = Object.values(facts.fields ?? {});
    return problems.length === 1 ? sayField(say, problems[0]) : say("refused.bad_shape");
  }
  const known = say(`refused.${code}`) === `refused.${code}` ? "refused.not_now" : `refused.${code}`;
  return say(known, readable(facts, moments));
}

/** What is wrong with one field: "too_long:200" or "missing". @param {Say} say @param {string} problem */
export function sayField(say, problem) {
  const [kind, n] = problem.split(":");
  const key = `field.${kind}`;
  return say(say(key) === key ? "field.missing" : key, { n });
}

/**
 * Facts as they are read: a name that is carried in both languages, in the reader's.
 * @param {Data} facts @param {string} lang
 */
function inLanguage(facts, lang) {
  /** @param {any} value */
  const one = (value) => (value?.zh === undefined ? value : value[lang === "en" ? "en" : "zh"]);
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, one(value)]));
}

const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** @param {Data} facts @param {Moments} moments */
function readable(facts, moments) {
  return Object.fromEntries(Object.entries(facts).map(
    ([name, value]) => [name, typeof value === "string" && MOMENT.test(value) ? moments.clock(value) : value],
  ));
}

/**
 * Times of day on the clocks of the community, and days as people say them.
 * @param {string} zone @param {string} lang
 * @returns {Moments}
 */
export function makeMoments(zone, lang) {
  /** @param {object} options */
  const parts = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
  const time = parts({ hour: "2-digit", minute: "2-digit", hour12: false });
  const year = Number(parts({ year: "numeric" }).format(new Date()));
  return { clock: (/** @type {string} */ iso) => time.format(new Date(iso)), day: (/** @type {string | null} */ date) => (date ? sayDay(date, lang, year) : "") };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * 12月31日 or 31 Dec; with the year when it is not this one.
 * @param {string} date @param {string} lang @param {number} thisYear
 */
export function sayDay(date, lang, thisYear) {
  const [year, month, day] = date.split("-").map(Number);
  if (lang === "en") return `${day} ${MONTHS[month - 1]}${year === thisYear ? "" : ` ${year}`}`;
  return `${year === thisYear ? "" : `${year}年`}${month}月${day}日`;
}
