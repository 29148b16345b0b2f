// People: the list with its search, and all that is known of the one who was chosen.
import { element, pairs, showList, shown, table, visible } from "./elements.js";
import { read } from "./mock.js";
import { facts } from "./page.js";

const WAIT = 200; // milliseconds after a key was pressed
const MAX_COLUMNS = 5;
const MAX_IN_CELL = 80; // characters of an object
const NOTES = {
  all: "These are the latest; search for others.",
  text: "These are the latest that match; search for more of the text.",
  filter: "These are the latest that are selected.",
};
const PEOPLE = "/__admin/inspector/people";

const byId = (id) => document.getElementById(id);
let chosen = null;
let asked = 0;

/** Name what the API calls people, and begin to listen to the search field. */
export function startPeople(complain) {
  let timer = 0;
  byId("people-name").textContent = visible(facts.people);
  byId("search-name").textContent = visible(`Search ${facts.people.toLowerCase()}`);
  byId("search").setAttribute("placeholder", facts.search);
  byId("person").setAttribute("aria-label", facts.person);
  byId("search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => showPeople().catch(complain), WAIT);
  });
}

/** Search for people as if it were typed. */
export function findPeople(search) {
  byId("search").value = search;
  byId("search").focus();
  byId("search").dispatchEvent(new Event("input"));
}

/** Read the list and the chosen person again. */
export async function refreshPeople() {
  await Promise.all([showPeople(), showPerson()]);
}

async function showPeople() {
  const ticket = ++asked;
  const { people, more, by } = await read(PEOPLE, { search: byId("search").value });
  if (ticket !== asked) return; // another search was begun meanwhile
  showList(byId("people"), people, (each) => each.number, (each) => element("li", {}, personButton(each)));
  markChosen();
  byId("people-note").textContent = people.length === 0 ? "No person found." : more ? NOTES[by] : "";
}

function personButton({ number, name, about }) {
  return element(
    "button",
    {
      type: "button",
      "data-number": number,
      onclick: async () => {
        chosen = chosen === number ? null : number;
        markChosen();
        await showPerson();
        if (chosen !== null) {
          byId("person").focus({ preventScroll: true });
          byId("person").scrollIntoView({ block: "nearest" });
        }
      },
    },
    element("strong", {}, name),
    element("span", { class: "quiet small" }, about),
  );
}

function markChosen() {
  for (const button of byId("people").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.number) === chosen));
  }
}

async function showPerson() {
  const number = chosen;
  const known = number === null ? null : await read(`${PEOPLE}/${number}`);
  if (number !== chosen) return;
  const place = byId("person");
  place.hidden = known === null;
  if (known === null) {
    chosen = null;
    place.replaceChildren();
    return;
  }
  showList(place, [known], () => "header", () => personCard(known));
}

function personCard({ name, sections }) {
  const close = element("button", { type: "button", onclick: () => ((chosen = null), markChosen(), showPerson()) }, "Close");
  return element(
    "div",
    {},
    element("header", { class: "person-head" }, element("h2", {}, name), close),
    element("div", { class: "about" }, ...sections.map(sectionOf)),
  );
}

function sectionOf({ title, pairs: values, rows, words }) {
  const content = Object.keys(values).length ? pairs(values) : rows.length ? table(rows) : words.length ? tags(words) : null;
  return content && element("div", { class: isWide(rows) ? "wide" : null }, element("h3", {}, title), content);
}

/** Tell whether a table needs all of the width: it has many columns, or a lot in a cell. */
function isWide(rows) {
  return rows.some((row) => Object.keys(row).length > MAX_COLUMNS || Object.values(row).some((value) => typeof value === "object" && shown(value).length > MAX_IN_CELL));
}

function tags(words) {
  return element("div", { class: "tags" }, ...words.map((word) => element("span", { class: "badge" }, word)));
}
