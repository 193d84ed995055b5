import { catalog } from '#lib/diagnosis/catalog.ts';
import type { CatalogRule } from '#lib/diagnosis/rule.ts';

/** The catalog's rule of that id. */
export const ruleOf = (id: string): CatalogRule | undefined => catalog.find((rule) => rule.id === id);

/** The catalog's rule of that number, as pages and reports name it. */
export const ruleNumbered = (no: string): CatalogRule | undefined => catalog.find((rule) => String(rule.no) === no);

/** The look-alike to examine next: one met at the same stage where there is any, for an earlier stage has been passed already. */
export function nextLikely({ article, stage }: CatalogRule): CatalogRule | null {
  const alike = article.couldAlsoBe.flatMap(({ findingId }) => (findingId === undefined ? [] : (ruleOf(findingId) ?? [])));
  return alike.find((rule) => rule.stage === stage) ?? alike[0] ?? null;
}
