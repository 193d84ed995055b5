import type { EventDetails } from './article.ts';

const directoryService = {
  product: 'Windows Server, Active Directory Domain Services',
  log: 'Directory Service',
  source: 'Microsoft-Windows-ActiveDirectory_DomainService (Windows Server 2003: Active Directory)',
  symbolicName: null,
} as const;
const schannel = { product: 'Windows Server', log: 'System', source: 'Schannel', symbolicName: null } as const;
const numberNote = 'Windows 2000 and 2003 number some Schannel events differently, so match on the text as well as on the number.';

/** The event behind "no certificate is served". */
export const event1220: EventDetails = {
  ...directoryService,
  id: 1220,
  symbolicName: 'DIRLOG_LDAP_SSL_NO_CERT',
  level: 'Warning',
  message: 'LDAP over Secure Sockets Layer (SSL) will be unavailable at this time because the server was unable to obtain a certificate.',
  note: 'Logged on the domain controller when a client tries LDAP over SSL. Error value 8009030e (no credentials are available in the security package) is usually given with it.',
};

/** Its counterpart: LDAPS became available. */
export const event1221: EventDetails = {
  ...directoryService,
  id: 1221,
  level: 'Information',
  message: 'LDAP over SSL is available: a certificate was found. (Meaning; the exact wording was not confirmed from a citable source.)',
  note: 'Its presence after the last 1220 on the domain controller proves that the certificate was loaded.',
};

export const schannel36869: EventDetails = {
  ...schannel,
  id: 36869,
  level: 'Error',
  message: 'The certificate of the TLS server credential has no private key information attached to it. (Meaning.)',
  note: `Typical after an import or restore without the private key. ${numberNote}`,
};
export const schannel36870: EventDetails = {
  ...schannel,
  id: 36870,
  level: 'Error',
  message: 'The private key of the TLS server credential could not be accessed; error code and internal state are given. (Meaning.)',
  note: `The permissions of the key under MachineKeys are the usual cause on a domain controller. ${numberNote}`,
};
export const schannel36871: EventDetails = {
  ...schannel,
  id: 36871,
  level: 'Error',
  message: 'A fatal error occurred while a TLS credential was created. (Meaning.)',
  note: numberNote,
};
export const schannel36872: EventDetails = {
  ...schannel,
  id: 36872,
  level: 'Error',
  message: 'The chain of the server certificate could not be retrieved. (Meaning.)',
  note: `In Windows 2000 and 2003 this number meant that no default server credential exists. ${numberNote}`,
};
export const schannel36874: EventDetails = {
  ...schannel,
  id: 36874,
  level: 'Error',
  message: 'A client asked for TLS, and none of the cipher suites it offered is supported by the server. (Meaning.)',
  note: `Logged on the server that refused. It goes with 36888. ${numberNote}`,
};
export const schannel36880: EventDetails = {
  ...schannel,
  id: 36880,
  level: 'Information',
  message: 'A TLS handshake was completed; protocol, cipher suite and names are given. (Meaning.)',
  note: `Logged once the value EventLogging of Schannel includes successes. It tells which client still uses what. ${numberNote}`,
};
export const schannel36881: EventDetails = {
  ...schannel,
  id: 36881,
  level: 'Error',
  message: 'The certificate of the remote side has expired or is not yet valid. (Meaning.)',
  note: `Logged on the Windows client that checked the certificate. ${numberNote}`,
};
export const schannel36882: EventDetails = {
  ...schannel,
  id: 36882,
  level: 'Error',
  message: 'The certificate of the remote side was issued by a certification authority that is not trusted. (Meaning.)',
  note: `Logged on the Windows client that checked the certificate. ${numberNote}`,
};
export const schannel36883: EventDetails = {
  ...schannel,
  id: 36883,
  level: 'Error',
  message: 'The certificate of the remote side was revoked. (Meaning.)',
  note: `Logged on the Windows client that checked the certificate. ${numberNote}`,
};
export const schannel36884: EventDetails = {
  ...schannel,
  id: 36884,
  level: 'Error',
  message: 'The certificate of the remote side does not contain the name that was expected. (Meaning.)',
  note: `Logged on the Windows client that checked the certificate. ${numberNote}`,
};
export const schannel36885: EventDetails = {
  ...schannel,
  id: 36885,
  level: 'Warning',
  message: 'The list of trusted certification authorities is too long and was shortened. (Meaning.)',
  note: `Logged on a server that asks for client certificates. ${numberNote}`,
};
export const schannel36886: EventDetails = {
  ...schannel,
  id: 36886,
  level: 'Warning',
  message:
    'No suitable default server credential exists on this system. (Opening words; the text names the directory server as an example of an application that is affected.)',
  note: `Logged in the System log of the server; dcdiag prints it as 0x00009016. ${numberNote}`,
};
export const schannel36887: EventDetails = {
  ...schannel,
  id: 36887,
  level: 'Error',
  message: 'A fatal alert was received from the remote side; the alert number is given. (Meaning.)',
  note: `On the server it means that the client rejected the handshake. ${numberNote}`,
};
export const schannel36888: EventDetails = {
  ...schannel,
  id: 36888,
  level: 'Error',
  message: 'A fatal alert was generated and sent to the remote side; alert number and internal state are given. (Meaning.)',
  note: `On the server it means that the server rejected the handshake. ${numberNote}`,
};
export const schannel36889: EventDetails = {
  ...schannel,
  id: 36889,
  level: 'Error',
  message: 'The certificate chain is incomplete. (Meaning.)',
  note: numberNote,
};

