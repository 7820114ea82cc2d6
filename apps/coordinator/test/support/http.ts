/** What a test sends. */
export interface CallOptions {
  readonly method?: string;
  /** Null for none; the viewer's by default. */
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

interface Address {
  readonly url: string;
  readonly tokens: { readonly viewer: string };
}

/** A request to a coordinator; a body that is no text goes as JSON. */
export function call(
  { url, tokens }: Address,
  path: string,
  { method = 'GET', token = tokens.viewer, body, headers = {}, signal }: CallOptions = {},
): Promise<Response> {
  return fetch(url + path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
}
