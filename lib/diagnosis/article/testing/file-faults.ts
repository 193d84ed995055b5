/** What is wrong with the lines of a configuration file: sections, `name = value`, directives of slapd.conf, comments. */
export const iniFaults = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .filter(
      (line) =>
        !/^(?:#.*|\[[A-Za-z]+\]|[A-Za-z0-9_.]+(?: [a-z]+)*\s*=\s*\S.*|[A-Za-z_]+\s+\S.*)$/.test(line) || /[\u2018-\u201f]/.test(line),
    )
    .map((line) => `no line of a configuration file: ${line}`);

/** What is wrong with a change record of LDIF (RFC 2849): one name, `changetype: modify`, and parts divided by `-`. */
export function ldifFaults(text: string): string[] {
  const [dn = '', changetype = '', ...rest] = text.split('\n');
  const parts = rest
    .join('\n')
    .split(/\n?^-$\n?/m)
    .filter((part) => part !== '');
  return [
    ...(/^dn:(?: \S.*)?$/.test(dn) ? [] : ['no dn: at the beginning']),
    ...(changetype === 'changetype: modify' ? [] : ['no changetype: modify']),
    ...(parts.length > 0 ? [] : ['nothing is changed']),
    ...parts.flatMap((part) => {
      const [operation = '', ...values] = part.split('\n');
      const attribute = /^(?:add|replace|delete): (\S+)$/.exec(operation)?.[1];
      if (attribute === undefined) return [`no operation: ${operation}`];
      return values.filter((value) => !value.startsWith(`${attribute}: `)).map((value) => `${value} is no value of ${attribute}`);
    }),
  ];
}
