import { ROOT } from '../process/environment.ts';
import { makeSignIn } from '../seed/people.ts';
import type { LocalSettings } from '../settings.ts';
import { type Answer, callApi } from './call-api.ts';
import { type Letter, makeMailReader } from './read-mail.ts';
import { sendReply } from './send-reply.ts';

/** A demo person who acts as a real one would: by the API with a token, and by a mail client. */
export interface Person {
  readonly id: string;
  readonly email: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** All mails, oldest first. */
  mails(): Promise<readonly Letter[]>;
  /** The first mail that is about this request and that `matches`; fails when none comes in time. */
  mailAbout(requestId: string, matches?: (letter: Letter) => boolean): Promise<Letter>;
  /** Answers a mail at its reply address, as a mail client does; gives the raw mail that was sent. */
  reply(letter: Letter, text: string, options?: { readonly verdicts?: string }): Promise<string>;
}

/** The people of a local cloud, by their id. */
export const makePeople = (settings: LocalSettings): ((id: string) => Person) => {
  const sdk = {
    endpoint: settings.awsEndpoint,
    region: settings.region,
    credentials: ROOT,
  };
  const { tokenOf } = makeSignIn(sdk, settings);
  return (id) => {
    const user = settings.users.find((each) => each.id === id);
    if (!user) throw new Error(`nobody here is called ${id}`);
    let token: Promise<string> | undefined;
    const call = async (
      method: 'GET' | 'POST',
      path: string,
      body?: object,
      headers?: Readonly<Record<string, string>>,
    ) => {
      token ??= tokenOf({ ...user, name: id });
      return callApi(`${settings.apiUrl}${path}`, { method, token: await token, body, headers });
    };
    return {
      id,
      email: user.email,
      get: (path) => call('GET', path),
      post: (path, body, headers) => call('POST', path, body, headers),
      ...makeMailReader(settings.mailboxUrl, id),
      reply: (letter, text, options = {}) => sendReply(settings.smtp, user, { letter, text, ...options }),
    };
  };
};
