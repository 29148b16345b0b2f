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
  if (url.origin !== location.origin || url.pathname.startsWith("/__mock__/")) return request;
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

function pointHere(spec) {
  spec.servers = [{ url: location.origin, description: "This mock" }];
  for (const flow of Object.values(spec.components.securitySchemes.oauth2.flows)) {
    flow.tokenUrl = `${location.origin}/oauth2/token`;
  }
  const operations = Object.values(spec.paths).flatMap(Object.values);
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
  const [spec, { instance }] = await Promise.all([read("/__mock__/pages/openapi.json"), read("/__mock__/inspector/overview")]);
  const ui = viewer({
    domNode: place,
    spec: pointHere(spec),
    deepLinking: true,
    docExpansion: "none",
    defaultModelsExpandDepth: -1,
    displayOperationId: true,
    displayRequestDuration: true,
    filter: true,
    requestInterceptor: adapt,
    validatorUrl: null,
  });
  ui.initOAuth({ clientId: (instance.keys.find(({ scope }) => scope === "public") ?? instance.keys[0]).key });
} else {
  place.replaceChildren(
    element("p", { class: "wait" }, "The viewer is not part of this installation. ", element("a", { href: "/__mock__/pages/openapi.json" }, "The document itself"), " is, and so is the inspector."),
  );
}
