import type { Rule } from '../rule.ts';
import { addressPartlyDown } from './address-partly-down.ts';
import { bindAccountRestricted } from './bind-account-restricted.ts';
import { bindCredentialsRejected } from './bind-credentials-rejected.ts';
import { bindFailed } from './bind-failed.ts';
import { bindNeedsChannelBinding } from './bind-needs-channel-binding.ts';
import { bindNeedsSigning } from './bind-needs-signing.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateExpiring } from './certificate-expiring.ts';
import { certificateMalformed } from './certificate-malformed.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';
import { chainCertificateExpired } from './chain-certificate-expired.ts';
import { chainInvalid } from './chain-invalid.ts';
import { clientCertificateRequired } from './client-certificate-required.ts';
import { clockSkew } from './clock-skew.ts';
import { differentServerAnswered } from './different-server-answered.ts';
import { directoryUnavailable } from './directory-unavailable.ts';
import { handshakeFailed } from './handshake-failed.ts';
import { handshakeTimeout } from './handshake-timeout.ts';
import { hostNameNotInCertificate } from './host-name-not-in-certificate.ts';
import { hostNameOnlyInCommonName } from './host-name-only-in-common-name.ts';
import { hostUnreachable } from './host-unreachable.ts';
import { intermediateMissing } from './intermediate-missing.ts';
import { issuerNotTrusted } from './issuer-not-trusted.ts';
import { legacyProtocolOnly } from './legacy-protocol-only.ts';
import { nameLookupFailed } from './name-lookup-failed.ts';
import { nameNotFound } from './name-not-found.ts';
import { noCertificateServed } from './no-certificate-served.ts';
import { noSharedCipher } from './no-shared-cipher.ts';
import { noSharedProtocol } from './no-shared-protocol.ts';
import { notSynchronized } from './not-synchronized.ts';
import { notTls } from './not-tls.ts';
import { portClosed } from './port-closed.ts';
import { portFiltered } from './port-filtered.ts';
import { rootDseUnreadable } from './rootdse-unreadable.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { serverAuthEkuMissing } from './server-auth-eku-missing.ts';
import { serverNameRejected } from './server-name-rejected.ts';
import { startTlsRefused } from './starttls-refused.ts';
import { targetIsIpAddress } from './target-is-ip-address.ts';
import { weakKey } from './weak-key.ts';
import { weakSignature } from './weak-signature.ts';

/** Every rule there is, by number. One file per rule in this folder, one line here. */
export const rules: readonly Rule[] = [
  nameNotFound,
  nameLookupFailed,
  targetIsIpAddress,
  portClosed,
  portFiltered,
  hostUnreachable,
  addressPartlyDown,
  noCertificateServed,
  notTls,
  handshakeTimeout,
  noSharedProtocol,
  noSharedCipher,
  legacyProtocolOnly,
  clientCertificateRequired,
  serverNameRejected,
  startTlsRefused,
  handshakeFailed,
  certificateExpired,
  certificateNotYetValid,
  certificateExpiring,
  hostNameNotInCertificate,
  hostNameOnlyInCommonName,
  serverAuthEkuMissing,
  selfSignedCertificate,
  issuerNotTrusted,
  intermediateMissing,
  chainCertificateExpired,
  chainInvalid,
  weakSignature,
  weakKey,
  certificateMalformed,
  rootDseUnreadable,
  directoryUnavailable,
  notSynchronized,
  clockSkew,
  differentServerAnswered,
  bindCredentialsRejected,
  bindAccountRestricted,
  bindNeedsChannelBinding,
  bindNeedsSigning,
  bindFailed,
];
