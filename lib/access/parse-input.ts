import type { z } from 'zod';
import { InvalidInputError } from '../errors.ts';

/** The input as its schema has it; throws InvalidInputError that names every field at fault and what is allowed there. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: z.input<Schema>): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message })));
}
