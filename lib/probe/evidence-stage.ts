import { z } from 'zod';

/** Building blocks of the evidence record: units, and the shape every stage has. */
export const ms = z.number().nonnegative();
export const isoTime = z.iso.datetime();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Raw text of the library or operating system, kept beside the closed code. */
export const failureBase = {
  /** The library's or system's own words, shortened to 500 characters. */
  message: z.string(),
  /** errno or library code, such as ECONNREFUSED; null when there was none. */
  systemCode: z.string().nullable(),
};

export function stage<Data extends z.ZodType, Code extends z.ZodType, Detail extends z.ZodType>(data: Data, code: Code, detail: Detail) {
  return z.discriminatedUnion('status', [
    z.strictObject({ status: z.literal('ok'), ms, data }),
    z.strictObject({ status: z.literal('failed'), ms, code, detail }),
    z.strictObject({ status: z.literal('skipped'), because: z.string() }),
  ]);
}
