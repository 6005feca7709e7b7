import { createTransport } from 'nodemailer';

/** Sends a raw mail through the local mail server, signed in as this person; answers what the server said. */
export const sendAs = async (
  smtp: { readonly host: string; readonly port: number },
  person: { readonly email: string; readonly password: string },
  { to, raw }: { readonly to: string; readonly raw: string | Buffer },
): Promise<string> => {
  const transport = createTransport({ ...smtp, auth: { user: person.email, pass: person.password }, ignoreTLS: true });
  const { response } = await transport.sendMail({ envelope: { from: person.email, to }, raw });
  return response;
};
