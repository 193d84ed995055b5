'use server';

import { AcceptFindingInput, acceptFinding } from '#lib/fleet/waivers/accept-finding.ts';
import { EndWaiverInput, endWaiver } from '#lib/fleet/waivers/end-waiver.ts';
import { paths } from '#lib/paths.ts';
import { defineAction } from '../_server/define-action.ts';

const concerned = [paths.waivers(), paths.board(), '/hosts/[host]'];

export const accept = defineAction({ schema: AcceptFindingInput, role: 'operator', verb: acceptFinding, revalidate: concerned });
export const end = defineAction({ schema: EndWaiverInput, role: 'operator', verb: endWaiver, revalidate: concerned });
