/** A public hosted zone of Route 53. */
export interface ZoneSetting {
  readonly id: string;
  readonly name: string;
}

const holds = ({ name }: ZoneSetting, domain: string): boolean => domain === name || domain.endsWith(`.${name}`);

/** The zone that the records of a domain go to: of those it lies in, the one with the longest name, as in DNS. */
export const zoneOf = (domain: string, zones: readonly ZoneSetting[]): ZoneSetting | undefined =>
  zones.filter((zone) => holds(zone, domain)).sort((a, b) => b.name.length - a.name.length)[0];
