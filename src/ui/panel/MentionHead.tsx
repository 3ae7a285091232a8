import { currentView, type MentionView } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';
import { CommandButton } from '../parts/CommandButton.js';
import { hueOf } from '../text/hue.js';

/** The mention in its own words, its type, and how it was read. */
export function MentionHead({ mention }: { readonly mention: MentionView }) {
  const total = useAppState((state) => currentView(state)?.mentions.length ?? 0);
  const { longForm, type } = mention.mention;
  return (
    <header className="head">
      <h2 className="head-words">{mention.text}</h2>
      <CommandButton
        command="type"
        className={`head-type hue-${hueOf(type)}`}
        label={`Type: ${type}. Change`}
      >
        {type}
      </CommandButton>
      <p className="head-notes">
        {longForm !== undefined && (
          <span>
            short for <em>{longForm}</em>
          </span>
        )}
        {mention.fileId !== '' && <span>in the file: {mention.fileId}</span>}
        {longForm === undefined && mention.fileId === '' && <span>{ORIGINS[mention.mention.origin]}</span>}
      </p>
      <div className="head-steps">
        <CommandButton
          command="previous-mention"
          className="button button-plain step"
          label="Previous mention"
        >
          ‹
        </CommandButton>
        <span className="quiet">
          {mention.index + 1} of {total}
        </span>
        <CommandButton command="next-mention" className="button button-plain step" label="Next mention">
          ›
        </CommandButton>
      </div>
    </header>
  );
}

const ORIGINS: Readonly<Record<MentionView['mention']['origin'], string>> = {
  dictionary: 'found by its name',
  abbreviation: 'found as a short form',
  model: 'found by the model',
  curator: 'marked by you',
  file: 'came with the file',
};
