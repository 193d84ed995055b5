/** What one lens of a domain makes of a door: is what it serves trusted when only the stores of the lens count? */
export type LensVerdict = {
  /** all, system, or the id of a lens that people made. */
  key: string;
  name: string;
  /** It decides the verdict. */
  inForce: boolean;
  /** One for each different chain. */
  chains: readonly { addresses: readonly string[]; trusted: boolean; because: string }[];
};
