import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJson } from '../../export/table.ts';
import { leafEnding, plannerData, plannerHost, question } from '../planner/testing/planner-certificate.ts';
import type { PlannerData } from '../planner/views.ts';
import { ownerTableColumns, ownerTableRows } from './export-columns.ts';
import { allOwnerTables, makeReport } from './make-report.ts';

const dataAge = { newestAt: null, oldestAt: null, doors: 0, lateDoors: 0 };
const report = (data: PlannerData, query: Record<string, string> = {}, zone = 'UTC') =>
  makeReport(data, question(query, zone), { organisation: 'Corp', dataAge });
const sentences = (data: PlannerData) => report(data).decisions.map(({ severity, sentence }) => `${severity}: ${sentence}`);
const planned = (dueOn: string | null) => ({ kind: 'planned', planId: 'p', state: 'open', servedDoors: 0, doors: 1, dueOn }) as const;

describe('the decisions of the report', () => {
  it('are none where all is well', () => {
    expect(report(plannerData([leafEnding(200), leafEnding(20, { renewal: planned('2026-03-10') })])).decisions).toEqual([]);
  });

  it('begin with what has expired, without a plan first, and name the soonest', () => {
    const data = plannerData([
      leafEnding(-1, { name: 'b' }),
      leafEnding(-9, { name: 'a' }),
      leafEnding(-2, { name: 'c', renewal: planned(null) }),
      leafEnding(12),
    ]);
    expect(sentences(data)).toEqual([
      'critical: 2 certificates of 2 hosts have expired, and no renewal is planned. Clients refuse them now.',
      'critical: 1 certificate of 1 host has expired while the renewal is under way. Clients refuse it until the new one is served.',
      'warning: 1 certificate of 1 host ends within 30 days without a plan. Name who renews it.',
    ]);
    expect(report(data).decisions[0]?.names).toEqual(['a', 'b']);
  });

  it('tell of new certificates that are not served, of plans past their day, and of missing owners', () => {
    const data = plannerData([
      leafEnding(60, { renewal: { kind: 'renewed', planId: null, successorSha256: 'f', servedDoors: 1, doors: 2 } }),
      leafEnding(50, { renewal: planned('2026-02-28') }),
      leafEnding(80, { renewal: planned(null), hosts: [plannerHost('x.corp.example', { owner: '' })] }),
    ]);
    expect(sentences(data)).toEqual([
      'warning: 1 certificate of 1 host was renewed, but the old one is still served somewhere. Load the new one there.',
      'warning: 1 certificate of 1 host has a renewal plan past the due date.',
      'notice: 1 certificate of 1 host ends within 90 days and has no owner. Name one for the host or its domain.',
    ]);
  });

  it('have what is critical before all that is not, whatever it is about', () => {
    const issuer = leafEnding(-3, { kind: 'issuer', name: 'Old CA' });
    const ownerless = leafEnding(80, { renewal: planned(null), hosts: [plannerHost('y.corp.example', { owner: '' })] });
    const severities = report(plannerData([leafEnding(12), ownerless, issuer])).decisions.map(({ severity }) => severity);
    expect(severities).toEqual(['critical', 'warning', 'notice']);
  });

  it('tell of issuers that end within a year, and of those that have', () => {
    const hosts = [plannerHost('dc01.corp.example'), plannerHost('dc02.corp.example')];
    const issuer = (days: number, name: string) => leafEnding(days, { kind: 'issuer', name, hosts });
    expect(sentences(plannerData([issuer(-3, 'Old CA'), issuer(100, 'Corp Issuing CA'), issuer(400, 'Root')]))).toEqual([
      'critical: The issuer Old CA has expired: 2 hosts hang on it.',
      'warning: The issuer Corp Issuing CA ends in 100 days, and 2 hosts with it. Renew it, then what it issued.',
    ]);
  });

  it('tell what ends in a freeze, unless all of it is renewed already', () => {
    const freeze = { id: 'f', name: 'Quarter end', fromDay: '2026-03-25', toDay: '2026-04-05', timeZone: 'UTC' };
    const caught = leafEnding(30);
    expect(sentences(plannerData([{ ...caught, renewal: planned(null) }], { freezes: [freeze] }))).toEqual([
      'warning: 1 certificate ends during or soon after Quarter end. Renew before 25 Mar 2026, or allow an exception.',
    ]);
    const renewal = { kind: 'renewed', planId: 'p', successorSha256: 'f', servedDoors: 0, doors: 1 } as const;
    expect(sentences(plannerData([{ ...caught, renewal }], { freezes: [freeze] }))).toHaveLength(1);
    // There the day on which it ends has begun already.
    const far = report(plannerData([{ ...caught, renewal }], { freezes: [freeze] }), {}, 'Pacific/Kiritimati');
    expect(far.decisions.map(({ sentence }) => sentence).filter((sentence) => sentence.includes('Quarter end'))).toEqual([]);
  });

  it('ask for nothing before a freeze that has begun, or is over', () => {
    const of = (fromDay: string, toDay: string) =>
      sentences(
        plannerData([leafEnding(2, { renewal: planned(null) })], {
          freezes: [{ id: 'f', name: 'Winter', fromDay, toDay, timeZone: 'UTC' }],
        }),
      );
    expect(of('2026-02-20', '2026-03-05')).toEqual([
      'warning: 1 certificate ends during or soon after Winter. The freeze has begun: allow an exception.',
    ]);
    expect(of('2026-02-20', '2026-02-27')).toEqual([
      'warning: 1 certificate ends during or soon after Winter. The freeze is over: renew now.',
    ]);
  });
});

