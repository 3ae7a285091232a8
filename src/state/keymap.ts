/** Every command of the keyboard, once: keys, the words for help and tooltips, and where it applies. */

export type CommandId =
  | 'next-mention'
  | 'previous-mention'
  | 'next-undecided'
  | 'previous-undecided'
  | 'next-candidate'
  | 'previous-candidate'
  | 'accept'
  | 'accept-1'
  | 'accept-2'
  | 'accept-3'
  | 'accept-4'
  | 'accept-5'
  | 'reject'
  | 'nil'
  | 'nil-reason'
  | 'search'
  | 'identical'
  | 'edit-span'
  | 'new-mention'
  | 'type'
  | 'delete-mention'
  | 'open-concept'
  | 'add-synonym'
  | 'undo'
  | 'redo'
  | 'next-document'
  | 'previous-document'
  | 'go-document'
  | 'go-documents'
  | 'go-learning'
  | 'go-kbs'
  | 'import'
  | 'help'
  | 'escape'
  | 'end-right'
  | 'end-left'
  | 'start-right'
  | 'start-left'
  | 'end-word-right'
  | 'end-word-left'
  | 'start-word-right'
  | 'start-word-left'
  | 'keep-span';

/** `text`: reading and deciding. `span`: moving the ends of a mention. `page`: anywhere. */
export type Scope = 'text' | 'span' | 'page';

export interface Binding {
  readonly id: CommandId;
  /** In tinykeys' notation; the first one is shown. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: 'Decide' | 'Move' | 'Mentions' | 'Moving the ends of a mention' | 'Pages';
  readonly scope: Scope;
}

function binding(
  group: Binding['group'],
  scope: Scope,
  id: CommandId,
  label: string,
  ...keys: string[]
): Binding {
  return { id, keys, label, group, scope };
}

const ENDS = 'Moving the ends of a mention';

export const KEYMAP: readonly Binding[] = [
  binding('Decide', 'text', 'accept', 'Accept the focused candidate and go on', 'Enter'),
  binding('Decide', 'text', 'accept-1', 'Accept candidate 1 and go on', '1'),
  binding('Decide', 'text', 'accept-2', 'Accept candidate 2 and go on', '2'),
  binding('Decide', 'text', 'accept-3', 'Accept candidate 3 and go on', '3'),
  binding('Decide', 'text', 'accept-4', 'Accept candidate 4 and go on', '4'),
  binding('Decide', 'text', 'accept-5', 'Accept candidate 5 and go on', '5'),
  binding('Decide', 'text', 'reject', 'Reject the focused candidate', 'x', '0'),
  binding('Decide', 'text', 'nil', 'None of these', 'n'),
  binding('Decide', 'text', 'nil-reason', 'Say why none of these fits', 'Shift+N'),
  binding('Decide', 'text', 'search', 'Search the knowledge base', '/', 'Shift+/'),
  binding('Decide', 'text', 'identical', 'Decide all identical mentions', 'a'),
  binding('Decide', 'page', 'undo', 'Undo', 'u', '$mod+z'),
  binding('Decide', 'page', 'redo', 'Redo', 'Shift+U', '$mod+Shift+Z'),
  binding('Move', 'text', 'next-mention', 'Next mention', 'j', 'ArrowDown', 'ArrowRight'),
  binding('Move', 'text', 'previous-mention', 'Previous mention', 'k', 'ArrowUp', 'ArrowLeft'),
  binding('Move', 'text', 'next-undecided', 'Next undecided mention', 'Shift+J'),
  binding('Move', 'text', 'previous-undecided', 'Previous undecided mention', 'Shift+K'),
  binding('Move', 'text', 'next-candidate', 'Next candidate', 'Shift+ArrowDown'),
  binding('Move', 'text', 'previous-candidate', 'Previous candidate', 'Shift+ArrowUp'),
  binding('Move', 'page', 'next-document', 'Next document', ']'),
  binding('Move', 'page', 'previous-document', 'Previous document', '['),
  binding('Mentions', 'text', 'new-mention', 'New mention at the selection', 'm'),
  binding('Mentions', 'text', 'edit-span', 'Move the ends of the mention', 'e'),
  binding('Mentions', 'text', 'type', 'Change the type', 't'),
  binding('Mentions', 'text', 'delete-mention', 'Delete the mention', 'Delete', 'Backspace'),
  binding('Mentions', 'text', 'open-concept', 'Read about the concept', 'o'),
  binding('Mentions', 'text', 'add-synonym', 'Add the words as a synonym', 's'),
  binding(ENDS, 'span', 'end-right', 'End one character on', 'ArrowRight'),
  binding(ENDS, 'span', 'end-left', 'End one character back', 'ArrowLeft'),
  binding(ENDS, 'span', 'start-right', 'Start one character on', 'Shift+ArrowRight'),
  binding(ENDS, 'span', 'start-left', 'Start one character back', 'Shift+ArrowLeft'),
  binding(ENDS, 'span', 'end-word-right', 'End one word on', 'Alt+ArrowRight'),
  binding(ENDS, 'span', 'end-word-left', 'End one word back', 'Alt+ArrowLeft'),
  binding(ENDS, 'span', 'start-word-right', 'Start one word on', 'Alt+Shift+ArrowRight'),
  binding(ENDS, 'span', 'start-word-left', 'Start one word back', 'Alt+Shift+ArrowLeft'),
  binding(ENDS, 'span', 'keep-span', 'Keep', 'Enter'),
  binding('Pages', 'page', 'go-document', 'The text', 'g d'),
  binding('Pages', 'page', 'go-documents', 'List of documents', 'g l'),
  binding('Pages', 'page', 'go-learning', 'Learning', 'g p'),
  binding('Pages', 'page', 'go-kbs', 'Knowledge bases', 'g k'),
  binding('Pages', 'page', 'import', 'Import', 'i'),
  binding('Pages', 'page', 'help', 'Keys', '?', 'Shift+?'),
  binding('Pages', 'page', 'escape', 'Back to the text', 'Escape'),
];

const BY_ID = new Map(KEYMAP.map((entry) => [entry.id, entry]));

/** The entry of a command. Every command has one. */
export function bindingOf(id: CommandId): Binding | undefined {
  return BY_ID.get(id);
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowRight: '→',
  ArrowLeft: '←',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  $mod: 'Ctrl',
};

/** A key as it is printed on a key cap: `Shift+ArrowDown` is "Shift ↓". */
export function printKey(key: string): string {
  return key
    .split(/[+ ]/)
    .map((part) => SIGNS[part] ?? (part.length === 1 && key.includes('Shift+') ? part.toUpperCase() : part))
    .join(' ');
}
