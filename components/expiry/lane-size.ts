/** A lane's picture: its height in pixels, and the units across its whole width. */
export const rowPx = 26;
export const unitsWide = 1_000;
