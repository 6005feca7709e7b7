import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import type { Route } from './approval-api.ts';
import { allowOnCredentialSecrets, type SecretSettings } from './credential-secrets.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';
import type { Sessions } from './sessions.ts';
import type { Storage, TableAccess, TableVariable } from './storage.ts';

export interface ApiFunctionsProps {
  readonly defaults: FunctionDefaults;
  readonly storage: Storage;
  readonly sessions: Sessions;
  readonly settings: SecretSettings & Pick<Settings, 'oidc'>;
}

const post = (path: Route['path'], handler: IFunction): Route => ({ method: 'POST', path, handler });
const get = (path: Route['path'], handler: IFunction): Route => ({ method: 'GET', path, handler });

/** The functions behind the API's routes (design.md 8), each with no more of the tables than its verb needs. */
export class ApiFunctions extends Construct {
  readonly routes: readonly Route[];
  readonly #props: ApiFunctionsProps;

  constructor(scope: Construct, id: string, props: ApiFunctionsProps) {
    super(scope, id);
    this.#props = props;
    this.routes = [
      ...this.#changes(),
      this.#release(),
      this.#session(),
      ...this.#readings(),
      ...this.#absences(),
      ...this.#policy(),
      this.#contract(),
    ];
  }

  /** What changes a request; the dry run of a decision is audited, so it writes as well. */
  #changes(): Route[] {
    const own = this.#with(this.#deciding());
    // An earlier justification that still holds is found among the requester's own requests.
    const submitting = this.#with(this.#deciding(['requester']));
    const acting = this.#with(this.#props.storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' }));
    return [
      post('/credentials/{id}/decision', new ServiceFunction(this, { name: 'explain-decision', ...own })),
      post('/requests', new ServiceFunction(this, { name: 'submit-request', ...submitting })),
      post('/requests/{id}/decisions', new ServiceFunction(this, { name: 'record-decision', ...acting })),
      post('/requests/{id}/emergency', new ServiceFunction(this, { name: 'use-emergency', ...own })),
      post('/requests/{id}/cancel', new ServiceFunction(this, { name: 'cancel-request', ...acting })),
      post('/requests/{id}/extension', new ServiceFunction(this, { name: 'ask-extension', ...submitting })),
      post('/requests/{id}/return', new ServiceFunction(this, { name: 'return-access', ...acting })),
      post('/requests/{id}/revoke', new ServiceFunction(this, { name: 'revoke-access', ...acting })),
      post('/requests/{id}/review', new ServiceFunction(this, { name: 'review-emergency', ...acting })),
    ];
  }

  /** The only function of the API that can read a password. */
  #release(): Route {
    const { secretPrefix } = this.#props.settings;
    const own = this.#with(this.#deciding());
    const environment = { ...own.environment, SECRET_PREFIX: secretPrefix };
    const release = new ServiceFunction(this, { ...own, name: 'release-password', environment });
    allowOnCredentialSecrets(release, this.#props.settings, [
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
    ]);
    return post('/requests/{id}/password', release);
  }

  /** Reads no password: a session has one of its own. Its calls to Systems Manager and the database take a while. */
  #session(): Route {
    const { sessions } = this.#props;
    const own = this.#with(this.#deciding());
    const environment = { ...own.environment, ...sessions.forOpening };
    const timeout = Duration.seconds(28);
    const open = new ServiceFunction(this, { ...own, name: 'open-session', environment, timeout });
    sessions.allowOpening(open);
    return post('/requests/{id}/sessions', open);
  }

  #readings(): Route[] {
    const { storage } = this.#props;
    const tables = { REQUESTS_TABLE: 'read', POLICY_TABLE: 'read' } as const;
    const usable = this.#with(storage.access({ ...tables, RESTRICTIONS_TABLE: 'read' }));
    const recorded = { ...tables, REQUESTS_TABLE: 'read-record' } as const;
    const lists = this.#with(storage.access(recorded, ['requester', 'report']));
    const report = this.#with(storage.access(recorded, ['report']));
    return [
      get('/credentials', new ServiceFunction(this, { name: 'list-credentials', ...usable })),
      get('/requests', new ServiceFunction(this, { name: 'list-requests', ...lists })),
      get('/requests/{id}', new ServiceFunction(this, { name: 'show-request', ...this.#with(storage.access(tables)) })),
      get('/reports/requests', new ServiceFunction(this, { name: 'report-requests', ...report })),
    ];
  }

  /** The one absence of a person; each change is written together with its audit record. */
  #absences(): Route[] {
    const { storage } = this.#props;
    const path = '/people/{id}/absence';
    const keeping = this.#with(storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' }));
    return [
      // A refused look is recorded: that is a write.
      { method: 'GET', path, handler: new ServiceFunction(this, { name: 'show-absence', ...keeping }) },
      { method: 'PUT', path, handler: new ServiceFunction(this, { name: 'set-absence', ...keeping }) },
      { method: 'DELETE', path, handler: new ServiceFunction(this, { name: 'clear-absence', ...keeping }) },
    ];
  }

  #policy(): Route[] {
    const { storage, settings } = this.#props;
    const prefix = { SECRET_PREFIX: settings.secretPrefix };
    const seeing = this.#with(storage.access({ POLICY_TABLE: 'read', REQUESTS_TABLE: 'read-record' }));
    const changing = this.#with(
      storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read-write', RESTRICTIONS_TABLE: 'read-write' }),
    );
    return [
      get('/policy', new ServiceFunction(this, { name: 'show-policy', ...seeing })),
      post(
        '/policy/check',
        new ServiceFunction(this, {
          ...seeing,
          name: 'check-policy',
          environment: { ...seeing.environment, ...prefix },
        }),
      ),
      post(
        '/policy/apply',
        new ServiceFunction(this, {
          ...changing,
          name: 'apply-policy',
          environment: { ...changing.environment, ...prefix },
        }),
      ),
    ];
  }

  #contract(): Route {
    const { defaults } = this.#props;
    const handler = new ServiceFunction(this, { name: 'serve-openapi', defaults, environment: {} });
    return { ...get('/openapi.json', handler), open: 'The API contract is public: it holds no data.' };
  }

  #deciding(indexes: readonly ('requester' | 'report')[] = []) {
    const tables = { REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read', RESTRICTIONS_TABLE: 'read' } as const;
    return this.#props.storage.access(tables, indexes);
  }

  /** Access to tables, and the claim that names the caller where it is not the user pool's. */
  #with<V extends TableVariable>({ environment, statements }: TableAccess<V>) {
    const { defaults, settings } = this.#props;
    const claim = settings.oidc === undefined ? {} : { PRINCIPAL_CLAIM: settings.oidc.principalClaim };
    return { defaults, statements, environment: { ...environment, ...claim } };
  }
}
