declare const brand: unique symbol;
type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** Index of a piece in the model's vocabulary. */
export type TokenId = Branded<number, 'TokenId'>;
/** Identifier of a concept as its knowledge base writes it, e.g. `D001260`. */
export type ConceptId = Branded<string, 'ConceptId'>;
/** Position in a JavaScript string, in UTF-16 code units. The unit used everywhere inside Seraph. */
export type Utf16Offset = Branded<number, 'Utf16Offset'>;
/** Position in Unicode code points: the unit of PubTator and brat files. */
export type CodePointOffset = Branded<number, 'CodePointOffset'>;
/** Internal key of a document. Not the PMID: corpora repeat those. */
export type DocumentId = Branded<string, 'DocumentId'>;
export type MentionId = Branded<string, 'MentionId'>;
export type EventId = Branded<string, 'EventId'>;
/** Lower-case hexadecimal SHA-256. */
export type Sha256 = Branded<string, 'Sha256'>;
