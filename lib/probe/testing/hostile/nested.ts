/** `depth` constructed elements in each other, each with a length of the shortest form (DER). */
export function nestedElements(tag: number, depth: number): Buffer {
  const headers: Buffer[] = [];
  let length = 0;
  for (let level = 0; level < depth; level += 1) {
    const header = headerOf(tag, length);
    headers.unshift(header);
    length += header.length;
  }
  return Buffer.concat(headers);
}

function headerOf(tag: number, length: number): Buffer {
  if (length < 0x80) return Buffer.from([tag, length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([tag, 0x80 | octets.length, ...octets]);
}
