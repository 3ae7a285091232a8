import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeraphError } from '../../../core/errors.js';
import type { ImportFile } from '../importer.js';
import { MAX_LINE_LENGTH } from './limits.js';
import { headOf, splitLines, startReading } from './reading.js';

/** A file whose bytes come in chunks that end at `cuts`. */
function fileOf(bytes: Uint8Array, cuts: readonly number[] = []): ImportFile {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return {
    name: 'a.txt',
    size: bytes.length,
    async *open(onStored) {
      let from = 0;
      for (const end of [...ends, bytes.length]) {
        onStored?.(end - from);
        yield await Promise.resolve(bytes.subarray(from, end));
        from = end;
      }
    },
  };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function linesOf(file: ImportFile): Promise<string[]> {
  const lines: string[] = [];
  for await (const batch of startReading({}).lines(file)) {
    expect(batch.first).toBe(lines.length + 1);
    lines.push(...batch.lines);
  }
  return lines;
}

async function errorOf(file: ImportFile): Promise<SeraphError> {
  try {
    await linesOf(file);
  } catch (error) {
    if (error instanceof SeraphError) return error;
    throw error;
  }
  throw new Error('No error');
}

describe('lines', () => {
  it('are those between line ends of any kind, wherever the chunks are cut', async () => {
    const part = fc.constantFrom('a', 'ü', '€', '𝛼', '\r', '\n', '\r\n', 'long text ');
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 40 }), fc.array(fc.nat(200)), async (parts, cuts) => {
        const text = parts.join('');
        const expected = text.split(/\r\n|\r|\n/);
        if (expected.at(-1) === '') expected.pop();
        expect(await linesOf(fileOf(encode(text), cuts))).toEqual(expected);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('are read from UTF-8 and UTF-16 with a byte order mark', async () => {
    const text = '\ufeffα one\ntwo 𝛼';
    const little = Buffer.from(text, 'utf16le');
    const big = Buffer.from(text, 'utf16le').swap16();
    for (const bytes of [encode(text), little, big]) {
      for (const cuts of [[], [1, 2, 3, 4, 5], [7, 11]]) {
        expect(await linesOf(fileOf(bytes, cuts))).toEqual(['α one', 'two 𝛼']);
      }
    }
  });

  it('keeps a byte order mark that is not at the beginning', async () => {
    expect(await linesOf(fileOf(encode('a\n\ufeffb'), [2]))).toEqual(['a', '\ufeffb']);
  });

  it('names line and byte of what is not UTF-8', async () => {
    const bytes = Buffer.concat([encode('α\nbé'), Buffer.from([0xe9]), encode(' x\n')]);
    for (const cuts of [[], [1, 3, 6], [7]]) {
      const error = await errorOf(fileOf(bytes, cuts));
      expect(error).toMatchObject({ kind: 'bad-format', data: { file: 'a.txt', line: 2, byte: 6 } });
      expect(error.message).toContain('UTF-8');
    }
    expect(await errorOf(fileOf(encode('α').subarray(0, 1)))).toMatchObject({ data: { byte: 0 } });
  });

  it('refuses half a UTF-16 character and files of programs', async () => {
    expect((await errorOf(fileOf(Buffer.from('\ufeffa\ud800', 'utf16le')))).kind).toBe('bad-format');
    const error = await errorOf(fileOf(encode('a\nb\0c')));
    expect(error).toMatchObject({ kind: 'bad-format', data: { line: 2 } });
    expect(error.message).toContain('not a text file');
  });

  it('refuses a line without end', async () => {
    const texts = async function* (): AsyncGenerator<string> {
      yield await Promise.resolve('short\n');
      for (let index = 0; index < 3; index++) yield 'x'.repeat(MAX_LINE_LENGTH / 2);
    };
    const read = async (): Promise<void> => {
      for await (const batch of splitLines('a.txt', texts())) expect(batch.lines).toEqual(['short']);
    };
    await expect(read()).rejects.toMatchObject({ kind: 'bad-format', data: { line: 2 } });
  });
});

describe('a reading', () => {
  it('adds up the bytes of all files and stops when asked', async () => {
    const seen: number[] = [];
    const signal = { aborted: false };
    const reading = startReading({ signal, onBytes: (done) => seen.push(done) });
    for (let index = 0; index < 2; index++) {
      for await (const batch of reading.lines(fileOf(encode('one\ntwo\n'), [3]))) {
        expect(batch.lines.length).toBeGreaterThan(0);
      }
    }
    expect(seen.at(-1)).toBe(16);
    signal.aborted = true;
    const more = reading.lines(fileOf(encode('x')))[Symbol.asyncIterator]();
    await expect(more.next()).rejects.toMatchObject({ kind: 'aborted' });
  });
});

describe('headOf', () => {
  it('gives the beginning whatever it is', async () => {
    expect(await headOf(fileOf(encode('abcdef')), 3)).toBe('abc');
    expect(await headOf(fileOf(encode('aα')), 2)).toBe('a');
    expect(await headOf(fileOf(Buffer.from([0x61, 0xff])))).toBe('a\ufffd');
    expect(await headOf(fileOf(Buffer.from('\ufeffab', 'utf16le')))).toBe('ab');
    expect(await headOf(fileOf(new Uint8Array(0)))).toBe('');
  });
});
