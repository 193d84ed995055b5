import {
  contextTag,
  type DerElement,
  DerFault,
  derChildren,
  derTag,
  expectTag,
  readObjectIdentifier,
  readWholeDer,
} from '../../probe/x509/der.ts';
import { boundedHex, code, type ExtensionReader } from './lines.ts';
import { microsoftExtensions } from './microsoft.ts';
import { policyExtensions } from './policies.ts';
import { standardExtensions } from './standard.ts';
import { transparencyExtensions } from './transparency.ts';
import type { ExtensionsView, ExtensionView } from './views.ts';

const readers: Readonly<Record<string, ExtensionReader>> = {
  ...standardExtensions,
  ...policyExtensions,
  ...microsoftExtensions,
  ...transparencyExtensions,
};

/**
 * All extensions of a certificate in words (RFC 5280 section 4.2), those that nobody here knows as bytes. Never throws: what cannot be
 * read says why. Looser than the reading that judges: a certificate with one broken extension still shows the others.
 */
export function describeExtensions(der: Uint8Array): ExtensionsView {
  try {
    return { extensions: extensionsOf(der).map(describe), fault: null };
  } catch (fault) {
    return { extensions: [], fault: `The certificate ${reasonOf(fault)}.` };
  }
}

/** What is no `DerFault` comes from the library that reads names. */
const reasonOf = (fault: unknown): string => (fault instanceof DerFault ? fault.message : 'cannot be read');

function extensionsOf(der: Uint8Array): DerElement[] {
  const [body] = derChildren(expectTag(readWholeDer(der), derTag.sequence, 'outer list'));
  const wrapped = derChildren(expectTag(body, derTag.sequence, 'certificate body')).find(({ tag }) => tag === contextTag(3, true));
  return wrapped === undefined ? [] : derChildren(expectTag(derChildren(wrapped)[0], derTag.sequence, 'list of extensions'));
}

function describe(extension: DerElement): ExtensionView {
  try {
    const [identifier, ...rest] = derChildren(expectTag(extension, derTag.sequence, 'extension'));
    const oid = readObjectIdentifier(identifier);
    const critical = rest[0]?.tag === derTag.boolean && rest[0].content[0] !== 0;
    const { content } = expectTag(rest.at(-1), derTag.octetString, 'value of an extension');
    return { oid, critical, ...describeValue(Object.hasOwn(readers, oid) ? readers[oid] : undefined, content) };
  } catch (fault) {
    return { oid: '', name: null, critical: false, lines: [code('Bytes', boundedHex(extension.bytes))], fault: `It ${reasonOf(fault)}.` };
  }
}

function describeValue(reader: ExtensionReader | undefined, value: Uint8Array): Pick<ExtensionView, 'name' | 'lines' | 'fault'> {
  const bytes = () => [code('Bytes', boundedHex(value))];
  if (reader === undefined) return { name: null, lines: bytes(), fault: null };
  try {
    return { name: reader.name, lines: reader.read(readWholeDer(value)), fault: null };
  } catch (fault) {
    return { name: reader.name, lines: bytes(), fault: `It ${reasonOf(fault)}.` };
  }
}
