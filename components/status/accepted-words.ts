/** "one finding accepted"; null when none is. */
export const acceptedWords = (count: number): string | null =>
  count === 0 ? null : `${count === 1 ? 'one finding' : `${count.toLocaleString('en')} findings`} accepted`;

/** "one host has accepted findings"; null when none does. */
export const acceptedHostsWords = (count: number): string | null =>
  count === 0 ? null : `${count === 1 ? 'one host has' : `${count.toLocaleString('en')} hosts have`} accepted findings`;

/** Such as "accepted at 1 of them"; null where it is accepted at none. */
export const acceptedOfWords = (acceptedCount: number, allCount: number): string | null => {
  if (acceptedCount === 0) return null;
  if (acceptedCount < allCount) return `accepted at ${acceptedCount.toLocaleString('en')} of them`;
  return allCount === 1 ? 'accepted there' : 'accepted at all of them';
};
