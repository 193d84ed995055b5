import type { StageName } from '#lib/probe/evidence.ts';

/** The short name of each stage on the screen. */
const stageLabels: Readonly<Record<StageName, string>> = {
  resolve: 'Name',
  connect: 'TCP',
  startTls: 'StartTLS',
  handshake: 'TLS',
  certificate: 'Certificate',
  directory: 'rootDSE',
  bind: 'Bind',
  secondLook: 'Second look',
};

/** A stage's label; names of a newer worker are shown as they are. */
export const stageLabel = (stage: string): string => (stageLabels as Readonly<Record<string, string>>)[stage] ?? stage;
