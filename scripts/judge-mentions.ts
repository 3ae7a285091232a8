/**
 * Exact-span precision, recall and F1 of the dictionary finder, of the head and of both joined by the app's own rules,
 * from what training wrote: no model runs here.
 *
 *   npx tsx scripts/judge-mentions.ts --tagged OUT/tagged.json --known mesh.json --known mesh-starter.json
 *     --corpus bc5cdr=FILE.pubtator [--corpus ncbi-disease=FILE.pubtator]
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ofType, spanScores, type SpanScores, type TypedSpan } from '../src/core/evaluation/span-scores.js';
import { mentionIdOf } from '../src/core/mention/mention-id.js';
import { joinMentions, TAGGED_TYPES } from '../src/core/mention/tagged/join-mentions.js';
import { spanOf } from '../src/core/text/span.js';
import { readCorpus } from './evaluation/corpus.js';

/** Document → [start, end, type] or [start, end, type, probability]. */
type Spans = Readonly<Record<string, readonly (readonly [number, number, string, number?])[]>>;

/** What the head was told while it tagged, in the order of `--known`. */
const TELLING = ['first KB', 'second KB'];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tagged: { type: 'string', default: '' },
      known: { type: 'string', multiple: true, default: [] },
      corpus: { type: 'string', multiple: true, default: [] },
    },
  });
  const tagged = (await json(values.tagged)) as Readonly<Record<string, Readonly<Record<string, Spans>>>>;
  const known = (await Promise.all(values.known.map(json))) as readonly Spans[];
  for (const corpus of values.corpus) {
    const [name = '', file = ''] = corpus.split('=');
    const documents = await readCorpus(file, (line) => process.stderr.write(`${line}\n`));
    const marked = new Set(
      documents.flatMap(({ annotations }) => annotations.map(({ type }) => typeOf(type))),
    );
    for (const [at, told] of TELLING.entries()) {
      const ofHead = tagged[name]?.[told] ?? {};
      const judged = documents
        .filter(({ label }) => ofHead[label] !== undefined)
        .map(({ label, text, annotations }) => {
          const dictionary = (known[at]?.[label] ?? []).map(([start, end, type]) => {
            const span = spanOf(start, end);
            return { id: mentionIdOf(span), span, type, origin: 'dictionary' as const };
          });
          const head = (ofHead[label] ?? []).map(([start, end, type, confidence = 0]) => ({
            span: spanOf(start, end),
            type,
            confidence,
          }));
          const gold = annotations.map(({ span, type }) => ({ span, type: typeOf(type) }));
          return { gold, dictionary, head, joined: joinMentions(text, dictionary, head) };
        });
      for (const finder of ['dictionary', 'head', 'joined'] as const) {
        const pairs = judged.map(({ gold, ...found }) => ({
          gold,
          found: found[finder].filter(({ type }: TypedSpan) => marked.has(type)),
        }));
        const figures = [...marked].map((type) => `${type} ${figuresOf(spanScores(ofType(pairs, type)))}`);
        console.log([name, told, finder, ...figures, `all ${figuresOf(spanScores(pairs))}`].join('  '));
      }
    }
  }
}

/** NCBI's four kinds are all diseases. */
function typeOf(written: string): string {
  return TAGGED_TYPES.has(written) ? written : 'Disease';
}

/** Precision / recall = F1. */
function figuresOf({ precision, recall, f1 }: SpanScores): string {
  const [p, r, f] = [precision, recall, f1].map((value) => value?.toFixed(1) ?? '-');
  return `${p} / ${r} = ${f}`;
}

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
