import { encodeResult, operation } from '../../../simulation/ldap-messages.ts';
import type { LdapServerOptions } from '../../../simulation/ldap-server.ts';
import { type RangeEndpoint, serving } from './range-endpoint.ts';

const dn = 'CN=probe,CN=Users,DC=example,DC=test';
const options = { bind: { dn, password: 'correct horse' } };

/** Active Directory's words for a refused bind; `data` is a hexadecimal Win32 code. */
const acceptSecurityContext = (data: string): string =>
  `80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data ${data}, v4563\u0000`;

const refusing = (what: string, finding: string, id: string, resultCode: number, message: string): RangeEndpoint => ({
  id: `bind/${id}`,
  what,
  finds: [finding],
  options,
  start: serving({}, { bindRefusal: { resultCode, message } }),
});

/** Answers Who am I? with this identity. */
const calling = (value: string): Omit<LdapServerOptions, 'tls'> => ({
  accounts: { [dn]: 'correct horse' },
  onRequest: (request) =>
    request.kind === 'extended' ? { bytes: encodeResult(request.messageId, operation.extendedResponse, 0, { value }) } : undefined,
});

/** What a directory says to the account of a probe; Windows' answers are emulated. */
export const bindEndpoints: readonly RangeEndpoint[] = [
  {
    id: 'bind/accepted',
    what: 'nothing: the account signs in',
    finds: [],
    options,
    start: serving({}, { accounts: { [dn]: 'correct horse' } }),
  },
  {
    id: 'bind/accepted-by-windows',
    what: 'nothing: the account signs in and is named as Windows does',
    finds: [],
    options,
    start: serving({}, calling('u:EXAMPLE\\probe')),
  },
  {
    id: 'bind/no-who-am-i',
    what: 'nothing: Who am I? is not supported',
    finds: [],
    options,
    start: serving({}, { accounts: { [dn]: 'correct horse' }, whoAmI: false }),
  },
  {
    id: 'bind/someone-else',
    what: 'signed in as somebody else',
    finds: ['whoami-mismatch'],
    options,
    start: serving({}, calling('dn:CN=guest,CN=Users,DC=example,DC=test')),
  },
  refusing('user not found', 'bind-credentials-rejected', 'data-525', 49, acceptSecurityContext('525')),
  refusing('wrong password', 'bind-credentials-rejected', 'data-52e', 49, acceptSecurityContext('52e')),
  refusing('wrong password, as OpenLDAP says it', 'bind-credentials-rejected', 'without-code', 49, ''),
  refusing('outside logon hours', 'bind-account-restricted', 'data-530', 49, acceptSecurityContext('530')),
  refusing('not from this workstation', 'bind-account-restricted', 'data-531', 49, acceptSecurityContext('531')),
  refusing('password expired', 'bind-account-restricted', 'data-532', 49, acceptSecurityContext('532')),
  refusing('account disabled', 'bind-account-restricted', 'data-533', 49, acceptSecurityContext('533')),
  refusing('account expired', 'bind-account-restricted', 'data-701', 49, acceptSecurityContext('701')),
  refusing('password must change', 'bind-account-restricted', 'data-773', 49, acceptSecurityContext('773')),
  refusing('account locked out', 'bind-account-restricted', 'data-775', 49, acceptSecurityContext('775')),
  refusing('channel binding demanded', 'bind-needs-channel-binding', 'data-80090346', 49, acceptSecurityContext('80090346')),
  refusing(
    'signing demanded',
    'bind-needs-signing',
    'strong-auth-required',
    8,
    '00002028: LdapErr: DSID-0C090202, comment: The server requires binds to turn on integrity checking if SSL\\TLS are not already active on the connection, data 0, v4563\u0000',
  ),
  refusing('unwilling to perform', 'bind-failed', 'unwilling', 53, 'not today'),
];
