/** What OpenLDAP answers. */
export const openLdapRootDse: Record<string, readonly string[]> = {
  objectClass: ['top', 'OpenLDAProotDSE'],
  namingContexts: ['dc=example,dc=test'],
  supportedLDAPVersion: ['3'],
  supportedExtension: ['1.3.6.1.4.1.1466.20037', '1.3.6.1.4.1.4203.1.11.3'],
  subschemaSubentry: ['cn=Subschema'],
};
