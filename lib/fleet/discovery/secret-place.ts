/** Place that the password typed for a discovery is sealed for. */
export const discoverySecretPlace = (runId: string): string => `discovery_runs/${runId}/password`;
