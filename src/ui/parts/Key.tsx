import { bindingOf, printKey, type CommandId } from '../../state/keymap.js';

/** The key cap of a command. Decoration: the name of what it stands beside says it already. */
export function Key({ of }: { readonly of: CommandId }) {
  const key = bindingOf(of)?.keys[0];
  return key === undefined ? null : <kbd aria-hidden="true">{printKey(key)}</kbd>;
}
