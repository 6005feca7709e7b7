/** One leaf of a mail's MIME tree, in the order in which it stands there. An attached mail is one leaf, never opened. */
export interface Leaf {
  /** Lower case, such as `text/plain`; empty when the part's own headers could not be read without a guess. */
  readonly mediaType: string;
  /** Lower case; undefined when the part names none. */
  readonly charset?: string | undefined;
  /** It has a file name, or says that it is an attachment. */
  readonly attached: boolean;
  /** `format=flowed` (RFC 3676): a line that ends in a space goes on in the next; `delsp` drops that space. */
  readonly flowed: 'no' | 'keep-space' | 'drop-space';
  /** The bytes with the transfer encoding undone. Empty for leaves that nobody reads. */
  readonly content: Uint8Array;
}
