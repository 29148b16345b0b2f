// The inspector: asks the mock again and again what has changed, and has the parts of the page show it.
import { time, visible } from "./elements.js";
import { showListings } from "./listings.js";
import { MockError, read, send } from "./mock.js";
import { facts } from "./page.js";
import { findPeople, refreshPeople, startPeople } from "./people.js";
import { refreshRequests } from "./requests.js";

const PAUSE = 500; // milliseconds between two looks, and more where a look takes long: it must not slow down calls
const SHARE = 5; // of the time, a look takes at most one part in so many
const byId = (id) => document.getElementById(id);

let version = "";
let looking = null;
let timer = 0;

/** Look now; a call while a look is under way gets another one after it. */
async function look() {
  clearTimeout(timer);
  while (looking) await looking;
  const begun = performance.now();
  looking = lookOnce().catch(complain);
  await looking;
  looking = null;
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(PAUSE, SHARE * (performance.now() - begun)));
}

async function lookOnce() {
  if (document.hidden) return;
  const [overview] = await Promise.all([read("/__admin/inspector/overview", { known: version }), refreshRequests()]);
  byId("clock").textContent = time(overview.clock.now, { day: true });
  byId("remove-faults").disabled = overview.faults === 0;
  byId("remove-faults").textContent = overview.faults ? `Remove faults (${overview.faults})` : "No faults";
  if (overview.version !== version) {
    byId("people-count").textContent = overview.people.toLocaleString("en");
    showListings(overview.listings, overview.clock.now, findPeople);
    await refreshPeople();
    version = overview.version;
  }
  if (byId("said").dataset.problem) say("");
}

function say(text, problem = false) {
  byId("said").textContent = text;
  byId("said").dataset.problem = problem ? "yes" : "";
}

function complain(error) {
  if (!(error instanceof MockError)) throw error;
  say(error.message, true);
}

async function steer(method, path, content, done) {
  try {
    await send(method, path, content);
    say(done);
  } catch (error) {
    complain(error);
  }
  version = "";
  await look();
}

for (const button of document.querySelectorAll("[data-advance]")) {
  const seconds = Number(button.dataset.advance);
  button.addEventListener("click", () => steer("POST", "/__admin/clock", { advance: seconds }, `Advanced by ${button.textContent.slice(1)}`));
}
byId("remove-faults").addEventListener("click", () => steer("DELETE", "/__admin/faults", undefined, "No faults are left"));
byId("reset").addEventListener("click", () => byId("reset-dialog").showModal());
byId("reset-no").addEventListener("click", () => byId("reset-dialog").close());
byId("reset-yes").addEventListener("click", () => {
  byId("reset-dialog").close();
  steer("POST", "/__admin/reset", undefined, "All is as it was at the start");
});
document.addEventListener("visibilitychange", () => document.hidden || look());

byId("instance").textContent = visible(facts.instance);
startPeople(complain);
await look();
