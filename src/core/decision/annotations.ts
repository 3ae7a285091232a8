import { importedMentions } from '../mention/imported.js';
import type { ConceptId } from '../ids.js';
import type { ImportedMention, SourceDocument, Span } from '../text/document.js';
import { sameSpan } from '../text/span.js';
import type { DocumentState, MentionState } from './fold.js';

/**
 * Where an annotation's concepts come from: the curator's decision, the imported file (not decided on here), or
 * nowhere yet (`undecided`: no concepts).
 */
export type AnnotationStatus = 'accepted' | 'corrected' | 'nil' | 'imported' | 'undecided';

/** A mention with its concepts as it now stands: what exports write. */
export interface Annotation {
  readonly span: Span;
  readonly type: string;
  readonly status: AnnotationStatus;
  /** Empty for `nil` and `undecided`, and for imported mentions without a concept. */
  readonly conceptIds: readonly ConceptId[];
  /** KB name of the decision; null where none was made. */
  readonly name: string | null;
  /** The file's own id column, where it still says the same. */
  readonly written: string | null;
}

/** A document and what exports write of it. */
export interface AnnotatedDocument {
  readonly document: SourceDocument;
  readonly annotations: readonly Annotation[];
}

/** The annotations of a document after the curator's work, in order of reading. */
export function annotationsOf(document: SourceDocument, state: DocumentState): readonly Annotation[] {
  const imported = new Map(
    importedMentions(document).map((mention, index) => [mention.id, document.annotations[index]]),
  );
  return state.mentions.map((entry) => annotationOf(entry, imported.get(entry.mention.id)));
}

function annotationOf({ mention, decision }: MentionState, source: ImportedMention | undefined): Annotation {
  const { span, type } = mention;
  // The file's concepts were given for the file's span: they do not follow a resized mention.
  const file = source !== undefined && sameSpan(source.span, span) ? source : undefined;
  switch (decision.kind) {
    case 'nil':
      return { span, type, status: 'nil', conceptIds: [], name: null, written: null };
    case 'accepted':
    case 'corrected': {
      const { kind, conceptId, name } = decision;
      const unchanged = file?.conceptIds.length === 1 && file.conceptIds[0] === conceptId;
      return {
        span,
        type,
        status: kind,
        conceptIds: [conceptId],
        name,
        written: unchanged ? file.written : null,
      };
    }
    case 'undecided':
      return file === undefined
        ? { span, type, status: 'undecided', conceptIds: [], name: null, written: null }
        : {
            span,
            type,
            status: 'imported',
            conceptIds: file.conceptIds,
            name: null,
            written: file.written,
          };
  }
}
