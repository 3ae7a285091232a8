import { useMemo, useRef } from 'react';
import { spanOf } from '../../core/text/span.js';
import { currentView, mentionsInPlace } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';
import { MentionMark } from './MentionMark.js';
import { DRAFT, paragraphsOf, segmentText, type Segment } from './segments.js';
import { TextFooter } from './TextFooter.js';
import { useFocusFollower } from './use-focus-follower.js';
import { useSelectedText } from './use-selected-text.js';

/** The abstract with its mentions: the hero of the screen. */
export function DocumentText() {
  const scroller = useRef<HTMLElement>(null);
  const document = useAppState((state) => currentView(state)?.document);
  const onlySample = useAppState((state) => state.documents.length === 1);
  useFocusFollower(scroller);
  useSelectedText(scroller);
  const paragraphs = useMemo(
    () => (document ? paragraphsOf(document.text, document.titleEnd) : []),
    [document],
  );
  const segments = useSegments();

  return (
    <main className="text" ref={scroller} tabIndex={-1} aria-label="Text">
      <article className="text-body" lang="en" key={document?.id}>
        {onlySample && (
          <p className="text-hint">Paste an abstract, or drop a file. Nothing leaves this page.</p>
        )}
        {document &&
          paragraphs.map(({ start, end, isTitle }) => {
            const Tag = isTitle ? 'h2' : 'p';
            return (
              <Tag key={start} className={isTitle ? 'text-title' : 'text-paragraph'}>
                {segments(start, end).map((segment) => (
                  <Run
                    key={`${segment.start} ${segment.owner ?? ''}`}
                    segment={segment}
                    text={document.text}
                  />
                ))}
              </Tag>
            );
          })}
      </article>
      <TextFooter />
    </main>
  );
}

function Run({ segment, text }: { readonly segment: Segment; readonly text: string }) {
  const { start, end, owner, within, isFirst } = segment;
  const words = text.slice(start, end);
  if (owner === null) return <span data-start={start}>{words}</span>;
  return <MentionMark id={owner} within={within} start={start} words={words} isFirst={isFirst} />;
}

/** Runs of a range; cut anew only when a span changes, not at every decision. */
function useSegments(): (start: number, end: number) => readonly Segment[] {
  const draft = useAppState((state) => state.spanDraft);
  const mentions = useAppState(mentionsInPlace);
  return useMemo(() => {
    const drawn = draft
      ? [...mentions.filter(({ id }) => id !== draft.mentionId), { id: DRAFT, span: draft.span }]
      : mentions;
    return (start, end) => segmentText(spanOf(start, end), drawn);
  }, [mentions, draft]);
}
