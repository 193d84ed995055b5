import { catalog } from '../../catalog.ts';
import type { Article, Command, Shell } from '../article.ts';
import { type FillTarget, fillArticle } from '../fill.ts';

/** The servers for which every article must read well; null is the example of pages without a host. */
const targets: Readonly<Record<string, FillTarget | null>> = {
  LDAPS: { host: 'dc03.corp.example', port: 636, transport: 'ldaps', address: '192.0.2.13' },
  StartTLS: { host: 'ldap.lab.example', port: 389, transport: 'starttls', address: '2001:db8::13' },
  'global catalog': { host: 'dc03.corp.example', port: 3269, transport: 'ldaps', address: null },
  'IPv4 literal': { host: '192.0.2.13', port: 636, transport: 'ldaps', address: '192.0.2.13' },
  'IPv6 literal': { host: '2001:db8::13', port: 389, transport: 'starttls', address: '2001:db8::13' },
  'short name': { host: 'dc03', port: 636, transport: 'ldaps' },
  example: null,
};

/** Every article, filled in for every target, as `[id, target, article]`. */
export const filledArticles: readonly (readonly [id: string, target: string, article: Article])[] = catalog.flatMap((rule) =>
  Object.entries(targets).map(([name, target]) => [rule.id, name, fillArticle(rule.article, target)] as const),
);

const commandsIn = ({ resolve, verify }: Article): Command[] => [
  ...resolve.flatMap(({ steps }) => steps.flatMap(({ commands }) => commands ?? [])),
  ...verify.flatMap(({ command }) => (command === null ? [] : [command])),
];

/** Every different command of a shell, over all articles and targets, as `[text, ids of the articles that hold it]`. */
export function commandsFor(shell: Shell): readonly (readonly [text: string, ids: readonly string[]])[] {
  const found = filledArticles.flatMap(([id, , article]) =>
    commandsIn(article).flatMap((command) => (command.shell === shell ? [{ text: command.text, id }] : [])),
  );
  return [...Map.groupBy(found, ({ text }) => text)].map(([text, group]) => [text, [...new Set(group.map(({ id }) => id))]]);
}

/** Everything of an article that is read as prose. */
export const proseOf = (article: Article): string[] => [
  ...article.whatHappened,
  ...article.whyItMatters,
  ...article.couldAlsoBe.map(({ text }) => text),
  ...article.events.flatMap(({ message, note }) => [message, note]),
  ...article.resolve.flatMap(({ steps, rollback }) => [...steps.map(({ text }) => text), ...(rollback === null ? [] : [rollback])]),
  ...article.verify.flatMap(({ text, expect }) => [text, expect]),
  ...(article.inference === null ? [] : [article.inference]),
];
