import { z } from 'zod';

/** What hosts, domains and trust stores of the demonstration fleet have in `managed_by`, and who its changes are by. */
export const demoManager = 'demo';

/** The location of the demonstration fleet, from which no worker ever looks. */
export const demoLocation = 'demo-lisbon';

/** Its domains: a forest of two, and a managed domain of Microsoft Entra Domain Services. */
export const demoDomains = ['corp.example', 'emea.corp.example', 'aadds.corp.example'] as const;

/** What it brought along in tables that have no column to say so, by id. */
export const demoRows = z.object({ freezes: z.array(z.string()), views: z.array(z.string()), plans: z.array(z.string()) });
export type DemoRows = z.output<typeof demoRows>;
