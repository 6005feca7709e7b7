import { readFileSync } from 'node:fs';
import { inSeconds, requestIn } from './demo/stage.ts';
import { makePeople } from './person/person.ts';

const settings = JSON.parse(readFileSync('/tmp/dbgcloud/countersign.json', 'utf8'));
const person = makePeople(settings);
const ana = person('ana');
const r = await ana.post('/requests', {
  credential: 'payments-admin',
  action: 'view_password',
  justification: 'x',
  reason: 'Incident',
  window: { start: inSeconds(0), end: inSeconds(8) },
});
const { id } = r.body.request;
console.log(id);
const u = await ana.post(`/requests/${id}/emergency`, { reason: 'now' });
console.log(u.status, u.body.request?.state);
await new Promise((r) => setTimeout(r, 14000));
console.log(JSON.stringify((await ana.get(`/requests/${id}`)).body.request));
