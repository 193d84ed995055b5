import type { Transport } from '../host-list.ts';

/** A door that can be registered for what was found. */
export type ProposedDoor = {
  port: number;
  transport: Transport;
  label: string;
  /** Only global catalogs listen there. */
  globalCatalog: boolean;
  /** Ticked unless a person thinks otherwise. */
  proposed: boolean;
};

export const proposedDoors: readonly ProposedDoor[] = [
  { port: 636, transport: 'ldaps', label: '636, LDAPS', globalCatalog: false, proposed: true },
  { port: 3269, transport: 'ldaps', label: '3269, LDAPS of the global catalog', globalCatalog: true, proposed: true },
  { port: 389, transport: 'starttls', label: '389, StartTLS', globalCatalog: false, proposed: false },
  { port: 3268, transport: 'starttls', label: '3268, StartTLS of the global catalog', globalCatalog: true, proposed: false },
];

/** The doors of those ports that a server has. */
export const doorsOf = ({ globalCatalog }: { globalCatalog: boolean | null }, ports: readonly number[]): ProposedDoor[] =>
  proposedDoors.filter((door) => ports.includes(door.port) && (!door.globalCatalog || globalCatalog === true));

/** Ports that the schedule registers. */
export const proposedPorts: readonly number[] = proposedDoors.filter(({ proposed }) => proposed).map(({ port }) => port);
