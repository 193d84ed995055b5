/** How the bytes of a list were read. */
export type ListEncoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';
export type DecodedList = { ok: true; text: string; encoding: ListEncoding } | { ok: false; message: string };

/** Most bytes and lines that one list may have. */
export const listBytesMax = 4_194_304;
export const listLinesMax = 25_000;

/**
 * The text of a file, without a byte order mark: UTF-8, UTF-16 by its mark or by its zero bytes, else Windows-1252, in which older
 * spreadsheets write (https://encoding.spec.whatwg.org/#windows-1252). What holds zero characters after that is no text.
 */
export function decodeList(bytes: Uint8Array): DecodedList {
  if (bytes.length > listBytesMax)
    return { ok: false, message: `The list has ${bytes.length} bytes; at most ${listBytesMax} (4 MB) are allowed. Split it.` };
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  if (text.includes('\0'))
    return { ok: false, message: 'This is no text: it holds zero characters. Save the list as CSV (UTF-8) and give that file.' };
  return { ok: true, text, encoding: encoding === 'utf-8' ? 'UTF-8' : encoding === 'windows-1252' ? 'Windows-1252' : 'UTF-16' };
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // The names in a list are mostly ASCII: half of the bytes of UTF-16 are zero, and always the same half.
  const start = bytes.subarray(0, 1_024);
  const zerosAt = (parity: number) => start.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  if (start.length % 2 === 0 && odd > start.length / 4 && even === 0) return 'utf-16le';
  if (start.length % 2 === 0 && even > start.length / 4 && odd === 0) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
