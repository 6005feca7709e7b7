import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type StoredItem = Readonly<Record<string, AttributeValue>>;

const utf8 = (text: string): number => Buffer.byteLength(text, 'utf8');

/** A byte for two significant digits and one more; leading and trailing zeros take no room. */
const numberBytes = (text: string): number => {
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[-+.]/g, '')
    .replace(/^0+|0+$/g, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
};

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

/** A list or a map: three bytes, and one more for each of its elements. */
const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

const valueBytes = (value: AttributeValue): number => {
  if (value.S !== undefined) return utf8(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return value.B.length;
  if (value.BOOL !== undefined || value.NULL !== undefined) return 1;
  if (value.SS !== undefined) return sum(value.SS.map(utf8));
  if (value.NS !== undefined) return sum(value.NS.map(numberBytes));
  if (value.BS !== undefined) return sum(value.BS.map((bytes) => bytes.length));
  if (value.L !== undefined) return CONTAINER_BYTES + sum(value.L.map((each) => ELEMENT_BYTES + valueBytes(each)));
  if (value.M !== undefined) return CONTAINER_BYTES + ELEMENT_BYTES * Object.keys(value.M).length + itemBytes(value.M);
  throw new Error(`an attribute value of an unknown kind: ${Object.keys(value).join(', ')}`);
};

/** The size of an item as DynamoDB bills it: names and values ("DynamoDB item sizes and formats", developer guide). */
export const itemBytes = (item: StoredItem): number =>
  sum(Object.entries(item).map(([name, value]) => utf8(name) + valueBytes(value)));
