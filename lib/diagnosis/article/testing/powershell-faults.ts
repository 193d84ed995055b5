const approvedVerbs = new Set(
  (
    'Add Backup Clear Close Compare Connect ConvertFrom ConvertTo Copy Debug Disable Disconnect Enable Enter Exit Export Find ForEach Format Get ' +
    'Grant Import Install Invoke Join Lock Limit Measure Merge Mount Move New Out Publish Read Receive Register Remove Rename Repair Request Reset Resolve ' +
    'Restart Restore Revoke Save Search Select Send Set Show Sort Split Start Stop Submit Suspend Sync Tee Test Trace Unblock Uninstall Unlock Unregister ' +
    'Update Use Wait Watch Where Write'
  ).split(' '),
);
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The code without its strings and comments, and what is wrong with these. Expressions within "$(...)" are checked as code. */
function withoutStrings(script: string): { code: string; faults: string[] } {
  const faults: string[] = [];
  let code = '';
  for (let at = 0; at < script.length; ) {
    const hereString = /^@(['"])[ \t]*\n/.exec(script.slice(at));
    if (hereString !== null) {
      const end = script.indexOf(`\n${hereString[1]}@`, at);
      if (end < 0) return { code, faults: [...faults, 'a here-string is not closed'] };
      at = end + 3;
      code += '""';
    } else if (script[at] === '#') {
      at = endOrLength(script.indexOf('\n', at), script);
    } else if (script[at] === '`') {
      code += '_';
      at += 2;
    } else if (script[at] === "'" || script[at] === '"') {
      const end = endOfString(script, at);
      if (end < 0) return { code, faults: [...faults, `a string that begins with ${script.slice(at, at + 12)} is not closed`] };
      faults.push(...(script[at] === '"' ? faultsOfExpressions(script.slice(at + 1, end)) : []));
      code += '""';
      at = end + 1;
    } else {
      code += script[at];
      at += 1;
    }
  }
  return { code, faults };
}

const endOrLength = (at: number, text: string): number => (at < 0 ? text.length : at);

/** Where the string that opens here is closed; a doubled quote and, in double quotes, a backtick escape it. -1 when nowhere. */
function endOfString(script: string, from: number): number {
  const quote = script[from];
  for (let at = from + 1; at < script.length; at += 1) {
    if (quote === '"' && script[at] === '`') at += 1;
    else if (script[at] === quote && script[at + 1] === quote) at += 1;
    else if (script[at] === quote) return at;
  }
  return -1;
}

const faultsOfExpressions = (text: string): string[] =>
  [...text.matchAll(/\$\(([^)]*)\)/g)].flatMap(([, expression]) => powershellFaults(expression ?? ''));

function bracketFaults(code: string): string[] {
  const open: string[] = [];
  for (const character of code) {
    if (closing[character] !== undefined) open.push(closing[character]);
    else if (')]}'.includes(character) && open.pop() !== character) return [`${character} closes nothing`];
  }
  return open.map((character) => `${character} is missing`);
}

/**
 * What is wrong with a script of PowerShell, as far as its tokens tell: strings, here-strings and brackets that are not closed,
 * typographic quotes and dashes (which PowerShell takes for plain ones, and editors change), verbs that are not approved, and
 * lines that end in the middle of something.
 */
export function powershellFaults(script: string): string[] {
  const { code, faults } = withoutStrings(script);
  const verbs = [...code.matchAll(/(?<![\w$.\\/:-])([A-Z][a-z]+(?:[A-Z][a-z]+)*)-[A-Z][A-Za-z0-9]+/g)].map(([, verb]) => verb ?? '');
  return [
    ...faults,
    ...bracketFaults(code),
    ...(/[\u2018-\u201f\u2013-\u2015]/.test(script) ? ['a typographic quote or dash'] : []),
    ...verbs.filter((verb) => !approvedVerbs.has(verb)).map((verb) => `${verb} is no approved verb`),
    ...(/[|,=`&]\s*$/.test(code) ? ['it ends in the middle of a statement'] : []),
    ...(/(?:^|\n)\s*[|,)]/.test(code.replace(/\)\s*$/, '')) ? ['a line begins in the middle of a statement'] : []),
    ...(/\{[A-Za-z]+\}/.test(code) && !/\{\$/.test(code) ? ['a placeholder is left'] : []),
  ];
}
