import { useState } from 'react';
import { Button } from 'react-aria-components/Button';
import type { MentionRef } from '../../state/app-state.js';
import { useApp } from '../app-context.js';
import { Sheet } from './Sheet.js';

const REASONS = [
  'not in the knowledge base',
  'too general to link',
  'not a concept of this kind',
  'ambiguous in this text',
];

/** Why none of the candidates fits; optional, for those who extend the knowledge base. */
export function NilReasonDialog({ mention }: { readonly mention: MentionRef }) {
  const app = useApp();
  const [own, setOwn] = useState('');
  return (
    <Sheet title="Why none of these?" hasClose>
      <div className="choices">
        {REASONS.map((reason, index) => (
          <Button
            key={reason}
            className="button choice"
            autoFocus={index === 0}
            onPress={() => app.nilReason(mention, reason)}
          >
            {reason}
          </Button>
        ))}
      </div>
      <form
        className="own-reason"
        onSubmit={(event) => {
          event.preventDefault();
          if (own.trim() !== '') app.nilReason(mention, own.trim());
        }}
      >
        <input
          className="field"
          aria-label="Another reason"
          placeholder="Another reason"
          value={own}
          onChange={(event) => setOwn(event.target.value)}
        />
        <Button type="submit" className="button" isDisabled={own.trim() === ''}>
          Keep
        </Button>
      </form>
    </Sheet>
  );
}
