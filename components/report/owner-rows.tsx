'use client';

import { LevelGlyph } from '#components/expiry/level-glyph.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { ExpiryLevel } from '#lib/diagnosis/expiry.ts';

/** What stands in a row of an owner's table. */
export type OwnerRow = {
  sha256: string;
  name: string;
  level: ExpiryLevel;
  levelLabel: string;
  hosts: string;
  issuerName: string;
  /** ISO 8601. */
  notAfter: string;
  remaining: string;
  renewal: string;
};

/** The rows of an owner, drawn from plain words by the browser too: a thousand of them as elements would be sent twice over. */
export function OwnerRows({ rows }: { rows: readonly OwnerRow[] }) {
  return rows.map(({ sha256, name, level, levelLabel, hosts, issuerName, notAfter, remaining, renewal }) => (
    <tr key={sha256} className="break-inside-avoid border-line border-b">
      <td>
        <span className="inline-flex items-center gap-1 whitespace-nowrap">
          <LevelGlyph level={level} size={12} />
          {levelLabel}
        </span>
      </td>
      <th scope="row" className="min-w-28 font-mono font-normal [overflow-wrap:anywhere]">
        {name}
      </th>
      <td className="min-w-28 [overflow-wrap:anywhere]">{hosts}</td>
      <td className="min-w-24">{issuerName}</td>
      <td>
        <Moment at={notAfter} />
        <span className="block">{remaining}</span>
      </td>
      <td className="min-w-28">{renewal}</td>
    </tr>
  ));
}
