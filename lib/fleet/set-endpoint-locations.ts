import { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { VerbContext } from '../access/verb-context.ts';
import type { Transaction } from '../db/client.ts';
import { InvalidInputError } from '../errors.ts';
import { endpointId } from './input.ts';
import { loadEndpoint, scheduleEverywhere } from './internal.ts';
import { keepDoorSetting } from './keep-door-setting.ts';

const listWords = 'The locations are a list of their names.';

export const SetEndpointLocationsInput = z.strictObject({
  endpointId,
  /** Names, as a list or as text with commas or spaces between them; empty: all, also those that come later. */
  locations: z
    .union([z.string().transform((text) => text.split(/[\s,;]+/).filter(Boolean)), z.array(z.string().trim())], listWords)
    .transform((names) => [...new Set(names)].sort()),
});
export type SetEndpointLocationsInput = z.input<typeof SetEndpointLocationsInput>;

/**
 * Sets from which locations a door is probed. Places that are new to it look at once; what places that are taken away saw counts no
 * more. Throws InvalidInputError for a location that no worker ever signed in from.
 */
export async function setEndpointLocations(context: VerbContext, input: SetEndpointLocationsInput): Promise<{ locations: string[] }> {
  const given = parseInput(SetEndpointLocationsInput, input);

  return context.db.$transaction(async (tx) => {
    const endpoint = await loadEndpoint(tx, given.endpointId);
    await refuseUnknown(tx, given.locations);
    if (words(endpoint.probedFrom) === words(given.locations)) return { locations: given.locations };

    await tx.endpoint.update({ where: { id: endpoint.id }, data: { probedFrom: given.locations }, select: { id: true } });
    await scheduleEverywhere(tx, [endpoint.id], context.now);
    await keepDoorSetting(tx, context, endpoint, {
      action: 'endpoint.set-locations',
      before: `Probed from ${words(endpoint.probedFrom)}`,
      after: `Probed from ${words(given.locations)}`,
      was: { probedFrom: endpoint.probedFrom },
      is: { probedFrom: given.locations },
    });
    return { locations: given.locations };
  });
}

const words = (names: readonly string[]): string => (names.length === 0 ? 'every location' : names.toSorted().join(', '));

async function refuseUnknown(tx: Transaction, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  // Locked, so that none is removed until the door names it.
  const known = await tx.$queryRaw<{ name: string }[]>`SELECT name FROM locations ORDER BY name FOR KEY SHARE`;
  const faults = names
    .filter((name) => !known.some((location) => location.name === name))
    .map((name) => ({
      field: 'locations',
      value: name,
      message: `${JSON.stringify(name)} is no location that a worker has signed in from; allowed are ${known.map((each) => each.name).join(', ') || 'none so far'}.`,
    }));
  if (faults.length > 0) throw new InvalidInputError(faults);
}
