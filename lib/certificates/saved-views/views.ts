/** A list's filters, order and columns under a name. */
export type SavedViewItem = {
  id: string;
  name: string;
  /** The page's query string, without the question mark; empty for the usual list. */
  query: string;
  createdBy: string;
};

/** The pages that keep views, by their paths. */
export const viewPages = ['/certificates', '/expiry', '/renewals', '/hosts'] as const;
export type ViewPage = (typeof viewPages)[number];

export const viewNameMax = 60;
