import type { CertificateFacts } from '../evidence.ts';
import { readCertificate } from '../x509/read-certificate.ts';
import { deepScanLimits } from './options.ts';

/** Every certificate of a scan, each once, in the order first seen. A hostile server may send others each time: there is an end. */
export class CertificatesSeen {
  readonly #byFingerprint = new Map<string, CertificateFacts>();
  #bytes = 0;

  /** Keeps a chain as sent. @returns the fingerprints of those that are kept, in the order sent */
  keep(ders: readonly Uint8Array[]): string[] {
    return ders.slice(0, deepScanLimits.certificatesOfAnswer).flatMap((der) => {
      const facts = readCertificate(der);
      if (!this.#byFingerprint.has(facts.sha256)) {
        const fits = this.#byFingerprint.size < deepScanLimits.certificates && this.#bytes + der.length <= deepScanLimits.certificateBytes;
        if (!fits) return [];
        this.#bytes += der.length;
        this.#byFingerprint.set(facts.sha256, facts);
      }
      return [facts.sha256];
    });
  }

  /** The facts of a chain that was kept. */
  factsOf(chain: readonly string[]): CertificateFacts[] {
    return chain.flatMap((fingerprint) => this.#byFingerprint.get(fingerprint) ?? []);
  }

  all(): CertificateFacts[] {
    return [...this.#byFingerprint.values()];
  }
}
