import { Construct } from 'constructs';
import type { FunctionName } from './function-environments.ts';
import type { ServiceFunction } from './service-function.ts';
import { SessionChannel, type SessionChannelProps } from './session-channel.ts';
import { SessionRoles, type SessionRolesProps } from './session-roles.ts';

export interface SessionsProps {
  readonly defaults: SessionRolesProps['defaults'];
  readonly settings: SessionRolesProps['settings'] & SessionChannelProps['settings'];
}

/** What sessions are made of, a database role and a channel, and what a function needs to open or to end them. */
export class Sessions extends Construct {
  readonly #roles: SessionRoles;
  readonly #channel: SessionChannel;

  constructor(scope: Construct, id: string, { defaults, settings }: SessionsProps) {
    super(scope, id);
    this.#roles = new SessionRoles(this, 'Roles', { defaults, settings });
    this.#channel = new SessionChannel(this, 'Channel', { settings });
  }

  /** For a function that ends sessions. */
  get forEnding() {
    return { SESSION_ROLES_FUNCTION_ARN: this.#roles.changeSessionRoles.functionArn };
  }

  /** For a function that opens them. */
  get forOpening() {
    return { ...this.forEnding, SESSION_DOCUMENT: this.#channel.documentName };
  }

  /** Roles last longer; a channel has no end of its own. */
  allowProlonging(target: ServiceFunction<FunctionName>): void {
    this.#roles.allowOrders(target);
  }

  /** One that opens sessions also ends those that came too late. */
  allowOpening(target: ServiceFunction<'open-session'>): void {
    this.#channel.allowOpen(target);
    this.allowEnding(target);
  }

  allowEnding(target: ServiceFunction<FunctionName>): void {
    this.#roles.allowOrders(target);
    this.#channel.allowEnd(target, 'open-session');
  }
}
