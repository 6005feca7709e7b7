import type { CredentialSecret, SecretVersions } from '../../../lambdas/application/ports/rotation-ports.ts';

/** A secret with one version `first`, in memory. `announce` is what RotateSecret does before the first step. */
export const inMemorySecret = (first: CredentialSecret) => {
  const stages: Record<string, string[]> = { first: ['AWSCURRENT'] };
  const values: Record<string, CredentialSecret> = { first };
  const current = (): CredentialSecret => {
    const [id] = Object.entries(stages).find(([, names]) => names.includes('AWSCURRENT')) ?? [];
    const value = values[id ?? ''];
    if (!value) throw new Error('the secret has no current version');
    return value;
  };
  const versions: SecretVersions = {
    stages: async () => structuredClone(stages),
    readCurrent: async () => structuredClone(current()),
    readPending: async (_secretId, token) => structuredClone(values[token]),
    writePending: async (_secretId, token, secret) => {
      if (values[token]) throw new Error(`version ${token} keeps the value that it has`);
      values[token] = structuredClone(secret);
    },
    makeCurrent: async (_secretId, token, from) => {
      for (const id of Object.keys(stages)) stages[id] = id === from ? ['AWSPREVIOUS'] : [];
      stages[token] = ['AWSCURRENT'];
    },
  };
  const announce = (token: string): void => {
    stages[token] = ['AWSPENDING'];
  };
  return { versions, stages, values, current, announce };
};
