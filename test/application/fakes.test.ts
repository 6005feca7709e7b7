import { requestStoreContract } from '../support/contracts/request-store-contract.ts';
import { memoryTable } from '../support/fakes/memory-table.ts';
import { inMemoryStores } from '../support/fakes/stores.ts';

const table = memoryTable();

requestStoreContract('The table in memory', (runtime) => inMemoryStores(table, runtime));
