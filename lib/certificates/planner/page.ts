import type { Page } from './views.ts';

/** One page of a list; a page beyond the last is the last. */
export function pageOf<Item>(items: readonly Item[], asked: number, size: number): Page<Item> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const page = Math.min(pages, Math.max(1, asked));
  return { items: items.slice((page - 1) * size, page * size), page, pages, total: items.length };
}
