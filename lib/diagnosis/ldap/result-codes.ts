/** Names of LDAP result codes (RFC 4511 section 4.1.9 and appendix A) with their meaning in a few words. */
const resultCodes: Readonly<Record<number, readonly [name: string, meaning: string]>> = {
  0: ['success', 'the operation succeeded'],
  1: ['operationsError', 'the operation came at the wrong time; Active Directory says so when it wants a bind first'],
  2: ['protocolError', 'the server did not understand the request'],
  3: ['timeLimitExceeded', 'the server stopped after its time limit'],
  4: ['sizeLimitExceeded', 'the answer is larger than the server allows'],
  7: ['authMethodNotSupported', 'the server does not offer this way to bind'],
  8: ['strongerAuthRequired', 'the server asks for signing, TLS or a stronger bind'],
  10: ['referral', 'the server sends the client elsewhere'],
  11: ['adminLimitExceeded', 'a limit of the administrator was reached'],
  12: ['unavailableCriticalExtension', 'a control that was demanded is not supported'],
  13: ['confidentialityRequired', 'the server asks for encryption'],
  14: ['saslBindInProgress', 'the bind needs another step'],
  32: ['noSuchObject', 'the entry does not exist'],
  34: ['invalidDNSyntax', 'the name of the entry is not well formed'],
  48: ['inappropriateAuthentication', 'this account cannot bind in this way'],
  49: ['invalidCredentials', 'name or password is wrong, or the account may not sign in'],
  50: ['insufficientAccessRights', 'the account may not do this'],
  51: ['busy', 'the server is too busy to answer'],
  52: ['unavailable', 'the server is shutting down, starting or otherwise not available'],
  53: ['unwillingToPerform', 'the server refuses the operation'],
  54: ['loopDetect', 'the server went round in a circle'],
  80: ['other', 'an error inside the server'],
};

/** `52 unavailable`, or the bare number for codes that RFC 4511 does not name. */
export const resultCodeName = (code: number): string => (resultCodes[code] ? `${code} ${resultCodes[code][0]}` : String(code));

/** What the code means in a few words; null for codes that RFC 4511 does not name. */
export const resultCodeMeaning = (code: number): string | null => resultCodes[code]?.[1] ?? null;
