import { article } from '../article/texts/legacy-protocol-offered.ts';
import { deepScanOf, offeredVersions, scanWords, versionName } from '../reading/deep-scan.ts';
import { endpointName } from '../reading/tls-picture.ts';
import { list } from '../reading/wording.ts';
import type { AddressRule } from '../rule.ts';

const legacyVersions: readonly string[] = ['TLSv1', 'TLSv1.1'];

/** 307: the deep scan was given TLS 1.0 or 1.1 when it offered nothing newer, beside newer versions for those who do. */
export const legacyProtocolOffered: AddressRule = {
  id: 'legacy-protocol-offered',
  no: 307,
  stage: 'tls',
  scope: 'address',
  severities: ['warning'],
  title: 'TLS 1.0 or 1.1 is still offered',
  applies: (context) =>
    deepScanOf(context)?.versions.some(({ protocol, offered }) => legacyVersions.includes(protocol) && offered !== 'unclear') ?? false,
  check(context) {
    const scan = deepScanOf(context);
    if (scan === null) return null;
    const offered = offeredVersions(scan).map(({ protocol }) => protocol);
    const legacy = offered.filter((protocol) => legacyVersions.includes(protocol));
    if (legacy.length === 0) return null;
    const names = list(legacy.map(versionName));
    return {
      summary: `${endpointName(context.evidence)} still agrees to ${names} when a client offers nothing newer (${scanWords(scan)}).`,
      facts: { legacy, offered, seenAt: scan.startedAt },
      observations: [
        { label: 'Versions offered', seen: list(offered.map(versionName)), healthy: 'TLS 1.2 and TLS 1.3 alone' },
        { label: 'Seen by', seen: scanWords(scan), healthy: 'a deep scan' },
      ],
    };
  },
  article,
};
