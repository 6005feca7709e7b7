import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Claims, Issuer } from '../../application/ports/sign-in-ports.ts';
import { principalOf } from '../caller.ts';
import { BadCall } from '../problem.ts';
import { forgetCookie, readCookie, setCookie } from './cookies.ts';
import type { Seal } from './seal.ts';

/** Also how long a form of the page may lie open. */
export const SESSION_SECONDS = 15 * 60;
const SIGN_IN_SECONDS = 10 * 60;

/** Who is signed in at the pages, for a quarter of an hour. */
export const sessionSchema = z.object({
  principal: z.object({ id: z.string(), roles: z.array(z.enum(['administrator', 'auditor'])) }),
  /** Names this sign-in; what a form sends back is bound to it. */
  id: z.string(),
});
export type Session = z.output<typeof sessionSchema>;

const signInSchema = z.object({ state: z.string(), verifier: z.string(), to: z.string() });

export interface SignInParts {
  readonly issuer: Issuer;
  readonly seal: Seal;
  readonly clock: () => number;
  /** The address of the pages, without a slash at its end. */
  readonly publicUrl: string;
  readonly principalClaim?: string | undefined;
}

/** Where the browser goes next, with the cookies that it takes along. */
export interface GoTo {
  readonly location: string;
  readonly cookies: readonly string[];
}

const fresh = (): string => randomBytes(32).toString('base64url');

/**
 * Sign-in by authorization code with PKCE. State and verifier lie sealed in the browser that began, so that a code that
 * somebody else got cannot be redeemed here, and nobody can be signed in as another (threats.md E-13).
 */
export const makeSignIn = ({ issuer, seal, clock, publicUrl, principalClaim }: SignInParts) => {
  const redirectUri = `${publicUrl}/sign-in/callback`;

  const begin = async (to: string): Promise<GoTo> => {
    const [state, verifier] = [fresh(), fresh()];
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const kept = await seal.seal('sign-in', { state, verifier, to }, clock() + SIGN_IN_SECONDS * 1000);
    return {
      location: await issuer.authorizeUrl({ state, challenge, redirectUri }),
      cookies: [setCookie('__Host-sign-in', kept, SIGN_IN_SECONDS)],
    };
  };

  /** Undefined when the answer does not belong to a sign-in that this browser began, or the issuer does not take it. */
  const finish = async (
    query: Readonly<Record<string, string | undefined>>,
    cookies: readonly string[] | undefined,
  ): Promise<GoTo | undefined> => {
    const began = signInSchema.safeParse(await seal.open('sign-in', readCookie(cookies, '__Host-sign-in')));
    const { code, state } = query;
    if (!began.success || code === undefined || state !== began.data.state) return undefined;
    const claims = await issuer.redeem(code, began.data.verifier, redirectUri);
    const session = claims && sessionOf(claims, principalClaim);
    if (session === undefined) return undefined;
    const sealed = await seal.seal('session', session, clock() + SESSION_SECONDS * 1000);
    return {
      location: `${publicUrl}${began.data.to}`,
      cookies: [setCookie('__Host-session', sealed, SESSION_SECONDS), forgetCookie('__Host-sign-in')],
    };
  };

  const session = async (cookies: readonly string[] | undefined): Promise<Session | undefined> => {
    const opened = sessionSchema.safeParse(await seal.open('session', readCookie(cookies, '__Host-session')));
    return opened.success ? opened.data : undefined;
  };

  return { begin, finish, session };
};

export type SignIn = ReturnType<typeof makeSignIn>;

/** A token that names nobody signs nobody in. */
const sessionOf = (claims: Claims, principalClaim: string | undefined): Session | undefined => {
  try {
    const { id, roles } = principalOf(claims, principalClaim);
    return { principal: { id, roles: [...roles] }, id: fresh() };
  } catch (error) {
    if (error instanceof BadCall) return undefined;
    throw error;
  }
};
