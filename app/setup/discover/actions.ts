'use server';

import { RequestDiscoveryInput, requestDiscovery } from '#lib/checks/request-discovery.ts';
import { registerDiscovered } from '#lib/fleet/discovery/register-discovered.ts';
import { SetDomainDiscoveryInput, setDomainDiscovery } from '#lib/fleet/discovery/set-domain-discovery.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../../_server/define-action.ts';
import { TickedServers } from './ticked-servers.ts';

export const discover = defineAction({
  schema: RequestDiscoveryInput,
  role: 'admin',
  verb: (context, input) => requestDiscovery(context, input),
  revalidate: [paths.discover()],
});
export const register = defineAction({
  schema: TickedServers,
  role: 'admin',
  verb: registerDiscovered,
  revalidate: [paths.board(), paths.discover()],
});
export const setSchedule = defineAction({
  schema: SetDomainDiscoveryInput,
  role: 'admin',
  verb: setDomainDiscovery,
  revalidate: [paths.discover(), paths.domains()],
});
