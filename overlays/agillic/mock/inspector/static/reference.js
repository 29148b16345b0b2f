// The reference: the document in Swagger UI, pointed at this mock.
import { element, shown } from "./elements.js";
import { read } from "./mock.js";

/**
 * Encode the path's values once more: Agillic decodes them twice, and the viewer encodes once. What a document writes
 * into a path itself has no percent sign. The `=` between a field and its value stays as it is.
 */
export function encodeAgain(path) {
  return path
    .split("/")
    .map((segment) => segment.replace(/^([A-Z][A-Z0-9_]*)%3D/, "$1=").replaceAll("%", "%25"))
    .join("/");
}

/** Send a request as Agillic takes it: paths encoded twice, and the key and secret of a token call in its form. */
export function adapt(request) {
  const url = new URL(request.url, location.origin);
  if (url.origin !== location.origin || url.pathname.startsWith("/__admin/")) return request;
  if (url.pathname === "/oauth2/token") {
    const [scheme, word] = (request.headers.Authorization ?? "").split(" ");
    if (scheme === "Basic") {
      const [, key, secret] = atob(word).match(/^([^:]*):(.*)$/s);
      const form = new URLSearchParams(request.body);
      form.set("client_id", key);
      form.set("client_secret", secret);
      request.body = form.toString();
      delete request.headers.Authorization;
    }
    return request;
  }
  request.url = url.origin + encodeAgain(url.pathname) + url.search;
  return request;
}

const LEVELS = {
  confirmed: "a trusted source agrees on path and shape",
  corrected: "a trusted source contradicts or completes the machine-made document; its facts are used",
  partial: "the operation is backed, details are not, or sources disagree",
  assumed: "only machine-made documents know it",
};

/** Say how well an operation is known, and how Python calls it. */
function describe(spec, operation, sample) {
  const { level, sources, assumptions = [], note } = operation["x-traits"].evidence;
  const titles = sources.map((id) => (spec["x-sources"][id] ? `${id} (${spec["x-sources"][id].title})` : id));
  const lines = [
    `**Evidence: ${level}**, ${LEVELS[level] ?? "see the document"}. Sources: ${titles.join(", ")}.`,
    note ?? "",
    assumptions.length ? `What nobody documents is assumed: ${assumptions.map((id) => `\`${id}\``).join(", ")}.` : "",
    sample ? `In Python:\n\n\`\`\`python\n${sample}\n\`\`\`` : "",
  ];
  operation.description = [operation.description ?? "", ...lines].filter(Boolean).join("\n\n");
}

function pointHere(spec, samples) {
  spec.servers = [{ url: location.origin, description: "This mock" }];
  for (const flow of Object.values(spec.components.securitySchemes.oauth2.flows)) {
    flow.tokenUrl = `${location.origin}/oauth2/token`;
  }
  const operations = Object.values(spec.paths).flatMap(Object.values);
  for (const operation of operations) describe(spec, operation, samples[operation.operationId]);
  for (const { parameters = [] } of [spec.components, ...operations]) Object.values(parameters).forEach(explain);
  return spec;
}

/**
 * Show what the schema says of a parameter. The viewer would also fill in and send the example of an optional one, such
 * as the id of a document that is not there; it is told in words instead.
 */
function explain(parameter) {
  if (parameter.$ref) return; // it is among the components
  parameter.description ??= parameter.schema.description;
  if (parameter.required || parameter.example === undefined) return;
  parameter.description += ` For example \`${shown(parameter.example)}\`.`;
  delete parameter.example;
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches); // the viewer's own class
dark.addEventListener("change", follow);
follow();

const place = document.getElementById("reference");
const viewer = window.SwaggerUIBundle;
if (viewer) {
  const [spec, { instance }, { token, samples }] = await Promise.all([
    read("/__admin/pages/openapi.json"),
    read("/__admin/inspector/overview"),
    read("/__admin/reference/help"),
  ]);
  const schema = spec.components.securitySchemes.oauth2;
  const ui = viewer({
    domNode: place,
    spec: pointHere(spec, samples),
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    displayOperationId: true,
    displayRequestDuration: true,
    filter: true,
    requestInterceptor: adapt,
    validatorUrl: null,
    onComplete: () => {
      // Authorized from the start, by a token of the page's own.
      ui.authActions.authorizeOauth2({ auth: { name: "oauth2", schema }, token: { access_token: token, token_type: "bearer" } });
    },
  });
  ui.initOAuth({ clientId: (instance.keys.find(({ scope }) => scope === "public") ?? instance.keys[0]).key });
} else {
  place.replaceChildren(
    element("p", { class: "wait" }, "The viewer is not part of this installation. ", element("a", { href: "/__admin/pages/openapi.json" }, "The document itself"), " is, and so is the inspector."),
  );
}
