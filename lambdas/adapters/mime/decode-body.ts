import PostalMime from 'postal-mime';

const PLAIN = new Set(['7bit', '8bit', 'binary']);
const ENCODED = new Set(['quoted-printable', 'base64']);

/** Can the body of a part with this transfer encoding be read at all? */
export const isKnownEncoding = (encoding: string): boolean => PLAIN.has(encoding) || ENCODED.has(encoding);

/**
 * Undoes the transfer encoding of one part's body. The library sees nothing but this body, declared as an attachment:
 * it then hands back its bytes, and has no second part or other header to mix into them.
 */
export async function decodeBody(body: string, encoding: string): Promise<Uint8Array> {
  if (PLAIN.has(encoding)) return Buffer.from(body, 'latin1');
  const headers = `Content-Type: application/octet-stream\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
  const mail = await PostalMime.parse(Buffer.from(headers + body, 'latin1'));
  const content = mail.attachments[0]?.content ?? new Uint8Array();
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}
