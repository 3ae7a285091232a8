/** Mentions found by the app's own finders, linked and judged: what a curator gets from a bare text. */
import {
  spanScores,
  ofType,
  type JudgedDocument,
  type SpanScores,
} from '../../src/core/evaluation/span-scores.js';
import type { KnowledgeBase } from '../../src/core/kb/knowledge-base.js';
import type { Memory } from '../../src/core/link/memory.js';
import type { Mention } from '../../src/core/text/document.js';
import { textOf } from '../../src/core/text/span.js';
import { dictionaryFinder, loadFinders } from '../node/load-finders.js';
import type { LoadedLinker } from '../node/load-linker.js';
import type { GoldDocument, GoldMention } from './corpus.js';
import { generateAll, type Generation } from './generate.js';
import { judge } from './judge.js';
import type { EvaluateOptions, FinderName } from './options.js';

export type Mode = 'model' | 'system';

/** Scores of one finder, for all mentions and by type. */
export interface EndToEnd {
  readonly finder: FinderName;
  readonly documents: number;
  /** `all`, then each type of the corpus. */
  readonly rows: readonly {
    readonly type: string;
    readonly spans: SpanScores;
    /** A mention counts when its first concept is one of the gold ones, or neither side has a concept. */
    readonly concepts: Readonly<Partial<Record<Mode, SpanScores>>>;
  }[];
}

/** Finds mentions in a text. */
export type Find = (text: string) => Promise<readonly Mention[]>;

interface Gold {
  readonly span: Mention['span'];
  readonly type: string;
  readonly concepts: ReadonlySet<number>;
  readonly nil: boolean;
}

interface Found {
  readonly span: Mention['span'];
  readonly type: string;
  /** Of the first candidate; null where "none of these" is more probable. */
  readonly concept: number | null;
}

/** Classes of the NCBI Disease corpus: all of them are diseases to the app. */
const DISEASE_CLASSES = new Set(['SpecificDisease', 'DiseaseClass', 'CompositeMention', 'Modifier']);

const typeOf = (type: string): string => (DISEASE_CLASSES.has(type) ? 'Disease' : type);

/** @throws SeraphError, or Error when the model folder has no head but the model's finder is asked for */
export async function findWith(
  finder: FinderName,
  modelFolder: string,
  kb: KnowledgeBase,
  say: (line: string) => void,
): Promise<Find> {
  if (finder === 'dictionary') {
    const find = dictionaryFinder(kb);
    return (text) => Promise.resolve(find(text));
  }
  const find = await loadFinders(modelFolder, kb, say);
  return async (text) => (await find(text)).joined;
}

/**
 * Runs one finder over whole documents and links what it found. Types that the corpus never marks are not judged, nor are
 * they linked.
 */
export async function endToEnd(
  finder: FinderName,
  find: Find,
  parts: LoadedLinker,
  gold: readonly GoldDocument[],
  {
    modes,
    memory,
    generation,
  }: { readonly modes: EvaluateOptions['modes']; readonly memory: Memory; readonly generation: Generation },
): Promise<EndToEnd> {
  const types = [
    ...new Set(gold.flatMap(({ mentions }) => mentions.map(({ mention }) => typeOf(mention.type)))),
  ];
  const found: GoldDocument[] = [];
  for (const { text } of gold) {
    const mentions = (await find(text)).filter(({ type }) => types.includes(type));
    found.push({ text, mentions: mentions.map((mention) => asked(text, mention)) });
  }
  const generated = await generateAll(parts, found, generation);
  const byMode: { mode: Mode; documents: readonly JudgedDocument<Gold, Found>[] }[] = [];
  for (const mode of modes) {
    const judged = await judge(parts, generated, mode, memory, new Set());
    const answers = judged.map(({ ranked, share, noneShare }) =>
      noneShare > share ? null : (ranked[0] ?? null),
    );
    byMode.push({ mode, documents: paired(gold, found, answers) });
  }
  const spans = paired(gold, found, []);
  const ofRow = (documents: readonly JudgedDocument<Gold, Found>[], type: string) =>
    type === 'all' ? documents : ofType(documents, type);
  const rows = ['all', ...types.sort()].map((type) => ({
    type,
    spans: spanScores(ofRow(spans, type)),
    concepts: Object.fromEntries(
      byMode.map(({ mode, documents }) => [mode, spanScores(ofRow(documents, type), agrees)]),
    ),
  }));
  return { finder, documents: gold.length, rows };
}

function agrees({ concept }: Found, { concepts, nil }: Gold): boolean {
  return concept === null ? nil : concepts.has(concept);
}

/** A found mention as the linker's evaluation takes one: nothing is known of its concept. */
function asked(text: string, mention: Mention): GoldMention {
  return { mention, text: textOf(text, mention.span), gold: new Set(), nil: false };
}

/** @param answers of all found mentions, in order; those left out have no concept */
function paired(
  gold: readonly GoldDocument[],
  found: readonly GoldDocument[],
  answers: readonly (number | null)[],
): readonly JudgedDocument<Gold, Found>[] {
  let next = 0;
  return gold.map((document, i) => ({
    gold: document.mentions.map(({ mention: { span, type }, gold: concepts, nil }) => ({
      span,
      type: typeOf(type),
      concepts,
      nil,
    })),
    found: (found[i]?.mentions ?? []).map(({ mention: { span, type } }) => ({
      span,
      type,
      concept: answers[next++] ?? null,
    })),
  }));
}
