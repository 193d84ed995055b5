/**
 * Findings that the demo cannot show, with the reason. Everything else of the catalog is shown by some host of it, or by the fleet.
 */
export const notShown: Readonly<Record<string, string>> = {
  'host-unreachable': 'Routers say that a network or host cannot be reached. The demo stands on the loopback network, which has none.',
};

/** Findings that go by the port of the door: shown where the ports below 1024 may be taken, and not 10000 above them. */
export const shownAtUsualPortsAlone: readonly string[] = ['global-catalog-not-ready'];
