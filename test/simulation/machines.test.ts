import { workflowContract } from '../support/contracts/workflow-contract.ts';
import { makeRandom } from './engine/random.ts';
import { makeTimeline } from './engine/timeline.ts';
import { makeMachines } from './services/machines.ts';

/** Tasks that are called and never answer. */
const nothing = (): void => undefined;
const tasks = { askLevel: nothing, lapseRequest: nothing, recoverRequest: nothing, closeAccess: nothing };
const never = (): number => 0;

workflowContract(
  'The simulated state machine',
  makeMachines({ timeline: makeTimeline(0), random: makeRandom(1), duplicates: never, lost: never, tasks }),
);
