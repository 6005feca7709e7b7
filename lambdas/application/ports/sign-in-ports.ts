/** What the token endpoint says about the person who signed in: the claims of the access token. */
export type Claims = Readonly<Record<string, unknown>>;

/** The identity provider, by OpenID Connect with PKCE and no secret. */
export interface Issuer {
  /** Where the person is sent to sign in. */
  authorizeUrl(ask: {
    readonly state: string;
    /** SHA-256 of the verifier, base64url (RFC 7636, S256). */
    readonly challenge: string;
    readonly redirectUri: string;
  }): Promise<string>;
  /** The claims behind a code; undefined when the issuer does not take it (used, late, or of another verifier). */
  redeem(code: string, verifier: string, redirectUri: string): Promise<Claims | undefined>;
}
