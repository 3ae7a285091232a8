/**
 * GPT-2's one-to-one map between bytes and printable characters (`bytes_to_unicode`): bytes that print as themselves
 * keep their Latin-1 character, the other 68 take U+0100 onwards in order. Space (0x20) becomes Ġ.
 */
const PRINTS = [
  [0x21, 0x7e],
  [0xa1, 0xac],
  [0xae, 0xff],
] as const;

function byteCharacters(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(PRINTS.some(([first, last]) => byte >= first && byte <= last) ? byte : next++),
  );
}

/** Character of each byte. */
export const BYTE_CHARACTERS: readonly string[] = byteCharacters();

const BYTE_OF: ReadonlyMap<string, number> = new Map(
  BYTE_CHARACTERS.map((character, byte) => [character, byte]),
);

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8 bytes of `text`, one character each; a lone surrogate is read as U+FFFD. */
export function toByteCharacters(text: string): string {
  let result = '';
  for (const byte of encoder.encode(text)) result += BYTE_CHARACTERS[byte] ?? '';
  return result;
}

/** Text of pieces in byte characters; a piece with any other character stands for itself. Bad UTF-8 gives U+FFFD. */
export function fromByteCharacters(pieces: readonly string[]): string {
  const bytes: number[] = [];
  for (const piece of pieces) {
    const own = Array.from(piece, (character) => BYTE_OF.get(character));
    if (own.every((byte) => byte !== undefined)) bytes.push(...own);
    else bytes.push(...encoder.encode(piece));
  }
  return decoder.decode(Uint8Array.from(bytes));
}
