// The start: where the mock is, which instance it pretends to be, and how to call it.
import { element } from "./elements.js";
import { read } from "./mock.js";

const url = location.origin;
const byId = (id) => document.getElementById(id);

byId("url").textContent = url;
byId("copy").addEventListener("click", async () => {
  await navigator.clipboard.writeText(url);
  byId("copied").textContent = "Copied";
});

const { instance, recipients } = await read("/__admin/inspector/overview");
document.title = `${instance.name} - Agillic mock`;

const keys = instance.keys.map(({ key, scope }) => element("div", {}, element("code", {}, key), ` for ${scope === "app" ? "the app push operations" : "everything"}`));
const facts = {
  Instance: [`${instance.name}, ${instance.environment}`],
  "Developer keys": keys,
  "Recipients are named by": [element("code", {}, instance.recipientKey)],
  Recipients: [recipients.toLocaleString("en")],
};
if (instance.assumptions.length) {
  facts["Switched assumptions"] = instance.assumptions.map(({ id, option, meaning }) =>
    element("div", {}, element("code", {}, `${id} = ${option}`), ` ${meaning}`),
  );
}
byId("facts").replaceChildren(
  ...Object.entries(facts).flatMap(([name, values]) => [element("dt", {}, name), element("dd", {}, ...values)]),
);

const key = (instance.keys.find(({ scope }) => scope === "public") ?? instance.keys[0]).key;
byId("curl").textContent = `curl --user ${key}:SECRET ${url}/recipients`;
byId("python").textContent = `from agillic_api import Client

with Client(auth=("${key}", "SECRET"), base_url="${url}") as client:
    print(client.recipients.list())`;
