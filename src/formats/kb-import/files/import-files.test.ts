import { gzipSync as nodeGzip } from 'node:zlib';
import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { SeraphError } from '../../../core/errors.js';
import type { ImportFile } from '../importer.js';
import { blobOfBytes } from './blob-like.js';
import { importFilesOf } from './import-files.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function contentOf(file: ImportFile): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of file.open()) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

async function contentsOf(name: string, bytes: Uint8Array): Promise<Readonly<Record<string, string>>> {
  const contents: Record<string, string> = {};
  for (const file of await importFilesOf([blobOfBytes(name, bytes)]))
    contents[file.name] = await contentOf(file);
  return contents;
}

async function errorOf(name: string, bytes: Uint8Array): Promise<SeraphError> {
  try {
    await contentsOf(name, bytes);
  } catch (error) {
    if (error instanceof SeraphError) return error;
    throw error;
  }
  throw new Error('No error');
}

async function single(name: string, bytes: Uint8Array): Promise<ImportFile> {
  const [file, ...others] = await importFilesOf([blobOfBytes(name, bytes)]);
  if (!file || others.length > 0) throw new Error('Not one file');
  return file;
}

describe('importFilesOf', () => {
  it('reads a plain file, and again from the start', async () => {
    const file = await single('a.obo', encode('some text'));
    expect(file).toMatchObject({ name: 'a.obo', size: 9 });
    expect([await contentOf(file), await contentOf(file)]).toEqual(['some text', 'some text']);
  });

  it('unpacks gzip whatever its name, of one member and of many', async () => {
    const members = Buffer.concat(['one ', 'two ', 'three'].map((text) => nodeGzip(text)));
    expect(await contentsOf('a.obo.GZ', members)).toEqual({ 'a.obo': 'one two three' });
    expect(await contentsOf('a.obo', gzipSync(encode('x')))).toEqual({ 'a.obo': 'x' });
  });

  it('unpacks any gzip members as they were, across steps', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.nat(300_000), seed: fc.nat(250) }), { minLength: 1, maxLength: 4 }),
        async (members) => {
          const texts = members.map(({ size, seed }) =>
            Array.from({ length: size }, (_, index) =>
              String.fromCharCode(97 + ((index * index * seed) % 23)),
            ).join(''),
          );
          const packed = Buffer.concat(texts.map((text) => nodeGzip(text)));
          expect((await contentsOf('a.gz', packed)).a).toBe(texts.join(''));
        },
      ),
      { numRuns: 10, seed: 1 },
    );
  });

  it('tells of the bytes as stored', async () => {
    const packed = nodeGzip('text '.repeat(1000));
    const file = await single('a.gz', packed);
    let stored = 0;
    for await (const chunk of file.open((more) => (stored += more))) expect(chunk.length).toBeGreaterThan(0);
    expect(stored).toBe(packed.length);
  });

  it('refuses gzip that is cut off, changed, or followed by something', async () => {
    const packed = nodeGzip('some text that is long enough '.repeat(50));
    for (const length of [packed.length - 1, packed.length - 8, packed.length - 20, 12, 5]) {
      expect((await errorOf('a.gz', packed.subarray(0, length))).kind).toBe('bad-format');
    }
    for (let at = 30; at < packed.length; at += 7) {
      const changed = Buffer.from(packed);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      expect((await errorOf('a.gz', changed)).kind).toBe('bad-format');
    }
    expect((await errorOf('a.gz', Buffer.concat([packed, Buffer.from('rubbish')]))).kind).toBe('bad-format');
  });

  it('refuses a gzip bomb before it fills the memory', async () => {
    const bomb = nodeGzip(Buffer.alloc(100 * 2 ** 20));
    const error = await errorOf('a.gz', bomb);
    expect(error.kind).toBe('too-large');
    expect(error.data.got).toBeLessThan(80 * 2 ** 20);
  });

  it('allows a small file to pack well', async () => {
    expect((await contentsOf('a.gz', nodeGzip('a'.repeat(5 * 2 ** 20)))).a?.length).toBe(5 * 2 ** 20);
  });
});

