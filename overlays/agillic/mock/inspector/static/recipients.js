// Recipients: the list with its search, and all that is known of the one who was chosen.
import { element, pairs, showList, shown, table, time } from "./elements.js";
import { read } from "./mock.js";

const WAIT = 200; // milliseconds after a key was pressed
const SYSTEM = ["AGILLIC_ID", "CREATED", "LAST_UPDATED"];
const NOTES = {
  all: "These are the latest; search for others.",
  text: "These are the latest that match; search for more of the text, or by a filter.",
  filter: "These are the latest that the filter selects.",
};

const byId = (id) => document.getElementById(id);
let recipientKey = "";
let chosen = null;
let asked = 0;

/** Begin to listen to the search field. */
export function startPeople(complain) {
  let timer = 0;
  byId("search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => showPeople().catch(complain), WAIT);
  });
}

/** Read the list and the chosen recipient anew. */
export async function refreshPeople(key) {
  recipientKey = key;
  await Promise.all([showPeople(), showPerson()]);
}

async function showPeople() {
  const ticket = ++asked;
  const { people, more, by } = await read("/__admin/inspector/recipients", { search: byId("search").value });
  if (ticket !== asked) return; // another search was begun meanwhile
  showList(byId("people"), people, (each) => each.number, (each) => element("li", {}, personButton(each)));
  markChosen();
  byId("people-note").textContent = people.length === 0 ? "Nobody is found." : more ? NOTES[by] : "";
}

function personButton({ number, personData }) {
  const others = Object.entries(personData).filter(([name]) => name !== recipientKey && !SYSTEM.includes(name));
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
    element("strong", {}, personData[recipientKey] ?? "(no key)"),
    element("span", { class: "quiet small" }, others.slice(0, 4).map(([, value]) => value).join(", ")),
  );
}

function markChosen() {
  for (const button of byId("people").querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.number) === chosen));
  }
}

async function showPerson() {
  const number = chosen;
  const known = number === null ? null : await read(`/__admin/inspector/recipients/${number}`);
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

function personCard(known) {
  const close = element("button", { type: "button", onclick: () => ((chosen = null), markChosen(), showPerson()) }, "Close");
  const parts = [
    part("Person data", pairs(known.personData)),
    part("Target groups", known.groups.length ? tags(known.groups) : null),
    ...Object.entries(known.tables).map(([name, rows]) => part(name, table(rows))),
    part("Events achieved", known.events.length ? table(known.events) : null),
    part("Messages sent", known.messages.length ? table(known.messages.map(withTimes)) : null),
    part("Devices", known.devices.length ? table(known.devices) : null),
    part("Consents", known.consents.length ? table(known.consents) : null),
    part("History", known.history.length ? table(known.history.map(({ moment, type, details }) => withTimes({ moment, type, ...described(details) }))) : null),
  ];
  return element(
    "div",
    {},
    element("header", { class: "person-head" }, element("h2", {}, known.personData[recipientKey]), close),
    element("div", { class: "about" }, ...parts),
  );
}

function part(title, content) {
  return content && element("div", {}, element("h3", {}, title), content);
}

function tags(names) {
  return element("div", { class: "tags" }, ...names.map((name) => element("span", { class: "badge" }, name)));
}

/** Say the details of an activity in one cell; whose it is, is known here. */
function described(details) {
  const told = Object.entries(details).filter(([name]) => name !== "agillic_id");
  return { details: told.map(([name, value]) => `${name}: ${shown(value)}`).join(", ") };
}

/** Say the moments of a row as people read them, and leave out what has no value. */
function withTimes(row) {
  const moments = ["moment", "sent", "received", "opened", "clicked", "bounced"];
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, moments.includes(name) ? time(value, { day: true }) : value]),
  );
}
