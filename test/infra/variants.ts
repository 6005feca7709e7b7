/** Sign-in through an issuer of the operator's own. */
export const ownIssuer = {
  firstAdministrator: undefined,
  oidc: { issuer: 'https://login.example.com', audience: ['countersign'], principalClaim: 'preferred_username' },
};

/** The rotation function in the operator's network. */
export const withNetwork = {
  rotationNetwork: {
    subnetIds: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'],
    securityGroupIds: ['sg-0a1b2c3d'],
  },
};
