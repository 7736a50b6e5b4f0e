/** The enrolment identity in a file of its own. Adapter: the world does not load it. */
import { readFileSync } from 'node:fs';
import { errorText } from '../kernel/errors.ts';
import { replaceFile } from './durable-files.ts';
import {
  identityText,
  parseIdentity,
  type EnrolmentIdentity,
  type IdentityLoad,
  type IdentityStore,
  type ServerRefusal,
} from './identity.ts';

export class FileIdentityStore implements IdentityStore {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  load(): IdentityLoad {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'absent' };
      return { kind: 'damaged', detail: errorText(error) };
    }
    return parseIdentity(text);
  }

  save(identity: EnrolmentIdentity, refusal?: ServerRefusal): void {
    replaceFile(this.#path, identityText(identity, refusal));
  }
}
