import type { Diagnosis } from '../../lib/diagnosis/rule.ts';
import type { Evidence } from '../../lib/probe/evidence.ts';

/** Version of the object that `--json` prints; raised when a field changes its meaning or goes. */
export const reportSchemaVersion = 1;

/** The one object of `port636 probe --json`; findings in the order of cause. */
export function jsonReport(evidence: Evidence, diagnosis: Diagnosis): string {
  const findings = diagnosis.findings.map(({ id, no, severity, facts }) => ({ id, no, severity, facts }));
  return `${JSON.stringify({ schemaVersion: reportSchemaVersion, target: evidence.target, verdict: diagnosis.verdict, findings, evidence })}\n`;
}
