import { memo } from 'react';
import type { MentionId } from '../../core/ids.js';
import { currentView, decidedName, describeMention, type MentionView } from '../../state/document-view.js';
import { useApp, useAppState } from '../app-context.js';
import { hueOf } from './hue.js';
import { DRAFT } from './segments.js';

interface MentionMarkProps {
  readonly id: MentionId;
  readonly within: readonly MentionId[];
  readonly start: number;
  readonly words: string;
  readonly isFirst: boolean;
}

/** One run of a mention. The first run is the one that takes focus and speaks for the whole mention. */
export const MentionMark = memo(function MentionMark(props: MentionMarkProps) {
  const { id, within, start, words, isFirst } = props;
  const view = useAppState((state) => currentView(state)?.byId.get(id));
  const isFocused = useAppState(
    ({ focusedId, spanDraft }) => !spanDraft && focusedId !== null && within.includes(focusedId),
  );
  if (id === DRAFT) {
    return (
      <mark className="mention mention-draft" data-start={start}>
        {words}
      </mark>
    );
  }
  if (!view) return <span data-start={start}>{words}</span>;
  const classes = [
    'mention',
    `mention-${view.status}`,
    `hue-${hueOf(view.mention.type)}`,
    within.length > 1 ? 'mention-nested' : '',
    words === '' ? 'mention-covered' : '',
    isFocused ? 'is-focused' : '',
  ];
  const className = classes.filter(Boolean).join(' ');
  if (!isFirst) {
    return (
      <span className={className} data-start={start}>
        {words}
      </span>
    );
  }
  return <FirstRun className={className} view={view} start={start} words={words} />;
});

interface FirstRunProps {
  readonly className: string;
  readonly view: MentionView;
  readonly start: number;
  readonly words: string;
}

function FirstRun({ className, view, start, words }: FirstRunProps) {
  const app = useApp();
  const { id, type } = view.mention;
  const isCurrent = useAppState(({ focusedId }) => focusedId === id);
  const total = useAppState((state) => currentView(state)?.mentions.length ?? 0);
  const decided = useAppState((state) => decidedName(view, state));
  return (
    <span
      className={className}
      role="button"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={describeMention(view, total, decided)}
      aria-current={isCurrent}
      data-mention={id}
      data-start={start}
      data-tag={type.charAt(0).toUpperCase()}
      onClick={() => app.focusMention(id)}
    >
      {words}
    </span>
  );
}
