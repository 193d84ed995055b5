/** The later day that the board shows instead of now. */
export type Ahead = {
  /** 2027-03-31, as in the page's address. */
  day: string;
  /** "31 March 2027". */
  words: string;
};
