/** What a request can be made with: from the page's address, so unknown values are read as the first of each. */

export const requestKeys = ['rsa-2048', 'rsa-3072', 'ecdsa-p256'] as const;
export type RequestKey = (typeof requestKeys)[number];

/** server: Server Authentication alone. domain-controller: what the template Kerberos Authentication has as well. */
export const requestUsages = ['server', 'domain-controller'] as const;
export type RequestUsages = (typeof requestUsages)[number];

export const requestFileKinds = ['inf', 'openssl'] as const;
export type RequestFileKind = (typeof requestFileKinds)[number];

/** Both files of one request, with how they are used. */
export type RequestFilesView = {
  host: string;
  /** What the request asks for, each a sentence. */
  explained: readonly string[];
  files: readonly {
    kind: RequestFileKind;
    /** `dc01.corp.example.inf`. */
    fileName: string;
    text: string;
    /** Commands that make the request of it, one per line. */
    commands: string;
  }[];
  /** What is left to do once the certificate is issued; null where nothing is special. */
  afterwards: { text: string; commands: string } | null;
};
