import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { cmdFaults } from './testing/cmd-faults.ts';
import { iniFaults, ldifFaults } from './testing/file-faults.ts';
import { commandsFor } from './testing/filled-articles.ts';
import { powershellFaults } from './testing/powershell-faults.ts';

const run = (program: string, args: readonly string[], input?: string) =>
  spawnSync(program, args, { encoding: 'utf8', input, timeout: 10_000 });

/** Every text with a fault, with its faults and where it stands; empty when all is well. */
const faulty = (shell: Parameters<typeof commandsFor>[0], faultsOf: (text: string) => string[]) =>
  commandsFor(shell).flatMap(([text, ids]) => {
    const faults = faultsOf(text);
    return faults.length === 0 ? [] : [{ text, faults, ids }];
  });

/** The commands of a shell script one by one: pipelines, lists and lines are taken apart, quotes and continued lines are kept. */
function simpleCommands(script: string): string[][] {
  const commands: string[][] = [[]];
  for (const [token, , operator] of script
    .replaceAll('\\\n', ' ')
    .matchAll(/((?:"[^"]*"|'[^']*'|\\.|[^\s"'|;&<>\n])+)|([|;&\n]+)|[<>]+/g)) {
    if (operator !== undefined) commands.push([]);
    else commands.at(-1)?.push(token);
  }
  return commands.filter((command) => command.length > 0);
}

const programOf = (command: readonly string[]): readonly string[] => {
  const at = command.findIndex((word) => !/^[A-Z_]+=|^(?:timeout|time|\d+)$/.test(word));
  return at < 0 ? [] : command.slice(at);
};

const usages = new Map<string, string | null>();
/** The text in which a program lists its options; null where it is not installed. */
function usageOf(program: string, ...args: readonly string[]): string | null {
  const key = [program, ...args].join(' ');
  const known = usages.get(key);
  if (known !== undefined) return known;
  const { error, stdout, stderr } = run(program, args);
  const usage = error === undefined ? `${stdout}\n${stderr}` : null;
  usages.set(key, usage);
  return usage;
}

function openSslFaults(script: string): string[] {
  return simpleCommands(script).flatMap((command) => {
    const [program, subcommand = '', ...rest] = programOf(command);
    if (program !== 'openssl') return [];
    const usage = usageOf('openssl', subcommand, '-help');
    if (usage === null) return [];
    const options = new Set([...usage.matchAll(/^ *(-[A-Za-z0-9_*]+)/gm)].map(([, option]) => option));
    const isDigest = (word: string): boolean => options.has('-*') && /^-(?:md5|sha\d+)$/.test(word);
    if (options.size === 0) return [`openssl knows no ${subcommand}`];
    return rest
      .filter((word) => word.startsWith('-') && !options.has(word) && !isDigest(word))
      .map((word) => `${subcommand} knows no ${word}`);
  });
}

const ldapTools: readonly string[] = ['ldapsearch', 'ldapwhoami', 'ldapmodify', 'ldappasswd'];

function ldapToolFaults(script: string): string[] {
  return simpleCommands(script).flatMap((command) => {
    const [program = '', ...rest] = programOf(command);
    if (!ldapTools.includes(program)) return [];
    const usage = usageOf(program, '--help');
    if (usage === null) return [];
    const letters = new Set([...usage.matchAll(/^\s+-([A-Za-z])/gm)].map(([, letter]) => letter));
    return rest.filter((word) => /^-[A-Za-z]+$/.test(word) && !letters.has(word[1])).map((word) => `${program} knows no ${word}`);
  });
}

describe('the commands of the articles', () => {
  it('are of every shell', () => {
    for (const shell of ['sh', 'PowerShell', 'cmd', 'ini', 'ldif'] as const) expect(commandsFor(shell).length).toBeGreaterThan(3);
  });

  it('parse in bash', { timeout: 60_000 }, () => {
    const faults = faulty('sh', (text) => {
      const { status, stderr } = run('bash', ['-n'], text);
      return status === 0 ? [] : [stderr];
    });
    expect(faults).toEqual([]);
  });

  it('use options that this openssl knows', { timeout: 60_000 }, () => {
    expect(faulty('sh', openSslFaults)).toEqual([]);
  });

  it('use options that these LDAP tools know', { timeout: 60_000 }, () => {
    expect(faulty('sh', ldapToolFaults)).toEqual([]);
  });

  it('are sound PowerShell', () => {
    expect(faulty('PowerShell', powershellFaults)).toEqual([]);
  });

  it('are known to the Windows command prompt', () => {
    expect(faulty('cmd', cmdFaults)).toEqual([]);
  });

  it('are sound configuration and change records', () => {
    expect(faulty('ini', iniFaults)).toEqual([]);
    expect(faulty('ldif', ldifFaults)).toEqual([]);
  });

  it('hold no typographic quotes that a shell would take for text', () => {
    expect(faulty('sh', (text) => (/[\u2018-\u201f\u2013-\u2015]/.test(text) ? ['a typographic quote or dash'] : []))).toEqual([]);
  });
});

describe('the checks themselves', () => {
  it.each([
    ["Get-Item 'unclosed", 'not closed'],
    ['Get-Item "a', 'not closed'],
    ['@{ a = 1', '} is missing'],
    ['foreach ($a in 1) }', '} closes nothing'],
    ["@'\ntext", 'here-string'],
    ['Get-Item \u2018a\u2019', 'typographic'],
    ['Make-Item a', 'no approved verb'],
    ['Get-Item a |', 'middle of a statement'],
    ['"$(Get-Item (1)"', 'is missing'],
  ])('find the fault in PowerShell: %s', (script, fault) => {
    expect(powershellFaults(script).join()).toContain(fault);
  });

  it.each(["Get-Item 'it''s' # isn't", '"a `" ($b" | Out-Null', "@'\nit's\n'@ | Set-Content a.txt", '[Net.X]::new("a", {$true})'])(
    'let sound PowerShell alone: %s',
    (script) => {
      expect(powershellFaults(script)).toEqual([]);
    },
  );

  it.each([
    ['certutil -f -verifi a', 'knows no'],
    ['certutils -store', 'no known program'],
    ['reg add "HKLM', 'quote'],
    ['ipconfig /all && dcdiagg', 'no known program'],
  ])('find the fault for the command prompt: %s', (line, fault) => {
    expect(cmdFaults(line).join()).toContain(fault);
  });

  it('find faults in files and options', () => {
    expect(iniFaults('[global\ntls')).toHaveLength(2);
    expect(ldifFaults('dn: cn=config\nchangetype: modify\nreplace: a\nb: 1')).toEqual(['b: 1 is no value of a']);
    expect(ldifFaults('cn=config\nadd: a')).toHaveLength(3);
    expect(run('bash', ['-n'], 'echo "a').status).not.toBe(0);
    expect(openSslFaults('true | openssl x509 -noout -nonsense </dev/null')).toEqual(
      usageOf('openssl', 'x509', '-help') === null ? [] : ['x509 knows no -nonsense'],
    );
    expect(ldapToolFaults('A=b ldapsearch -x -j')).toEqual(usageOf('ldapsearch', '--help') === null ? [] : ['ldapsearch knows no -j']);
  });
});
