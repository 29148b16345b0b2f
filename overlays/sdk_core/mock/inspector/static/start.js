// The start: where the mock is, which instance it pretends to be, and how to call it.
import { element, inWords, visible } from "./elements.js";
import { read } from "./mock.js";
import { facts } from "./page.js";

const url = location.origin;
const byId = (id) => document.getElementById(id);

byId("url").textContent = url;
byId("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(url);
  byId("copied").textContent = "Copied";
});
byId("title").textContent = visible(facts.title);

const line = ({ code, text }) => element("div", {}, code ? element("code", {}, code) : null, code && text ? " " : null, text);
const fact = ({ name, lines }) => [element("dt", {}, name), element("dd", {}, ...lines.map(line))];
byId("snippets").replaceChildren(
  ...facts.snippets.map(({ label, text }) => element("pre", { class: "card sample", tabindex: "0", role: "region", "aria-label": label }, text)),
);
byId("hint").textContent = visible(facts.hint);

const { people, listings } = await read("/__admin/inspector/overview");
const counted = { name: facts.people, lines: [{ code: "", text: people.toLocaleString("en") }] };
byId("facts").replaceChildren(...[facts.facts[0], counted, ...facts.facts.slice(1)].flatMap(fact));
const titles = listings.map(({ title }) => title.toLowerCase());
byId("kinds").textContent = visible(inWords([facts.people, ...titles, "requests"]));
