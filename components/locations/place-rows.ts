import { type StageFinding, type StageStatus, stageRows } from '#components/evidence/stage-rows.ts';
import type { PlaceView } from '#lib/checks/read/views.ts';
import type { StageName } from '#lib/probe/evidence.ts';

/** What one location came to at one stage; null where it has nothing to show. */
export type PlaceStage = { status: StageStatus; result: string } | null;
/** One stage, with a cell for each location. */
export type StageOfPlaces = { stage: StageName; label: string; cells: PlaceStage[] };

const shown: readonly StageName[] = ['resolve', 'connect', 'startTls', 'handshake', 'certificate', 'directory', 'bind'];

/** Left out unless some location tried it. */
const optional: readonly StageName[] = ['startTls', 'bind'];

/** What leads at a location, for marking the stage that it is about. */
const leading = ({ cause, state }: PlaceView): StageFinding[] =>
  cause !== null && (state === 'critical' || state === 'warning')
    ? [{ no: cause.no, title: cause.title, severity: state, addresses: [] }]
    : [];

/** The rows of the address that got furthest. */
function rowsOf(place: PlaceView) {
  if (place.evidence === null) return [];
  const passed = (rows: { status: StageStatus }[]): number => rows.filter(({ status }) => status === 'ok' || status === 'warning').length;
  const [best] = stageRows(place.evidence, leading(place)).toSorted((one, other) => passed(other.rows) - passed(one.rows));
  return best?.rows ?? [];
}

/** Every stage that some location came to, in the order they happen. Times and places stand in columns of `places`. */
export function stagesOfPlaces(places: readonly PlaceView[]): StageOfPlaces[] {
  const columns = places.map(rowsOf);
  return shown.flatMap((stage) => {
    const found = columns.map((rows) => rows.find((row) => row.stage === stage));
    const label = found.find((row) => row !== undefined)?.label;
    const was = (status: StageStatus): boolean => found.some((row) => row?.status === status);
    const tried = was('ok') || was('warning') || was('fault') || was('failed');
    if (label === undefined || (!tried && optional.includes(stage))) return [];
    return [{ stage, label, cells: found.map((row) => (row === undefined ? null : { status: row.status, result: row.result })) }];
  });
}
