import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLines } from '../files/reading.js';
import { rowsOf, splitQuoted, type Row } from './delimited.js';

async function* inParts(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield await Promise.resolve(text.slice(at, at + size));
}

async function read(text: string, separator = ',', quoted = true, size = 7): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of rowsOf('a', splitLines('a', inParts(text, size)), { separator, quoted }))
    rows.push(...batch);
  return rows;
}

describe('rowsOf', () => {
  it('reads what RFC 4180 allows', async () => {
    const text = 'a,"b, with comma","say ""hi"""\r\n"two\nlines",,\r\n"",x"y,"z"\n';
    expect(await read(text)).toEqual([
      { line: 1, cells: ['a', 'b, with comma', 'say "hi"'] },
      { line: 2, cells: ['two\nlines', '', ''] },
      { line: 4, cells: ['', 'x"y', 'z'] },
    ]);
  });

  it('gives back every table that was written', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ',', '\n', ';', ' ') });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.integer({ min: 1, max: 20 }),
        async (rows, separator, size) => {
          const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;
          const text = rows.map((cells) => `${cells.map(quote).join(separator)}\n`).join('');
          expect((await read(text, separator, true, size)).map(({ cells }) => cells)).toEqual(rows);
        },
      ),
      { numRuns: 200, seed: 5 },
    );
  });

  it('leaves quotes alone where the format has none', async () => {
    expect(await read('"a\t5"\nb', '\t', false)).toEqual([
      { line: 1, cells: ['"a', '5"'] },
      { line: 2, cells: ['b'] },
    ]);
  });

  it('takes a cell of very many lines', async () => {
    const cell = Array.from({ length: 100_000 }, (_, index) => `${index % 10}`).join('\n');
    expect(await read(`a,"${cell}"\nb,c\n`, ',', true, 5000)).toEqual([
      { line: 1, cells: ['a', cell] },
      { line: 100_001, cells: ['b', 'c'] },
    ]);
  });

  it('names the line of a quote that stays open', async () => {
    await expect(read('a,b\nc,"d\ne,f\n')).rejects.toMatchObject({ kind: 'bad-format', data: { line: 2 } });
  });
});

describe('splitQuoted', () => {
  it('keeps what follows a closing quote', () => {
    expect(splitQuoted('"a"b,c', ',')).toEqual(['ab', 'c']);
    expect(splitQuoted('"a', ',')).toBeNull();
    expect(splitQuoted('', ',')).toEqual(['']);
  });
});
