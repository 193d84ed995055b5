import Link from 'next/link';
import type { ReactNode } from 'react';
import { shortFingerprint } from '#components/certificate/pem.ts';
import { ScrollRegion } from '#components/evidence/scroll-region.tsx';
import { msWords } from '#components/evidence/stage-details.ts';
import { StageMark } from '#components/evidence/stage-mark.tsx';
import { AcceptedMark } from '#components/status/accepted-mark.tsx';
import { acceptedWords } from '#components/status/accepted-words.ts';
import { StateBadge } from '#components/status/state-badge.tsx';
import { Moment } from '#components/time/moment.tsx';
import type { Inference, PlaceView, SideBySideView } from '#lib/checks/read/views.ts';
import { paths } from '#lib/paths.ts';
import { stagesOfPlaces } from './place-rows.ts';

const cell = 'py-1.5 pr-3 align-top';
const nothing = <span className="text-muted">nothing</span>;

const confidenceWords: Readonly<Record<Inference['confidence'], string>> = {
  certain: 'Seen so.',
  high: 'Concluded from what was seen; quite sure.',
  medium: 'Concluded from what was seen; likely.',
  low: 'Concluded from what was seen; a guess.',
};

function Leaf({ place: { leafSha256, expiresAt } }: { place: PlaceView }) {
  if (leafSha256 === null) return nothing;
  return (
    <>
      <Link href={paths.certificate(leafSha256)} prefetch={false} className="font-mono text-link underline">
        {shortFingerprint(leafSha256)}
      </Link>
      {expiresAt !== null && (
        <span className="block text-muted">
          ends <Moment at={expiresAt} />
        </span>
      )}
    </>
  );
}

function State({ place }: { place: PlaceView }) {
  const why = place.networkGoneSince === null ? (place.cause?.title ?? place.unknownBecause) : 'Its own network is gone.';
  return (
    <>
      <StateBadge state={place.state} />
      {place.acceptedCount > 0 && (
        <span className="mt-1 block">
          <AcceptedMark words={acceptedWords(place.acceptedCount)} />
        </span>
      )}
      {why !== null && place.state !== 'healthy' && <span className="mt-1 block text-muted wrap-anywhere">{why}</span>}
    </>
  );
}

const facts: readonly { label: string; of: (place: PlaceView) => ReactNode }[] = [
  {
    label: 'Addresses',
    of: ({ addresses }) => (addresses.length === 0 ? nothing : <span className="font-mono wrap-anywhere">{addresses.join(', ')}</span>),
  },
  { label: 'Leaf certificate', of: (place) => <Leaf place={place} /> },
  { label: 'Probe took', of: ({ evidence }) => (evidence === null ? nothing : msWords(evidence.totalMs)) },
  {
    label: 'Last look',
    of: ({ checkedAt }) => (checkedAt === null ? <span className="text-muted">not yet</span> : <Moment at={checkedAt} />),
  },
];

/** What each location sees of a door, stage by stage, and what the difference means. */
export function SideBySide({ view: { places, inference, leftOutCount } }: { view: SideBySideView }) {
  return (
    <>
      {inference === null ? (
        <p className="text-muted">Fewer than two locations looked of late, so there is nothing to compare.</p>
      ) : (
        <p className="max-w-[75ch]">
          <span className="font-medium">{inference.sentence}</span>{' '}
          <span className="text-muted">{confidenceWords[inference.confidence]}</span>
        </p>
      )}
      <ScrollRegion label="What each location sees" className="mt-3 overflow-x-auto">
        <table className="w-full text-left" style={{ minWidth: `${6 + 7.5 * places.length}rem` }}>
          <thead>
            <tr>
              <th scope="col" className={`${cell} font-medium`}>
                From
              </th>
              {places.map(({ location, reach }) => (
                <th key={location} scope="col" className={`${cell} font-medium wrap-anywhere`}>
                  {location} <span className="font-normal text-muted">({reach})</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr className="border-line border-t">
              <th scope="row" className={`${cell} font-normal text-muted`}>
                State
              </th>
              {places.map((place) => (
                <td key={place.location} className={cell}>
                  <State place={place} />
                </td>
              ))}
            </tr>
            {stagesOfPlaces(places).map(({ stage, label, cells }) => (
              <tr key={stage} className="border-line border-t">
                <th scope="row" className={`${cell} font-normal text-muted`}>
                  {label}
                </th>
                {cells.map((each, index) => (
                  <td key={places[index]?.location} className={cell}>
                    {each === null ? nothing : <StageMark status={each.status} />}
                    {each !== null && each.status !== 'ok' && <span className="block text-muted wrap-anywhere">{each.result}</span>}
                  </td>
                ))}
              </tr>
            ))}
            {facts.map(({ label, of }) => (
              <tr key={label} className="border-line border-t">
                <th scope="row" className={`${cell} font-normal text-muted`}>
                  {label}
                </th>
                {places.map((place) => (
                  <td key={place.location} className={cell}>
                    {of(place)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {leftOutCount > 0 && <p className="mt-2 text-muted">{leftOutCount} more locations are not shown.</p>}
    </>
  );
}
