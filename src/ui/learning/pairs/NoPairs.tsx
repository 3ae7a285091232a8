import { CommandButton } from '../../parts/CommandButton.js';

/** Where pairs come from, for who has none yet. */
export function NoPairs() {
  return (
    <div className="page-empty no-pairs">
      <p>
        There are none yet. Accept a candidate in the text: the one you chose and the ones above it become
        pairs of a better and a worse name. You can also import pairs that were exported elsewhere: drop the
        file here.
      </p>
      <CommandButton command="go-document" className="button button-main">
        Decide in the text
      </CommandButton>
    </div>
  );
}
