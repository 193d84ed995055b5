import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { VerbContext } from '../../../access/verb-context.ts';
import type { Prisma } from '../../../db/generated/client.ts';
import { startTestDatabase, type TestDatabase } from '../../../db/testing/test-database.ts';

/** The time at which the tests read, and times before and after it. */
export const now = new Date('2026-03-01T12:00:00Z');
export const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1_000);
export const inDays = (days: number): Date => ago(-days * 86_400);
export const iso = (date: Date): string => date.toISOString();

/** A leading finding as a state row holds it, and as the pages show it. */
export const expired = {
  rootCauseId: 'certificate-expired',
  rootCauseNo: 402,
  rootCauseTitle: 'The certificate has expired',
  rootCauseSeverity: 'critical' as const,
};
export const expiredCause = { id: expired.rootCauseId, no: expired.rootCauseNo, title: expired.rootCauseTitle };

/** An empty fleet with one live location, `here`, for each test of a file. */
export class FleetFixture {
  private database: TestDatabase | undefined;
  /** Of the location `here`. */
  locationId = 0;

  constructor() {
    beforeAll(async () => {
      this.database = await startTestDatabase();
    });
    afterAll(() => this.database?.stop());
    beforeEach(async () => {
      await this.db.$executeRaw`TRUNCATE hosts, domains, locations, audit_entries CASCADE`;
      const location = await this.db.location.create({ data: { name: 'here', createdAt: ago(90_000), lastSeenAt: ago(5) } });
      this.locationId = location.id;
    });
  }

  get db(): TestDatabase['db'] {
    if (!this.database) throw new Error('The database is there within tests only.');
    return this.database.db;
  }

  /** Acts a day before the tests read. */
  get context(): VerbContext {
    return { db: this.db, now: ago(86_400), actor: 'ada' };
  }

  async hostId(name: string): Promise<string> {
    return (await this.db.host.findUniqueOrThrow({ where: { name } })).id;
  }

  /** Gives a door the newest result that a check would have saved; returns the door's id. */
  async sees(
    name: string,
    port: number,
    result: Prisma.EndpointStateUncheckedUpdateManyInput,
    locationId = this.locationId,
  ): Promise<string> {
    const endpoint = await this.db.endpoint.findFirstOrThrow({ where: { port, host: { name } } });
    await this.db.endpointState.updateMany({
      where: { endpointId: endpoint.id, locationId },
      data: { lastCheckedAt: ago(60), lastStartedAt: ago(61), verdictSince: ago(7_200), ...result },
    });
    return endpoint.id;
  }
}
