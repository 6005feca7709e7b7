/** Makes the policy current through the API, as an administrator. Fails with what the API answered. */
export const applyPolicy = async (apiUrl: string, token: string, document: unknown): Promise<void> => {
  const response = await fetch(`${apiUrl}/policy/apply`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(document),
  });
  if (!response.ok) throw new Error(`The demo policy was not applied: ${response.status} ${await response.text()}`);
};
