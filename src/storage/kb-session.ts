import { SeraphError } from '../core/errors.js';
import type { ConceptId, Sha256 } from '../core/ids.js';
import type { Concept, KbFiles, KbInfo } from '../core/kb/knowledge-base.js';
import { createMentionFinder, type MentionFinder } from '../core/mention/finder.js';
import { buildNameIndex } from '../core/mention/name-index.js';
import type { Watch } from '../core/progress.js';
import { buildSearchIndex } from '../core/search/build-search-index.js';
import { partAlone, type SearchHit, type SearchPart, type SearchRequest } from '../core/search/kb-search.js';
import { searchParts } from '../core/search/search-parts.js';
import { finish } from '../core/steps.js';
import type { Mention } from '../core/text/document.js';
import { openKb, type KbFormat, type KbSource, type OpenKb } from './open-kb.js';
import type { ShardStore } from './shard-store.js';

/** The knowledge base in use, and what is asked of it: what kb.worker answers with. */
export class KbSession {
  #open: OpenKb | null = null;
  #find: MentionFinder | null = null;
  #search: SearchPart | null = null;

  constructor(
    private readonly format: KbFormat,
    private readonly openShards: () => Promise<ShardStore>,
  ) {}

  /** @throws {SeraphError} see `openKb`; the one that was open before then stays in use */
  async open(
    source: KbSource,
    watch: Watch,
  ): Promise<{
    readonly info: KbInfo;
    readonly hash: Sha256;
    readonly built: boolean;
    readonly notice: string | null;
  }> {
    const open = await openKb(source, this.format, this.openShards, watch);
    this.#open = open;
    this.#find = null;
    this.#search = null;
    return { info: open.kb.info, hash: open.kb.hash, built: open.built, notice: open.notice };
  }

  /** The index is built at the first question: it is not needed for the first suggestions. */
  search(request: SearchRequest): readonly SearchHit[] {
    const { tables, kb } = this.#opened();
    this.#search ??= partAlone(finish(buildSearchIndex(tables, kb.hash)), tables);
    return finish(searchParts([this.#search], request));
  }

  /** Those that exist, in the order asked for; ids may be aliases. */
  concepts(ids: readonly ConceptId[]): readonly Concept[] {
    const { concepts } = this.#opened().tables;
    return ids.flatMap((id) => concepts.at(concepts.indexOf(id)) ?? []);
  }

  findMentions(text: string): readonly Mention[] {
    this.#find ??= createMentionFinder(buildNameIndex(this.#opened().tables));
    return this.#find(text);
  }

  /** What the model's worker cannot read from storage; null when it can, or when another KB is open. */
  handOver(kbHash: Sha256): KbFiles | null {
    const unstored = this.#open?.unstored;
    return unstored?.kbHash === kbHash ? unstored : null;
  }

  #opened(): OpenKb {
    if (this.#open) return this.#open;
    throw new SeraphError(
      'kb-missing',
      'No knowledge base is open yet. Your documents and decisions are safe. Wait until it is read, or reload the page.',
    );
  }
}
