import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog as rules } from '../catalog.ts';
import { exampleTarget, type FillTarget, fill, fillArticle, placeholders } from './fill.ts';

const target: FillTarget = { host: 'dc03.corp.example', port: 3269, transport: 'ldaps', address: '2001:db8::3' };
const all = placeholders.map((name) => `${name}={${name}}`).join(' ');

describe('fill', () => {
  it('replaces every placeholder with the values of the endpoint', () => {
    expect(fill(all, target)).toBe(
      'host=dc03.corp.example shortHost=dc03 domain=corp.example port=3269 hostPort=dc03.corp.example:3269 address=2001:db8::3 ' +
        'addressPort=[2001:db8::3]:3269 url=ldaps://dc03.corp.example:3269 plainPort=3268 plainUrl=ldap://dc03.corp.example:3268 ' +
        'hostPlainPort=dc03.corp.example:3268',
    );
  });

  it('uses the port itself as the plain one for StartTLS', () => {
    expect(fill('{url} {plainPort}', { ...target, port: 10389, transport: 'starttls' })).toBe('ldap://dc03.corp.example:10389 10389');
  });

  it('writes IPv6 literals in brackets where a port or an address follows', () => {
    expect(fill('{hostPort} {url} {host}', { host: '2001:db8::1', port: 636, transport: 'ldaps' })).toBe(
      '[2001:db8::1]:636 ldaps://[2001:db8::1]:636 2001:db8::1',
    );
  });

  it('sends no server name and checks the address for IP literals', () => {
    expect(fill('-servername {host} -verify_hostname {host}', { host: '192.0.2.7', port: 636, transport: 'ldaps' })).toBe(
      '-noservername -verify_ip 192.0.2.7',
    );
  });

  it.each(['192.0.2.7', '2001:db8::7'])('asks the CA for an IP address entry for the literal %s, never for a DNS name', (host) => {
    const literal: FillTarget = { host, port: 636, transport: 'ldaps' };
    expect(fill('_continue_ = "dns={host}&"', literal)).toBe(`_continue_ = "ipaddress=${host}&"`);
    expect(fill('-addext "subjectAltName=DNS:{host}"', literal)).toBe(`-addext "subjectAltName=IP:${host}"`);
    expect(fill('_continue_ = "dns={host}&" "subjectAltName=DNS:{host}"', target)).toBe(
      '_continue_ = "dns=dc03.corp.example&" "subjectAltName=DNS:dc03.corp.example"',
    );
  });

  it('shows an example server where there is no endpoint', () => {
    expect(fill('{host}:{port}', null)).toBe(`${exampleTarget.host}:${exampleTarget.port}`);
  });

  it('leaves the braces of shells alone', () => {
    expect(fill('{$true} @{Id=1220} { $_.Id } {unknown}', target)).toBe('{$true} @{Id=1220} { $_.Id } {unknown}');
  });

  it('lets nothing into a command that a shell could act on', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (host) => {
        expect(fill('{host} {address} {domain} {shortHost}', { host, port: 636, transport: 'ldaps', address: host })).toMatch(
          /^[A-Za-z0-9._:% -]+$/,
        );
      }),
    );
  });
});

describe('fillArticle', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('leaves no placeholder in %s', (_id, rule) => {
    const known = new RegExp(`\\{(?:${placeholders.join('|')})\\}`);
    expect(JSON.stringify(fillArticle(rule.article, target))).not.toMatch(known);
    expect(JSON.stringify(fillArticle(rule.article, null))).not.toMatch(known);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('never calls an IP literal a DNS name in %s', (_id, rule) => {
    const filled = JSON.stringify(fillArticle(rule.article, { host: '192.0.2.7', port: 636, transport: 'ldaps' }));
    expect(filled).not.toMatch(
      /dns[=:]192\.0\.2\.7|192\.0\.2\.7 (?:is )?(?:in DnsNameList|(?:among|as) (?:the )?DNS name)|as common name and as DNS name/i,
    );
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('compares certificates and not files in %s', (_id, rule) => {
    expect(JSON.stringify(rule.article)).not.toMatch(/-hashfile|Get-FileHash|sha256sum [a-z]+\.(?:cer|crt|pem)/i);
  });

  it('keeps the verifications of the transport in use', () => {
    const article = rules.find(({ id }) => id === 'no-certificate-served')?.article;
    if (article === undefined) throw new Error('rule is missing');
    const commandsFor = (transport: FillTarget['transport']) =>
      fillArticle(article, { ...target, port: transport === 'ldaps' ? 636 : 389, transport }).verify.map(
        ({ command }) => command?.text ?? '',
      );
    expect(commandsFor('ldaps').some((text) => text.includes('-starttls'))).toBe(false);
    expect(commandsFor('starttls').some((text) => text.includes('openssl s_client -starttls ldap -connect dc03.corp.example:389'))).toBe(
      true,
    );
    expect(commandsFor('starttls').some((text) => text.includes('-ZZ -H ldap://dc03.corp.example:389'))).toBe(true);
  });

  it('quotes the brackets of IPv6 literals in shells that would take them for a pattern', () => {
    const article = rules.find(({ id }) => id === 'certificate-expired')?.article;
    if (article === undefined) throw new Error('rule is missing');
    const commands = fillArticle(article, { host: '2001:db8::7', port: 636, transport: 'ldaps' }).verify.flatMap(
      ({ command }) => command ?? [],
    );
    const texts = (shell: string) => commands.filter((command) => command.shell === shell).map(({ text }) => text);
    expect(texts('sh').some((text) => text.includes('-connect "[2001:db8::7]:636" '))).toBe(true);
    expect(texts('sh').some((text) => text.includes('-H "ldaps://[2001:db8::7]:636" '))).toBe(true);
    expect(texts('sh').filter((text) => /(?<!["/])\[2001/.test(text))).toEqual([]);
    expect(texts('PowerShell').filter((text) => text.includes('"[2001'))).toEqual([]);
  });
});
