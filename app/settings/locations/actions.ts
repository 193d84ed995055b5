'use server';

import { RemoveLocationInput, removeLocation as removeLocationVerb } from '#lib/fleet/locations/remove-location.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../../_server/define-action.ts';

export const removeLocation = defineAction({
  schema: RemoveLocationInput,
  role: 'admin',
  verb: removeLocationVerb,
  revalidate: [paths.settings()],
});
