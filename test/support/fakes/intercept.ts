export type Act = (...args: never[]) => unknown;

/** What has no effect outside the process: it is no place for a crash or a fault. */
const pure = new Set(['clock', 'digest', 'digestBytes', 'newId', 'newPassword', 'meter', 'readLeaves']);

/**
 * The same ports, every call of which goes through `around`: it is given the name of the port (`requests.commit`) and
 * what the call would do, and says what is called instead.
 */
export const interceptPorts = <Ports extends object>(ports: Ports, around: (name: string, act: Act) => Act): Ports => {
  const wrap = (name: string, port: unknown): unknown => {
    if (typeof port === 'function') return around(name, port as Act);
    if (typeof port !== 'object' || port === null) return port;
    return Object.fromEntries(Object.entries(port).map(([member, each]) => [member, wrap(`${name}.${member}`, each)]));
  };
  const wrapped = Object.entries(ports).map(([name, port]) => [name, pure.has(name) ? port : wrap(name, port)]);
  return Object.fromEntries(wrapped) as Ports;
};
