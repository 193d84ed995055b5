import type { Attempt } from '../../probe/evidence.ts';
import type { Source } from '../article/article.ts';
import { type Served, servedBy } from '../reading/served.ts';
import type { AddressContext } from '../rule.ts';

export const clientIds = ['windows', 'openssl', 'gnutls', 'java'] as const;
export type ClientId = (typeof clientIds)[number];

/** A family of clients that verify servers by the same code. */
export type Client = {
  id: ClientId;
  name: string;
  /** Programs of this family, as an administrator knows them. */
  examples: string;
  /** What its rules were measured with; null where nobody could measure, and rules rest on sources and inference. */
  measuredWith: string | null;
};

export const clients: readonly Client[] = [
  { id: 'windows', name: 'Windows', examples: 'ldp.exe, PowerShell and .NET on Windows, everything on wldap32', measuredWith: null },
  {
    id: 'openssl',
    name: 'OpenSSL',
    examples: 'Python, PHP and Perl modules, Red Hat’s ldapsearch, openssl s_client',
    measuredWith: 'OpenSSL 3.0.19 (s_client) and Python 3.11 on Debian 12',
  },
  {
    id: 'gnutls',
    name: 'GnuTLS',
    examples: 'ldapsearch, SSSD and all on libldap where it is built on GnuTLS (Debian 12, Ubuntu), gnutls-cli',
    measuredWith: 'OpenLDAP 2.5.13 on GnuTLS 3.7.9, and gnutls-cli, on Debian 12',
  },
  {
    id: 'java',
    name: 'Java',
    examples: 'JNDI with endpoint identification, which is its default: Jenkins, Keycloak, Confluence',
    measuredWith: 'OpenJDK 17.0.15 on Debian 12',
  },
];

/** depends: on the version, the settings or the program of that family. */
export type ClientOutcome = 'accepts' | 'refuses' | 'depends';

/** What a statement rests on: a page to read, the client itself run against such a server, or what is concluded from other facts. */
export type Basis = Source | 'measured' | 'inference';

/** What one family of clients does about one property, and why, in one sentence. */
export type Stance = { outcome: ClientOutcome; because: string; basis: Basis };

export type ClientContext = AddressContext;

/** One line of the table: a property that some client minds. */
export type ClientRule = {
  /** Kebab-case, unique. */
  id: string;
  /** What was seen, in a few words. */
  title: string;
  applies(context: ClientContext): boolean;
  stances: Readonly<Record<ClientId, Stance>>;
};

const stance =
  (outcome: ClientOutcome) =>
  (because: string, basis: Basis = 'measured'): Stance => ({ outcome, because, basis });
export const accepts = stance('accepts');
export const refuses = stance('refuses');
export const depends = stance('depends');

/** All of them refuse, for the same reason; measured where a client was measured at all. */
export const allRefuse = (because: string, windows: Basis = 'inference'): ClientRule['stances'] => ({
  windows: refuses(because, windows),
  openssl: refuses(because),
  gnutls: refuses(because),
  java: refuses(because),
});

type Agreed = Extract<Attempt['handshake'], { status: 'ok' }>['data'];

/** What was agreed in the handshake; null when it was not finished. */
export const agreedIn = ({ attempt: { handshake } }: ClientContext): Agreed | null => (handshake.status === 'ok' ? handshake.data : null);

/** A rule that looks at the certificates that were served: it does not apply where none was read. */
export const ofServed = (
  id: string,
  title: string,
  stances: ClientRule['stances'],
  applies: (served: Served, context: ClientContext) => boolean,
): ClientRule => ({
  id,
  title,
  stances,
  applies: (context) => {
    const served = servedBy(context.attempt);
    return served !== null && applies(served, context);
  },
});
