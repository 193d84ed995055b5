/** The row that a key leads to from the active one; null when the key means nothing here. `pageRows`: how many are in sight. */
export function nextIndex(key: string, active: number, pageRows: number, total: number): number | null {
  const steps = new Map([
    ['ArrowDown', 1],
    ['ArrowUp', -1],
    ['PageDown', pageRows],
    ['PageUp', -pageRows],
    ['Home', -total],
    ['End', total],
  ]);
  const step = steps.get(key);
  return step === undefined || total === 0 ? null : Math.max(0, Math.min(total - 1, active + step));
}
