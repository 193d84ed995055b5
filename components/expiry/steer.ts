import { moved, type PlannerChoice, stepWeeks, zoomed } from '#lib/certificates/planner/filter.ts';

/** Keys of the charts, as `aria-keyshortcuts` names them. */
export const steeringKeys = 'ArrowLeft ArrowRight PageUp PageDown Home + -';

/**
 * Where a key on the charts leads: arrows move by a quarter of what is shown, page keys by all of it, Home back to now, plus and minus
 * zoom. Null when it is none of these keys or when the charts are at their end.
 */
export function steered(choice: PlannerChoice, key: string): PlannerChoice | null {
  switch (key) {
    case 'ArrowLeft':
      return differing(choice, moved(choice, -stepWeeks(choice)));
    case 'ArrowRight':
      return differing(choice, moved(choice, stepWeeks(choice)));
    case 'PageUp':
      return differing(choice, moved(choice, -choice.span));
    case 'PageDown':
      return differing(choice, moved(choice, choice.span));
    case 'Home':
      return choice.from === null ? null : { ...choice, from: null };
    case '+':
    case '=':
      return zoomed(choice, 'in');
    case '-':
      return zoomed(choice, 'out');
    default:
      return null;
  }
}

const differing = (before: PlannerChoice, after: PlannerChoice): PlannerChoice | null => (after.from === before.from ? null : after);
