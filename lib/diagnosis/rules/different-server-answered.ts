import { rootDseValues } from '../../probe/evidence.ts';
import { article } from '../article/texts/different-server-answered.ts';
import { isIpLiteral, sameHost } from '../reading/host-name.ts';
import type { AddressContext, AddressRule } from '../rule.ts';

const announcedName = ({ attempt }: AddressContext): string | null =>
  attempt.directory.status === 'ok' ? (rootDseValues(attempt.directory.data.rootDse, 'dnsHostName')[0] ?? null) : null;

/** 506: dnsHostName is not the registered host. Not judged for IP literals and for names that stand for a whole domain. */
export const differentServerAnswered: AddressRule = {
  scope: 'address',
  id: 'different-server-answered',
  no: 506,
  stage: 'ldap',
  severities: ['warning'],
  title: 'Another server answered',
  suppresses: ['shared-private-key'],
  article,
  applies: (context) => !context.subject.standsForDomain && !isIpLiteral(context.evidence.target.host) && announcedName(context) !== null,
  check(context) {
    const announced = announcedName(context);
    const { host } = context.evidence.target;
    if (announced === null || sameHost(host, announced)) return null;
    const { address } = context.attempt;
    return {
      summary: `${host} was asked at ${address}, and ${announced} answered.`,
      facts: { host, dnsHostName: announced, address },
      observations: [
        { label: 'Host that was asked', seen: `${host} at ${address}`, healthy: 'The server itself' },
        { label: 'dnsHostName of the server that answered', seen: announced, healthy: host },
      ],
    };
  },
};
