import { describe, expect, it } from 'vitest';
import { planExpiry, plannerRows } from './plan.ts';
import { renewalsOf } from './renewals.ts';
import { dayMs, leafEnding, now, plannerData, plannerHost, question } from './testing/planner-certificate.ts';

const berlin = plannerHost('dc01.corp.example');
const london = plannerHost('dc02.emea.example', { site: 'London', domain: 'emea.example', owner: '' });
const shared = leafEnding(5, { name: 'shared', hosts: [berlin, london] });
const own = leafEnding(45, { name: 'own', hosts: [london], issuerName: 'Other CA', template: '' });
const data = plannerData([shared, own]);
const names = (query: Record<string, string>) => plannerRows(data, question(query)).map(({ name, hosts }) => [name, hosts.length]);

describe('narrowing the planner', () => {
  it('keeps of a certificate the hosts that are asked for', () => {
    expect(names({})).toEqual([
      ['shared', 2],
      ['own', 1],
    ]);
    expect(names({ site: 'Berlin' })).toEqual([['shared', 1]]);
    expect(names({ owner: '-' })).toEqual([
      ['shared', 1],
      ['own', 1],
    ]);
    expect(names({ domain: 'emea.example', site: 'Berlin' })).toEqual([]);
  });

  it('knows issuer, template and search', () => {
    expect([names({ issuer: 'Other CA' }), names({ template: '-' }), names({ q: 'OWN' }), names({ q: 'dc01' })].flat()).toEqual([
      ['own', 1],
      ['own', 1],
      ['own', 1],
      ['shared', 2],
    ]);
    expect(names({ q: own.sha256.toUpperCase() })).toEqual([['own', 1]]);
    expect(names({ q: (own.sha256.match(/../g) ?? []).join(':') })).toEqual([['own', 1]]);
  });

  it('takes a few letters for a part of a name, not for the beginning of a fingerprint', () => {
    const others = ['dead', 'feed'].map((begin) => leafEnding(9, { name: `x-${begin.slice(1)}`, sha256: begin.padEnd(64, '0') }));
    expect(plannerRows(plannerData(others), question({ q: 'dead' }))).toEqual([]);
    expect(plannerRows(plannerData(others), question({ q: 'dead0000' })).map(({ name }) => name)).toEqual(['x-ead']);
  });

  it('shows charts of the buckets chosen and keeps the numbers of all', () => {
    const view = planExpiry(data, question({ bucket: '31-60' }));
    expect(view.buckets.map(({ certificates }) => certificates)).toEqual([0, 1, 0, 1, 0, 0]);
    expect(view.weeks.reduce((sum, week) => sum + week.certificates, 0)).toBe(1);
    expect(view.table.items.map(({ name }) => name)).toEqual(['own']);
  });

  it('takes whole days of the reader, first and last included', () => {
    const end = (text: string) => leafEnding(0, { name: text, notAfterMs: Date.parse(text) });
    const ends = ['2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z', '2026-03-22T22:59:59Z', '2026-03-22T23:00:00Z'].map(end);
    const found = plannerRows(plannerData(ends), question({ week: '2026-03-25' }, 'Europe/Berlin')).map(({ name }) => name);
    expect(found).toEqual(['2026-03-22T23:00:00Z', '2026-03-29T21:59:59Z']);
  });

  it('keeps the bars when a week is chosen, so that another can be', () => {
    const view = planExpiry(data, question({ week: '2026-03-02' }));
    expect(view.table.total).toBe(1);
    expect(view.weeks.reduce((sum, week) => sum + week.certificates, 0)).toBe(2);
  });

  it('offers all values that occur, whatever is chosen', () => {
    expect(planExpiry(data, question({ site: 'Berlin' })).options).toEqual({
      site: ['Berlin', 'London'],
      issuer: ['Corp Issuing CA', 'Other CA'],
      owner: ['', 'Directory team'],
      template: ['', 'KerberosAuthentication'],
      domain: ['corp.example', 'emea.example'],
    });
  });
});

describe('the table', () => {
  it('sorts by each column, ties by the end', () => {
    const order = (sort: string) => plannerRows(data, question({ sort })).map(({ name }) => name);
    expect(['-expires', 'name', '-hosts', '-issuer', 'owner'].map(order)).toEqual([
      ['own', 'shared'],
      ['own', 'shared'],
      ['shared', 'own'],
      ['own', 'shared'],
      ['own', 'shared'],
    ]);
  });

  it('comes 50 a page', () => {
    const many = plannerData(Array.from({ length: 120 }, (_, index) => leafEnding(index)));
    const { table } = planExpiry(many, question({ page: '3' }));
    expect([table.pages, table.total, table.items.length, table.items[0]?.daysLeft]).toEqual([3, 120, 20, 100]);
  });
});

