import type { Resolution } from '#lib/diagnosis/article/article.ts';
import type { Profile } from '#lib/diagnosis/rule.ts';
import { CommandBlock } from './command-block.tsx';
import { profileWords } from './profile-words.ts';

function ResolutionSteps({ resolution, open }: { resolution: Resolution; open: boolean }) {
  return (
    <details open={open} className="mt-3 rounded-lg border border-line">
      <summary className="cursor-pointer rounded-lg px-4 py-2.5 hover:bg-hover">
        <h3 className="inline font-semibold">{resolution.title}</h3>
        <span className="mt-0.5 block text-muted">
          For {resolution.profiles.map((profile) => profileWords[profile]).join(', ')}
          {resolution.generation && `. ${resolution.generation}`}
        </span>
      </summary>
      <div className="border-line border-t px-4 py-3">
        <p>
          <span className="font-medium">Needs:</span> {resolution.requires}
        </p>
        <ol className="mt-2 list-decimal space-y-2 pl-6 marker:text-muted">
          {resolution.steps.map((step) => (
            <li key={step.text} className="pl-1">
              <p className="wrap-anywhere">{step.text}</p>
              {step.commands?.map((command) => (
                <CommandBlock key={`${command.shell} ${command.text}`} command={command} />
              ))}
            </li>
          ))}
        </ol>
        {resolution.rollback && (
          <p className="mt-3">
            <span className="font-medium">To go back:</span> {resolution.rollback}
          </p>
        )}
      </div>
    </details>
  );
}

const keyOf = ({ title, generation, profiles }: Resolution): string => `${title} ${generation ?? ''} ${profiles.join()}`;

/** How to mend it: the ways for this kind of server, the first of them open; those for other kinds behind one fold. */
export function Resolutions({ resolutions, profile }: { resolutions: readonly Resolution[]; profile: Profile | null }) {
  const fits = (resolution: Resolution): boolean => profile === null || resolution.profiles.includes(profile);
  const fitting = resolutions.filter(fits);
  const others = resolutions.filter((resolution) => !fits(resolution));
  return (
    <>
      {profile !== null && fitting.length === 0 && (
        <p>No steps are written for {profileWords[profile]} yet; these are for other servers.</p>
      )}
      {fitting.map((resolution, index) => (
        <ResolutionSteps key={keyOf(resolution)} resolution={resolution} open={index === 0} />
      ))}
      {others.length > 0 && (
        <details open={fitting.length === 0} className="mt-4">
          <summary className="cursor-pointer font-medium">For other kinds of server ({others.length})</summary>
          {others.map((resolution) => (
            <ResolutionSteps key={keyOf(resolution)} resolution={resolution} open={false} />
          ))}
        </details>
      )}
    </>
  );
}
