declare module 'libqp' {
  /** The bytes of a quoted-printable text; what is no escape stays as it is. */
  export function decode(text: string): Buffer;
}
