import { startBrokenServer } from './broken-server.ts';
import { type LdapServerOptions, startLdapServer } from './ldap-server.ts';
import type { SimulatedServer } from './listener.ts';

/** What Windows says to StartTLS when it has no certificate (event 1220): result 52, unavailable. */
export const errorInitializingTls = {
  resultCode: 52,
  message: '00000000: LdapErr: DSID-0C090FB0, comment: Error initializing SSL/TLS, data 0, v4563\u0000',
};

/** A domain controller whose LDAPS port accepts connections and drops them, while plain LDAP works. */
export type DomainControllerWithoutCertificate = {
  /** Accepts, is silent, and resets when a ClientHello arrives. */
  readonly ldaps: SimulatedServer;
  /** Plain LDAP: the rootDSE is answered, StartTLS is refused with 52. */
  readonly ldap: SimulatedServer;
  readonly stop: () => Promise<void>;
};

/** Starts both ports of a domain controller that has no usable certificate. */
export async function startDomainControllerWithoutCertificate(
  options: { address?: string; ldapsPort?: number; ldapPort?: number; hostName?: string; ending?: 'reset' | 'close' } = {},
): Promise<DomainControllerWithoutCertificate> {
  const at = options.address === undefined ? {} : { address: options.address };
  const plain: LdapServerOptions = {
    ...at,
    transport: 'plain',
    longForm: true,
    startTlsRefusal: errorInitializingTls,
    hostName: options.hostName ?? 'dc1.example.test',
    ...(options.ldapPort === undefined ? {} : { port: options.ldapPort }),
  };
  const ending = options.ending === 'close' ? 'close-on-hello' : 'reset-on-hello';
  const ldaps = await startBrokenServer(ending, { ...at, ...(options.ldapsPort === undefined ? {} : { port: options.ldapsPort }) });
  const ldap = await startLdapServer(plain);
  return {
    ldaps,
    ldap,
    stop: async () => {
      await Promise.all([ldaps.stop(), ldap.stop()]);
    },
  };
}
