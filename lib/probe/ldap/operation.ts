import { BerReader, BindRequest, ExtendedRequest, ExtendedResponse } from 'ldapts';
import { BIND_RESPONSE, EXTENDED_RESPONSE } from './message.ts';

/** Message ID of the first request on every connection. */
export const FIRST_MESSAGE_ID = 2;

/** One request and how its answer is read. The messages are ldapts'; it sees only bytes whose lengths have been checked. */
export type LdapOperation<Value> = {
  /** Bytes of the request under that message ID. */
  encode: (messageId: number) => Uint8Array;
  /** Identifier byte of the response that ends the operation. */
  endsWith: number;
  /** Begins to read an answer. */
  read: () => LdapAnswerReader<Value>;
};

export type LdapAnswerReader<Value> = {
  /** Takes the content of one search entry, in order. Throws when it cannot be read. */
  entry?: (content: Buffer) => void;
  /** Takes the content of one search reference. They are never followed; without this they are left out. */
  reference?: (content: Buffer) => void;
  /** Takes the content of the response that ended the operation with success, and the controls after it. Throws when it cannot be read. */
  end: (content: Buffer, controls: Buffer) => Value;
};

/** Simple bind (RFC 4511 section 4.2). The bytes hold the password and are made anew each time. */
export const simpleBind = (dn: string, password: string): LdapOperation<null> => ({
  encode: (messageId) => new BindRequest({ messageId, dn, password }).write(),
  endsWith: BIND_RESPONSE,
  read: () => ({ end: () => null }),
});

/** Extended operation without a value (RFC 4511 section 4.12). @returns the value of the response as UTF-8; null without one */
export const extendedOperation = (oid: string): LdapOperation<string | null> => ({
  encode: (messageId) => new ExtendedRequest({ messageId, oid }).write(),
  endsWith: EXTENDED_RESPONSE,
  read: () => ({
    end: (content) => {
      const response = new ExtendedResponse({ messageId: 0 });
      response.parse(new BerReader(content), []);
      return response.value ?? null;
    },
  }),
});
