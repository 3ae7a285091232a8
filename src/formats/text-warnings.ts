import type { ImportWarning } from './import-result.js';

/** C0 and C1 controls but tab, line feed and carriage return. */
// eslint-disable-next-line no-control-regex -- looking for them is the point
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** Tags that text copied as source code has; not every `<`, which abstracts are full of ("p<0.05"). */
const TAG =
  /<\/?(?:a|abstracttext|b|body|br|div|em|h[1-6]|head|html|i|li|ol|p|script|section|span|strong|sub|sup|table|td|title|tr|u|ul)(?:\s[^<>]*)?\/?>/i;

/**
 * What in a text deserves a word to the curator. The text itself is never changed: offsets must keep pointing at the
 * characters of the source.
 */
export function textWarnings(
  text: string,
  label: string,
  line: number | null = null,
): readonly ImportWarning[] {
  const warnings: ImportWarning[] = [];
  const tag = TAG.exec(text);
  if (tag) {
    warnings.push({
      line,
      message:
        `${label} holds HTML tags such as ${tag[0].slice(0, 40)}. They are kept as part of the text. ` +
        'Copy the text as it is displayed if you do not want them.',
    });
  }
  if (CONTROL.test(text)) {
    warnings.push({
      line,
      message:
        `${label} holds control characters. They are kept, so that positions stay right. ` +
        'Nothing needs to be done unless mentions look cut.',
    });
  }
  if (LONE_SURROGATE.test(text)) {
    warnings.push({
      line,
      message:
        `${label} holds half a character (a lone surrogate). It is kept here, but files can only write U+FFFD for it. ` +
        'Copy the text again from its source if that place matters.',
    });
  }
  return warnings;
}
