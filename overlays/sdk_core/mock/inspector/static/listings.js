// Lists of what the mock keeps beside people, such as groups, tasks or campaigns: the API's room says which.
import { element, pairs, showList, time } from "./elements.js";

const sections = new Map(); // by their ids

/**
 * Show the lists, each below what it belongs to.
 * @param {Array<any>} listings
 * @param {string} now By the mock's clock, ISO 8601 as all moments: those of another day are shown with it.
 * @param {(search: string) => void} find Searches people.
 */
export function showListings(listings, now, find) {
  const withDay = ({ moment }) => moment !== null && moment.slice(0, 10) !== now.slice(0, 10);
  for (const listing of listings) {
    const id = `list-${listing.name}`;
    if (!sections.has(id)) {
      sections.set(id, makeSection(id, listing));
      document.getElementById(`below-${listing.below}`).append(sections.get(id));
    }
    const count = document.getElementById(`${id}-count`);
    count.hidden = listing.count === null;
    count.textContent = listing.count === null ? "" : listing.count.toLocaleString("en");
    const entries = listing.entries.map((entry) => ({ ...entry, day: withDay(entry) }));
    showList(document.getElementById(id), entries, (entry) => entry.key, (entry) => listItem(entry, find));
  }
}

function makeSection(id, { title, empty }) {
  const count = element("span", { class: "badge", id: `${id}-count` });
  return element(
    "section",
    { class: "card", "aria-labelledby": `${id}-title` },
    element("header", {}, element("h2", { id: `${id}-title` }, title, " ", count)),
    element("ul", { id, class: "rows" }),
    element("p", { class: "note quiet small" }, empty),
  );
}

function listItem(entry, find) {
  const line = [
    entry.moment ? element("span", { class: "time" }, time(entry.moment, entry)) : null,
    element("span", { class: "grow" }, entry.search ? finder(entry, find) : entry.text),
    entry.badge ? element("span", { class: `badge ${entry.tone}` }, entry.badge) : null,
  ];
  const under = [
    entry.code ? element("code", { class: "under quiet" }, entry.code) : null,
    ...entry.notes.map((note) => element("span", { class: "under small quiet" }, note)),
  ];
  if (!entry.details) return element("li", {}, element("div", { class: "line" }, ...line), ...under);
  return element(
    "li",
    {},
    element(
      "details",
      {},
      element("summary", {}, element("span", { class: "line" }, ...line), ...under),
      element("div", { class: "more" }, pairs(entry.details)),
    ),
  );
}

function finder({ text, search }, find) {
  return element("button", { type: "button", class: "link", title: "Search for who belongs to it", onclick: () => find(search) }, text);
}
