import { describe, expect, it } from 'vitest';
import { toJson } from '../../export/table.ts';
import { issuerColumns, laneColumns, weekColumns } from './numbers.ts';
import { planExpiry } from './plan.ts';
import { leafEnding, plannerData, plannerHost, question } from './testing/planner-certificate.ts';

const at = (site: string) => ({ hosts: [plannerHost(`dc.${site}.example`, { site })] });

describe('the numbers of the charts as files', () => {
  it('have every week that is shown, and count as the bars do', () => {
    const view = planExpiry(plannerData([leafEnding(1), leafEnding(2), leafEnding(-3)]), question({ span: '4' }));
    const rows = JSON.parse(toJson(weekColumns, view.weeks));
    expect(rows).toHaveLength(4);
    expect(rows.map((row: { certificateCount: number }) => row.certificateCount)).toEqual([0, 1, 2, 0]);
    expect(rows[1]).toEqual({
      ...{ fromDay: '2026-02-23', toDay: '2026-03-01', certificateCount: 1, hostCount: 1 },
      ...{ expired: 1, critical: 0, warning: 0, distant: 0 },
    });
  });

  it('have more lanes and issuers than a page shows when all are asked for', () => {
    const leaves = Array.from({ length: 30 }, (_, index) => leafEnding(100 + index, at(`site${index}`)));
    const issuers = Array.from({ length: 30 }, (_, index) => leafEnding(500 + index, { kind: 'issuer', name: `CA ${index}` }));
    const data = plannerData([...leaves, ...issuers]);
    expect(planExpiry(data, question()).lanes.items).toHaveLength(25);
    const view = planExpiry(data, question(), Number.MAX_SAFE_INTEGER);
    const lanes = JSON.parse(toJson(laneColumns, view.lanes.items));
    expect(lanes).toHaveLength(30);
    expect(lanes[0]).toMatchObject({ group: 'site0', certificateCount: 1, distant: 1, firstToEndAt: '2026-06-09T12:00:00.000Z' });
    const authorities = JSON.parse(toJson(issuerColumns, view.issuers.items));
    expect(authorities).toHaveLength(30);
    expect(authorities[0]).toMatchObject({ name: 'CA 0', afterTheStretch: 1 });
  });
});
