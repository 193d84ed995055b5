import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes as base64url: what a calendar's address holds. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Could it be a secret of ours at all? */
export const isSecret = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/**
 * Lower-case hex SHA-256: all that is kept of a secret. Looking up by it tells nothing through its duration, for nobody can choose a
 * secret whose hash begins like another's.
 */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
