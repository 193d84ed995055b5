import { rfc8446, schannelEventTitles, sectionOf } from '../article/sources.ts';
import { commonNameOf, count, list } from '../reading/wording.ts';
import { demand, type Requirement } from './requirement.ts';

export const intermediatesSent: Requirement = {
  id: 'intermediates-sent',
  title: 'Intermediates sent',
  findingIds: ['intermediate-missing', 'chain-out-of-order', 'issuer-not-trusted'],
  seen: ({ served: { sent } }) => `${count(sent.length, 'certificate')} sent: ${list(sent.map(({ subject }) => commonNameOf(subject)))}`,
  demands({ served: { leaf, trust } }) {
    const absent = trust.path.filter((step) => step.from === 'anchors' && !step.isAnchor).map(({ subject }) => commonNameOf(subject));
    const cut = trust.ending === 'issuer-missing';
    const last = trust.path.at(-1)?.subject ?? leaf.subject;
    const missing = cut ? `The issuer of ${commonNameOf(last)} was not sent and is no trust anchor here.` : null;
    return [
      demand(
        sectionOf(rfc8446, '4.4.2 Certificate'),
        'Every issuer up to the root; the root may be left out',
        !cut && absent.length === 0,
        absent.length > 0 ? `Not sent: ${list(absent)}.` : missing,
      ),
      demand(
        schannelEventTitles,
        'A chain that the server itself can complete (Schannel logs 36889 otherwise)',
        cut ? null : true,
        cut ? 'The server may hold the issuer without sending it; that cannot be seen from outside.' : null,
      ),
    ];
  },
};
