import { profiles } from '../../rule.ts';
import type { Article } from '../article.ts';
import { rfc1034, rfc9293 } from '../sources.ts';
import { opensslPortCheck, powershellPortCheck } from '../verify.ts';

export const article: Article = {
  whatHappened: [
    'A location is a place that servers are probed from. Either no worker of this one gives a sign of life, or its workers say that their own network is gone.',
    'A worker looks at its own network whenever a probe gets no answer. It then asks hosts that it reached lately, and its DNS servers. When nothing at all answers, the fault is on its side.',
  ],
  whyItMatters: [
    'No host is blamed. Its results from there turn stale, or are not checked, and what other locations see counts.',
    'Doors that are probed from there alone are watched by nobody until it looks again.',
  ],
  events: [],
  couldAlsoBe: [
    { text: 'One server behind a filter: then other hosts still answer this location.', findingId: 'port-filtered' },
    { text: 'DNS servers that answer for other names and fail for one.', findingId: 'name-lookup-failed' },
    { text: 'A worker that was given another name. The old name then stays silent, and can be removed in the settings.' },
  ],
  resolve: [
    {
      title: 'Bring the worker back',
      profiles,
      generation: null,
      requires: 'Administrator of the machine that the worker runs on',
      steps: [
        { text: 'Is the machine on, and does the process run? Its log says why it ended.' },
        {
          text: 'Start it again under the same name.',
          commands: [{ shell: 'sh', text: 'npx port636 worker --location NAME' }],
        },
        { text: 'Does it reach the database? A worker that has lost it ends, and says so in its log.' },
      ],
      rollback: null,
    },
    {
      title: 'Mend the network of the location',
      profiles,
      generation: null,
      requires: 'Administrator of the network that the worker is in',
      steps: [
        {
          text: 'The settings page of the locations lists what was asked, and what did not answer. Start with the interface and the DNS servers.',
        },
        {
          text: 'On that machine, see which interfaces are up, which way leads out, and which DNS servers are used.',
          commands: [
            { shell: 'sh', text: 'ip -brief address\nip route\nresolvectl status' },
            { shell: 'PowerShell', text: 'Get-NetIPConfiguration' },
          ],
        },
        {
          text: 'Nothing more is to be done here: within seconds of its return the worker notices it, and probes again what it could not see.',
        },
      ],
      rollback: null,
    },
    {
      title: 'Give up a location that does not come back',
      profiles,
      generation: null,
      requires: 'Administrator of Port636',
      steps: [
        { text: 'Remove it in the settings under Locations. Doors that were probed from there alone are then probed from everywhere.' },
      ],
      rollback: 'A worker that is started under the same name makes the location anew; its history is lost.',
    },
  ],
  verify: [...opensslPortCheck(), ...powershellPortCheck()],
  inference: 'That nothing answered the worker was seen; that its own network is gone follows from that.',
  sources: [rfc1034, { ...rfc9293, section: '3.8.3' }],
};
