import type { Resolution } from './article.ts';

/** What the owner of a CA does about a CA certificate that has ended or will soon. */
export const renewIssuer: Resolution = {
  title: 'Renew the issuer, if that has not been done',
  profiles: ['ad-ds', 'ad-lds', 'entra-ds', 'ldap'],
  generation: null,
  requires: 'Administrator of the certification authority',
  steps: [
    {
      text: 'AD CS: in the console Certification Authority right-click the CA, All Tasks > Renew CA Certificate. With the same key, certificates already issued stay good as soon as the renewed CA certificate is spread.',
      commands: [{ shell: 'cmd', text: 'certutil -renewCert ReuseKeys' }],
    },
    {
      text: 'Spread it: an issuing CA’s certificate to the intermediate stores, a root’s to the trusted roots, both in the directory for the computers of the forest.',
      commands: [{ shell: 'cmd', text: 'certutil -dspublish -f issuing.cer SubCA\ncertutil -dspublish -f root.cer RootCA' }],
    },
    {
      text: 'Other CAs, and roots of public CAs: get the current certificate of the issuer from its owner. A public root that ended was replaced long before; update the trust store of the clients.',
    },
  ],
  rollback: 'The former CA certificate stays where it was; a renewed one with the same key does not invalidate it.',
};
