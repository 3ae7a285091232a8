import { SeraphError } from '../core/errors.js';
import { looksLikeJsonLines, parse as parseJsonLines } from './annotations-jsonl.js';
import type { ImportOptions, ImportResult, ImportWarning } from './import-result.js';
import { checkSize, splitPasted } from './plain-text.js';
import { looksLikePubtator, parse as parsePubtator } from './pubtator.js';
import { textWarnings } from './text-warnings.js';
import { uniqueLabels } from './unique-labels.js';

export interface OpenedDocuments extends ImportResult {
  readonly format: 'pubtator' | 'jsonl' | 'plain-text';
  /** The documents came from one plain text by its blank lines: open it again with `merge` to have one instead. */
  readonly mergeable: boolean;
}

export interface OpenOptions extends ImportOptions {
  /** Plain text becomes one document, whatever its blank lines say. */
  readonly merge?: boolean;
}

/**
 * Reads whatever was pasted or dropped: PubTator, JSON Lines or plain text, told apart by content. Each document gets a
 * label of its own (`uniqueLabels`).
 * @param name file name, or a name for a paste; plain documents are labelled by it.
 * @throws SeraphError `too-large`; `bad-format` when it holds no text or no document could be read.
 */
export function openDocuments(name: string, text: string, options: OpenOptions): OpenedDocuments {
  checkSize(text);
  if (looksLikeJsonLines(text)) {
    return { ...readable(name, parseJsonLines(text, options)), format: 'jsonl', mergeable: false };
  }
  if (looksLikePubtator(text)) {
    return { ...readable(name, parsePubtator(text, options)), format: 'pubtator', mergeable: false };
  }
  const documents = splitPasted(text, { ...options, label: name });
  return {
    documents,
    failed: [],
    warnings: [
      ...markupWarning(name, text),
      ...documents.flatMap((document) => textWarnings(document.text, document.label)),
    ],
    format: 'plain-text',
    mergeable: documents.length > 1,
  };
}

/** Files of other tools that can be read as text only: their markup becomes part of the document. */
function markupWarning(name: string, text: string): readonly ImportWarning[] {
  const kind = /^\s*<\?xml/.test(text) ? 'XML' : /^\s*[{[]\s*["{[\r\n]/.test(text) ? 'JSON' : null;
  if (kind === null) return [];
  return [
    {
      line: null,
      message:
        `${name} looks like ${kind} of a kind that Seraph does not know. It was opened as plain text, as it is. ` +
        'Convert it to PubTator, JSON Lines or plain text to have its documents and mentions.',
    },
  ];
}

function readable(name: string, result: ImportResult): ImportResult {
  const { documents } = result;
  if (documents.length > 0) {
    const labels = uniqueLabels(documents.map(({ label }) => label));
    return {
      ...result,
      documents: documents.map((document, index) => ({
        ...document,
        label: labels[index] ?? document.label,
      })),
    };
  }
  const [first] = result.failed;
  throw new SeraphError(
    'bad-format',
    `No document of ${name} could be read. Nothing was changed. ` +
      (first === undefined ? 'Check that the file is complete.' : `Line ${first.line ?? 1}: ${first.reason}`),
    { expected: 'at least one document', got: result.failed.length },
  );
}
