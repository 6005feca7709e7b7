/** Sign-in through an issuer of the operator's own. */
export const ownIssuer = {
  firstAdministrator: undefined,
  oidc: { issuer: 'https://login.example.com', audience: ['countersign'], principalClaim: 'preferred_username' },
};

/** The secrets of credentials under keys of the operator's own. */
export const withSecretKeys = {
  secretKeyArns: [1, 2].map((n) => `arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-00000000000${n}`),
};

/** Access keys of IAM users are changed. */
export const withAccessKeys = { accessKeyUserPath: '/countersign/' };

/** The rotation function in the operator's network. */
export const withNetwork = {
  rotationNetwork: {
    subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'],
    securityGroupIds: ['sg-0a1b2c3d'],
  },
};

/** The DNS records of both domains in zones of Route 53. */
export const withZones = {
  hostedZones: [
    { id: 'Z0COMPANY', name: 'example.com' },
    { id: 'Z0REPLY', name: 'reply.countersign.example.com' },
  ],
};
