/** Why Active Directory refuses a bind: the hexadecimal number after `data` in its diagnostic message. */
export type BindCode = { code: string; win32: number; name: string; meaning: string };

const bindCode = (code: string, win32: number, name: string, meaning: string): readonly [string, BindCode] => [
  code,
  { code, win32, name, meaning },
];

const bindCodes: ReadonlyMap<string, BindCode> = new Map([
  bindCode('525', 1317, 'ERROR_NO_SUCH_USER', 'the account does not exist'),
  bindCode('52e', 1326, 'ERROR_LOGON_FAILURE', 'name or password is wrong'),
  bindCode('530', 1328, 'ERROR_INVALID_LOGON_HOURS', 'the account may not sign in at this hour'),
  bindCode('531', 1329, 'ERROR_INVALID_WORKSTATION', 'the account may not sign in from this computer'),
  bindCode('532', 1330, 'ERROR_PASSWORD_EXPIRED', 'the password has expired'),
  bindCode('533', 1331, 'ERROR_ACCOUNT_DISABLED', 'the account is disabled'),
  bindCode('701', 1793, 'ERROR_ACCOUNT_EXPIRED', 'the account has expired'),
  bindCode('773', 1907, 'ERROR_PASSWORD_MUST_CHANGE', 'the password must be changed before the first sign-in'),
  bindCode('775', 1909, 'ERROR_ACCOUNT_LOCKED_OUT', 'the account is locked out'),
]);

/** The meaning of a sub-code, in lower or upper case; null for one that is not known. */
export const bindCodeOf = (code: string | null): BindCode | null => (code === null ? null : (bindCodes.get(code.toLowerCase()) ?? null));
