/** Sections of an INF file, each with its lines as key and value in their order. Throws on a line that is none. */
export function readInf(text: string): Record<string, [key: string, value: string][]> {
  const sections: Record<string, [string, string][]> = {};
  let section: [string, string][] | null = null;
  for (const line of text.split('\r\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith(';')) continue;
    const head = /^\[([A-Za-z]+)\]$/.exec(trimmed)?.[1];
    if (head !== undefined) {
      if (sections[head] !== undefined) throw new Error(`Section ${head} comes twice.`);
      section = sections[head] = [];
      continue;
    }
    const [, key, quoted, plain] = /^([A-Za-z0-9._]+)\s*=\s*(?:"([^"]*)"|([A-Za-z0-9._]+))$/.exec(trimmed) ?? [];
    const value = quoted ?? plain;
    if (section === null || key === undefined || value === undefined) throw new Error(`This is no line of an INF file: ${line}`);
    section.push([key, value]);
  }
  return sections;
}
