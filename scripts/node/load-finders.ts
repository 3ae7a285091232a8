import type { KnowledgeBase } from '../../src/core/kb/knowledge-base.js';
import { tablesOf } from '../../src/core/kb/array-tables.js';
import { createProjectViews, KbPool } from '../../src/core/kb/view/project-views.js';
import { createMentionFinder, type MentionFinder } from '../../src/core/mention/finder.js';
import { buildNameIndex } from '../../src/core/mention/name-index.js';
import { projectNameIndex } from '../../src/core/mention/project-name-index.js';
import { joinMentions } from '../../src/core/mention/tagged/join-mentions.js';
import type { TaggedSpan } from '../../src/core/mention/tagger.js';
import { startingProject } from '../../src/core/project/scopes.js';
import type { Mention } from '../../src/core/text/document.js';
import { parseTokenizer } from '../../src/core/tokenizer/parse-tokenizer.js';
import { createEngine, loadModel, taggerOf } from '../../src/model/index.js';
import { useNodeBackend } from '../node-backend.js';
import { folderSource } from './load-linker.js';

/** What each way of finding mentions finds in one text. */
export interface FoundMentions {
  readonly dictionary: readonly Mention[];
  /** By the model's head, told what the dictionary found; as tagged, before joining. */
  readonly tagged: readonly TaggedSpan[];
  /** What the app shows. */
  readonly joined: readonly Mention[];
}

/** The dictionary finder of a project whose one knowledge base serves every type, as in a new browser. */
export function dictionaryFinder(kb: KnowledgeBase): MentionFinder {
  const pool = new KbPool(new Map([[kb.hash, { hash: kb.hash, info: kb.info, ...tablesOf(kb.concepts) }]]));
  const project = startingProject(kb.hash);
  return createMentionFinder(projectNameIndex(project, createProjectViews(project, pool), buildNameIndex));
}

/**
 * All finders, from a Seraph model folder and a KB, on tfjs in Node. One text at a time.
 *
 * @throws SeraphError see `loadModel` and `loadMentionHead`; Error when the folder has no head
 */
export async function loadFinders(
  modelFolder: string,
  kb: KnowledgeBase,
  say: (line: string) => void,
): Promise<(text: string) => Promise<FoundMentions>> {
  const find = dictionaryFinder(kb);
  const { backend } = await useNodeBackend();
  const source = folderSource(modelFolder);
  const weights = await loadModel(source);
  const engine = createEngine(weights, backend);
  const tagger = await taggerOf({ weights, engine, tokenizer: parseTokenizer(weights.tokenizer) }, source);
  if (tagger === null) throw new Error(`${modelFolder} has no head that finds mentions (mention-head.json).`);
  say(`Mentions are found by ${weights.manifest.title} on ${backend}, with ${kb.info.title}`);
  return async (text) => {
    const dictionary = find(text);
    const tagged = await tagger.tag(text, {}, dictionary);
    return { dictionary, tagged, joined: joinMentions(text, dictionary, tagged) };
  };
}
