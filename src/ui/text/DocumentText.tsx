import { memo, useMemo, useRef } from 'react';
import type { MentionId } from '../../core/ids.js';
import type { Span } from '../../core/text/document.js';
import { spanOf } from '../../core/text/span.js';
import { currentView, mentionsInPlace } from '../../state/document-view.js';
import { useAppState } from '../app-context.js';
import { FocusFollower } from './FocusFollower.js';
import { MentionMark } from './MentionMark.js';
import { DRAFT, paragraphsOf, segmentText, type Segment } from './segments.js';
import { TextFooter } from './TextFooter.js';
import { useSelectedText } from './use-selected-text.js';

/** The abstract with its mentions: the hero of the screen. Moving and deciding do not draw it again, only marks. */
export function DocumentText() {
  const scroller = useRef<HTMLElement>(null);
  const document = useAppState((state) => currentView(state)?.document);
  const isFirst = useAppState((state) => state.documents.length <= 1);
  const mentions = usePlacedMentions();
  useSelectedText(scroller);
  const paragraphs = useMemo(
    () => (document ? paragraphsOf(document.text, document.titleEnd) : []),
    [document],
  );

  return (
    <main className="text" ref={scroller} tabIndex={-1} aria-label="Text">
      <article className="text-body" lang="en" key={document?.id}>
        {isFirst && <p className="text-hint">Paste an abstract, or drop a file. Nothing leaves this page.</p>}
        {document &&
          paragraphs.map(({ start, end, isTitle }) => (
            <Paragraph
              key={start}
              text={document.text}
              start={start}
              end={end}
              isTitle={isTitle}
              mentions={mentions}
            />
          ))}
      </article>
      <TextFooter />
      <FocusFollower scroller={scroller} />
    </main>
  );
}

interface Placed {
  readonly id: MentionId;
  readonly span: Span;
}

interface ParagraphProps {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isTitle: boolean;
  readonly mentions: readonly Placed[];
}

const Paragraph = memo(function Paragraph({ text, start, end, isTitle, mentions }: ParagraphProps) {
  const segments = useMemo(() => segmentText(spanOf(start, end), mentions), [start, end, mentions]);
  const Tag = isTitle ? 'h2' : 'p';
  return (
    <Tag className={isTitle ? 'text-title' : 'text-paragraph'}>
      {segments.map((segment) => (
        <Run key={`${segment.start} ${segment.owner ?? ''}`} segment={segment} text={text} />
      ))}
    </Tag>
  );
});

function Run({ segment, text }: { readonly segment: Segment; readonly text: string }) {
  const { start, end, owner, within, isFirst } = segment;
  const words = text.slice(start, end);
  if (owner === null) return <span data-start={start}>{words}</span>;
  return <MentionMark id={owner} within={within} start={start} words={words} isFirst={isFirst} />;
}

/** All mentions, the one being drawn as it is drawn. A new array only when a span changes. */
function usePlacedMentions(): readonly Placed[] {
  const draft = useAppState((state) => state.spanDraft);
  const mentions = useAppState(mentionsInPlace);
  return useMemo(
    () =>
      draft
        ? [...mentions.filter(({ id }) => id !== draft.mentionId), { id: DRAFT, span: draft.span }]
        : mentions,
    [mentions, draft],
  );
}
