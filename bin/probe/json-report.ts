import type { Diagnosis } from '../../lib/diagnosis/rule.ts';
import type { DeepScan } from '../../lib/probe/deep-scan/record.ts';
import type { Evidence } from '../../lib/probe/evidence.ts';

/** Version of the object that `--json` prints; raised when a field changes its meaning or goes. */
export const reportSchemaVersion = 1;

/** The one object of `port636 probe --json`; findings in the order of cause. `deepScan` is there when one was asked for. */
export function jsonReport(evidence: Evidence, diagnosis: Diagnosis, deepScan: DeepScan | null = null): string {
  const findings = diagnosis.findings.map(({ id, no, severity, facts }) => ({ id, no, severity, facts }));
  const report = { schemaVersion: reportSchemaVersion, target: evidence.target, verdict: diagnosis.verdict, findings, evidence };
  return `${JSON.stringify(deepScan === null ? report : { ...report, deepScan })}\n`;
}
