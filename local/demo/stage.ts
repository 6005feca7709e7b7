import type { makePeople, Person } from '../person/person.ts';
import type { LocalSettings } from '../settings.ts';
import type { Transcript } from './transcript.ts';
import { waitFor } from './wait-for.ts';

/** What every scene of the demo plays on. */
export interface Stage {
  readonly settings: LocalSettings;
  readonly person: ReturnType<typeof makePeople>;
  readonly transcript: Transcript;
}

/** An instant as the API takes it. */
export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** The request in detail, once it is in this state. */
export const requestIn = (person: Person, id: string, state: string) =>
  waitFor(`request ${id} ${state}`, async () => {
    const { body } = await person.get(`/requests/${id}`);
    return body.request?.state === state ? body : undefined;
  });
