/** What the API answered; `body` is parsed when it is JSON, else the text. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the callers assert on it, field by field
  readonly body: any;
  readonly headers: Headers;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly token: string;
  readonly body?: object | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One call of the API with a bearer token. */
export const callApi = async (url: string, { method, token, body, headers }: Call): Promise<Answer> => {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json');
  return { status: response.status, body: json && text !== '' ? JSON.parse(text) : text, headers: response.headers };
};
