import { type Settings, settings } from '../config/env.ts';
import { makeOrReadKeyFile, readKeyFile } from './key-file.ts';
import { createSecretBox, type SecretBox } from './secret-box.ts';

type KeySettings = Pick<Settings, 'secretKey' | 'dataFolder'>;

/** For whoever stores secrets: the key that is set, else that of the data folder, made when there is none. Throws when there can be none. */
export function boxToSeal({ secretKey, dataFolder }: KeySettings = settings()): SecretBox {
  return createSecretBox(secretKey ?? makeOrReadKeyFile(dataFolder));
}

/** For whoever only reads secrets; null while there is no key. Throws when the key's file cannot be used. */
export function boxToOpen({ secretKey, dataFolder }: KeySettings): SecretBox | null {
  const key = secretKey ?? readKeyFile(dataFolder);
  return key === null ? null : createSecretBox(key);
}
