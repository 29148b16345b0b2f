// How requests of the reference page are changed so that the API takes them: its room says in what it differs.

/**
 * Encode the path's values as often as the API decodes them; the viewer does it once. What a document writes into a path
 * itself has no percent sign.
 * @param {string} path
 * @param {{path_encodings: number, unencoded: string}} settings
 */
export function encodePath(path, { path_encodings: times, unencoded }) {
  const kept = unencoded ? new RegExp(`^${unencoded}%3D`) : null;
  const encode = (segment) => {
    const begun = kept ? segment.replace(kept, "$1=") : segment;
    return Array.from({ length: times - 1 }).reduce((text) => text.replaceAll("%", "%25"), begun);
  };
  return path.split("/").map(encode).join("/");
}

/**
 * Change a request of the viewer to what the API takes.
 * @param {{url: string, headers: Object<string, string>, body?: string}} request
 * @param {{client_in_form: boolean, path_encodings: number, unencoded: string}} settings
 * @param {Set<string>} tokenUrls Where tokens are given out.
 */
export function adapt(request, settings, tokenUrls) {
  const url = new URL(request.url, location.origin);
  if (url.origin !== location.origin || url.pathname.startsWith("/__admin/")) return request;
  if (tokenUrls.has(url.href)) {
    const [scheme, word] = (request.headers.Authorization ?? "").split(" ");
    if (settings.client_in_form && scheme === "Basic") {
      const [, id, secret] = atob(word).match(/^([^:]*):(.*)$/s);
      const form = new URLSearchParams(request.body);
      form.set("client_id", id);
      form.set("client_secret", secret);
      request.body = form.toString();
      delete request.headers.Authorization;
    }
    return request;
  }
  request.url = url.origin + encodePath(url.pathname, settings) + url.search;
  return request;
}
