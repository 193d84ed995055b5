import type { ComponentProps } from 'react';

type Variant = 'plain' | 'primary' | 'danger';

const looks: Readonly<Record<Variant, string>> = {
  plain: 'border-line-strong bg-surface text-ink hover:bg-hover',
  primary: 'border-link bg-link text-page hover:opacity-90',
  danger: 'border-critical bg-critical-fill text-critical-ink hover:opacity-90',
};

/** Classes of a button, for links that look like one. */
export const buttonClass = (variant: Variant = 'plain'): string =>
  `inline-flex min-h-8 items-center justify-center gap-1.5 rounded-md border px-3 py-1 font-medium no-underline disabled:cursor-not-allowed disabled:opacity-60 ${looks[variant]}`;

/** A button of at least 32 by 32 pixels. Its type is `button` unless said otherwise. */
export function Button({ variant = 'plain', className = '', type = 'button', ...rest }: ComponentProps<'button'> & { variant?: Variant }) {
  return <button type={type} className={`${buttonClass(variant)} ${className}`} {...rest} />;
}
