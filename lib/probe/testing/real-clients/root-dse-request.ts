/** LDAPMessage 1: search the empty name, scope base, `(objectClass=*)`, for namingContexts (RFC 4511 section 4.5.1). */
const attributes = Buffer.concat([Buffer.from([0x30, 16, 0x04, 14]), Buffer.from('namingContexts')]);
const filter = Buffer.concat([Buffer.from([0x87, 11]), Buffer.from('objectClass')]);
const parameters = Buffer.from([0x04, 0, 0x0a, 1, 0, 0x0a, 1, 0, 0x02, 1, 0, 0x02, 1, 0, 0x01, 1, 0]);
const search = Buffer.concat([parameters, filter, attributes]);
const request = Buffer.concat([Buffer.from([0x02, 1, 1, 0x63, search.length]), search]);

export const searchRequest: Buffer = Buffer.concat([Buffer.from([0x30, request.length]), request]);
