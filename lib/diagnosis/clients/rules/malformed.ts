import { allRefuse, type ClientContext, type ClientRule, depends, ofServed } from '../client.ts';

const sentBy = ({ attempt: { certificate } }: ClientContext) => (certificate.status === 'ok' ? certificate.data.sent : []);
const perhaps = depends('Whether it needs that certificate, and whether it can read what this program cannot, is not known.', 'inference');

export const malformedRules: readonly ClientRule[] = [
  {
    id: 'certificate-malformed',
    title: 'The certificate cannot be read',
    applies: (context) => (sentBy(context)[0]?.malformed ?? null) !== null,
    stances: allRefuse('It cannot read the certificate, or not the names in it.'),
  },
  {
    id: 'no-readable-certificate',
    title: 'No certificate could be taken from the session',
    applies: ({ attempt }) => attempt.handshake.status === 'ok' && attempt.certificate.status === 'failed',
    stances: { windows: perhaps, openssl: perhaps, gnutls: perhaps, java: perhaps },
  },
  ofServed(
    'issuer-malformed',
    'A certificate that was sent with it cannot be read',
    { windows: perhaps, openssl: perhaps, gnutls: perhaps, java: perhaps },
    ({ sent }) => sent.slice(1).some(({ malformed }) => malformed !== null),
  ),
];
