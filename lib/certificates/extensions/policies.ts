import { type DerElement, DerFault, derChildren, derTag, expectTag, readObjectIdentifier } from '../../probe/x509/der.ts';
import { boundedHex, code, type ExtensionReader, integerText, stringOf, words } from './lines.ts';
import type { ExtensionLine } from './views.ts';

/** RFC 5280 section 4.2.1.4 and https://cabforum.org/resources/object-registry/ */
const policyNames: Readonly<Record<string, string>> = {
  '2.5.29.32.0': 'any policy',
  '2.23.140.1.1': 'extended validation',
  '2.23.140.1.2.1': 'domain validated',
  '2.23.140.1.2.2': 'organisation validated',
  '2.23.140.1.2.3': 'individual validated',
};

/** Policies that Active Directory makes for an enterprise end in these arcs ([MS-CRTD] section 2.25). */
const assurances: Readonly<Record<string, string>> = { '400': 'low assurance', '401': 'medium assurance', '402': 'high assurance' };
const enterprisePolicy = /^1\.3\.6\.1\.4\.1\.311\.21\.8\..*\.1\.(40[012])$/;

/** `domain validated (2.23.140.1.2.1)`, or the bare object identifier. */
function policyName(oid: string): string {
  const assurance = assurances[enterprisePolicy.exec(oid)?.[1] ?? ''];
  const name = policyNames[oid] ?? (assurance === undefined ? undefined : `${assurance} in this enterprise`);
  return name === undefined ? oid : `${name} (${oid})`;
}

const statement = '1.3.6.1.5.5.7.2.1';
const notice = '1.3.6.1.5.5.7.2.2';

function noticeLines(value: DerElement): ExtensionLine[] {
  return derChildren(expectTag(value, derTag.sequence, 'notice')).map((part) => {
    if (part.tag !== derTag.sequence) return words('Notice to users', stringOf(part) ?? boundedHex(part.content));
    const [organisation, numbers] = derChildren(part);
    if (organisation === undefined || numbers === undefined) throw new DerFault('has a broken reference to a notice');
    const texts = derChildren(numbers).map((number) => integerText(number, 'number of a notice'));
    return words('Notice to users', `number ${texts.join(', ')} of ${stringOf(organisation) ?? boundedHex(organisation.content)}`);
  });
}

function qualifierLines(qualifier: DerElement): ExtensionLine[] {
  const [type, value] = derChildren(qualifier);
  const oid = readObjectIdentifier(type);
  if (value === undefined) throw new DerFault('has a policy with an empty qualifier');
  if (oid === statement) return [code('Practice statement (CPS)', stringOf(value) ?? boundedHex(value.content))];
  if (oid === notice) return noticeLines(value);
  return [code(`Qualifier ${oid}`, boundedHex(value.bytes))];
}

function policies(value: DerElement): ExtensionLine[] {
  return derChildren(expectTag(value, derTag.sequence, 'list of policies')).flatMap((policy) => {
    const [identifier, qualifiers] = derChildren(expectTag(policy, derTag.sequence, 'policy'));
    const named = words('Policy', policyName(readObjectIdentifier(identifier)));
    return [named, ...(qualifiers === undefined ? [] : derChildren(qualifiers).flatMap(qualifierLines))];
  });
}

/** Certificate policies, by object identifier. */
export const policyExtensions: Readonly<Record<string, ExtensionReader>> = {
  '2.5.29.32': { name: 'Certificate policies', read: policies },
};
