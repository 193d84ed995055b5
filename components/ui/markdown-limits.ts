/** What notes may ask of whoever renders them. Pure. */

/** Lists and quotes within each other; people stop at four. */
const depthMax = 16;
/** Columns that one level of a list takes at least. */
const columnsOfLevel = 2;

/** What begins a line: spaces, quote marks, and marks of lists with the space behind them. */
const lineStart = /^(?:[ \t]|>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))*/;

/** How deep lists and quotes can stand within each other on a line: by its marks, and by the space before them. */
function depthOf(line: string): number {
  const start = lineStart.exec(line)?.[0] ?? '';
  const marks = start.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0;
  const spaces = start.replaceAll('\t', '    ').replaceAll(/\S/g, '').length - marks;
  return marks + Math.max(0, spaces) / columnsOfLevel;
}

/**
 * Do lists and quotes stand within each other so deep that reading them costs seconds or more stack than there is? The time that
 * CommonMark takes for them grows with the cube of the depth.
 */
export const isTooDeep = (text: string): boolean => text.split('\n').some((line) => depthOf(line) > depthMax);

/** Addresses that notes may lead to: web and mail, and pages of this product. Null for all others. */
export function safeAddress(address: string): string | null {
  const scheme = /^[^/?#]*?:/.exec(address)?.[0].toLowerCase();
  if (scheme === undefined) return address.startsWith('//') || address.startsWith('/\\') ? null : address;
  return scheme === 'http:' || scheme === 'https:' || scheme === 'mailto:' ? address : null;
}
