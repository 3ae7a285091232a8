/** What an imported file may cost, whatever it says of itself. */

/** Of a name, in UTF-16 code units: longer ones are skipped. The longest of UMLS and ChEBI are below. */
export const MAX_NAME_LENGTH = 4_000;
/** Of a definition, in UTF-16 code units: longer ones are cut. */
export const MAX_DEFINITION_LENGTH = 20_000;
/** Of an id, in UTF-16 code units. IRIs are the longest. */
export const MAX_ID_LENGTH = 1_000;
/** Of a line, in UTF-16 code units. */
export const MAX_LINE_LENGTH = 1 << 20;
/** Names of one concept: more are skipped. The largest of UMLS has about 6,000. */
export const MAX_NAMES_PER_CONCEPT = 20_000;
/** Bytes a packed file may unpack to. All of UMLS is below. */
export const MAX_UNPACKED = 64 * 2 ** 30;
/** Unpacked bytes per packed byte. Vocabularies pack 4 to 30 to 1; deflate allows 1032. */
export const MAX_RATIO = 200;
/** A small file may pack as well as it likes: unpacked bytes from which the ratio counts. */
export const RATIO_FREE = 10 * 2 ** 20;
/** Files in a zip. */
export const MAX_ZIP_ENTRIES = 10_000;
/** Bytes of a packed zip inside a zip, which must be unpacked in memory to be read. */
export const MAX_NESTED_ZIP = 256 * 2 ** 20;