describe('zips', () => {
  it('gives the files in them, stored or packed, without folders and system files', async () => {
    const zip = zipSync({
      'x/': new Uint8Array(0),
      'x/a.txt': [encode('packed '.repeat(100)), { level: 9 }],
      'x/b.txt': [encode('stored'), { level: 0 }],
      'x/c.txt.gz': [nodeGzip('inner'), { level: 0 }],
      '__MACOSX/x/._a.txt': encode('rubbish'),
      'x/.DS_Store': encode('rubbish'),
    });
    expect(await contentsOf('z.zip', zip)).toEqual({
      'z.zip/x/a.txt': 'packed '.repeat(100),
      'z.zip/x/b.txt': 'stored',
      'z.zip/x/c.txt': 'inner',
    });
  });

  it('leaves aside what is for people, unless nothing else is there', async () => {
    const readme = { 'v/README.txt': encode('Read me first'), 'v/Licence.md': encode('Take it') };
    const zip = zipSync({ ...readme, 'v/terms.obo': encode('terms'), 'v/changelog.tsv': encode('b') });
    expect(Object.keys(await contentsOf('z.zip', zip))).toEqual(['z.zip/v/terms.obo']);
    expect(Object.keys(await contentsOf('z.zip', zipSync(readme)))).toHaveLength(2);
    const [first, ...others] = await importFilesOf([
      blobOfBytes('LICENSE', encode('Take it')),
      blobOfBytes('terms.obo', encode('terms')),
    ]);
    expect([first?.name, others]).toEqual(['terms.obo', []]);
  });

  it('opens a zip in a zip, but no deeper', async () => {
    const inner = zipSync({ 'a.txt': encode('deep '.repeat(200)) });
    for (const level of [0, 9] as const) {
      const outer = zipSync({ 'i.zip': [inner, { level }] });
      expect(await contentsOf('o.zip', outer)).toEqual({ 'o.zip/i.zip/a.txt': 'deep '.repeat(200) });
      expect((await errorOf('oo.zip', zipSync({ 'o.zip': outer }))).message).toContain(
        'zip in a zip in a zip',
      );
    }
  });

  it('reads zip64', async () => {
    expect(await contentsOf('z.zip', zip64Of('a.txt', encode('of zip64')))).toEqual({
      'z.zip/a.txt': 'of zip64',
    });
  });

  it('refuses a checksum that does not match', async () => {
    const zip = zipSync({ 'a.txt': [encode('stored text'), { level: 0 }] });
    const at = Buffer.from(zip).indexOf('stored text');
    zip[at] = 0x53;
    expect((await errorOf('z.zip', zip)).message).toContain('checksum');
  });

  it('refuses encrypted files, rare packing, paths that lead out, overlapping files', async () => {
    const directoryOf = (zip: Uint8Array): number => Buffer.from(zip).lastIndexOf('PK\x01\x02');
    const changed = (name: string, change: (zip: Buffer, directory: number) => void): Uint8Array => {
      const zip = Buffer.from(zipSync({ [name]: encode('content') }));
      change(zip, directoryOf(zip));
      return zip;
    };
    const encrypted = changed('a.txt', (zip, at) => zip.writeUInt16LE(1, at + 8));
    expect((await errorOf('z.zip', encrypted)).message).toContain('encrypted');
    const rare = changed('a.txt', (zip, at) => zip.writeUInt16LE(12, at + 10));
    expect((await errorOf('z.zip', rare)).message).toContain('method 12');
    for (const path of ['../a.txt', 'x/../../a.txt', '/a.txt', 'C:\\a.txt', 'x\\a.txt']) {
      expect((await errorOf('z.zip', zipSync({ [path]: encode('x') }))).message).toContain('leads out');
    }
    const huge = changed('a.txt', (zip, at) => zip.writeUInt32LE(5_000, at + 20));
    expect((await errorOf('z.zip', huge)).message).toContain('overlap');
  });

  it('refuses a zip bomb by what comes out, whatever its header says', async () => {
    const zip = zipSync({ 'a.txt': [new Uint8Array(60 * 2 ** 20), { level: 9 }] });
    expect((await errorOf('z.zip', zip)).kind).toBe('too-large');
  });

  it('never gives wrong content for a damaged zip', async () => {
    const texts = { 'a.txt': 'first text '.repeat(20), 'b.txt': 'second' };
    const zip = zipSync({ 'a.txt': encode(texts['a.txt']), 'b.txt': [encode(texts['b.txt']), { level: 0 }] });
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = Uint8Array.from(zip, (byte, index) => (index === at ? byte ^ flip : byte));
        let contents: Readonly<Record<string, string>>;
        try {
          contents = await contentsOf('z.zip', changed);
        } catch (error) {
          expect(error).toBeInstanceOf(SeraphError);
          return;
        }
        // A damaged name, or a first byte that no longer says zip, is all that can go unseen.
        if (Object.keys(contents).length === 2) expect(Object.values(contents)).toEqual(Object.values(texts));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('says what to do with a workbook', async () => {
    const workbook = zipSync({
      '[Content_Types].xml': encode('<Types/>'),
      'xl/workbook.xml': encode('<x/>'),
    });
    expect((await errorOf('a.xlsx', workbook)).message).toContain('CSV UTF-8');
  });
});

/** A zip of one stored file in which every number that can be in zip64 form is. */
function zip64Of(name: string, content: Uint8Array): Uint8Array {
  const plain = Buffer.from(zipSync({ [name]: [content, { level: 0 }] }));
  const directory = plain.lastIndexOf('PK\x01\x02');
  const end = plain.lastIndexOf('PK\x05\x06');
  const entry = Buffer.from(plain.subarray(directory, end));
  entry.writeUInt32LE(0xffffffff, 20);
  entry.writeUInt32LE(0xffffffff, 24);
  entry.writeUInt16LE(28, 30);
  entry.writeUInt32LE(0xffffffff, 42);
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(content.length), 4);
  extra.writeBigUInt64LE(BigInt(content.length), 12);
  const end64 = Buffer.alloc(56);
  end64.write('PK\x06\x06', 0, 'latin1');
  end64.writeBigUInt64LE(1n, 32);
  end64.writeBigUInt64LE(BigInt(entry.length + extra.length), 40);
  end64.writeBigUInt64LE(BigInt(directory), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 0, 'latin1');
  locator.writeBigUInt64LE(BigInt(directory + entry.length + extra.length), 8);
  const last = Buffer.from(plain.subarray(end));
  last.writeUInt16LE(0xffff, 10);
  last.writeUInt32LE(0xffffffff, 12);
  last.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([plain.subarray(0, directory), entry, extra, end64, locator, last]);
}
