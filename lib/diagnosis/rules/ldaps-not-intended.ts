import { article } from '../article/texts/ldaps-not-intended.ts';
import type { EndpointRule } from '../rule.ts';

/** 606: the operator marked the host so. Nothing is probed, nothing can fail, and nobody is alarmed. */
export const ldapsNotIntended: EndpointRule = {
  id: 'ldaps-not-intended',
  no: 606,
  stage: 'fleet',
  scope: 'endpoint',
  severities: ['notice'],
  title: 'LDAPS is not intended here',
  applies: ({ subject }) => !subject.ldapsIntended,
  check: ({ evidence: { target } }) => ({
    summary: `${target.host} is marked as a host where LDAPS is not intended: it is not probed on TLS ports.`,
    facts: { host: target.host, port: target.port },
    observations: [{ label: 'TLS ports', seen: 'not probed on TLS ports', healthy: 'probed, unless LDAPS is not intended' }],
  }),
  article,
};
