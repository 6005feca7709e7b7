import { readyCriteria } from '../restriction/selector.ts';
import type { Finding } from './problem.ts';
import type { Group, Policy } from './schema.ts';
import { sessionFields, sessionTarget } from './session-target.ts';

/** Warns of groups that give sessions on a credential that says not enough for one to be opened. */
export const lintSessions = ({ groups, credentials, settings }: Policy): Finding[] =>
  groups.flatMap((group, index) => {
    if (!givesSessions(group)) return [];
    const { matches } = readyCriteria(group.criteria, settings.matchByDevice);
    const without = credentials.filter((credential) => matches(credential) && !sessionTarget(credential));
    return without.map(({ id }) => ({
      path: ['groups', index, 'startSession'],
      rule: 'session-without-target',
      message: `group ${group.id} gives sessions on ${id}, whose target does not say where they go`,
      fix: `give ${id} a target with ${sessionFields.join(', ')} (engine postgres), or take startSession away`,
    }));
  });

const givesSessions = ({ enabled, startSession }: Group): boolean => enabled && startSession?.allowed === true;
