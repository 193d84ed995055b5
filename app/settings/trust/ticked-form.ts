import { z } from 'zod';

/**
 * A form with one box for each of many things, named by a prefix and the thing: the ticked ones become the list `field` of the input.
 */
export const tickedForm = <Schema extends z.ZodType>(prefix: string, field: string, schema: Schema) =>
  z
    .record(z.string(), z.string())
    .transform((form) => {
      const fields = Object.entries(form);
      const ticked = fields.flatMap(([name]) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
      return { ...Object.fromEntries(fields.filter(([name]) => !name.startsWith(prefix))), [field]: ticked };
    })
    .pipe(schema as Schema & z.ZodType<z.output<Schema>, Record<string, string | string[]>>);
