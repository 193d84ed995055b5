/** One statement of an extension. Values of kind `time` are ISO 8601 in UTC; `code` is for the machine's spelling: identifiers, hexadecimal. */
export type ExtensionLine = { readonly label: string; readonly kind: 'words' | 'code' | 'time'; readonly values: readonly string[] };

/** One extension of a certificate in words. */
export type ExtensionView = {
  /** Empty when not even the identifier can be read. */
  readonly oid: string;
  /** Null for extensions that nobody here knows. */
  readonly name: string | null;
  readonly critical: boolean;
  readonly lines: readonly ExtensionLine[];
  /** Why its value is not of the form that it should have; its bytes are in `lines` then. Null when it is. */
  readonly fault: string | null;
};

/** All extensions in the order of the certificate. */
export type ExtensionsView = {
  readonly extensions: readonly ExtensionView[];
  /** Why the list of extensions cannot be read; null when it can. */
  readonly fault: string | null;
};
