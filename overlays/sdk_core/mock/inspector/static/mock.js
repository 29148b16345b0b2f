// Reads the mock, and controls it by its admin API.

/** The mock's answer is an error, or there is none. */
export class MockError extends Error {}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store", credentials: "omit", ...options });
  } catch {
    throw new MockError("The mock does not answer. Is it still running?");
  }
  if (answer.status === 404) return null;
  if (!answer.ok) throw new MockError(`${path} answered ${answer.status}`);
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

/** Read JSON; null where there is nothing (404). */
export const read = (path, parameters = {}) => call(`${path}?${new URLSearchParams(parameters)}`.replace(/\?$/, ""));

/** Change something. */
export const send = (method, path, content) =>
  call(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: content === undefined ? undefined : JSON.stringify(content),
  });
