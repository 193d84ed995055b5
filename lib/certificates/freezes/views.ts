/** A period in which nobody may change servers, in whole days of its own time zone. Plain and serialisable. */
export type FreezeView = {
  id: string;
  name: string;
  /** First day, such as `2026-12-18`. */
  fromDay: string;
  /** Last day, included. */
  toDay: string;
  /** IANA name, such as `Europe/Berlin`. */
  timeZone: string;
};
