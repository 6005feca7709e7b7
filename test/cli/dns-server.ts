import { createSocket } from 'node:dgram';

/** Records by `name TYPE`, as a zone file has their values; `'fails'` is an answer that the server cannot give. */
export type Zone = Readonly<Record<string, readonly string[] | 'fails'>>;

const types = { 5: 'CNAME', 15: 'MX', 16: 'TXT' } as const;
const NOT_FOUND = 3;
const SERVER_FAILURE = 2;

const domainName = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
    Buffer.from([0]),
  ]);

/** A TXT is strings of at most 255 bytes each. */
const strings = (value: string): Buffer =>
  Buffer.concat((value.match(/.{1,255}/gs) ?? ['']).flatMap((part) => [Buffer.from([part.length]), Buffer.from(part)]));

const dataOf = (type: string | undefined, value: string): Buffer => {
  if (type === 'TXT') return strings(value);
  if (type === 'CNAME') return domainName(value);
  const [priority = '', host = ''] = value.split(' ');
  return Buffer.concat([Buffer.from([0, Number(priority)]), domainName(host)]);
};

const record = (type: number, data: Buffer): Buffer => {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, 0]); // named as the question; class IN; 60 seconds
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
};

const questionOf = (query: Buffer) => {
  const labels: string[] = [];
  let at = 12;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length).toLowerCase());
    at += 1 + length;
  }
  return { name: labels.join('.'), type: query.readUInt16BE(at + 1), bytes: query.subarray(12, at + 5) };
};

const answerTo = (query: Buffer, zone: Zone): Buffer => {
  const { name, type, bytes } = questionOf(query);
  const typeName = types[type as keyof typeof types] as string | undefined;
  const found = zone[`${name} ${typeName}`];
  const records = found === 'fails' ? [] : (found ?? []).map((value) => record(type, dataOf(typeName, value)));
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  const failure = found === undefined ? NOT_FOUND : 0;
  head.writeUInt16BE(0x8180 + (found === 'fails' ? SERVER_FAILURE : failure), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(records.length, 6);
  return Buffer.concat([head, bytes, ...records]);
};

/** A DNS server on loopback that knows these records and no others. */
export const startDns = async (zone: Zone) => {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => socket.send(answerTo(query, zone), port, address));
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', () => resolve());
  });
  const stop = () => new Promise<void>((resolve) => socket.close(() => resolve()));
  return { address: `127.0.0.1:${socket.address().port}`, [Symbol.asyncDispose]: stop };
};
