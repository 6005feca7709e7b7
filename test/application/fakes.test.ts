import { policyContract } from '../support/contracts/policy-contract.ts';
import { requestStoreContract } from '../support/contracts/request-store-contract.ts';
import { memoryTable } from '../support/fakes/memory-table.ts';
import { policyBook } from '../support/fakes/policy-book.ts';
import { inMemoryStores } from '../support/fakes/stores.ts';

const table = memoryTable();

requestStoreContract('The table in memory', (runtime) => inMemoryStores(table, runtime));

const { reader: policy, ...book } = policyBook();
policyContract('The policy in memory', { policy, ...book });
