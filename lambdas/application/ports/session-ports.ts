import type { Session } from '../../core/request/state.ts';
import type { DatabaseSecret, RotatorSecret } from './database-ports.ts';

/** What a session signs in with: the database keeps only what a password is checked against, never the password. */
export interface NewPassword {
  readonly password: string;
  /** As the database stores it (for PostgreSQL a SCRAM verifier). */
  readonly verifier: string;
}

/** A role that was made for a session, of no use yet. */
export interface PreparedRole extends SessionSignIn {
  /** Tells it from a role of the same name that was made at another time. */
  readonly identity: number;
}

/** What makes a prepared role usable, and which. `until` is in epoch milliseconds. */
export interface Activation {
  readonly identity: number;
  readonly verifier: string;
  readonly until: number;
}

/**
 * The database roles of sessions: each session has its own, which has the rights of the credential's role and can never
 * become it. `secret` is the credential's, and says which database; `sessionId` is a lower-case ULID. Every call may be
 * repeated, and a repeat may come when all else is over.
 */
export interface SessionRoles {
  /**
   * Makes the role, of no use yet: nobody can sign in with it and it has no right. `secret-missing` when the secret of
   * the credential, or the one of its rotator, is not there or is no database's.
   */
  prepare(secret: string, sessionId: string): Promise<PreparedRole | 'secret-missing'>;
  /**
   * Gives the prepared role its rights and its password. `gone`: the session was ended meanwhile, and nothing was given,
   * not even where a late repeat has made a role of this name again.
   */
  activate(secret: string, sessionId: string, activation: Activation): Promise<'active' | 'gone'>;
  /** Moves the instant after which nobody can sign in with the role; never to an earlier one. */
  prolong(secret: string, sessionId: string, until: number): Promise<'prolonged' | 'gone'>;
  /**
   * Nobody signs in with the roles any more, their connections are ended, what they own belongs to the credential's
   * role, and they are gone. Throws until all of that is true; a role that is absent is ended.
   */
  end(secret: string, sessionIds: readonly string[]): Promise<void>;
}

/** Whom a session signs in as, and where. */
export interface SessionSignIn {
  readonly username: string;
  readonly database: string;
}

/** A call of `SessionRoles` as it travels to the function that reaches the databases. */
export type SessionRoleOrder =
  | { readonly order: 'prepare'; readonly secret: string; readonly sessionId: string }
  | ({ readonly order: 'activate'; readonly secret: string; readonly sessionId: string } & Activation)
  | { readonly order: 'prolong'; readonly secret: string; readonly sessionId: string; readonly until: number }
  | { readonly order: 'end'; readonly secret: string; readonly sessionIds: readonly string[] };

/** A database with the login of its rotator, which alone makes and ends the roles of sessions. */
export interface RoleDatabase {
  readonly secret: DatabaseSecret;
  readonly rotator: RotatorSecret;
}

/** What `SessionRoles` promises, at one database; `secret.username` is the credential's role. */
export interface DatabaseRoles {
  prepare(at: RoleDatabase, sessionId: string): Promise<PreparedRole>;
  activate(at: RoleDatabase, sessionId: string, activation: Activation): Promise<'active' | 'gone'>;
  prolong(at: RoleDatabase, sessionId: string, until: number): Promise<'prolonged' | 'gone'>;
  end(at: RoleDatabase, sessionIds: readonly string[]): Promise<void>;
}

/** Where a session's channel leads: from the managed node to this host and port. */
export interface ChannelTarget {
  readonly node: string;
  readonly host: string;
  readonly port: number;
}

/** An open channel: what the person's own machine needs to forward a port. It is answered once and kept nowhere. */
export interface OpenChannel {
  readonly sessionId: string;
  readonly streamUrl: string;
  readonly tokenValue: string;
}

/** The way to the database, opened for one session and cut with it. */
export interface SessionChannel {
  /** Whether the node answers now. */
  isReachable(node: string): Promise<boolean>;
  /** `node-not-connected`: the node does not answer; nothing was opened. */
  open(target: ChannelTarget, sessionId: string): Promise<OpenChannel | 'node-not-connected'>;
  /** Cuts the channels of these sessions; one that is absent is cut. */
  end(node: string, sessionIds: readonly string[]): Promise<void>;
}

/** Cuts sessions where they were opened. Resolves when nothing of them is left, and may be repeated; throws until then. */
export type EndSessions = (sessions: readonly Session[]) => Promise<void>;
