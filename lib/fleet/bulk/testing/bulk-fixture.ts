import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { VerbContext } from '../../../access/verb-context.ts';
import { startTestDatabase, type TestDatabase } from '../../../db/testing/test-database.ts';
import { registerHosts } from '../../register-hosts.ts';
import { changeHosts } from '../change-hosts.ts';
import type { ChangeHostsInput } from '../input.ts';
import { undoBulkChange } from '../undo-bulk-change.ts';

export const now = new Date('2026-03-01T12:00:00Z');
export const later = new Date('2026-03-01T13:00:00Z');

/** A change without the hosts that it is for. */
export type Change = ChangeHostsInput extends infer Each ? (Each extends unknown ? Omit<Each, 'hostIds'> : never) : never;

/** What a promise is refused with; null when it is not. */
export const refusal = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error);

/** Three hosts with four doors, and two locations, `here` and `there`, for each test of a file. */
export class BulkFixture {
  private database: TestDatabase | undefined;
  /** Of the hosts, by name. */
  ids: string[] = [];

  constructor() {
    beforeAll(async () => {
      this.database = await startTestDatabase();
    });
    afterAll(() => this.database?.stop());
    beforeEach(async () => {
      await this.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries, bulk_changes CASCADE`;
      await this.db.location.createMany({ data: ['here', 'there'].map((name) => ({ name, createdAt: now })) });
      await registerHosts(this.context, {
        lines: 'dc01.corp.example\ndc01.corp.example:3269\ndc02.corp.example\ndc03.emea.example',
        site: 'FRA-1',
        intervalSeconds: 600,
      });
      this.ids = (await this.hosts()).map(({ id }) => id);
      await this.db.endpointState.updateMany({ data: { nextDueAt: new Date('2026-03-02T00:00:00Z') } });
    });
  }

  get db(): TestDatabase['db'] {
    if (!this.database) throw new Error('The database is there within tests only.');
    return this.database.db;
  }

  get context(): VerbContext {
    return { db: this.db, now, actor: 'ada' };
  }

  /** Somebody else, an hour later. */
  get afterwards(): VerbContext {
    return { db: this.db, now: later, actor: 'grace' };
  }

  hosts = () => this.db.host.findMany({ orderBy: { name: 'asc' }, include: { domain: true, endpoints: { orderBy: { port: 'asc' } } } });
  audited = (action: string) => this.db.auditEntry.findMany({ where: { action }, orderBy: { id: 'asc' } });
  change = (given: Change) => changeHosts(this.context, { hostIds: this.ids, ...given } as ChangeHostsInput);
  undo = (changeId: string | null) => undoBulkChange(this.afterwards, { changeId: changeId ?? '' });
}
