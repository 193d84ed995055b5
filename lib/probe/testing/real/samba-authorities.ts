import { Attribute, Change, Client, NoSuchObjectError } from 'ldapts';
import type { SambaDomainController } from './samba.ts';

const services = 'CN=Public Key Services,CN=Services,CN=Configuration,DC=samba,DC=test';
/** What Windows writes where an attribute is mandatory and there is nothing to say. */
export const placeholder = Buffer.from([0]);

/** Distinguished names of the objects that hold certificates of authorities; a name is written as it stands there, with its escapes. */
export const authorityObject = {
  root: (name: string): string => `CN=${name},CN=Certification Authorities,${services}`,
  aia: (name: string): string => `CN=${name},CN=AIA,${services}`,
  ntAuth: `CN=NTAuthCertificates,${services}`,
};

/**
 * Publishes certificates of authorities in the directory as the administrator, over LDAPS that trusts `rootPem`. An object that is there
 * is given these values instead of its own; a new one gets what its class demands (MS-WCCE section 2.2.2.11, as certutil -dspublish does).
 */
export async function publishAuthorities(
  samba: Pick<SambaDomainController, 'address' | 'host' | 'administrator'>,
  { rootPem, objects }: { rootPem: string; objects: Readonly<Record<string, readonly Uint8Array[]>> },
): Promise<void> {
  const client = new Client({ url: `ldaps://${samba.address}`, tlsOptions: { ca: rootPem, servername: samba.host }, timeout: 10_000 });
  try {
    await client.bind(samba.administrator.dn, samba.administrator.password);
    for (const [dn, certificates] of Object.entries(objects)) {
      const values = certificates.map((bytes) => Buffer.from(bytes));
      const change = new Change({ operation: 'replace', modification: new Attribute({ type: 'cACertificate', values }) });
      await client.modify(dn, change).catch(async (error: unknown) => {
        if (!(error instanceof NoSuchObjectError)) throw error;
        await client.add(dn, [
          new Attribute({ type: 'objectClass', values: ['certificationAuthority'] }),
          new Attribute({ type: 'authorityRevocationList', values: [placeholder] }),
          new Attribute({ type: 'certificateRevocationList', values: [placeholder] }),
          new Attribute({ type: 'cACertificate', values }),
        ]);
      });
    }
  } finally {
    await client.unbind();
  }
}
