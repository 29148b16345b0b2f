// Builds what pages show. Text stays text: nothing here, nor in any other module, makes HTML of a string, and the
// policy of the pages (Trusted Types) has the browser reject it.

/** Characters that would not be seen, or would change what stands beside them: of control, and of the direction. */
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Write what cannot be seen by its number, as \u202e. */
export const visible = (text) => String(text).replace(HIDDEN, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * Make an element.
 * @param {string} tag
 * @param {Object<string, any>} attributes `onclick` and the like are listeners; null and false leave one out.
 * @param {...(Node|string|number|null)} children Strings become text, in which everything can be seen.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null).map((child) => (child instanceof Node ? child : visible(child))));
  return made;
}

const FOCUSABLE = "a, button, summary, [tabindex]";

/**
 * Show a list. Entries that have not changed keep their elements; others keep what is open and what has the focus.
 * @param {Element} parent
 * @param {Array<any>} entries Plain data.
 * @param {(entry: any) => string|number} keyOf
 * @param {(entry: any) => Element} build
 */
export function showList(parent, entries, keyOf, build) {
  const known = parent.shownEntries ?? new Map();
  const next = new Map();
  let focused = document.activeElement;
  for (const entry of entries) {
    const key = keyOf(entry);
    const text = JSON.stringify(entry);
    const before = known.get(key);
    const unchanged = before?.text === text;
    next.set(key, unchanged ? before : { text, element: build(entry) });
    if (before && !unchanged) focused = takePlace(before.element, next.get(key).element, focused);
  }
  const elements = [...next.values()].map((each) => each.element);
  const same = elements.length === parent.children.length && elements.every((each, n) => each === parent.children[n]);
  if (!same) {
    parent.replaceChildren(...elements);
    if (focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
  }
  parent.shownEntries = next;
}

/** Open in an element what was open in the one before it, and return what has the focus then. */
function takePlace(before, made, focused) {
  if (before.querySelector("details")?.open) made.querySelector("details")?.setAttribute("open", "");
  const place = [...before.querySelectorAll(FOCUSABLE)].indexOf(focused);
  return (place < 0 ? null : made.querySelectorAll(FOCUSABLE)[place]) ?? focused;
}

/** Make a table of rows, each an object, with all columns that any row has. */
export function table(rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return element(
    "table",
    {},
    element("thead", {}, element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...columns.map((name) => cell(shown(row[name])))))),
  );
}

const MOMENT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;
const LONG = /\S{25}|.{41}/;

/** Make a cell: a moment stays in one line, and long text gets some width, and may break anywhere. */
function cell(text) {
  return element("td", { class: MOMENT.test(text) ? "moment" : LONG.test(text) ? "long" : null }, text);
}

/** Make a table of names and values. */
export function pairs(values) {
  const rows = Object.entries(values).map(([name, value]) =>
    element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, shown(value))),
  );
  return element("table", { class: "pairs" }, element("tbody", {}, ...rows));
}

/** Say a value in text. */
export function shown(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Say some words in one sentence. */
export const inWords = (words) => [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(" and ");

/** Say a moment (ISO 8601) as the time of day in UTC, or with its day. */
export function time(moment, { day = false } = {}) {
  const iso = new Date(moment).toISOString();
  return day ? `${iso.slice(0, 10)} ${iso.slice(11, 19)}` : iso.slice(11, 19);
}
