import type { ConceptId } from '../../core/ids.js';
import type { KbImage } from '../../core/kb/image/open-image.js';
import type { Concept } from '../../core/kb/knowledge-base.js';
import type { LoadedKb } from '../../core/kb/view/loaded-kb.js';
import { mappedTo } from '../../core/kb/view/mapped.js';
import { createProjectViews, KbPool, type ProjectViews } from '../../core/kb/view/project-views.js';
import type { KbView } from '../../core/kb/view/view.js';
import { createMentionFinder, type MentionFinder } from '../../core/mention/finder.js';
import { buildNameIndex, type NameIndex } from '../../core/mention/name-index.js';
import { projectNameIndex } from '../../core/mention/project-name-index.js';
import { withoutBlocked } from '../../core/mention/without-blocked.js';
import type { Project } from '../../core/project/project.js';
import type { SearchHit, SearchPart, SearchRequest } from '../../core/search/kb-search.js';
import { searchParts } from '../../core/search/search-parts.js';
import { partsOfView } from '../../core/search/view-parts.js';
import type { Steps } from '../../core/steps.js';
import type { Mention } from '../../core/text/document.js';

/** A concept as a line of a tree. */
interface TreeLine {
  readonly id: ConceptId;
  readonly name: string;
  readonly childCount: number;
  readonly isObsolete: boolean;
}

/** What a project's knowledge bases and the curator's additions answer together. */
export class OpenedProject {
  readonly #pool: KbPool;
  readonly #views: ProjectViews;
  readonly #all: KbView;
  #find: MentionFinder | null = null;
  #parts: readonly SearchPart[] | null = null;

  constructor(
    private readonly project: Project,
    /** Those in use, in the order of the scopes. */
    readonly images: readonly KbImage[],
    before: OpenedProject | null = null,
  ) {
    // What was worked out about knowledge bases together stands while they are the same.
    const isSame =
      images.length === before?.images.length && images.every((kb) => before.images.includes(kb));
    this.#pool = before && isSame ? before.#pool : new KbPool(new Map(images.map((kb) => [kb.hash, kb])));
    this.#views = createProjectViews(project, this.#pool);
    this.#all = this.#views.whole();
  }

  /** @param indexOf the index of each knowledge base */
  *search(request: SearchRequest, indexOf: Parameters<typeof partsOfView>[1]): Steps<readonly SearchHit[]> {
    this.#parts ??= yield* partsOfView(this.#all, indexOf);
    return yield* searchParts(this.#parts, request);
  }

  /** Those that exist, in the order asked for; ids may be aliases. */
  concepts(ids: readonly ConceptId[]): readonly (Concept & Pick<SearchHit, 'kbHash' | 'alsoIn'>)[] {
    const { concepts } = this.#all;
    return ids.flatMap((id) => {
      const index = concepts.indexOf(id);
      const concept = concepts.at(index);
      if (!concept) return [];
      const alsoIn = mappedTo(this.#all, index);
      const kbHash = this.#all.kbHashOf(index);
      return [{ ...concept, kbHash, ...(alsoIn.length === 0 ? {} : { alsoIn }) }];
    });
  }

  /** Null when there is no such concept. */
  neighbours(
    id: ConceptId,
  ): { readonly parents: readonly TreeLine[]; readonly children: readonly TreeLine[] } | null {
    const { concepts } = this.#all;
    const index = concepts.indexOf(id);
    if (index < 0) return null;
    return {
      parents: this.#linesOf(concepts.parentsOf(index)),
      children: this.#linesOf(concepts.childrenOf(index)),
    };
  }

  findMentions(text: string): readonly Mention[] {
    this.#find ??= withoutBlocked(createMentionFinder(this.#nameIndex()), this.project.overlay);
    return this.#find(text);
  }

  #linesOf(indexes: Uint32Array): readonly TreeLine[] {
    const { concepts } = this.#all;
    const lines = Array.from(indexes, (index) => ({
      id: concepts.idAt(index),
      name: concepts.at(index)?.name ?? '',
      childCount: concepts.childrenOf(index).length,
      isObsolete: concepts.isObsolete(index),
    }));
    return lines.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  #nameIndex(): NameIndex {
    const stored = new Map<LoadedKb, NameIndex>(this.images.map((image) => [image, image.nameIndex]));
    return projectNameIndex(this.project, this.#views, (kb) => stored.get(kb) ?? buildNameIndex(kb));
  }
}
