import type { TlsOptions } from 'node:tls';
import { startBrokenServer } from '../../../simulation/broken-server.ts';
import { asksForName, startGreetingSensitiveServer } from '../../../simulation/greeting-sensitive-server.ts';
import { RANGE_HOST, type RangeEndpoint, type RangeMaterials, serving } from './range-endpoint.ts';

const weakened = 'DEFAULT@SECLEVEL=0';
const only = (version: NonNullable<TlsOptions['minVersion']>, more: TlsOptions = {}): { tls: TlsOptions } => ({
  tls: { minVersion: version, maxVersion: version, ciphers: weakened, ...more },
});

/** Demands a certificate that the probe does not have. */
const demanding = (version: 'TLSv1.2' | 'TLSv1.3') => ({
  tls: { minVersion: version, maxVersion: version, requestCert: true, rejectUnauthorized: true } as const,
});

const alert = (number: number, what: string, ...finds: readonly string[]): RangeEndpoint => ({
  id: `tls/alert-${number}`,
  what: `answers the greeting with the alert ${what}`,
  finds,
  start: () => startBrokenServer(`alert-${number}`),
});

const sensitive =
  (options: Omit<Parameters<typeof startGreetingSensitiveServer>[0], 'tls'>) =>
  async ({ issuing }: RangeMaterials) => {
    const leaf = await issuing.issue({ dnsNames: [RANGE_HOST] });
    return startGreetingSensitiveServer({ tls: { cert: leaf.chainPem, key: leaf.keyPem }, ...options });
  };

/** Faults of the TLS handshake. */
export const tlsEndpoints: readonly RangeEndpoint[] = [
  { id: 'tls/1.3-only', what: 'nothing: TLS 1.3 only', finds: [], start: serving({}, only('TLSv1.3', { ciphers: undefined })) },
  { id: 'tls/1.2-only', what: 'nothing: TLS 1.2 only', finds: [], start: serving({}, only('TLSv1.2', { ciphers: undefined })) },
  { id: 'tls/1.1-only', what: 'TLS 1.1 only', finds: ['legacy-protocol-only'], start: serving({}, only('TLSv1.1')) },
  { id: 'tls/1.0-only', what: 'TLS 1.0 only', finds: ['legacy-protocol-only'], start: serving({}, only('TLSv1')) },
  {
    id: 'tls/cbc',
    what: 'nothing: an old mode of a sound cipher',
    finds: [],
    start: serving({ key: 'RSA-2048' }, only('TLSv1.2', { ciphers: 'ECDHE-RSA-AES128-SHA' })),
  },
  { id: 'tls/p-521', what: 'nothing: knows one curve', finds: [], start: serving({}, { tls: { ecdhCurve: 'P-521' } }) },
  {
    id: 'tls/null-cipher',
    what: 'offers no encryption at all',
    finds: ['no-shared-cipher'],
    start: serving({ key: 'RSA-2048' }, only('TLSv1.2', { ciphers: 'NULL-SHA256:@SECLEVEL=0' })),
  },
  {
    id: 'tls/static-rsa',
    what: 'static RSA key exchange',
    finds: ['weak-key-exchange'],
    start: serving({ key: 'RSA-2048' }, only('TLSv1.2', { ciphers: 'AES128-GCM-SHA256' })),
  },
  {
    id: 'tls/client-certificate-1.3',
    what: 'demands a client certificate over TLS 1.3',
    finds: ['client-certificate-required'],
    start: serving({}, demanding('TLSv1.3')),
  },
  {
    id: 'tls/client-certificate-1.2',
    what: 'demands a client certificate over TLS 1.2',
    finds: ['client-certificate-required'],
    start: serving({}, demanding('TLSv1.2')),
  },
  {
    id: 'tls/client-certificate-optional',
    what: 'nothing: asks for a client certificate and does without, as domain controllers do',
    finds: [],
    start: serving({}, { tls: { requestCert: true, rejectUnauthorized: false } }),
  },
  {
    id: 'tls/no-shared-cipher',
    what: 'no cipher in common',
    finds: ['no-shared-cipher'],
    start: () => startBrokenServer('no-shared-cipher'),
  },
  {
    id: 'tls/name-refused',
    what: 'refuses the server name, and works without one',
    finds: ['server-name-rejected'],
    start: sensitive({ refuses: (hello) => asksForName(hello, RANGE_HOST), how: { alert: 112 } }),
  },
  {
    id: 'tls/name-reset',
    what: 'resets on the server name, and works without one',
    finds: ['server-name-rejected'],
    start: sensitive({ refuses: (hello) => asksForName(hello, RANGE_HOST), how: 'reset' }),
  },
  alert(0, 'close_notify', 'handshake-failed'),
  alert(10, 'unexpected_message', 'handshake-failed'),
  alert(20, 'bad_record_mac', 'handshake-failed'),
  alert(40, 'handshake_failure', 'no-shared-cipher'),
  alert(42, 'bad_certificate', 'handshake-failed'),
  alert(43, 'unsupported_certificate', 'handshake-failed'),
  alert(44, 'certificate_revoked', 'handshake-failed'),
  alert(45, 'certificate_expired', 'handshake-failed'),
  alert(46, 'certificate_unknown', 'handshake-failed'),
  alert(47, 'illegal_parameter', 'handshake-failed'),
  alert(48, 'unknown_ca', 'handshake-failed'),
  alert(49, 'access_denied', 'handshake-failed'),
  alert(50, 'decode_error', 'handshake-failed'),
  alert(51, 'decrypt_error', 'handshake-failed'),
  alert(70, 'protocol_version', 'no-shared-protocol'),
  alert(71, 'insufficient_security', 'no-shared-cipher'),
  alert(80, 'internal_error', 'handshake-failed'),
  alert(86, 'inappropriate_fallback', 'handshake-failed'),
  alert(90, 'user_canceled', 'handshake-failed'),
  alert(109, 'missing_extension', 'handshake-failed'),
  alert(110, 'unsupported_extension', 'handshake-failed'),
  alert(112, 'unrecognized_name', 'server-name-rejected'),
  alert(113, 'bad_certificate_status_response', 'handshake-failed'),
  alert(115, 'unknown_psk_identity', 'handshake-failed'),
  alert(116, 'certificate_required', 'client-certificate-required'),
  alert(120, 'no_application_protocol', 'handshake-failed'),
];
