import { importError } from '../files/import-error.js';
import { MAX_LINE_LENGTH } from '../files/limits.js';

/** Elements in elements: parsers keep all open ones. */
const MAX_DEPTH = 200;
/** Of what stands in one property of one class, in UTF-16 code units. */
const MAX_PROPERTY = 16 * 2 ** 20;
const MAX_DOCTYPE = 1 << 16;
/** Entities of OWL files are shorthands for namespaces. */
const MAX_ENTITY = 300;

type State = 'text' | 'start' | 'tag' | 'comment' | 'cdata' | 'instruction' | 'doctype';

/**
 * Watches XML before its parser sees it: refuses entities that come from elsewhere or are made of others, and what a
 * parser would have to hold whole. Texts may be cut anywhere.
 */
export class XmlGuard {
  #state: State = 'text';
  /** Of a markup's beginning, or of the document type: what was read of it. */
  #read = '';
  #quote = '';
  /** Inside the brackets of a document type. */
  #subset = false;
  #last = '';
  #beforeLast = '';
  #depth = 0;
  #sinceMarkup = 0;
  #sinceProperty = 0;
  #line = 1;

  constructor(private readonly file: string) {}

  /** @throws {SeraphError} `bad-format`, `too-large` */
  check(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const character = text.charAt(at);
      this.#take(character);
      if (character === '\n') this.#line++;
      this.#beforeLast = this.#last;
      this.#last = character;
      if (++this.#sinceMarkup > MAX_LINE_LENGTH)
        throw this.#tooLarge('one text or tag in it is too long', MAX_LINE_LENGTH);
      this.#sinceProperty = this.#depth <= 2 ? 0 : this.#sinceProperty + 1;
      if (this.#sinceProperty > MAX_PROPERTY)
        throw this.#tooLarge('one entry in it is too large', MAX_PROPERTY);
    }
  }

  #take(character: string): void {
    switch (this.#state) {
      case 'text':
        if (character === '<') this.#enter('start');
        break;
      case 'start':
        this.#read += character;
        this.#decide();
        break;
      case 'tag':
        this.#inTag(character);
        break;
      case 'comment':
        if (character === '>' && this.#last === '-' && this.#beforeLast === '-') this.#enter('text');
        break;
      case 'cdata':
        if (character === '>' && this.#last === ']' && this.#beforeLast === ']') this.#enter('text');
        break;
      case 'instruction':
        if (character === '>' && this.#last === '?') this.#enter('text');
        break;
      case 'doctype':
        this.#inDoctype(character);
        break;
    }
  }

  #enter(state: State): void {
    this.#state = state;
    this.#sinceMarkup = 0;
    this.#read = '';
  }

  /** What markup it is, as soon as its beginning tells. */
  #decide(): void {
    const read = this.#read;
    if (read === '!--') this.#enter('comment');
    else if (read === '![CDATA[') this.#enter('cdata');
    else if (read === '!DOCTYPE') this.#enter('doctype');
    else if (read.startsWith('?')) this.#enter('instruction');
    else if (!['!--', '![CDATA[', '!DOCTYPE'].some((beginning) => beginning.startsWith(read))) {
      this.#depth += read === '/' ? -1 : 1;
      if (this.#depth > MAX_DEPTH) throw this.#tooLarge('it is nested too deeply', MAX_DEPTH);
      this.#enter('tag');
      this.#inTag(read.charAt(read.length - 1));
    }
  }

  #inTag(character: string): void {
    // Never in XML, not in quotes either. A guard that misread a quote would miss how deep all that follows is nested.
    if (character === '<') {
      const todo = 'Get the file again';
      throw importError({ file: this.file, line: this.#line }, 'a tag in it has no end', todo, { got: '<' });
    }
    if (this.#quote !== '') {
      if (character === this.#quote) this.#quote = '';
    } else if (character === '"' || character === "'") {
      this.#quote = character;
    } else if (character === '>') {
      if (this.#last === '/') this.#depth--;
      this.#enter('text');
    }
  }

  #inDoctype(character: string): void {
    this.#read += character;
    if (this.#read.length > MAX_DOCTYPE) throw this.#refused('its document type is too long');
    if (this.#quote !== '') {
      if (character === this.#quote) this.#quote = '';
      return;
    }
    if (character === '"' || character === "'") this.#quote = character;
    else if (character === '[') this.#subset = true;
    else if (character === ']') this.#subset = false;
    if (character !== '>' || this.#subset) return;
    this.#checkEntities(this.#read);
    this.#enter('text');
  }

  #checkEntities(doctype: string): void {
    for (const [, declaration = ''] of doctype.matchAll(/<!ENTITY([^>]*)/g)) {
      const [, value] = /^\s+[\w.-]+\s+(?:"([^"&%]*)"|'[^'&%]*')\s*$/.exec(declaration) ?? [null, null];
      if (value === null) throw this.#refused('it has entities from elsewhere or made of others');
      if (declaration.length > MAX_ENTITY) throw this.#refused('it has a very long entity');
    }
  }

  #refused(what: string): Error {
    const todo = 'Save it without a document type, for example as Turtle';
    return importError({ file: this.file, line: this.#line }, what, todo, {
      expected: 'XML without such entities',
    });
  }

  #tooLarge(what: string, expected: number): Error {
    const todo = 'Check that this is the vocabulary you mean';
    return importError({ file: this.file, line: this.#line }, what, todo, { expected }, 'too-large');
  }
}
