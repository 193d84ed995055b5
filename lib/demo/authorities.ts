import type { DemoCertificates } from './certificates.ts';
import type { DemoAuthorities } from './demo-host.ts';

/** Makes, or takes up again, the authorities of the demo. */
export async function openAuthorities(certificates: DemoCertificates): Promise<DemoAuthorities> {
  const root = await certificates.authority('root', { subject: 'CN=Corp Example Root CA,O=Corp Example', leftDays: 2_900 });
  const below = (name: string, subject: string, leftDays = 1_400, more = {}) =>
    certificates.authority(name, { subject, leftDays, lifetimeDays: 1_825, ...more }, root);
  const publicRoot = await certificates.authority('public root', { subject: 'CN=Example Trust Root R1,O=Example Trust', leftDays: 3_100 });
  return {
    root,
    issuing: await below('issuing', 'CN=Corp Example Issuing CA 1,O=Corp Example'),
    emea: await below('emea', 'CN=Corp Example EMEA Issuing CA,O=Corp Example', 900),
    onDomainController: await below('on a domain controller', 'CN=CORP-DC05-CA,DC=corp,DC=example', 700),
    expired: await below('expired', 'CN=Corp Example Issuing CA 2021,O=Corp Example', -3),
    ending: await below('ending', 'CN=Corp Example Branch CA,O=Corp Example', 12),
    constrained: await below('constrained', 'CN=Corp Example Partner CA,O=Corp Example', 800, {
      permitted: { dnsNames: ['partners.example'] },
    }),
    public: await certificates.authority(
      'public',
      { subject: 'CN=Example Trust TLS CA 2,O=Example Trust', leftDays: 1_500, lifetimeDays: 1_825 },
      publicRoot,
    ),
    publicRoot,
    stranger: await certificates.authority('stranger', {
      subject: 'CN=Appliance Vendor Root,O=Appliance Vendor',
      leftDays: 4_000,
      lifetimeDays: 7_300,
    }),
  };
}
