/**
 * What OpenSSL's message says in numbers. The names in `error.code` change between versions of Node, the numbers do not:
 * library 0x0A (SSL), then the reason; a reason of 1000 + n is alert n received from the peer (openssl/sslerr.h).
 */
export type TlsErrorNumbers = { reason: number | null; alert: number | null };

const FIRST_ALERT_REASON = 1000;

/** Reads OpenSSL's reason and the received alert from an error message. */
export function readTlsError(message: string): TlsErrorNumbers {
  const spoken = /SSL alert number (\d{1,3})/.exec(message)?.[1];
  const hex = /error:0A([0-9A-F]{6}):/i.exec(message)?.[1];
  const reason = hex === undefined ? null : Number.parseInt(hex, 16);
  if (spoken !== undefined) return { reason, alert: Number(spoken) };
  const alert = reason !== null && reason >= FIRST_ALERT_REASON && reason <= FIRST_ALERT_REASON + 255 ? reason - FIRST_ALERT_REASON : null;
  return { reason, alert };
}
