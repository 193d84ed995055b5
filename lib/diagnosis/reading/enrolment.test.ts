import { describe, expect, it } from 'vitest';
import { makeCertificate } from '../testing/evidence-factory.ts';
import { enrolmentOf } from './enrolment.ts';

const forest = '1.3.6.1.4.1.311.21.8.9297300.10481922.2378919.4036973.687234.60';
const byMicrosoft = {
  templateName: null,
  templateOid: null,
  templateMajorVersion: null,
  templateMinorVersion: null,
  applicationPolicies: null,
  objectGuid: null,
  sid: null,
  caVersion: null,
};
const ofTemplate = (written: Partial<typeof byMicrosoft> | { templateName: string } | { templateOid: string } | { sid: string }) =>
  enrolmentOf({ ...makeCertificate({ template: null }), microsoft: { ...byMicrosoft, ...written } });

describe('how a certificate came to its server', () => {
  it.each([
    [{ templateName: 'DomainController' }, 'auto-enrolled from template Domain Controller'],
    [{ templateName: 'kerberosauthentication' }, 'auto-enrolled from template Kerberos Authentication'],
    [{ templateOid: `${forest}.1.33` }, 'auto-enrolled from template Kerberos Authentication'],
    [{ templateOid: `${forest}.1.28` }, 'auto-enrolled from template Domain Controller Authentication'],
  ])('is auto-enrolment where the template %j is one for domain controllers', (written, words) => {
    expect(ofTemplate(written)).toMatchObject({ kind: 'auto-enrolled', words });
  });

  it.each([
    [{ templateName: 'WebServer' }, 'issued by a CA of Active Directory from template Web Server'],
    [{ templateOid: `${forest}.1.30` }, 'issued by a CA of Active Directory from template Workstation Authentication'],
    [{ templateName: 'LDAPS 2026' }, 'issued by a CA of Active Directory from template LDAPS 2026'],
    [{ templateOid: `${forest}.1234567.33` }, `issued by a CA of Active Directory from template ${forest}.1234567.33`],
    [{ templateOid: `${forest}.1.400` }, `issued by a CA of Active Directory from template ${forest}.1.400`],
    [{ sid: 'S-1-5-21-1-2-3-1000' }, 'issued by a CA of Active Directory, which does not tell the template'],
  ])('is a CA of Active Directory where it says %j', (written, words) => {
    expect(ofTemplate(written)).toMatchObject({ kind: 'enterprise-ca', words });
  });

  it('is by hand where no template is told', () => {
    const plain = makeCertificate({ template: null, microsoft: null });
    expect(enrolmentOf(plain)).toEqual({
      kind: 'by-hand',
      template: null,
      words: 'issued by hand or by a CA that is not Active Directory’s',
    });
    expect(enrolmentOf({ ...plain, selfSigned: true }).words).toBe('signed by itself, so made by hand');
  });

  it('is read from the template alone in evidence that tells nothing more', () => {
    expect(enrolmentOf(makeCertificate({ template: 'KerberosAuthentication', microsoft: null })).kind).toBe('auto-enrolled');
  });
});
