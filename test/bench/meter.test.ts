import { describe, expect, it } from 'vitest';
import { readCall } from '../../bench/meter/aws-call.ts';
import { unitsRead, writtenBy } from '../../bench/meter/dynamo-call.ts';
import { makeMeter, nothingMetered } from '../../bench/meter/meter.ts';

const signed = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20261125/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
const key = (id: string) => ({ pk: { S: id }, sk: { S: 'STATE' } });
const keyNames = ['pk', 'sk'];

describe('a call on the wire', () => {
  it.each([
    [
      'a JSON target',
      { ...signed('dynamodb'), 'x-amz-target': 'DynamoDB_20120810.GetItem' },
      '{}',
      'dynamodb',
      'GetItem',
    ],
    [
      'the action of a form',
      { ...signed('ses'), 'content-type': 'application/x-www-form-urlencoded' },
      'Action=SendRawEmail&Version=2010-12-01',
      'ses',
      'SendRawEmail',
    ],
    ['its method, of a REST service', signed('s3'), '', 's3', 'POST'],
  ])('is told by %s', (_how, headers, body, service, operation) => {
    expect(readCall('POST', headers, Buffer.from(body))).toEqual({ service, operation, body });
  });

  it('without a signature is refused', () => {
    expect(() => readCall('GET', {}, Buffer.alloc(0))).toThrow('without a signature');
  });
});

describe('what a call of DynamoDB writes', () => {
  it.each([
    ['PutItem', { TableName: 't', Item: { ...key('1'), more: { S: 'x' } } }, ['1']],
    ['UpdateItem', { TableName: 't', Key: key('1') }, ['1']],
    [
      'BatchWriteItem',
      { RequestItems: { t: [{ PutRequest: { Item: key('1') } }, { DeleteRequest: { Key: key('2') } }] } },
      ['1', '2'],
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { Put: { TableName: 't', Item: key('1') } },
          { ConditionCheck: { TableName: 't', Key: key('2') } },
        ],
      },
      ['1', '2'],
    ],
    ['Query', { TableName: 't' }, []],
  ])('%s', (operation, call, ids) => {
    expect(writtenBy(operation, JSON.stringify(call), keyNames)).toEqual(
      ids.map((id) => ({ table: 't', key: key(id) })),
    );
  });

  it('is not guessed', () => {
    expect(() => writtenBy('ExecuteStatement', '{}', keyNames)).toThrow('does not know ExecuteStatement');
  });
});

describe('what a read costs', () => {
  it('is counted item by item in a batch, those that are not there included', () => {
    const call = JSON.stringify({ RequestItems: { t: { Keys: [key('1'), key('2')], ConsistentRead: true } } });

    expect(unitsRead('BatchGetItem', call, JSON.stringify({ Responses: { t: [key('1')] } }))).toBe(2);
  });

  it('cannot be told of a query that filters', () => {
    expect(() => unitsRead('Query', JSON.stringify({ FilterExpression: 'a = :a' }), '{}')).toThrow('reads more');
  });
});

describe('the meter', () => {
  const shape = { keyNames, indexes: [{ keys: ['due'] }] };

  it('counts calls, read units and the events of a bus', async () => {
    const meter = makeMeter({ shape: async () => shape, readAll: async () => [] });
    const metered = nothingMetered();

    const get = { service: 'dynamodb', operation: 'GetItem', body: '{"TableName":"t","ConsistentRead":true}' };
    await meter(metered, get, async () => '{}');
    await meter(metered, get, async () => '{}');
    await meter(metered, { service: 'events', operation: 'PutEvents', body: '{"Entries":[{},{}]}' }, async () => '{}');

    expect(metered).toEqual({
      calls: { 'dynamodb:GetItem': 2, 'events:PutEvents': 1 },
      readUnits: 2,
      writeUnits: 0,
      busEvents: 2,
    });
  });

  it('takes the item before and after a write, the indexes of its table included', async () => {
    const states = [undefined, { ...key('1'), due: { S: '1' } }];
    const meter = makeMeter({ shape: async () => shape, readAll: async () => [states.shift()] });
    const metered = nothingMetered();
    const body = JSON.stringify({ TransactItems: [{ Put: { TableName: 't', Item: key('1') } }] });

    await meter(metered, { service: 'dynamodb', operation: 'TransactWriteItems', body }, async () => '{}');

    expect(metered.writeUnits).toBe(2 + 1);
  });
});
