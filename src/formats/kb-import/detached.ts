/**
 * A copy that does not hold on to the text it was cut from. Engines keep a long substring as a view of the whole: one
 * kept word would keep a file's chunk.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