describe('change freezes', () => {
  const freeze = { id: '1', name: 'Year-end freeze', fromDay: '2026-03-20', toDay: '2026-03-29', timeZone: 'Europe/Berlin' };
  const ending = (text: string) => leafEnding(0, { name: text, notAfterMs: Date.parse(text) });

  it('tell what ends in them or within seven days after, by their own zone', () => {
    const ends = ['2026-03-19T22:59:59Z', '2026-03-19T23:00:00Z', '2026-04-05T21:59:59Z', '2026-04-05T22:00:00Z'].map(ending);
    const [band] = planExpiry(plannerData(ends, { freezes: [freeze] }), question()).freezes;
    expect(band?.sentence).toBe('2 certificates of 2 hosts end in or within 7 days after Year-end freeze.');
    expect(band?.soonest.map(({ name }) => name)).toEqual(['2026-03-19T23:00:00Z', '2026-04-05T21:59:59Z']);
    expect(band?.ends).toEqual({ fromDay: '2026-03-19', toDay: '2026-04-05' });
  });

  it('say so when nothing does, and are not shown outside of the stretch', () => {
    const empty = plannerData([leafEnding(300)], { freezes: [freeze] });
    expect(planExpiry(empty, question()).freezes[0]?.sentence).toBe('No certificate ends in or within 7 days after Year-end freeze.');
    expect(planExpiry(empty, question({ from: '10' })).freezes).toEqual([]);
  });

  it('are drawn within the stretch only', () => {
    const long = { ...freeze, fromDay: '2020-01-01', toDay: '2040-01-01' };
    expect(planExpiry(plannerData([], { freezes: [long] }), question()).freezes[0]).toMatchObject({ left: 0, right: 1 });
  });
});

describe('renewals', () => {
  const old = { sha256: 'a', predecessor: null, doors: 2, hosts: [0, 1] };
  const successor = { sha256: 'b', predecessor: 'a', doors: 1, hosts: [2] };
  const plan = { id: 'p', sha256: 'a', host: null, state: 'ordered' as const, successor: null, dueOn: '2026-04-01', doors: 3, served: 0 };

  it('are none without a plan or a successor', () => expect(renewalsOf([old], []).size).toBe(0));

  it('see a successor at another door while the old one is still served', () => {
    expect([...renewalsOf([old, successor], [])]).toEqual([
      ['a', { kind: 'renewed', planId: null, successorSha256: 'b', servedDoors: 1, doors: 3 }],
    ]);
  });

  it('follow the plan of the certificate, or of a host of it', () => {
    const planned = { kind: 'planned', planId: 'p', state: 'ordered', dueOn: '2026-04-01', servedDoors: 0, doors: 3 };
    expect(renewalsOf([old], [plan]).get('a')).toEqual(planned);
    expect(renewalsOf([old], [{ ...plan, sha256: null, host: 1 }]).get('a')).toEqual(planned);
    expect(renewalsOf([old], [{ ...plan, sha256: null, host: 5 }]).size).toBe(0);
  });

  it('count an uploaded certificate as renewed, on the doors of the plan', () => {
    const issued = { ...plan, state: 'issued' as const, successor: 'c', served: 1 };
    expect(renewalsOf([old], [issued]).get('a')).toEqual({ kind: 'renewed', planId: 'p', successorSha256: 'c', servedDoors: 1, doors: 3 });
  });

  it('ask nothing of the new certificate itself', () => {
    const forHost = { ...plan, sha256: null, host: 2, successor: 'b' };
    expect(renewalsOf([successor], [forHost]).size).toBe(0);
  });
});

it('needs no more than a moment for 8,000 certificates of 10,000 hosts', () => {
  const hosts = Array.from({ length: 10_000 }, (_, index) => plannerHost(`dc${index}`, { site: `S${index % 300}` }));
  const many = plannerData(
    Array.from({ length: 8_000 }, (_, index) => ({
      ...leafEnding(index % 730),
      hosts: [hosts[index] ?? berlin, hosts[9_999 - index] ?? london],
    })),
  );
  const view = planExpiry(many, { ...question(), now: new Date(now.getTime() + dayMs) });
  expect(view.lanes.pages).toBe(12);
  expect(JSON.stringify(view.lanes).length).toBeLessThan(250_000);
});
