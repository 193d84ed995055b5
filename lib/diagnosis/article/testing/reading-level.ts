/** Sentences of a text. What stands in quotation marks (messages of programs) counts as one word. */
export const sentencesOf = (text: string): string[] =>
  text
    .replace(/"[^"]*"/g, 'quoted')
    .split(/(?<=[.!?])\s+(?=[A-Z0-9{"*(])/)
    .filter((sentence) => sentence.trim() !== '');

/** Words as a reader counts them; addresses, numbers and object identifiers are not among them. */
export const wordsOf = (sentence: string): string[] =>
  sentence.split(/\s+/).flatMap((part) => /^[("]*([A-Za-z’]+(?:-[A-Za-z’]+)*)[)",.;:!?]*$/.exec(part)?.[1] ?? []);

const syllablesOf = (word: string): number => {
  const groups = word.toLowerCase().match(/[aeiouy]+/g)?.length ?? 0;
  const isSilent = /[^aeiouyl]e$/i.test(word) && groups > 1;
  return Math.max(1, groups - (isSilent ? 1 : 0));
};

/** Flesch's reading ease: 60 to 70 is plain English, below 50 is difficult. Syllables are counted by their vowels. */
export function readingEase(texts: readonly string[]): number {
  const sentences = texts.flatMap(sentencesOf);
  const words = sentences.flatMap(wordsOf);
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0);
  return 206.835 - 1.015 * (words.length / sentences.length) - 84.6 * (syllables / words.length);
}