describe('the tables of the report', () => {
  it('reach ninety days ahead, one for each owner, nobody last', () => {
    const ownedBy = (owner: string) => [plannerHost(`${owner || 'none'}.corp.example`, { owner })];
    const { owners, later, tableWords } = report(
      plannerData([
        leafEnding(3, { hosts: ownedBy('') }),
        leafEnding(80, { hosts: ownedBy('Zoe') }),
        leafEnding(85, { hosts: ownedBy('Ada') }),
        leafEnding(300, { hosts: ownedBy('Ada') }),
      ]),
    );
    expect(owners.map(({ owner, certificates }) => [owner, certificates])).toEqual([
      ['Zoe', 1],
      ['Ada', 1],
      ['', 1],
    ]);
    expect(later).toBe(1);
    expect(tableWords).toContain('within 90 days');
  });

  it('hold what was chosen, and say so', () => {
    const { owners, filterWords } = report(plannerData([leafEnding(3), leafEnding(300)]), { bucket: 'over-90', site: 'Berlin' });
    expect(owners.map(({ certificates }) => certificates)).toEqual([1]);
    expect(filterWords).toBe('days left over-90; site Berlin');
  });

  it('never lose a row without counting it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 400 }), { maxLength: 60 }), (ends) => {
        const made = report(plannerData(ends.map((days) => leafEnding(days))));
        const rows = made.owners.reduce((sum, { rows }) => sum + rows.length, 0);
        expect(rows + made.later + made.leftOut).toBe(ends.length);
      }),
    );
  });

  it('are cut at a thousand rows on paper, and whole in a file', () => {
    const data = plannerData(Array.from({ length: 1_003 }, () => leafEnding(10)));
    expect(report(data).leftOut).toBe(3);
    expect(ownerTableRows(allOwnerTables(data, question()))).toHaveLength(1_003);
  });

  it('are one table in a file, with a line for each owner of a certificate and what the planner tells of it', () => {
    const data = plannerData([
      leafEnding(3, { name: 'shared', hosts: ['Ada', 'Zoe'].map((owner) => plannerHost(`${owner}.corp.example`, { owner })) }),
      leafEnding(5, { name: 'nobody’s', hosts: [plannerHost('none.corp.example', { owner: '' })] }),
      leafEnding(300, { name: 'far' }),
    ]);
    const rows: Record<string, unknown>[] = JSON.parse(toJson(ownerTableColumns, ownerTableRows(allOwnerTables(data, question()))));
    expect(rows.map(({ owner, name, hostCount }) => [owner, name, hostCount])).toEqual([
      ['Ada', 'shared', 2],
      ['Zoe', 'shared', 2],
      ['', 'nobody’s', 1],
    ]);
    expect(Object.keys(rows[0] ?? {})).not.toContain('dnsNames');
  });
});
