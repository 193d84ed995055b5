/** Programs of the Windows command prompt that articles may name, with the verbs known of those that have many; null: any. */
const programs: Readonly<Record<string, RegExp | null>> = {
  certutil:
    /^-(?:addstore|asn|crl|delstore|dspublish|dump|getreg|pulse|renewCert|repairstore|revoke|setreg|store|TCAInfo|url|verify|verifykeys|verifystore|view|viewstore|viewdelstore|importPFX|ping)$/,
  certreq: /^-(?:new|submit|retrieve|accept|enroll)$/,
  ldifde: /^-(?:i|f)$/,
  dcdiag: /^\/(?:test|s|v|e|a|c|q|u|p|fix):?/,
  nltest: /^\/(?:dsgetdc|dsregdns|sc_verify|sc_query|sc_reset|dclist|server|query):?/,
  repadmin: /^\/(?:showrepl|replsummary|syncall|options|queue|kcc|showutdvec|replicate)$/,
  w32tm: /^\/(?:query|resync|monitor|config|stripchart)$/,
  dsdbutil: null,
  gpupdate: null,
  ipconfig: /^\/(?:all|registerdns|flushdns|displaydns)$/,
  net: /^(?:start|stop|time)$/,
  netdom: /^(?:query|computername|resetpwd)$/,
  netsh: /^(?:winhttp|advfirewall|interface)$/,
  nslookup: null,
  pathping: null,
  ping: null,
  reg: /^(?:add|delete|query)$/,
  setspn: /^-[LQXSA]$/,
  tracert: null,
};
/** Options that stand before the verb. */
const before = /^-(?:v|f|user|enterprise|service|urlfetch|split|config)$/;

const words = (line: string): string[] => line.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];

function lineFaults(line: string): string[] {
  const quotes = line.match(/"/g)?.length ?? 0;
  const [program = '', ...rest] = words(line);
  const verbs = programs[program.toLowerCase()];
  const verb = rest.find((word) => !(program === 'certutil' && before.test(word))) ?? '';
  return [
    ...(quotes % 2 === 0 ? [] : ['a quote is not closed']),
    ...(/[\u2018-\u201f\u2013-\u2015]/.test(line) ? ['a typographic quote or dash'] : []),
    ...(verbs === undefined ? [`${program} is no known program`] : []),
    ...(verbs instanceof RegExp && !verbs.test(verb) ? [`${program} knows no ${verb}`] : []),
  ];
}

/** What is wrong with lines for the Windows command prompt: quotes, programs and verbs that are not known. */
export const cmdFaults = (text: string): string[] =>
  text.split('\n').flatMap((line) =>
    line
      .split(/\s(?:&&|\|\|?|>)\s/)
      .slice(0, line.includes(' > ') ? 1 : undefined)
      .flatMap(lineFaults),
  );
