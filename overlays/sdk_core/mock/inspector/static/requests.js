// The latest requests, as they arrive, each with its headers and body to open.
import { element, pairs, showList, time } from "./elements.js";
import { read } from "./mock.js";

const MOST = 100;
const WAITING = "...";

let latest = 0;
let kept = new Map(); // by number, oldest first

/** Read what has arrived, or was answered, since the last time. */
export async function refreshRequests() {
  const open = [...kept.values()].find((request) => request.status === null && request.fault === null);
  const since = open ? open.number - 1 : latest;
  const told = await read("/__admin/inspector/requests", { since });
  if (told.latest < latest) kept = new Map(); // the mock was reset, and counts from 1 again
  if (told.latest < latest && since > 0) {
    latest = 0;
    return refreshRequests();
  }
  latest = told.latest;
  for (const request of told.requests) kept.set(request.number, request);
  for (const number of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST))) kept.delete(number);
  document.getElementById("request-count").textContent = latest.toLocaleString("en");
  showList(document.getElementById("requests"), [...kept.values()].reverse(), (each) => each.number, requestItem);
}

function requestItem(request) {
  return element(
    "li",
    {},
    element(
      "details",
      {},
      element(
        "summary",
        { class: "line" },
        element("span", { class: "time" }, time(request.moment)),
        element("span", { class: "method" }, request.method),
        element("span", { class: "grow path" }, request.target),
        request.isExample ? element("span", { class: "badge", title: "The response is an example of the document" }, "example") : null,
        statusBadge(request.status),
      ),
      element(
        "div",
        { class: "more" },
        pairs({
          operation: request.operation ?? "none of the document",
          ...(request.isExample ? { response: "an example of the document: the mock has no handler of the operation" } : {}),
          ...(request.fault === null ? {} : { fault: `number ${request.fault} was injected` }),
          body: request.size ? `${request.size.toLocaleString("en")} bytes` : "none",
          ...Object.fromEntries(request.headers),
        }),
        reasons(request),
        request.body ? element("pre", { tabindex: "0", "aria-label": "Body" }, readable(request.body)) : null,
      ),
    ),
  );
}

/** Say why a request was rejected, or a part of it; the answer itself mostly does not. */
function reasons({ reasons: told, reasonCount }) {
  if (!told.length) return null;
  const more = reasonCount - told.length;
  return element(
    "ul",
    { class: "reasons", "aria-label": "Why" },
    ...told.map(({ message, ...facts }) =>
      element("li", {}, message, element("span", { class: "quiet small" }, Object.entries(facts).map(([name, value]) => ` ${name} ${value}`).join(","))),
    ),
    more ? element("li", { class: "quiet small" }, `and ${more} more`) : null,
  );
}

function statusBadge(status) {
  if (status === null) return element("span", { class: "badge", title: "Not answered" }, WAITING);
  return element("span", { class: `badge ${status < 400 ? "good" : status < 500 ? "warn" : "bad"}` }, status);
}

function readable(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body; // no JSON, or not whole
  }
}
