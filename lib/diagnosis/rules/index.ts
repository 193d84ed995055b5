import type { Rule } from '../rule.ts';
import { addressPartlyDown } from './address-partly-down.ts';
import { bindAccountRestricted } from './bind-account-restricted.ts';
import { bindCredentialsRejected } from './bind-credentials-rejected.ts';
import { bindFailed } from './bind-failed.ts';
import { bindNeedsChannelBinding } from './bind-needs-channel-binding.ts';
import { bindNeedsSigning } from './bind-needs-signing.ts';
import { certificateChanged } from './certificate-changed.ts';
import { certificateExpired } from './certificate-expired.ts';
import { certificateExpiring } from './certificate-expiring.ts';
import { certificateIsCa } from './certificate-is-ca.ts';
import { certificateMalformed } from './certificate-malformed.ts';
import { certificateNotYetValid } from './certificate-not-yet-valid.ts';
import { certificateRevoked } from './certificate-revoked.ts';
import { chainCertificateExpired } from './chain-certificate-expired.ts';
import { chainCertificateExpiring } from './chain-certificate-expiring.ts';
import { chainInvalid } from './chain-invalid.ts';
import { chainOutOfOrder } from './chain-out-of-order.ts';
import { clientCertificateRequired } from './client-certificate-required.ts';
import { clockSkew } from './clock-skew.ts';
import { differentServerAnswered } from './different-server-answered.ts';
import { directoryUnavailable } from './directory-unavailable.ts';
import { doorsServeDifferentCertificates } from './doors-serve-different-certificates.ts';
import { globalCatalogNotReady } from './global-catalog-not-ready.ts';
import { handshakeFailed } from './handshake-failed.ts';
import { handshakeTimeout } from './handshake-timeout.ts';
import { hostNameNotFirst } from './host-name-not-first.ts';
import { hostNameNotInCertificate } from './host-name-not-in-certificate.ts';
import { hostNameOnlyInCommonName } from './host-name-only-in-common-name.ts';
import { hostUnreachable } from './host-unreachable.ts';
import { intermediateMissing } from './intermediate-missing.ts';
import { issuerNotTrusted } from './issuer-not-trusted.ts';
import { issuingCaOnDomainController } from './issuing-ca-on-domain-controller.ts';
import { keyUsageUnsuitable } from './key-usage-unsuitable.ts';
import { ldapsNotIntended } from './ldaps-not-intended.ts';
import { legacyProtocolOffered } from './legacy-protocol-offered.ts';
import { legacyProtocolOnly } from './legacy-protocol-only.ts';
import { lifetimeTooShort } from './lifetime-too-short.ts';
import { nameLookupFailed } from './name-lookup-failed.ts';
import { nameNotFound } from './name-not-found.ts';
import { noCertificateServed } from './no-certificate-served.ts';
import { noSharedCipher } from './no-shared-cipher.ts';
import { noSharedProtocol } from './no-shared-protocol.ts';
import { notSynchronized } from './not-synchronized.ts';
import { notTls } from './not-tls.ts';
import { portClosed } from './port-closed.ts';
import { portFiltered } from './port-filtered.ts';
import { renewedButNotServed } from './renewed-but-not-served.ts';
import { resolvesToInternalAddress } from './resolves-to-internal-address.ts';
import { resolvesToUnexpectedAddress } from './resolves-to-unexpected-address.ts';
import { revocationUnknown } from './revocation-unknown.ts';
import { rootDseUnreadable } from './rootdse-unreadable.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';
import { serverAuthEkuMissing } from './server-auth-eku-missing.ts';
import { serverNameRejected } from './server-name-rejected.ts';
import { sharedPrivateKey } from './shared-private-key.ts';
import { signatureHashUnusual } from './signature-hash-unusual.ts';
import { slowResponse } from './slow-response.ts';
import { startTlsRefused } from './starttls-refused.ts';
import { targetIsIpAddress } from './target-is-ip-address.ts';
import { weakCipher } from './weak-cipher.ts';
import { weakKey } from './weak-key.ts';
import { weakKeyExchange } from './weak-key-exchange.ts';
import { weakSignature } from './weak-signature.ts';
import { whoamiMismatch } from './whoami-mismatch.ts';
import { wildcardMissing } from './wildcard-missing.ts';

/** Every rule there is, by number. One file per rule in this folder, one line here. */
export const rules: readonly Rule[] = [
  nameNotFound,
  nameLookupFailed,
  targetIsIpAddress,
  resolvesToInternalAddress,
  resolvesToUnexpectedAddress,
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
  legacyProtocolOffered,
  weakKeyExchange,
  weakCipher,
  clientCertificateRequired,
  serverNameRejected,
  startTlsRefused,
  handshakeFailed,
  certificateExpired,
  certificateNotYetValid,
  certificateExpiring,
  hostNameNotInCertificate,
  hostNameOnlyInCommonName,
  hostNameNotFirst,
  wildcardMissing,
  serverAuthEkuMissing,
  keyUsageUnsuitable,
  certificateIsCa,
  selfSignedCertificate,
  issuerNotTrusted,
  intermediateMissing,
  chainOutOfOrder,
  chainCertificateExpired,
  chainCertificateExpiring,
  chainInvalid,
  weakSignature,
  weakKey,
  lifetimeTooShort,
  certificateRevoked,
  revocationUnknown,
  issuingCaOnDomainController,
  certificateMalformed,
  signatureHashUnusual,
  certificateChanged,
  doorsServeDifferentCertificates,
  sharedPrivateKey,
  renewedButNotServed,
  rootDseUnreadable,
  directoryUnavailable,
  notSynchronized,
  globalCatalogNotReady,
  clockSkew,
  differentServerAnswered,
  slowResponse,
  bindCredentialsRejected,
  bindAccountRestricted,
  bindNeedsChannelBinding,
  bindNeedsSigning,
  bindFailed,
  whoamiMismatch,
  ldapsNotIntended,
];
