import Link from 'next/link';
import { Button } from '#components/ui/button.tsx';
import { count as counted } from '#lib/diagnosis/reading/wording.ts';
import { paths } from '#lib/paths.ts';
import { selectionFormId } from './use-host-selection.ts';

type Props = {
  count: number;
  total: number;
  /** Are all chosen that match? */
  isAll: boolean;
  filterQuery: string;
  /** Could a choice not be made, because the server did not answer? */
  failed: boolean;
  onChange: () => void;
  chooseAll: () => void;
  clear: () => void;
};

/** How many hosts are chosen, and what can be done with them. Without a script it is a form that the boxes of the rows belong to. */
export function SelectionBar({ count, total, isAll, filterQuery, failed, onChange, chooseAll, clear }: Props) {
  const all = { ...Object.fromEntries(new URLSearchParams(filterQuery)), all: '1' };
  return (
    <div className="no-print flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <span role="status" className={`[@media(scripting:none)]:hidden ${count === 0 ? 'text-muted' : 'font-semibold'}`}>
        {count === 0 ? 'No host is chosen.' : `${counted(count, 'host')} chosen${isAll ? ', all that match' : ''}.`}
      </span>
      <Button
        variant={count === 0 ? 'plain' : 'primary'}
        disabled={count === 0}
        onClick={onChange}
        className="[@media(scripting:none)]:hidden"
      >
        Change …
      </Button>
      {count > 0 && <Button onClick={clear}>Clear</Button>}
      {!isAll && (
        <Button onClick={chooseAll} className="[@media(scripting:none)]:hidden">
          Choose all {total.toLocaleString('en')}
        </Button>
      )}
      {failed && (
        <span role="alert" className="font-medium text-critical">
          The hosts could not be chosen, because the server did not answer. Try again.
        </span>
      )}
      <form id={selectionFormId} action={paths.newBulkChange({})} className="[@media(scripting:enabled)]:hidden">
        <Button type="submit">Change the chosen hosts</Button>
      </form>
      <Link href={paths.newBulkChange(all)} prefetch={false} className="text-link underline [@media(scripting:enabled)]:hidden">
        Change all {total.toLocaleString('en')}
      </Link>
    </div>
  );
}
