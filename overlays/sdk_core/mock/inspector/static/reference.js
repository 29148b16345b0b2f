// The reference: the document in Swagger UI, pointed at this mock.
import { element, shown } from "./elements.js";
import { adapt } from "./encoding.js";
import { read } from "./mock.js";
import "./page.js";

/** Say how well an operation is known, and how Python calls it. */
function describe(spec, operation, sample) {
  const { level, sources = [], assumptions = [], note } = operation["x-traits"].evidence;
  const meaning = spec["x-evidence"].levels[level];
  const titles = sources.map((id) => (spec["x-sources"][id] ? `${id} (${spec["x-sources"][id].title})` : id));
  const lines = [
    `**Evidence: ${level}** (${meaning.replace(/\.$/, "")}). Sources: ${titles.join(", ")}.`,
    note ?? "",
    assumptions.length ? `What is undocumented is assumed: ${assumptions.map((id) => `\`${id}\``).join(", ")}.` : "",
    sample ? `In Python:\n\n\`\`\`python\n${sample}\n\`\`\`` : "",
  ];
  operation.description = [operation.description ?? "", ...lines].filter(Boolean).join("\n\n");
}

const flows = (spec) =>
  Object.values(spec.components.securitySchemes).flatMap((scheme) => Object.values(scheme.flows ?? {}).filter((flow) => flow.tokenUrl));

function pointHere(spec, samples) {
  spec.servers = [{ url: location.origin, description: "This mock" }];
  for (const flow of flows(spec)) flow.tokenUrl = location.origin + new URL(flow.tokenUrl).pathname;
  const operations = Object.values(spec.paths).flatMap(Object.values);
  for (const operation of operations) describe(spec, operation, samples[operation.operationId]);
  for (const { parameters = [] } of [spec.components, ...operations]) Object.values(parameters).forEach(explain);
}

/**
 * Show what the schema says of a parameter. The viewer would also fill in and send the example of an optional one, such
 * as the id of a document that is not there; it is told in words instead.
 */
function explain(parameter) {
  if (parameter.$ref) return; // it is among the components
  parameter.description ??= parameter.schema.description;
  if (parameter.required || parameter.example === undefined) return;
  parameter.description = `${parameter.description ?? ""} For example \`${shown(parameter.example)}\`.`.trim();
  delete parameter.example;
}

/** Authorize the page from the start, by a key or token of its own. */
function authorize(ui, name, schema, token) {
  if (schema?.type === "oauth2") {
    ui.authActions.authorizeOauth2({ auth: { name, schema }, token: { access_token: token, token_type: "bearer" } });
  } else if (schema) {
    ui.preauthorizeApiKey(name, token);
  }
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches); // the viewer's own class
dark.addEventListener("change", follow);
follow();

const place = document.getElementById("reference");
const viewer = window.SwaggerUIBundle;
if (viewer) {
  const [spec, { token, settings, samples }] = await Promise.all([
    read("/__admin/pages/openapi.json"),
    read("/__admin/reference/help"),
  ]);
  pointHere(spec, samples);
  const tokenUrls = new Set(flows(spec).map((flow) => flow.tokenUrl));
  const ui = viewer({
    domNode: place,
    spec,
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    displayOperationId: true,
    displayRequestDuration: true,
    filter: true,
    requestInterceptor: (request) => adapt(request, settings, tokenUrls),
    validatorUrl: null,
    onComplete: () => authorize(ui, settings.scheme, spec.components.securitySchemes[settings.scheme], token),
  });
  if (settings.client_id) ui.initOAuth({ clientId: settings.client_id });
} else {
  place.replaceChildren(
    element("p", { class: "wait" }, "The viewer is not part of this installation. ", element("a", { href: "/__admin/pages/openapi.json" }, "The document itself"), " is, and so is the inspector."),
  );
}