const signingNote = 'Microsoft pages disagree about 2888 and 2889; this follows the event texts and KB 935834.';
export const event2886: EventDetails = {
  ...directoryService,
  id: 2886,
  level: 'Warning',
  message: 'The server should be set to reject SASL binds without signing and simple binds in clear text. (Meaning.)',
  note: 'Logged when the service starts; dcdiag prints it as 0x80000B46.',
};
export const event2887: EventDetails = {
  ...directoryService,
  id: 2887,
  level: 'Warning',
  message: 'Within 24 hours, so many binds without signing or TLS were accepted. (Meaning.)',
  note: 'Logged once a day, with one counter per kind of bind.',
};
export const event2888: EventDetails = {
  ...directoryService,
  id: 2888,
  level: 'Information',
  message: 'Within 24 hours, so many binds without signing or TLS were rejected. (Meaning.)',
  note: signingNote,
};
export const event2889: EventDetails = {
  ...directoryService,
  id: 2889,
  level: 'Information',
  message: 'A client bound without signing or in clear text; its address, identity and kind of bind are given. (Meaning.)',
  note: `Logged per client once the diagnostics level "16 LDAP Interface Events" is 2. ${signingNote}`,
};

const channelBindingNote =
  'Microsoft pages disagree about 3039 to 3041; this follows the event texts and the channel-binding page of Microsoft.';
export const event3039: EventDetails = {
  ...directoryService,
  id: 3039,
  level: null,
  message: 'A client bound over TLS and its channel binding token did not validate. (Meaning.)',
  note: `Needs diagnostics level 2 and the policy "When supported" or "Always". ${channelBindingNote}`,
};
export const event3074: EventDetails = {
  ...directoryService,
  id: 3074,
  level: null,
  message: 'A bind would fail if channel binding were enforced: its token is not well formed. (Meaning.)',
  note: 'Audit event of Windows Server 2019 and later with the updates of August to October 2023, at diagnostics level 2.',
};
export const event3075: EventDetails = {
  ...directoryService,
  id: 3075,
  level: null,
  message: 'A client bound without channel binding information; its address and identity are given. (Meaning.)',
  note: 'Audit event of Windows Server 2019 and later with the updates of August to October 2023, at diagnostics level 2.',
};
