/** The cookies of the pages: bound to this host, sent over TLS only, never seen by a script (threats.md E-13). */
export type CookieName = '__Host-session' | '__Host-sign-in';

/** The value of a cookie among those that the browser sent (`name=value`). */
export const readCookie = (cookies: readonly string[] | undefined, name: CookieName): string | undefined =>
  cookies?.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);

/** `Lax`, because the person comes from a mail and from the issuer: a click there brings the cookie, a foreign form does not. */
export const setCookie = (name: CookieName, value: string, maxAgeSeconds: number): string =>
  `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`;

export const forgetCookie = (name: CookieName): string => setCookie(name, '', 0);
