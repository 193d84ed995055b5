import { defineConfig } from 'prisma/config';

/** For those who maintain the schema: `prisma generate`, `migrate diff`, `migrate dev`. The product itself never reads this. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://port636@127.0.0.1/port636' },
});
