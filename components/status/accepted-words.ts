/** "one finding accepted"; null when none is. */
export const acceptedWords = (count: number): string | null =>
  count === 0 ? null : `${count === 1 ? 'one finding' : `${count.toLocaleString('en')} findings`} accepted`;

/** "one host has accepted findings"; null when none does. */
export const acceptedHostsWords = (count: number): string | null =>
  count === 0 ? null : `${count === 1 ? 'one host has' : `${count.toLocaleString('en')} hosts have`} accepted findings`;
