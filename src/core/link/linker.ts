import type { ConceptId, MentionId, Sha256 } from '../ids.js';
import type { MappedConcept } from '../kb/view/mapped.js';
import type { Memory } from './memory.js';
import type { Watch } from '../progress.js';
import type { Mention } from '../text/document.js';

/** Why a candidate is where it is; shown as badges. */
export interface Evidence {
  /** Mean log-probability per generated token, end-of-sequence included; absent when not generated. */
  readonly generated?: number;
  /** The mention (or its long form) equals one of the concept's names, lower-cased. */
  readonly exact: boolean;
  /** The mention was read through its long form. */
  readonly abbreviation: boolean;
  /** Times this very text was linked to this concept by earlier decisions. */
  readonly remembered: number;
  /** The concept's name that is most like the mention (or its long form); absent when one is equal or none is near. */
  readonly near?: NearText;
  /**
   * The concept's name that the model's encoder reads as nearest in meaning, `similarity` being the cosine of both;
   * absent when a name is equal, none is near, or meanings were not compared, as the rest had settled the answer.
   */
  readonly meaning?: NearText;
  /** The text most like the mention that earlier decisions linked to this concept; absent when this very text was. */
  readonly nearRemembered?: NearText;
  /** What another vocabulary calls the concept, where that is like the mention; absent for nothing near. */
  readonly otherName?: NearText;
  /** How many other mentions of the document speak for this concept; absent for none. */
  readonly inDocument?: number;
  /** Of a mention that names several things at once, "breast and ovarian cancer", the one that this is, written out. */
  readonly part?: string;
}

/** A text and how like the mention it is, by its letters where nothing else is said, 0 to 1 (1 for equal). */
export interface NearText {
  readonly text: string;
  readonly similarity: number;
}

export interface Candidate {
  readonly conceptId: ConceptId;
  /** Preferred name, as written in the KB. */
  readonly conceptName: string;
  /** The lower-cased KB name that was generated or matched: what preference pairs hold. */
  readonly name: string;
  /**
   * Calibrated probability that this is right, 0 to 1; shares of one mention may sum below 1 (the rest is NIL). Null
   * when the model came without fitted weights: then no probability can be stated, only an order.
   */
  readonly share: number | null;
  readonly evidence: Evidence;
  /**
   * Hash of the knowledge base that the concept is from: what a decision for it records. Null for a concept that the
   * curator added; absent in suggestions that were kept from before a project could have several.
   */
  readonly kbHash?: Sha256 | null;
  /** Concepts of other knowledge bases that count as this one; absent when there are none. */
  readonly alsoIn?: readonly MappedConcept[];
}

export interface LinkRequest {
  readonly text: string;
  readonly mentions: readonly Mention[];
  /** All mentions of the document, which speak for concepts too; absent when these are all that are linked now. */
  readonly around?: readonly Mention[];
  /** How many candidates to return. */
  readonly top: number;
  readonly beams: number;
  /** Earlier decisions; not looked at in `model` mode. */
  readonly memory: Memory;
  /** `model`: constrained generation alone. `system`: all evidence, combined. */
  readonly mode: 'model' | 'system';
}

export interface LinkedMention {
  readonly mentionId: MentionId;
  readonly candidates: readonly Candidate[];
}

/** In-process and worker implementations share this interface and one test suite. */
export interface Linker {
  link(request: LinkRequest, watch?: Watch): Promise<readonly LinkedMention[]>;
}
