// Calls the vendor's own client, @iterable/api, for a test: one JSON line in for each call, one JSON line out.
//
//   node bridge.mjs FOLDER     the folder of the package
//
// {"open": {"apiKey": "...", "baseUrl": "http://127.0.0.1:8080"}}   makes a new client; only of this machine
// {"method": "getLists", "arguments": []}                           calls it: {"value": ...} or {"error": {...}}
// {"schema": "GetListsResponseSchema"}                              one of its schemas, as JSON Schema of what it takes
//
// The first line out says which version it is, and which methods a client has.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const vendor = await import(pathToFileURL(join(folder, "dist", "index.js")));
const { IterableClient } = vendor;
const { z } = createRequire(join(folder, "package.json"))("zod");

function methods() {
  const found = new Set();
  for (let type = IterableClient.prototype; type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    Object.getOwnPropertyNames(type).forEach((name) => found.add(name));
  }
  ["constructor", "destroy"].forEach((name) => found.delete(name));
  return [...found].sort();
}

function tell(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

function open(settings) {
  if (new URL(settings.baseUrl).hostname !== "127.0.0.1") {
    throw new Error(`${settings.baseUrl} is not on this machine; give the address of a mock`);
  }
  return new IterableClient({ ...settings, timeout: 20_000 });
}

const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf-8"));
tell({ version, methods: methods() });

let client = null;
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  try {
    if (asked.open) {
      client?.destroy();
      client = open(asked.open);
      tell({ value: null });
    } else if (asked.schema) {
      tell({ value: z.toJSONSchema(vendor[asked.schema], { io: "input", unrepresentable: "any" }) });
    } else {
      tell({ value: (await client[asked.method](...asked.arguments)) ?? null });
    }
  } catch (error) {
    tell({ error: { kind: error.constructor.name, message: error.message, status: error.statusCode, code: error.code } });
  }
}
client?.destroy();
