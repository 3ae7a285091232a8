import { describe, expect, it } from 'vitest';
import { startReading } from '../files/reading.js';
import { filesOfTexts } from '../testing/import-text.js';
import { childrenOf, textAt, xmlRecords, type XmlRecord } from './xml-records.js';

async function read(xml: string): Promise<XmlRecord[]> {
  const [file] = await filesOfTexts({ 'a.xml': xml });
  const records: XmlRecord[] = [];
  if (!file) throw new Error('No file');
  for await (const record of xmlRecords(file, startReading({}), new Set(['r']))) records.push(record);
  return records;
}

describe('xmlRecords', () => {
  it('gives each record as a tree with its line', async () => {
    const records = await read(
      '<?xml version="1.0"?>\n<!DOCTYPE s SYSTEM "s.dtd">\n<s><r k="1"><a>x &lt; &#945;</a><a><b>y</b></a></r>\n<o>no</o><r><![CDATA[<z>]]></r></s>',
    );
    expect(records.map(({ line }) => line)).toEqual([3, 4]);
    const [first, second] = records.map(({ element }) => element);
    expect(first?.attributes).toEqual({ k: '1' });
    expect(childrenOf(first, 'a').map(({ text }) => text)).toEqual(['x < α', '']);
    expect(textAt(first, 'a')).toBe('x < α');
    expect(textAt(first, 'a', 'b')).toBe('');
    expect(second?.text).toBe('<z>');
  });

  it('refuses entities, inside and outside', async () => {
    const laughs = `<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><s><r>&b;</r></s>`;
    const outside = `<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/hostname">]><s><r>&x;</r></s>`;
    const parameter = `<!DOCTYPE s [<!ENTITY % x SYSTEM "http://example.org/x"> %x;]><s><r/></s>`;
    for (const xml of [laughs, outside, parameter])
      await expect(read(xml)).rejects.toThrow('declares entities');
    await expect(read('<s><r>&unknown;</r></s>')).rejects.toMatchObject({
      kind: 'bad-format',
      data: { line: 1 },
    });
  });

  it.each(['', 'no xml', '<s><r></s>', '<s>\n<r', '<s/><s/>', '<s><r a="1" a="2"/></s>'])(
    'refuses %j',
    async (xml) => {
      await expect(read(xml)).rejects.toMatchObject({ kind: 'bad-format' });
    },
  );

  it('bounds depth, records and what has no end', async () => {
    await expect(read('<a>'.repeat(1_000))).rejects.toThrow('nested too deep');
    await expect(read(`<s><r>${'<b>some text</b>'.repeat(300_000)}</r></s>`)).rejects.toMatchObject({
      kind: 'too-large',
    });
    await expect(read(`<s k="${'x'.repeat(12 * 2 ** 20)}"/>`)).rejects.toMatchObject({ kind: 'too-large' });
  });
});
