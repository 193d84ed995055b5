import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { isTooDeep, safeAddress } from './markdown-limits.ts';

/** Headings of notes stand below those of the page. Pictures would be fetched from anywhere, so that they are named alone. */
const parts: Components = {
  h1: ({ children }) => <h3 className="mt-3 font-semibold first:mt-0">{children}</h3>,
  h2: ({ children }) => <h4 className="mt-3 font-semibold first:mt-0">{children}</h4>,
  h3: ({ children }) => <h5 className="mt-3 font-semibold first:mt-0">{children}</h5>,
  h4: ({ children }) => <h6 className="mt-3 font-semibold first:mt-0">{children}</h6>,
  h5: ({ children }) => <h6 className="mt-3 font-semibold first:mt-0">{children}</h6>,
  h6: ({ children }) => <h6 className="mt-3 font-semibold first:mt-0">{children}</h6>,
  p: ({ children }) => <p className="mt-2 first:mt-0">{children}</p>,
  ul: ({ children }) => <ul className="mt-2 list-disc pl-5 first:mt-0">{children}</ul>,
  ol: ({ children }) => <ol className="mt-2 list-decimal pl-5 first:mt-0">{children}</ol>,
  a: ({ href, children }) => (
    <a href={href} rel="noopener noreferrer nofollow" className="text-link underline">
      {children}
    </a>
  ),
  img: ({ alt }) => <span className="text-muted">{alt ? `[picture: ${alt}]` : '[picture]'}</span>,
  code: ({ children }) => <code className="font-mono">{children}</code>,
  pre: ({ children }) => <pre className="mt-2 whitespace-pre-wrap rounded-md bg-sunken p-2 font-mono">{children}</pre>,
  blockquote: ({ children }) => <blockquote className="mt-2 border-line-strong border-l-4 pl-3">{children}</blockquote>,
  table: ({ children }) => <table className="mt-2 text-left [&_td]:pr-4 [&_th]:pr-4 [&_th]:font-medium">{children}</table>,
  input: ({ checked }) => <span>{checked ? '[x] ' : '[ ] '}</span>,
};

/**
 * Notes in Markdown (GitHub's dialect). HTML in them is shown as it was typed; addresses other than web and mail ones are taken out.
 * What is nested too deep to be read in time is shown as plain text.
 */
export function Markdown({ text }: { text: string }) {
  if (isTooDeep(text)) return <pre className="max-w-[75ch] whitespace-pre-wrap font-sans wrap-anywhere">{text}</pre>;
  return (
    <div className="max-w-[75ch] wrap-anywhere">
      <ReactMarkdown remarkPlugins={[remarkGfm]} components={parts} urlTransform={safeAddress}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
