'use server';

import { RemoveDemoInput, removeDemo } from '#lib/fleet/demo/remove-demo.ts';
import { StartDemoInput, startDemo } from '#lib/fleet/demo/start-demo.ts';
import { defineAction } from '../../_server/define-action.ts';

/** The banner stands on every page. */
const everywhere = ['/'];

export const start = defineAction({ schema: StartDemoInput, role: 'admin', verb: startDemo, revalidate: everywhere });
export const remove = defineAction({ schema: RemoveDemoInput, role: 'admin', verb: removeDemo, revalidate: everywhere });
