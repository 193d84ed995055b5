/** Writes one DER element: identifier octet, shortest length, content. */
export function encodeDer(tag: number, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
  const header = content.length < 0x80 ? [tag, content.length] : [tag, 0x80 | length.length, ...length];
  return Uint8Array.from(Buffer.concat([Uint8Array.from(header), content]));
}

/** Writes an OBJECT IDENTIFIER. */
export function encodeObjectIdentifier(dotted: string): Uint8Array<ArrayBuffer> {
  const [top = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [top * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) groups.unshift(0x80 | (left % 128));
    return groups;
  });
  return encodeDer(0x06, Uint8Array.from(octets));
}

/** Writes text under any tag, one byte per character. */
export function encodeText(tag: number, text: string): Uint8Array<ArrayBuffer> {
  return encodeDer(tag, Buffer.from(text, 'latin1'));
}

/** Writes an INTEGER that is zero or more. */
export function encodeCount(value: number): Uint8Array<ArrayBuffer> {
  const octets = [value % 256];
  for (let rest = Math.floor(value / 256); rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return encodeDer(0x02, Uint8Array.from((octets[0] ?? 0) >= 0x80 ? [0, ...octets] : octets));
}
