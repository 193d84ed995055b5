/** Most octets of a line, its end not counted (RFC 5545 section 3.1). */
const lineMax = 75;
const encoder = new TextEncoder();

/** Folds the lines of an iCalendar text, between characters and never within one. Lines end with CR LF. */
export const foldLines = (text: string): string => text.split('\r\n').map(fold).join('\r\n');

function fold(line: string): string {
  // A character has three octets in UTF-8 at most, for each of its UTF-16 units.
  if (line.length * 3 <= lineMax) return line;
  const bytes = encoder.encode(line);
  if (bytes.length <= lineMax) return line;
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    // What goes on begins with a blank, which counts.
    let end = Math.min(bytes.length, start + (start === 0 ? lineMax : lineMax - 1));
    while (end < bytes.length && isWithinCharacter(bytes[end])) end -= 1;
    parts.push(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8'));
    start = end;
  }
  return parts.join('\r\n ');
}

const isWithinCharacter = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
