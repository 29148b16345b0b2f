// What all pages do at first: they ask what the mock is of, and name themselves after it.
import { visible } from "./elements.js";
import { read } from "./mock.js";

/** What holds for the instance, and what its API calls things. */
export const facts = await read("/__admin/inspector/facts");

document.getElementById("mock").textContent = `${visible(facts.title)} mock`;
document.title = [document.title.split(" - ").slice(0, -1).join(" - ") || facts.instance, `${facts.title} mock`].map(visible).join(" - ");
