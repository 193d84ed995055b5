'use client';

import { useEffect, useId, useState } from 'react';
import { inputClass } from '#components/host/form-class.ts';
import { Button } from '#components/ui/button.tsx';
import { paths } from '#lib/paths.ts';

const searchAfterMs = 200;

/** Names of hosts, with a search among the registered ones where JavaScript runs. */
export function HostChooser({ fault, initial }: { fault: string | null; initial: string }) {
  const [hosts, setHosts] = useState(initial);
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<readonly string[] | null>(null);
  const id = useId();

  useEffect(() => {
    setFound(null);
    if (search.trim() === '') return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const response = await fetch(paths.preflightHosts(search), { signal: abort.signal });
        setFound(response.ok ? namesIn(await response.json()) : []);
      } catch {
        // Given up for a newer search, or the server is away: names can still be typed.
      }
    }, searchAfterMs);
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [search]);

  const chosen = hosts.split(/[\s,;]+/).filter(Boolean);
  const add = (name: string) => setHosts([...chosen, name].join('\n'));
  return (
    <div>
      <label htmlFor={`${id}-hosts`} className="mb-1 block font-medium">
        Host names
      </label>
      <textarea
        id={`${id}-hosts`}
        name="hosts"
        rows={3}
        value={hosts}
        onChange={(event) => setHosts(event.target.value)}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        aria-invalid={fault !== null}
        aria-describedby={`${id}-hint${fault ? ` ${id}-fault` : ''}`}
        className={`${inputClass} font-mono`}
      />
      <p id={`${id}-hint`} className="mt-1 text-muted">
        The names that clients use, with spaces, commas or lines between them. Registered hosts are judged as they are registered.
      </p>
      {fault && (
        <p id={`${id}-fault`} role="alert" className="mt-1 font-medium text-critical wrap-anywhere">
          {fault}
        </p>
      )}
      <div className="mt-2 hidden [@media(scripting:enabled)]:block">
        <label htmlFor={`${id}-search`} className="mb-1 block font-medium">
          Find a registered host
        </label>
        <input
          id={`${id}-search`}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.preventDefault();
          }}
          autoComplete="off"
          spellCheck={false}
          className={inputClass}
        />
        <p role="status" className="sr-only">
          {found === null ? '' : found.length === 0 ? 'No registered host matches.' : `${found.length} registered hosts match.`}
        </p>
        {found?.length === 0 && <p className="mt-1 text-muted">No registered host matches. Type the name above instead.</p>}
        {found !== null && found.length > 0 && (
          <ul className="mt-1 flex max-h-40 flex-wrap gap-1.5 overflow-y-auto" aria-label="Registered hosts that match">
            {found.map((name) => (
              <li key={name} className="min-w-0">
                <Button onClick={() => add(name)} disabled={chosen.includes(name)} className="font-mono wrap-anywhere">
                  <span className="sr-only">Add </span>
                  {name}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function namesIn(answer: unknown): readonly string[] {
  const names = typeof answer === 'object' && answer !== null && 'names' in answer ? answer.names : [];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}
