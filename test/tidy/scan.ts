/**
 * Tells code from comments, strings and regular expressions in a TypeScript source, so that the rules of the house look
 * at code only. Positions and line breaks stay as they are.
 */

export interface TextPiece {
  /** Where its first character stands, behind the quote. */
  readonly start: number;
  readonly text: string;
}

export interface Scanned {
  /** The source with comments blanked, and with strings and regular expressions emptied between their quotes. */
  readonly code: string;
  /** The content of strings, and the fixed pieces of templates. */
  readonly strings: readonly TextPiece[];
  readonly comments: readonly TextPiece[];
}

/** After these words and signs a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEX =
  /(?:^|[=([{,;:!&|?+\-*%<>~^}]|=>|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await))\s*$/u;

class Scanner {
  readonly strings: TextPiece[] = [];
  readonly comments: TextPiece[] = [];
  readonly #source: string;
  code = '';
  /** Depth of braces inside each open `${ }` of a template. */
  readonly #templates: number[] = [];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  run(): void {
    while (this.#at < this.#source.length) this.#step();
  }

  #step(): void {
    const two = this.#source.slice(this.#at, this.#at + 2);
    const one = two.charAt(0);
    if (two === '//') this.#comment(this.#find('\n', 2), 2);
    else if (two === '/*') this.#comment(this.#find('*/', 2) + 2, 2);
    else if (one === "'" || one === '"') this.#string(one);
    else if (one === '`') this.#template();
    else if (one === '}' && this.#templates.at(-1) === 0) this.#resumeTemplate();
    else if (one === '/' && BEFORE_REGEX.test(this.#before())) this.#regex();
    else this.#plain(one);
  }

  #plain(character: string): void {
    const depth = this.#templates.length - 1;
    if (depth >= 0 && character === '{') this.#templates[depth] = (this.#templates[depth] ?? 0) + 1;
    if (depth >= 0 && character === '}') this.#templates[depth] = (this.#templates[depth] ?? 0) - 1;
    this.#keep(1);
  }

  /** The code that stands before, as far as it can matter. */
  #before(): string {
    return this.code.slice(-24).trimEnd();
  }

  #find(what: string, from: number): number {
    const found = this.#source.indexOf(what, this.#at + from);
    return found < 0 ? this.#source.length : found;
  }

  #keep(count: number): void {
    this.code += this.#source.slice(this.#at, this.#at + count);
    this.#at += count;
  }

  #blank(until: number): void {
    const text = this.#source.slice(this.#at, until);
    const blanks = text.split('\n').map((line) => ' '.repeat(line.length));
    this.code += blanks.join('\n');
    this.#at = until;
  }

  #comment(until: number, markLength: number): void {
    this.comments.push({ start: this.#at, text: this.#source.slice(this.#at + markLength, until) });
    this.#blank(Math.min(until, this.#source.length));
  }

  /** End of a text that begins here and is ended by one of `ends`, escapes left out. */
  #endOf(ends: RegExp): number {
    for (let index = this.#at; index < this.#source.length; index += 1) {
      if (this.#source[index] === '\\') index += 1;
      else if (ends.test(this.#source.slice(index, index + 2))) return index;
    }
    return this.#source.length;
  }

  #string(quote: string): void {
    this.#keep(1);
    this.#text(this.#endOf(quote === "'" ? /^['\n]/u : /^["\n]/u));
    this.#keep(1);
  }

  #text(until: number): void {
    this.strings.push({ start: this.#at, text: this.#source.slice(this.#at, until) });
    this.#blank(until);
  }

  #template(): void {
    this.#keep(1);
    this.#templateText();
  }

  #templateText(): void {
    this.#text(this.#endOf(/^(?:`|\$\{)/u));
    if (this.#source[this.#at] === '$') {
      this.#keep(2);
      this.#templates.push(0);
    } else {
      this.#keep(1);
    }
  }

  #resumeTemplate(): void {
    this.#templates.pop();
    this.#keep(1);
    this.#templateText();
  }

  #regex(): void {
    this.#keep(1);
    let inClass = false;
    let until = this.#at;
    for (; until < this.#source.length; until += 1) {
      const character = this.#source[until];
      if (character === '\\') until += 1;
      else if (character === '[') inClass = true;
      else if (character === ']') inClass = false;
      else if (character === '\n' || (character === '/' && !inClass)) break;
    }
    this.#blank(until);
    this.#keep(1);
  }
}

export function scan(source: string): Scanned {
  const scanner = new Scanner(source);
  scanner.run();
  return { code: scanner.code, strings: scanner.strings, comments: scanner.comments };
}

/** Number of the line, from 1, on which a position lies. */
export function lineAt(source: string, position: number): number {
  return source.slice(0, position).split('\n').length;
}
